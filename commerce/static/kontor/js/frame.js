// Every page: dialogs, bag drawer, steppers, theme, toasts, and the region contract for htmx swaps.
// All htmx event names of the storefront live in this module.

const byId = (id) => document.getElementById(id);

/* ---- Dialogs: [data-opens=id] opens, [data-closes] closes; the browser returns focus ---- */

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && byId(opener.dataset.opens);
  if (dialog?.showModal && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    if (opener.dataset.load) {
      const loaded = htmx.ajax("GET", opener.dataset.load, { target: `#${dialog.id}-body`, swap: "innerHTML", headers: { "HX-Drawer": "1" } });
      // Until its contents are there, only the dialog itself can take the focus.
      Promise.resolve(loaded).then(() => document.activeElement === dialog && dialog.querySelector("[data-closes]")?.focus());
    }
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

/* ---- Panels of the header: one at a time; Esc and leaving them close; hovering is only an extra ---- */

const panels = () => document.querySelectorAll(".header details[open], .strip details[open]");
const fold = (panel, back) => {
  panel.open = false;
  if (back) panel.querySelector("summary")?.focus();
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const depth = event.target.closest?.("dialog .depth[open]");
  if (depth) {
    event.preventDefault();
    fold(depth, true);
    return;
  }
  for (const panel of panels()) fold(panel, panel.contains(document.activeElement));
});
document.addEventListener("focusin", (event) => {
  for (const panel of panels()) if (!panel.contains(event.target)) fold(panel);
});
document.addEventListener("click", (event) => {
  for (const panel of panels()) if (!panel.contains(event.target)) fold(panel);
  const back = event.target.closest("[data-folds]");
  if (back) fold(back.closest("details"), true);
});

let intent;
const hovers = matchMedia("(hover: hover) and (pointer: fine)");
for (const panel of document.querySelectorAll("[data-mega]")) {
  const later = (open) => {
    clearTimeout(intent);
    if (hovers.matches) intent = setTimeout(() => (panel.open = open), open ? 150 : 300);
  };
  panel.addEventListener("pointerenter", () => later(true));
  panel.addEventListener("pointerleave", () => {
    if (!panel.contains(document.activeElement)) later(false);
  });
}
// In the drawer the second level takes the focus along.
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches?.(".depth") && event.target.open) event.target.querySelector("[data-folds]")?.focus();
  },
  true,
);

/* ---- The announcement: closed at once, remembered by the server; its line keeps its height ---- */

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-closes-notice]");
  if (!form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual", keepalive: true });
  byId("notice-line").classList.add("notice-line--closed");
  byId("main").focus({ preventScroll: true });
}, true);

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
addEventListener("pageshow", (event) => {
  // A page one comes back to is as old as the visit to it; the bag may have changed since.
  const back = event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const opener = back && document.querySelector('[data-opens="bag"][data-load]');
  if (opener) htmx.ajax("GET", opener.dataset.load, { target: "#bag-body", swap: "innerHTML", headers: { "HX-Drawer": "1" } });
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const control of form.elements) control.removeAttribute("aria-busy");
  }
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

/* ---- Toasts: { text, retry } or { text, undo: {label, act} }; they wait while looked at ---- */

const LASTS = 10_000;
const box = byId("toasts");
// A dialog lies above the page and makes it inert: what is said while one is open is said inside it.
const shelve = () => ([...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body).append(box);
document.addEventListener("close", () => box && shelve(), true);
const toast = ({ text, retry, undo }) => {
  if (!box || !text) return;
  shelve();
  const note = document.createElement("div");
  note.className = "toast";
  note.setAttribute("role", retry ? "alert" : "status");
  const words = document.createElement("span");
  words.textContent = text;
  note.append(words);
  const act = (label, work) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      const held = note.contains(document.activeElement);
      note.remove();
      work?.();
      if (held && document.activeElement === document.body) byId("main")?.focus();
    });
    note.append(button);
  };
  if (retry) act(box.dataset.retry, retry);
  if (undo) act(undo.label, undo.act);
  act(box.dataset.close);
  // Beside an open dialog nothing can be pressed: there a note goes inside, until the dialog closes.
  const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
  (modal ?? document.body).append(box);
  modal?.addEventListener("close", () => document.body.append(box), { once: true });
  box.replaceChildren(note);
  let timer;
  const wait = () => (timer = setTimeout(() => note.remove(), LASTS));
  for (const name of ["pointerenter", "focusin"]) note.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"]) note.addEventListener(name, wait);
  wait();
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
/* The region contract: a swap never leaves the focus on <body>. A region says by data-focus what it
   wants: keep (the default), heading, or first-error; an error summary always comes first. */
