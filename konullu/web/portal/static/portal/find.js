/* What only a script can do: ask the browser where it is (on a tap, never by itself), share, print.
   Listening on the document, so that it also holds for what htmx swaps in. */

function reveal() {
  if ("geolocation" in navigator) for (const button of document.querySelectorAll("[data-near]")) button.hidden = false;
  for (const button of document.querySelectorAll("[data-share]")) button.hidden = !navigator.share;
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
}
reveal();
document.addEventListener("htmx:after:swap", reveal);

/* The point goes into the address with two decimals, about a kilometre: enough to sort by, not enough to find a door. */
function goNear({ coords }) {
  const address = new URL(location.href);
  address.searchParams.set("near", `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
  if (!address.searchParams.has("km")) address.searchParams.set("km", "25");
  address.searchParams.set("sort", "nearest");
  address.searchParams.delete("page");
  location.assign(address);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button");
  if (!button) return;
  if ("near" in button.dataset) {
    const trouble = document.querySelector("[data-near-trouble]");
    trouble.textContent = button.dataset.waiting;
    button.setAttribute("aria-disabled", "true");
    navigator.geolocation.getCurrentPosition(
      goNear,
      () => {
        trouble.textContent = button.dataset.refused;
        button.removeAttribute("aria-disabled");
      },
      { maximumAge: 600000, timeout: 15000 },
    );
  } else if ("share" in button.dataset) {
    await navigator.share({ title: button.dataset.shareTitle, url: button.dataset.share }).catch(() => {});
  } else if ("print" in button.dataset) {
    window.print();
  }
});
