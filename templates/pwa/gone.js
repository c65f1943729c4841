{% autoescape off %}// The shop has no worker any more: take everything that was kept away, and leave.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) await caches.delete(name);
      await registration.unregister();
    })(),
  );
});{% endautoescape %}