const settleFocus = (place) => {
  const wish = place.closest?.("[data-focus]")?.dataset.focus ?? "keep";
  const summary = place.querySelector?.("[data-error-summary]");
  const marked = place.querySelector?.("[data-focus-me]");
  const wrong = wish === "first-error" && place.querySelector?.("[aria-invalid='true']");
  const heading = place.querySelector?.("[tabindex='-1'], h1, h2");
  if (summary) summary.focus();
  else if (wrong || marked) (wrong || marked).focus();
  else if (wish === "heading") heading?.focus();
  else if (document.activeElement === document.body) (byId(focusedId) ?? heading ?? byId("main"))?.focus();
};
const say = (text) => {
  const live = byId("live");
  if (live && text) live.textContent = text;
};
document.addEventListener("htmx:afterSettle", (event) => {
  const place = byId(event.detail.target?.id) ?? event.detail.elt;
  if (event.detail.xhr?.status === 422) for (const input of place.querySelectorAll?.("[data-good]") ?? []) input.value = input.dataset.good;
  settleFocus(place);
  say(place.querySelector?.("[data-says]")?.dataset.says);
});
document.addEventListener("bag-changed", () => {
  for (const other of document.querySelectorAll("dialog[open][data-leaves]")) other.close();
  const bag = byId("bag");
  if (bag?.showModal && !bag.open && !document.body.hasAttribute("data-bag-page")) bag.showModal();
});
/* Asking again is what was asked before: the same event on the same element, or our own script's request. */
const askAgain = (elt, { triggeringEvent: why, verb, path, headers }, target) => {
  const listens = elt.getAttribute("hx-trigger");
  if (elt.id === "checkout-form") elt.dispatchEvent(new CustomEvent("kontor:again", { bubbles: true }));
  else if (!why) htmx.ajax(verb, path, { target, swap: "innerHTML", headers });
  else if (elt.requestSubmit && (!listens || listens.includes("submit"))) elt.requestSubmit();
  else if (why.type === "click") elt.click();
  else elt.dispatchEvent(new Event(why.type, { bubbles: true }));
};
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const elt = event.detail.elt;
    // A quantity goes back to the one the server knows; trying again brings the wanted one.
    const input = elt.querySelector?.("[data-good]");
    const wanted = input?.value;
    if (input) input.value = input.dataset.good;
    const again = () => {
      if (input) input.value = wanted;
      askAgain(elt, event.detail.requestConfig, event.detail.target);
    };
    toast({ text: elt.dataset?.failed ?? box?.dataset.failed, retry: again });
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
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(name === "open" && ["DETAILS", "DIALOG"].includes(node.tagName));
}

/* ---- The provider's frame wears the colors of the page around it; its maker knows nothing newer than rgb ---- */

globalThis.dressOf = (place) => {
  const probe = document.createElement("span");
  const ink = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgb = (token) => {
    probe.style.color = `var(${token})`;
    ink.fillStyle = getComputedStyle(probe).color;
    ink.fillRect(0, 0, 1, 1);
    return `rgb(${ink.getImageData(0, 0, 1, 1).data.slice(0, 3).join(", ")})`;
  };
  place.append(probe);
  const variables = {
    fontFamily: "system-ui, sans-serif",
    borderRadius: getComputedStyle(place).borderRadius,
    colorBackground: rgb("--surface"),
    colorText: rgb("--ink"),
    colorTextSecondary: rgb("--ink-2"),
    colorPrimary: rgb("--action"),
    colorDanger: rgb("--bad"),
  };
  probe.remove();
  return { variables };
};

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

/* ---- What was looked at: kept in this browser only, and only by those who agreed ---- */

