// Checkout on narrow screens: one section open, those behind it as editable lines, Back reopens the one before.
// Wide screens and visitors without scripts see all sections; what is open stands on <body>, so no swap loses it.

const narrow = matchMedia("(max-width: 59.99rem)");
const steps = () => [...document.querySelectorAll(".step[data-section]")];
const nameOf = (node) => node?.closest?.(".step[data-section]")?.dataset.section;

const open = (name, { focus = true } = {}) => {
  const all = steps().map((step) => step.dataset.section);
  const at = all.indexOf(name);
  if (at < 0) return;
  document.body.dataset.opened = name;
  for (const [place, step] of steps().entries()) step.dataset.place = place < at ? "behind" : place > at ? "ahead" : "open";
  if (!focus || !narrow.matches) return;
  const title = document.querySelector(`.step[data-section="${name}"] .step__title`);
  title?.focus({ preventScroll: true });
  title?.scrollIntoView({ block: "start" });
};

const go = (name) => {
  if (document.body.dataset.opened === name) return;
  history.pushState({ step: name }, "", `#${name}`);
  open(name);
};

// "Continue" lets the server judge the section; faults keep it open with the summary in focus.
document.addEventListener("click", async (event) => {
  const back = event.target.closest("[data-step-to]");
  if (back) return go(back.dataset.stepTo);
  const on = event.target.closest("[data-step-onward]");
  if (on) {
    const from = nameOf(on);
    const to = on.dataset.stepOnward;
    on.setAttribute("aria-busy", "true");
    document.dispatchEvent(new CustomEvent("kontor:judge", { detail: { step: from, then: () => go(to) } }));
    return;
  }
  // A link of the error summary leads to a field, also in a closed section.
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (field && nameOf(field)) open(nameOf(field), { focus: false });
});

addEventListener("popstate", (event) => open(event.state?.step ?? (location.hash.slice(1) || "contact")));

// A swap brings sections without their marks; where there are faults, their section opens.
document.addEventListener("htmx:afterSettle", () => {
  const wrong = nameOf(document.querySelector("main [aria-invalid='true']"));
  open(wrong ?? document.body.dataset.opened, { focus: false });
});

const wrong = nameOf(document.querySelector("main [aria-invalid='true']"));
const first = wrong ?? (document.body.dataset.opensAt || "contact");
history.replaceState({ step: first }, "");
open(first, { focus: false });
const lines = document.getElementById("summary-lines");
if (narrow.matches && lines) lines.open = false;
