/* Könüllü: what makes the pages pleasant when scripts run. Every page works without this file. */

/* The summary of errors gets the focus, also after htmx has put it there (Safari ignores autofocus on a div). */
function focusErrors(root) {
  root.querySelector("[data-error-summary]")?.focus();
}
focusErrors(document);

/* A swap that says where the reader is now: data-focus on a heading or a region takes the focus. */
document.addEventListener("htmx:after:swap", () => {
  const summary = document.querySelector("[data-error-summary]:not([data-seen])");
  const target = summary ?? document.querySelector("[data-focus]:not([data-seen])");
  if (!target) return;
  target.dataset.seen = "";
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus();
});

/* <a href="/page/of/the/question/" data-dialog="id">: the page for the script-less, the dialog for the others. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
  } else if (event.target.closest?.("[data-dialog-close]")) {
    event.preventDefault();
    event.target.closest("dialog")?.close();
  } else {
    closeMenus(event.target);
  }
});

/* An open menu closes when the reader goes elsewhere, and with Escape. */
function closeMenus(target) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
}
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest?.("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/* Light and dark without a new page: the same POST, the same cookie. */
document.addEventListener("submit", async (event) => {
  const form = event.target.closest?.("[data-theme-switch]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!answer) return location.reload();
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of document.querySelectorAll(".looks button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
});
