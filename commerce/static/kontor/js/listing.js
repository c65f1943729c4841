// Listing: long facets unfold, and one can find a value in them.

const set = (button, open) => {
  button.setAttribute("aria-expanded", String(open));
  document.getElementById(button.getAttribute("aria-controls"))?.classList.toggle("facets__list--open", open);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shows-all]");
  if (!button) return;
  set(button, true);
  button.hidden = true;
  document.getElementById(button.getAttribute("aria-controls"))?.querySelectorAll("input")[8]?.focus();
});

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-finds]");
  if (!field) return;
  const list = document.getElementById(field.dataset.finds);
  const wanted = fold(field.value.trim());
  list.classList.toggle("facets__list--found", wanted !== "");
  for (const row of list.children) row.hidden = wanted !== "" && !fold(row.textContent).includes(wanted);
});

// Finding a value is no answer to the filters' form.
document.addEventListener("change", (event) => {
  if (event.target.closest?.("[data-finds]")) event.stopPropagation();
}, true);

// The drawer of filters: "Show 48 products" leads to them; a screen that grows wide has no drawer.
document.addEventListener("click", (event) => {
  if (!event.target.closest("#show-results")) return;
  const title = document.getElementById("results-title");
  title?.focus({ preventScroll: true });
  document.getElementById("results")?.scrollIntoView({ block: "start" });
});
matchMedia("(min-width: 60rem)").addEventListener("change", ({ matches }) => {
  if (matches) document.querySelector("#filters[open]")?.close();
});
