// Every page: dialogs, bag drawer, steppers, theme, toasts, and the region contract for htmx swaps.
// All htmx event names of the storefront live in this module.

const byId = (id) => document.getElementById(id);

/* ---- Dialogs: [data-opens=id] opens, [data-closes] closes; the browser returns focus ---- */

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && byId(opener.dataset.opens);
  if (dialog?.showModal && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    if (opener.dataset.load) htmx.ajax("GET", opener.dataset.load, { target: `#${dialog.id}-body`, swap: "innerHTML", headers: { "HX-Drawer": "1" } });
    if (!dialog.open) dialog.showModal();
    return;
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog")?.close();
    return;
  }
  // A press on the backdrop hits the dialog element itself.
  if (event.target instanceof HTMLDialogElement && !event.target.hasAttribute("data-firm")) event.target.close();
});

/* ---- Quantity stepper ---- */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  const input = button?.parentElement.querySelector("input");
  if (!input) return;
  const before = input.value;
  button.dataset.step === "up" ? input.stepUp() : input.stepDown();
  if (input.value !== before) input.dispatchEvent(new Event("change", { bubbles: true }));
});

/* ---- Selects and checks that submit their form at once ---- */

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

/* ---- Password show/hide ---- */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveals]");
  const input = button && byId(button.dataset.reveals);
  if (!input) return;
  const hidden = input.type === "password";
  input.type = hidden ? "text" : "password";
  button.textContent = hidden ? button.dataset.hide : button.dataset.show;
  button.setAttribute("aria-pressed", String(hidden));
});

/* ---- Double submit: the first press wins, the server's token is the second line ---- */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.hasAttribute("hx-post") || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

/* ---- Theme: the server reads the cookie, the page changes at once ---- */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  event.preventDefault();
  const choice = button.dataset.themeChoice;
  if (choice === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = choice;
  document.cookie = `theme=${choice};path=/;max-age=31536000;samesite=lax`;
  for (const other of document.querySelectorAll("[data-theme-choice]")) {
    other.setAttribute("aria-pressed", String(other.dataset.themeChoice === choice));
  }
});

/* ---- Toasts ---- */

const toast = ({ text, retry }) => {
  const box = byId("toasts");
  if (!box || !text) return;
  const note = document.createElement("div");
  note.className = "toast";
  note.setAttribute("role", retry ? "alert" : "status");
  const words = document.createElement("span");
  words.textContent = text;
  note.append(words);
  if (retry) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = box.dataset.retry;
    button.addEventListener("click", () => (note.remove(), retry()));
    note.append(button);
  }
  box.replaceChildren(note);
  setTimeout(() => note.remove(), 10_000);
};
document.addEventListener("kontor:toast", (event) => toast(event.detail));

/* ---- htmx: busy marks, focus after a swap, errors with Retry ---- */

const region = (event) => event.detail.target?.closest?.("[data-focus]") ?? event.detail.target;

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("meta[name=csrf]")?.content;
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
  if (event.detail.target?.id === "bag-body") event.detail.headers["HX-Drawer"] = "1";
});

let focusedId = "";
document.addEventListener("htmx:beforeSwap", () => {
  focusedId = document.activeElement?.id ?? "";
});
document.addEventListener("htmx:beforeRequest", (event) => region(event)?.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", (event) => {
  const target = event.detail.target;
  (byId(target?.id) ?? target)?.removeAttribute?.("aria-busy");
});
document.addEventListener("htmx:afterSettle", (event) => {
  const place = byId(event.detail.target?.id) ?? event.detail.elt;
  const summary = place.querySelector?.("[data-error-summary]");
  const first = place.querySelector?.("[data-focus-me]");
  if (summary) summary.focus();
  else if (first) first.focus();
  else if (document.activeElement === document.body) {
    (byId(focusedId) ?? place.querySelector?.("[tabindex='-1'], h1, h2"))?.focus();
  }
});
document.addEventListener("bag-changed", () => {
  const bag = byId("bag");
  if (bag?.showModal && !bag.open && !document.body.hasAttribute("data-bag-page")) bag.showModal();
});
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const box = byId("toasts");
    const elt = event.detail.elt;
    toast({ text: box?.dataset.failed, retry: () => (elt.requestSubmit ? elt.requestSubmit() : elt.click()) });
  });
}

// A morph keeps what the visitor unfolded and is typing, and the provider's frame.
if (window.Idiomorph) {
  Idiomorph.defaults.ignoreActiveValue = true;
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (node, fresh) => {
    if (!(node instanceof Element)) return true;
    if (node.hasAttribute("data-kept")) return false;
    // While a form is only refreshed, what was typed since the request went out is the truth.
    const typing = document.body.dataset.refreshing && node.matches("input:not([type=hidden]), select, textarea");
    if (!typing) return true;
    return node.hasAttribute("data-decided") || (node.tagName === "SELECT" && node.options.length !== fresh.options?.length);
  };
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(name === "open" && node.tagName === "DETAILS");
}

/* ---- Bars that appear when their partner leaves the view ---- */

const bar = document.querySelector("[data-shown-without]");
const partner = bar && byId(bar.dataset.shownWithout);
if (partner) {
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry.isIntersecting || entry.boundingClientRect.top > 0;
  }).observe(partner);
}

/* ---- The first field in error, or the summary, gets the focus after a full page load ---- */

document.querySelector("[data-error-summary]")?.focus();

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) print();
});
