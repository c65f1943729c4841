{% autoescape off %}// The shop without a network: its dress, one page that says so, and the products looked at last.
// Bags, checkouts, accounts and staff pages are never kept and never answered from here.
const VERSION = "{{ version }}";
const DRESS = `dress-${VERSION}`;
const SEEN = "seen";
const SHELL = {{ shell }};
const NEVER = new Set({{ never }});
const LANGUAGES = {{ languages }};
const STATIC = {{ static }};
const MOST_SEEN = 12;
const MOST_DRESS = 160;

const languageOf = (path) => LANGUAGES.filter((prefix) => path.startsWith(prefix)).sort((a, b) => b.length - a.length)[0] ?? "/";
const offlineOf = (path) => `${languageOf(path)}offline/`;
const firstPart = (path) => path.slice(languageOf(path).length).split("/")[0];

// What is kept never holds up what is shown, and a full disk never costs a page.
const keep = async (name, most, key, copy) => {
  try {
    const cache = await caches.open(name);
    await cache.put(key, copy);
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(old);
  } catch {
    // The line broke before the end, or the browser has no room: what was kept before stays.
  }
};

addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(DRESS);
      await cache.addAll([...SHELL, ...LANGUAGES.map((prefix) => `${prefix}offline/`)]);
    })(),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== DRESS && name !== SEEN) await caches.delete(name);
      await clients.claim();
    })(),
  );
});

addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
  if (event.data === "forget") event.waitUntil(caches.delete(SEEN));
});

const dressed = async (event) => {
  const { request } = event;
  const kept = await caches.match(request, { cacheName: DRESS });
  if (kept) return kept;
  const reply = await fetch(request);
  if (reply.ok) event.waitUntil(keep(DRESS, MOST_DRESS, request, reply.clone()));
  return reply;
};

const page = async (event, path) => {
  const product = firstPart(path) === "p";
  try {
    const reply = await fetch(event.request);
    if (reply.ok && !reply.redirected && product) event.waitUntil(keep(SEEN, MOST_SEEN, path, reply.clone()));
    return reply;
  } catch (error) {
    const kept = product && (await caches.match(path, { cacheName: SEEN }));
    return kept || (await caches.match(offlineOf(path), { cacheName: DRESS })) || Promise.reject(error);
  }
};

const unkept = async (request, path) => {
  try {
    return await fetch(request);
  } catch (error) {
    return (await caches.match(offlineOf(path), { cacheName: DRESS })) || Promise.reject(error);
  }
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith(STATIC) || url.pathname.startsWith("/pictures/")) {
    event.respondWith(dressed(event));
  } else if (request.mode === "navigate") {
    const own = NEVER.has(firstPart(url.pathname));
    event.respondWith(own ? unkept(request, url.pathname) : page(event, url.pathname));
  }
});{% endautoescape %}
