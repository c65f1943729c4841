// Checkout: keeps delivery options and totals fresh, shows the provider's card frame, confirms the payment.
// Card data goes from the frame to the provider; this page never sees it. Without this module the same
// form works as plain HTML and leads to the provider's own page.

const find = () => document.getElementById("checkout-form");
const card = () => document.getElementById("card-error");
let stripe;
let elements;
let busy = false;
let refreshed = Promise.resolve();

const chosen = () => find()?.querySelector("[name=method]:checked")?.dataset.kind;
/* The provider must know beforehand that a card is to stay. */
const keeping = () => ({ setupFutureUsage: find()?.querySelector("[name=keep]")?.checked ? "on_session" : null });

/* ---- The frame ---- */

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
    ...keeping(),
    locale: form.dataset.language,
    appearance: dressOf(place),
  });
  const element = elements.create("payment");
  element.mount(place);
  element.on("change", () => blame(""));
  element.on("submit", () => find()?.requestSubmit(document.getElementById("pay")));
};

/* ---- Fresh options and totals when what they depend on changes ---- */

const DECIDES = /^(country|postcode|city|saved|delivery|way|near|billing-country)$/;
let pending = {};
let turns = 0;

/* One refresh after another: a response that overtakes the next question would undo what was typed since.
   What only repeats a question that waits behind it is left out. */
const refresh = (values = {}) => {
  const form = find();
  const turn = (turns += 1);
  pending = values;
  document.body.dataset.refreshing = "1";
  document.getElementById("summary-totals")?.setAttribute("aria-busy", "true");
  refreshed = refreshed
    .catch(() => {})
    .then(() => {
      if (turn !== turns && !values.step) return;
      return htmx.ajax("POST", form.getAttribute("action"), {
        source: find(),
        target: "#main",
        swap: "morph:innerHTML",
        values: { update: "1", ...values },
      });
    })
    .finally(() => {
      if (turn !== turns) return;
      delete document.body.dataset.refreshing;
      document.getElementById("summary-totals")?.removeAttribute("aria-busy");
    });
  return refreshed;
};

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form || form !== find()) return;
  if (event.target.name === "email") return lend(event.target.value);
  if (event.target.name === "keep") return elements?.update(keeping());
  if (DECIDES.test(event.target.name)) refresh();
});
// Where the shared module offers to try again, refreshing is meant, never ordering.
document.addEventListener("kontor:again", () => refresh(pending));
// One section is judged before the next one opens.
document.addEventListener("kontor:judge", async (event) => {
  let good = true;
  const note = (answer) => (good = answer.detail.xhr.status === 200);
  document.addEventListener("htmx:afterRequest", note, { once: true });
  await refresh({ step: event.detail.step }).catch(() => (good = false));
  for (const button of document.querySelectorAll(".step__onward[aria-busy]")) button.removeAttribute("aria-busy");
  if (good) event.detail.then();
});
// A suggestion fills its field; without this module the same button asks the server to.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fills]");
  const field = button && document.getElementById(button.dataset.fills);
  if (!field) return;
  event.preventDefault();
  field.value = button.value;
  field.focus();
  refresh();
});
document.addEventListener("htmx:afterSettle", () => {
  const form = find();
  if (!form) return;
  mount();
  elements?.update({ amount: Number(form.dataset.amount), ...keeping() });
});

// A way out beside a dead end presses the choice it names.
document.addEventListener("click", (event) => {
  const choice = document.getElementById(event.target.closest("[data-presses]")?.dataset.presses);
  if (!choice) return;
  event.preventDefault();
  choice.click();
  choice.focus();
});

/* ---- Whoever has an account may sign in without leaving ---- */

// The same for everybody: whether an address has an account is nobody's business.
const lend = (email) => {
  const login = document.getElementById("known-login");
  if (login) login.value = email;
};

/* ---- Paying ---- */

const tell = (text) => {
  const place = document.getElementById("pay-state");
  if (place) place.textContent = text;
};

const hold = (on) => {
  busy = on;
  const pay = document.getElementById("pay");
  if (on) {
    pay?.setAttribute("aria-busy", "true");
    // What went wrong the time before says nothing about this time.
    document.getElementById("declined")?.remove();
  } else pay?.removeAttribute("aria-busy");
  tell(on ? find().dataset.busy : "");
};

/* What the card's provider says, and after a refusal what to do next. */
const blame = (message, refused = false) => {
  const place = card();
  if (!place) return;
  place.textContent = message;
  const onward = document.getElementById("card-onward");
  onward.textContent = refused ? onward.dataset.onward : "";
};

const show = (message, refused) => {
  hold(false);
  blame(message, refused);
  card()?.scrollIntoView({ block: "center" });
};

/* A lost connection is no answer: the house is asked what came of it, until it says so. Only when it
   says twice that nothing came may the shopper order again (K8). */
const PAUSES = [1, 2, 3, 5, 8, 13];
const lookAfter = async () => {
  const form = find();
  tell(form.dataset.lost);
  let nothing = 0;
  for (let turn = 0; ; turn += 1) {
    await new Promise((done) => setTimeout(done, 1000 * (PAUSES[turn] ?? 20)));
    const reply = await fetch(`${form.dataset.whereabouts}?since=${form.dataset.since}`, { cache: "no-store" }).catch(() => null);
    if (!reply?.ok) continue;
    const { next } = await reply.json();
    if (next) return location.assign(next);
    nothing += 1;
    if (nothing < 2) continue;
    hold(false);
    return tell(form.dataset.unsent);
  }
};

const swap = (html) => {
  const main = document.getElementById("main");
  const page = new DOMParser().parseFromString(`<main>${html}</main>`, "text/html").querySelector("main");
  page.querySelectorAll("title, [hx-swap-oob]").forEach((part) => part.remove());
  Idiomorph.morph(main, page.innerHTML, { morphStyle: "innerHTML" });
  htmx.process(main);
  hold(false);
  document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: { target: main } }));
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
  return show(result.error.message, result.error.type === "card_error");
};

document.addEventListener("submit", async (event) => {
  const form = find();
  if (event.target !== form) return;
  if (busy) return event.preventDefault();
  const framed = chosen() === "card" && elements;
  if (!(framed || chosen() === "kept") || /^(update|use)$/.test(event.submitter?.name)) return;
  event.preventDefault();
  hold(true);
  // What was just chosen decides the total: agree to that one, not to the one before.
  await refreshed.catch(() => {});
  const checked = framed ? await elements.submit() : {};
  if (checked.error) return show(checked.error.message);
  const body = new FormData(find());
  body.set("order", "1");
  body.set("paid_by", "frame");
  let reply;
  try {
    reply = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  } catch {
    return lookAfter();
  }
  if (reply.status === 429) return show(await reply.text());
  if (reply.redirected) return location.assign(reply.url);
  if ((reply.headers.get("Content-Type") ?? "").startsWith("application/json")) {
    const told = await reply.json();
    // A kept card is charged by then: the way leads to the bank, or to what came of it.
    return told.next ? location.assign(told.next) : confirm(told);
  }
  const html = await reply.text();
  // A page of the house has the form; anything else is a server that stumbled.
  return html.includes('id="checkout-form"') ? swap(html) : lookAfter();
}, { capture: true });

mount();