const SEEN = "kontor:seen";
const recall = () => JSON.parse(localStorage.getItem(SEEN) ?? "[]");
try {
  if (!document.documentElement.hasAttribute("data-remembers")) localStorage.removeItem(SEEN);
  else {
    const slug = location.pathname.match(/\/p\/([\w-]+)\/$/)?.[1];
    if (slug && !document.querySelector(".lost")) localStorage.setItem(SEEN, JSON.stringify([slug, ...recall().filter((one) => one !== slug)].slice(0, 12)));
  }
} catch {
  // A browser that keeps nothing is fine.
}

/* "Pick up where you left off": asked for after the first paint, and shown where nothing moves. */
const again = byId("again");
if (again) {
  const load = async () => {
    let seen = [];
    try {
      if (document.documentElement.hasAttribute("data-remembers")) seen = recall();
    } catch {
      seen = [];
    }
    if (!seen.length && !again.hasAttribute("data-bag")) return;
    const reply = await fetch(`${again.dataset.again}?seen=${encodeURIComponent(seen.slice(0, 8).join(","))}`, { headers: { "HX-Request": "true" } });
    if (!reply.ok) return;
    again.innerHTML = await reply.text();
    window.htmx?.process(again);
  };
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));
  addEventListener("load", () => idle(() => load().catch(() => {})));
}

/* ---- Rails: buttons move them by a screenful; at the ends they say so ---- */

const railOf = (button) => byId(button.getAttribute("aria-controls"));
const measure = (rail) => {
  const at = Math.abs(rail.scrollLeft);
  for (const button of document.querySelectorAll(`[aria-controls="${rail.id}"]`)) {
    const end = button.dataset.rail === "next" ? at + rail.clientWidth >= rail.scrollWidth - 4 : at <= 4;
    button.setAttribute("aria-disabled", String(end));
  }
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rail]");
  const rail = button && railOf(button);
  if (!rail) return;
  const along = getComputedStyle(rail).direction === "rtl" ? -1 : 1;
  const by = rail.clientWidth * 0.8 * (button.dataset.rail === "next" ? 1 : -1) * along;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  rail.scrollBy({ left: by, behavior: still ? "auto" : "smooth" });
});
document.addEventListener("scroll", (event) => event.target.matches?.(".rail[id]") && measure(event.target), true);
for (const rail of document.querySelectorAll(".rail[id]")) measure(rail);

/* ---- From list to product the picture travels; without the browser's help the page just changes ---- */

// A page that takes no part, such as a bank's, ends the transition; that is no fault to speak of.
const calm = (transition) => {
  for (const end of ["ready", "finished", "updateCallbackDone"]) transition?.[end]?.catch(() => {});
};
const named = (link) => link?.closest(".card")?.querySelector("img");
addEventListener("pageswap", (event) => {
  calm(event.viewTransition);
  if (!event.viewTransition) return;
  const to = event.activation?.entry?.url;
  const link = to?.includes("/p/") ? [...document.querySelectorAll(".card a[href]")].find((one) => one.href === to.split("?")[0]) : null;
  // From a card to its product only: behind a form or a bank the next page may not take part, and the browser
  // calls that an error on a page whose script is not there yet.
  if (!link) event.viewTransition.skipTransition();
  else if (named(link)) named(link).style.viewTransitionName = "product";
});
addEventListener("pagereveal", (event) => {
  calm(event.viewTransition);
  const main = document.querySelector("[data-gallery] img, .gallery img");
  if (event.viewTransition && main) main.style.viewTransitionName = "product";
});

/* ---- The shop as an app: registered when everything else is done; a new one asks before it takes over ---- */

const update = byId("update");
if (update && "serviceWorker" in navigator) {
  addEventListener("load", async () => {
    const known = Boolean(navigator.serviceWorker.controller);
    const registration = await navigator.serviceWorker.register(update.dataset.worker).catch(() => null);
    if (!registration) return;
    const offer = () => {
      if (!registration.waiting || !navigator.serviceWorker.controller) return;
      update.hidden = false;
      update.querySelector("button").addEventListener("click", () => registration.waiting?.postMessage("take over"), { once: true });
    };
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
    offer();
    if (known) navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    // Whoever shares this browser should not find the last visitor's pages.
    document.addEventListener("submit", (event) => {
      if (event.target.action?.includes("logout")) registration.active?.postMessage("forget");
    });
  });
}
