// A card is kept without an order: entered in the provider's frame, confirmed by the bank, never seen by this page.
// Without this module the same form leads to the provider's own page.

const form = document.getElementById("card-form");
const told = document.getElementById("card-error");
const place = document.getElementById("card-frame");
let stripe;
let elements;

const mount = () => {
  if (!window.Stripe || !form.dataset.key) return;
  const { key, language, currency } = form.dataset;
  stripe = window.Stripe(key, { locale: language });
  elements = stripe.elements({
    mode: "setup",
    currency,
    paymentMethodTypes: ["card"],
    locale: language,
    appearance: dressOf(place),
  });
  const element = elements.create("payment");
  element.mount(place);
  element.on("change", () => (told.textContent = ""));
  element.on("submit", () => form.requestSubmit(document.getElementById("card-keep")));
};

const hold = (on) => {
  const button = document.getElementById("card-keep");
  if (on) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
  document.getElementById("card-state").textContent = on ? form.dataset.busy : "";
};

const show = (message) => {
  hold(false);
  told.textContent = message;
  told.scrollIntoView({ block: "center" });
};

const invite = async () => {
  const body = new FormData(form);
  body.set("entered_in", "frame");
  const reply = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (reply?.headers.get("Content-Type")?.startsWith("application/json")) return reply.json();
  // What the house says in words is shown as it is: too many cards, too many tries, no answer.
  const page = reply && new DOMParser().parseFromString(await reply.text(), "text/html");
  show(page?.querySelector(".notice--bad p, main h1")?.textContent ?? form.dataset.failed);
  return null;
};

form.addEventListener(
  "submit",
  async (event) => {
    if (!elements) return;
    event.preventDefault();
    if (document.getElementById("card-keep").hasAttribute("aria-busy")) return;
    hold(true);
    const checked = await elements.submit();
    if (checked.error) return show(checked.error.message);
    const invited = await invite();
    if (!invited) return;
    const result = await stripe.confirmSetup({
      elements,
      clientSecret: invited.client_secret,
      confirmParams: { return_url: invited.return_url },
    });
    // A lost answer is not a refusal: the return page asks the provider what happened.
    const lost = /^api_(connection_)?error$/.test(result.error?.type);
    if (!lost) return show(result.error.message);
    const secret = invited.client_secret.split("_secret_")[0];
    location.assign(`${invited.return_url}&setup_intent=${secret}`);
  },
  { capture: true },
);

mount();
