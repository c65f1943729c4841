// The page without a network: lists the products this browser kept, and waits for the shop.

document.querySelector("[data-reloads]")?.addEventListener("click", () => location.reload());

// A browser that calls itself online may not reach the shop yet, and a shop may be away while the network is
// there: so the shop itself is asked, ever less often. Who is on the way to another page is not called back.
const FIRST = 1000;
const SLOWEST = 30_000;
let leaving = false;
let timer;
const ask = async (pause) => {
  clearTimeout(timer);
  const there = document.visibilityState === "visible" && (await fetch("/healthz", { cache: "no-store" }).then(() => true, () => false));
  if (there && !leaving) location.reload();
  else timer = setTimeout(ask, pause, Math.min(pause * 2, SLOWEST));
};
addEventListener("beforeunload", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false));
addEventListener("online", () => ask(FIRST));
timer = setTimeout(ask, 2 * FIRST, 4 * FIRST);

const show = async () => {
  if (!("caches" in window) || !(await caches.has("seen"))) return;
  const cache = await caches.open("seen");
  const list = document.getElementById("seen-list");
  for (const key of (await cache.keys()).reverse()) {
    const reply = await cache.match(key);
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const name = page.querySelector("h1")?.textContent.trim();
    if (!name) continue;
    const link = document.createElement("a");
    link.className = "link";
    link.href = new URL(key.url).pathname;
    link.textContent = name;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  document.getElementById("seen").hidden = !list.children.length;
};

show();
