// Tells the house what happened on a page: small batches, no cookie of its own, nothing a person typed except searches.
// The server knows a visitor only if the consent cookie says so; see docs/tracking.md.

const ADDRESS = "/t/";
const WAIT = 2000;
const MOST = 50;
const waiting = [];
let timer = 0;
let last = "";

const id = () => (crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""));

const send = () => {
  clearTimeout(timer);
  timer = 0;
  if (!waiting.length) return;
  const body = JSON.stringify({ events: waiting.splice(0, MOST), sent: Date.now() });
  // A beacon outlives the page; where there is none, a request that may.
  if (!navigator.sendBeacon?.(ADDRESS, body)) fetch(ADDRESS, { method: "POST", body, keepalive: true, credentials: "same-origin" }).catch(() => {});
};

const note = (name, more = {}) => {
  if (navigator.webdriver) return;
  waiting.push({ id: id(), n: name, t: Date.now(), p: location.pathname, ...more });
  if (waiting.length >= MOST) send();
  else timer ||= setTimeout(send, WAIT);
};

const view = () => {
  const here = location.pathname + location.search;
  if (here === last) return;
  const words = new URLSearchParams(location.search);
  const from = last ? "" : document.referrer;
  const arrived = !last && (!from || new URL(from).origin !== location.origin);
  const count = document.querySelector("[data-results]")?.dataset.results;
  note("page_view", {
    ...(arrived && { e: true, r: from, us: words.get("utm_source") ?? "", um: words.get("utm_medium") ?? "", uc: words.get("utm_campaign") ?? "" }),
    ...(words.get("q") && { q: words.get("q") }),
    ...(count && { c: Number(count) }),
  });
  last = here;
};

// The bag: what a form or htmx sent there and the server accepted.
const BAG = /^\/cart\/lines\/(?:(\d+)\/(removal\/)?)?$/;
document.addEventListener("htmx:afterRequest", (event) => {
  const path = new URL(event.detail.pathInfo?.requestPath ?? "", location.href).pathname;
  const found = event.detail.successful && event.detail.requestConfig?.verb === "post" && BAG.exec(path);
  if (!found) return;
  if (found[2]) note("cart_remove");
  else if (!found[1]) note("cart_add");
});

document.addEventListener("htmx:pushedIntoHistory", view);
document.addEventListener("htmx:replacedInHistory", view);
document.addEventListener("htmx:historyRestore", view);
addEventListener("pagehide", send);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
view();
