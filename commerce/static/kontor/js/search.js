// Search suggestions as an ARIA combobox: focus stays in the field, arrows move the active option.

const box = document.querySelector("[data-suggest]");
const input = box?.querySelector("input[name=q]");
const list = box?.querySelector("[role=listbox]");
const live = document.getElementById("live");
const known = new Map();
let active = -1;
let told = null; // the words whose suggestions are on the screen
let pending;
let timer;

const options = () => [...list.querySelectorAll("[role=option]:not([hidden])")].filter((one) => !one.closest("[role=group][hidden]"));

/* What was searched stays in this browser: for the visit, and longer only if that was agreed to. */
const KEY = "kontor:searches";
const MOST = 5;
const store = () => (document.documentElement.hasAttribute("data-remembers") ? localStorage : sessionStorage);
const recent = () => {
  try {
    const found = JSON.parse(store().getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
};
const remember = (term) => {
  const words = (term ?? "").trim();
  if (words.length < 2 || words.length > 120) return;
  try {
    const others = recent().filter((one) => one.toLowerCase() !== words.toLowerCase());
    store().setItem(KEY, JSON.stringify([words, ...others].slice(0, MOST)));
  } catch {
    // A browser that keeps nothing is fine.
  }
};
const forget = () => {
  try {
    for (const place of [localStorage, sessionStorage]) place.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
};
const fillRecent = () => {
  const group = list.querySelector("[data-recent]");
  const row = group?.querySelector("[data-row]");
  if (!row) return;
  const terms = recent();
  group.hidden = terms.length === 0;
  terms.forEach((term, place) => {
    const one = row.cloneNode(true);
    one.hidden = false;
    one.id = `s-r${place + 1}`;
    one.dataset.query = term;
    one.dataset.href = `${box.action}?q=${encodeURIComponent(term)}`;
    one.querySelector("span").textContent = term;
    row.before(one);
  });
};

const close = () => {
  list.hidden = true;
  active = -1;
  told = null;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
};

const mark = (index) => {
  const all = options();
  if (!all.length) return;
  active = (index + all.length + 1) % (all.length + 1);
  all.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
  const chosen = all[active];
  if (chosen) {
    input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
};

const show = (html, term) => {
  if (input.value.trim() !== term) return;
  list.innerHTML = html;
  told = term;
  if (!term) fillRecent();
  const count = options().length;
  active = -1;
  list.hidden = count === 0;
  input.setAttribute("aria-expanded", String(count > 0));
  if (live) live.textContent = list.querySelector("[data-count]")?.dataset.count ?? "";
};

const ask = async () => {
  const term = input.value.trim();
  pending?.abort();
  if (term === told) return; // what somebody has begun to choose from stays
  if (term.length === 1) return close();
  if (known.has(term)) return show(known.get(term), term);
  pending = new AbortController();
  try {
    const reply = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(term)}`, { signal: pending.signal });
    if (!reply.ok) return;
    const html = await reply.text();
    known.set(term, html);
    show(html, term);
  } catch (error) {
    if (error.name !== "AbortError") close();
  }
};

const open = (option) => {
  if (option.hasAttribute("data-forgets-searches")) {
    forget();
    told = null;
    ask();
    return;
  }
  remember(option.dataset.query);
  location.assign(option.dataset.href);
};

if (box && input && list) {
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const shown = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!shown) ask();
      else if (event.key === "ArrowDown") mark(active + 1 > options().length ? 0 : active + 1);
      else mark(active < 0 ? options().length - 1 : active - 1);
    } else if (event.key === "Enter" && shown && options()[active]) {
      event.preventDefault();
      open(options()[active]);
    } else if ((event.key === "Home" || event.key === "End") && shown && active >= 0) {
      event.preventDefault();
      mark(event.key === "Home" ? 0 : options().length - 1);
    } else if (event.key === "Escape") {
      if (shown) {
        event.preventDefault();
        close();
      } else input.value = "";
    } else if (event.key === "Tab") close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) open(option);
  });
  input.addEventListener("blur", close);
  // An empty field offers what one searched last, and what many search for (S7).
  for (const name of ["focus", "click"]) input.addEventListener(name, () => !input.value.trim() && list.hidden && ask());
  box.addEventListener("submit", () => remember(input.value));
}
