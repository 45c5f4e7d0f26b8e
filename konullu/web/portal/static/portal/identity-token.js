/* Back from the token service: fetch its token with its own cookies, and hand it to our server. */
const form = document.querySelector("form[data-token-url]");
if (form) {
  fetch(form.dataset.tokenUrl, { credentials: "include", headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`status ${answer.status}`))))
    .then((body) => {
      const token = body?.data?.token ?? body?.token;
      if (typeof token !== "string") throw new Error("no token");
      form.elements.token.value = token;
      form.submit();
    })
    .catch(() => {
      form.hidden = true;
      document.querySelector("[data-token-error]").hidden = false;
    });
}
