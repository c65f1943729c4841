// Hearts and picks: what is the visitor's own is painted on cards, which are the same for everybody.

const box = () => document.getElementById("marks");
const held = () => new Set((box()?.dataset.listed ?? "").split(" ").filter(Boolean));

const paint = () => {
  const listed = held();
  for (const heart of document.querySelectorAll("[data-heart]")) {
    heart.setAttribute("aria-pressed", String(listed.has(heart.dataset.heart || heart.value)));
  }
  const picked = new Set((document.getElementById("tray")?.dataset.compared ?? "").split(" "));
  for (const pick of document.querySelectorAll("[data-compare]")) {
    pick.setAttribute("aria-pressed", String(picked.has(pick.value)));
  }
};

document.addEventListener("kontor:listed", (event) => {
  const { product, on, text } = event.detail;
  const listed = held();
  if (product) on ? listed.add(product) : listed.delete(product);
  if (box()) box().dataset.listed = [...listed].join(" ");
  paint();
  document.dispatchEvent(new CustomEvent("kontor:toast", { detail: { text } }));
});

// Cards come in later, too: more of a list, rows that load when they are near.
if (box()) {
  let soon;
  new MutationObserver(() => {
    cancelAnimationFrame(soon);
    soon = requestAnimationFrame(paint);
  }).observe(document.body, { childList: true, subtree: true });
  paint();
}
