// Tells the house itself what was looked at; loaded only with the visitor's agreement.

const waiting = [];
const url = new URL(location.href);

const note = (name, more = {}) => {
  waiting.push({ id: crypto.randomUUID(), n: name, t: Date.now(), p: location.pathname, ...more });
};
const send = () => {
  if (waiting.length) navigator.sendBeacon("/t/", JSON.stringify({ events: waiting.splice(0, 50), sent: Date.now() }));
};

const total = document.querySelector("[data-total]")?.dataset.total;
const foreign = document.referrer && new URL(document.referrer).origin !== location.origin;
note("page_view", {
  q: url.searchParams.get("q") ?? "",
  c: total === undefined ? null : Number(total),
  r: foreign ? document.referrer.slice(0, 300) : "",
  us: url.searchParams.get("utm_source") ?? "",
  um: url.searchParams.get("utm_medium") ?? "",
  uc: url.searchParams.get("utm_campaign") ?? "",
  e: foreign || !document.referrer,
});
document.addEventListener("bag-changed", () => note("cart_add"));
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
addEventListener("pagehide", send);
setTimeout(send, 1000);
