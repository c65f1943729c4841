// The page without a network: lists the products this browser kept, and tries again.

document.querySelector("[data-reloads]")?.addEventListener("click", () => location.reload());
addEventListener("online", () => location.reload());

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
