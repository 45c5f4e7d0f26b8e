/* Nothing that was typed is lost: what a form holds is kept in this tab until it is sent.
   A dead line, a sign-in that ran out, a closed page: the form offers it back. Without scripts the form works as before. */

for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `keep:${form.dataset.keep}`;
  const standing = written(form);
  offer(form, key, standing);
  form.addEventListener("input", () => save(key, written(form)));
  form.addEventListener("change", () => save(key, written(form)));
}

/* The page after a saved form says so: what was kept for it is forgotten. */
for (const mark of document.querySelectorAll("[data-kept]")) sessionStorage.removeItem(`keep:${mark.dataset.kept}`);

function written(form) {
  const pairs = [];
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "file" || field.type === "submit") continue;
    if (field.type === "checkbox" || field.type === "radio") pairs.push([field.name, field.value, field.checked]);
    else pairs.push([field.name, field.value, null]);
  }
  return JSON.stringify(pairs);
}

function save(key, text) {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    /* a full or forbidden store: the form still works */
  }
}

function offer(form, key, standing) {
  const box = form.querySelector("[data-keep-offer]");
  const kept = sessionStorage.getItem(key);
  // A form that came back with errors holds what was typed already.
  if (!box || !kept || kept === standing || form.querySelector("[data-error-summary]")) return;
  box.hidden = false;
  box.querySelector("[data-keep-take]").addEventListener("click", () => {
    put(form, JSON.parse(kept));
    box.hidden = true;
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  box.querySelector("[data-keep-forget]").addEventListener("click", () => {
    sessionStorage.removeItem(key);
    box.hidden = true;
  });
}

function put(form, pairs) {
  const turns = {};
  for (const [name, value, checked] of pairs) {
    const fields = [...form.elements].filter((field) => field.name === name && field.type !== "hidden");
    if (checked === null) {
      const turn = (turns[name] = (turns[name] ?? -1) + 1);
      if (fields[turn]) fields[turn].value = value;
    } else {
      const field = fields.find((each) => each.value === value);
      if (field) field.checked = checked;
    }
  }
}
