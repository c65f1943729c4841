// Product page: rows that load when a visitor comes near, what this browser looked at, sharing.

const KEY = "kontor.recent";
const MOST = 12;

// Kept in this browser only, and only by those who agreed to suggestions.
const agreed = document.documentElement.hasAttribute("data-remembers");
const seen = () => {
  if (!agreed) return [];
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
};
const keep = (skus) => {
  if (!agreed) return;
  try {
    localStorage.setItem(KEY, JSON.stringify(skus.slice(0, MOST)));
  } catch {
    // Without storage the row simply stays away.
  }
};

const fill = async (section, address) => {
  const place = section.querySelector("[data-place]");
  try {
    const reply = await fetch(address, { headers: { "HX-Request": "true", "HX-Part": "1" } });
    const html = reply.ok ? (await reply.text()).trim() : "";
    if (html === "") leave(section);
    place.innerHTML = html;
    place.querySelector(".rail")?.setAttribute("aria-labelledby", section.getAttribute("aria-labelledby"));
    htmx.process(place);
  } catch {
    leave(section);
  }
};

// A row without contents goes, but never from under somebody's eyes.
const leave = (section) => {
  const { top, bottom } = section.getBoundingClientRect();
  const seen = top < innerHeight && bottom > 0;
  section.classList.toggle("nearby--none", seen);
  section.hidden = !seen;
};

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      fill(target, target.dataset.address);
    }
  },
  { rootMargin: "400px" },
);

for (const row of document.querySelectorAll("[data-nearby]")) {
  row.dataset.address = row.dataset.nearby;
  near.observe(row);
}

const asked = document.querySelector("[data-part]");
if (asked) {
  asked.dataset.address = asked.dataset.part;
  near.observe(asked);
}

const recent = document.querySelector("[data-recent]");
if (recent) {
  const here = recent.dataset.sku;
  const family = here.slice(0, here.lastIndexOf("-"));
  const before = seen().filter((sku) => sku !== here && !(family && sku.startsWith(`${family}-`)));
  if (before.length) {
    recent.dataset.address = `${recent.dataset.recent}?${new URLSearchParams(before.slice(0, 8).map((sku) => ["sku", sku]))}`;
    recent.hidden = false;
    near.observe(recent);
  }
  keep([here, ...before]);
  recent.querySelector("[data-forgets]")?.addEventListener("click", () => {
    keep([]);
    recent.hidden = true;
    document.getElementById("related")?.scrollIntoView({ block: "nearest" });
  });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  const what = { title: button.dataset.title, url: location.href };
  if (navigator.share) return navigator.share(what).catch(() => {});
  await navigator.clipboard?.writeText(what.url);
  document.dispatchEvent(new CustomEvent("kontor:toast", { detail: { text: button.dataset.copied } }));
});
