// Express buttons of the payment provider, where it draws them in our page: they ask the house what it costs where,
// and lead to the same door as every wallet. The slot stays hidden until the provider says that there is one.

const slot = document.querySelector("[data-express]");
let elements;
let known;

/* What it costs by which delivery, and the way back that carries what was shown, signed. */
const ask = async (values = {}) => {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", slot.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const [name, value] of Object.entries(values)) if (value) body.set(name, value);
  const reply = await fetch(slot.dataset.quote, { method: "POST", body });
  if (!reply.ok) throw new Error(`the quote answers ${reply.status}`);
  known = { ...(await reply.json()), there: values };
  elements?.update({ amount: known.amount });
  return known;
};

const answer = (event, values) =>
  ask(values)
    .then((quote) => event.resolve({ shippingRates: quote.rates }))
    .catch(() => event.reject());

const begin = async () => {
  const quote = await ask();
  const stripe = window.Stripe(slot.dataset.key, { locale: slot.dataset.language });
  elements = stripe.elements({
    mode: "payment",
    amount: quote.amount,
    currency: slot.dataset.currency,
    captureMethod: "manual",
    locale: slot.dataset.language,
  });
  const buttons = elements.create("expressCheckout", { emailRequired: true });
  buttons.on("ready", ({ availablePaymentMethods }) => (slot.hidden = !availablePaymentMethods));
  // The bag may have changed since: the wallet opens with what it costs now.
  buttons.on("click", (event) =>
    ask()
      .then((fresh) =>
        event.resolve({
          emailRequired: true,
          shippingAddressRequired: true,
          allowedShippingCountries: slot.dataset.countries.split(","),
          shippingRates: fresh.rates,
        }),
      )
      .catch(() => location.reload()),
  );
  buttons.on("shippingaddresschange", (event) =>
    answer(event, { country: event.address.country, postcode: event.address.postal_code }),
  );
  buttons.on("shippingratechange", (event) => answer(event, { ...known.there, delivery: event.shippingRate.id }));
  buttons.on("confirm", async (event) => {
    const { error: incomplete } = await elements.submit();
    if (incomplete) return event.paymentFailed?.({ reason: "fail" });
    const { error, confirmationToken } = await stripe.createConfirmationToken({ elements });
    if (error) return event.paymentFailed?.({ reason: "fail" });
    location.assign(`${known.back}?confirmation_token=${encodeURIComponent(confirmationToken.id)}`);
  });
  buttons.mount("#express-buttons");
};

if (slot && window.Stripe) begin().catch(() => (slot.hidden = true));
