// Checkout: keeps delivery options and totals fresh, shows the provider's card frame, confirms the payment.
// Card data goes from the frame to the provider; this page never sees it. Without this module the same
// form works as plain HTML and leads to the provider's own page.

const find = () => document.getElementById("checkout-form");
const card = () => document.getElementById("card-error");
const live = document.getElementById("live");
let stripe;
let elements;
let busy = false;
let refreshed = Promise.resolve();

const isCard = () => find()?.querySelector("[name=method]:checked")?.dataset.kind === "card";

/* ---- The frame ---- */

const look = () => {
  const style = getComputedStyle(document.documentElement);
  return { fontFamily: "system-ui, sans-serif", borderRadius: style.getPropertyValue("--radius") || "10px" };
};

const mount = () => {
  const form = find();
  const place = document.getElementById("card-frame");
  if (!form || !place || elements || !window.Stripe || !form.dataset.key) return;
  const amount = Number(form.dataset.amount);
  if (!amount) return;
  stripe = window.Stripe(form.dataset.key, { locale: form.dataset.language });
  elements = stripe.elements({
    mode: "payment",
    amount,
    currency: form.dataset.currency,
    captureMethod: form.dataset.capture,
    locale: form.dataset.language,
    appearance: { variables: look() },
  });
  const element = elements.create("payment");
  element.mount(place);
  element.on("change", () => (card().textContent = ""));
  element.on("submit", () => find()?.requestSubmit(document.getElementById("pay")));
};

/* ---- Fresh options and totals when what they depend on changes ---- */

const DECIDES = /^(country|postcode|saved|delivery|way|near|billing-country)$/;

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form || form !== find() || !DECIDES.test(event.target.name)) return;
  document.body.dataset.refreshing = "1";
  refreshed = htmx.ajax("POST", form.getAttribute("action"), {
    source: form,
    target: "#main",
    swap: "morph:innerHTML",
    values: { update: "1" },
  });
});
document.addEventListener("htmx:afterSettle", () => {
  const form = find();
  if (!form) return;
  delete document.body.dataset.refreshing;
  mount();
  elements?.update({ amount: Number(form.dataset.amount) });
});

/* ---- Paying ---- */

const hold = (on) => {
  busy = on;
  const pay = document.getElementById("pay");
  if (on) {
    pay?.setAttribute("aria-busy", "true");
    if (live) live.textContent = find().dataset.busy;
  } else pay?.removeAttribute("aria-busy");
};

const show = (message) => {
  hold(false);
  const place = card();
  if (!place) return;
  place.textContent = message;
  place.scrollIntoView({ block: "center" });
};

const swap = (html) => {
  const main = document.getElementById("main");
  const page = new DOMParser().parseFromString(`<main>${html}</main>`, "text/html").querySelector("main");
  page.querySelectorAll("title, [hx-swap-oob]").forEach((part) => part.remove());
  Idiomorph.morph(main, page.innerHTML, { morphStyle: "innerHTML" });
  htmx.process(main);
  hold(false);
  const form = find();
  if (form) elements?.update({ amount: Number(form.dataset.amount) });
  main.querySelector("[data-error-summary]")?.focus();
};

const confirm = async (told) => {
  const result = await stripe.confirmPayment({
    elements,
    clientSecret: told.client_secret,
    confirmParams: { return_url: told.return_url },
    redirect: "if_required",
  });
  if (!result.error) return location.assign(told.return_url);
  // A lost answer is not a refusal: the return page asks the provider what happened.
  if (result.error.type === "api_connection_error" || result.error.type === "api_error") {
    return location.assign(told.return_url);
  }
  return show(result.error.message);
};

document.addEventListener("submit", async (event) => {
  const form = find();
  if (event.target !== form) return;
  if (busy) return event.preventDefault();
  if (!elements || !isCard() || event.submitter?.name === "update") return;
  event.preventDefault();
  hold(true);
  // What was just chosen decides the total: agree to that one, not to the one before.
  await refreshed.catch(() => {});
  const checked = await elements.submit();
  if (checked.error) return show(checked.error.message);
  const body = new FormData(find());
  body.set("order", "1");
  body.set("paid_by", "frame");
  let reply;
  try {
    reply = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  } catch {
    return show(form.dataset.lost);
  }
  if (reply.redirected) return location.assign(reply.url);
  if ((reply.headers.get("Content-Type") ?? "").startsWith("application/json")) {
    return confirm(await reply.json());
  }
  return swap(await reply.text());
}, { capture: true });

mount();
