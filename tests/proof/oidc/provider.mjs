/* A national identity service for the proof: the certified library oidc-provider, with people of our own.
   node provider.mjs PORT REDIRECT_URI: prints "ready" when it listens on 127.0.0.1. */
import { Provider } from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const people = {
  leyla: { given_name: "Leyla", family_name: "Əliyeva", birthdate: "2001-04-09", fin: "5ABC123" },
  fidan: { given_name: "Fidan", family_name: "Quliyeva", birthdate: `${new Date().getFullYear() - 12}-01-01`, fin: "6ABC123" },
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "konullu",
      client_secret: "a-secret-of-the-proof",
      redirect_uris: [redirectUri],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      token_endpoint_auth_method: "client_secret_basic",
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ["sub"], profile: ["given_name", "family_name", "birthdate", "fin"] },
  async findAccount(_, id) {
    return { accountId: id, claims: async () => ({ sub: id, ...people[id] }) };
  },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["a-key-of-the-proof"] },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
