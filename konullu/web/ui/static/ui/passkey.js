/* Passkeys. A form with data-passkey="get|create" asks data-challenge for the options, lets the browser answer, and
   sends the answer as its field "credential". The form stays hidden where the browser can't do it; the code way is there. */

const able =
  window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined &&
  window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined &&
  window.isSecureContext &&
  !/^[\d.]+$|^\[/.test(location.hostname);

async function optionsFor(form) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(form.dataset.challenge, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

async function ask(form, settings) {
  const json = await optionsFor(form);
  if (form.dataset.passkey === "create") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json);
    return navigator.credentials.create({ publicKey, ...settings });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json);
  return navigator.credentials.get({ publicKey, ...settings });
}

function send(form, credential) {
  form.elements.credential.value = JSON.stringify(credential.toJSON());
  form.submit();
}

/* Only one ceremony at a time: the button ends the one that waits in the autofill menu. */
let waiting = null;

async function offerInField(form) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  waiting = new AbortController();
  try {
    send(form, await ask(form, { mediation: "conditional", signal: waiting.signal }));
  } catch {
    /* Nobody chose a passkey there, or the button was used: the page works on as it is. */
  }
}

async function onSubmit(event) {
  event.preventDefault();
  const form = event.target;
  const error = form.querySelector("[data-passkey-error]");
  error.hidden = true;
  waiting?.abort();
  try {
    send(form, await ask(form, {}));
  } catch {
    error.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!able) {
    document.querySelector("[data-passkey-unable]")?.removeAttribute("hidden");
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", onSubmit);
  if ("autofill" in form.dataset) offerInField(form);
}
