// Search suggestions as an ARIA combobox: focus stays in the field, arrows move the active option.

const box = document.querySelector("[data-suggest]");
const input = box?.querySelector("input[name=q]");
const list = box?.querySelector("[role=listbox]");
const live = document.getElementById("live");
const known = new Map();
let active = -1;
let pending;
let timer;

const options = () => [...list.querySelectorAll("[role=option]")];

const close = () => {
  list.hidden = true;
  active = -1;
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
  const count = options().length;
  active = -1;
  list.hidden = count === 0;
  input.setAttribute("aria-expanded", String(count > 0));
  if (live) live.textContent = list.querySelector("[data-count]")?.dataset.count ?? "";
};

const ask = async () => {
  const term = input.value.trim();
  pending?.abort();
  if (term.length < 2) return close();
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
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) ask();
      else if (event.key === "ArrowDown") mark(active + 1 > options().length ? 0 : active + 1);
      else mark(active < 0 ? options().length - 1 : active - 1);
    } else if (event.key === "Enter" && open && options()[active]) {
      event.preventDefault();
      location.assign(options()[active].dataset.href);
    } else if (event.key === "Escape") {
      if (open) {
        event.preventDefault();
        close();
      } else input.value = "";
    } else if (event.key === "Tab") close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
  input.addEventListener("blur", close);
}
