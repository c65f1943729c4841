// The emulator's equivalent of Stripe.js: the same calls, so that a shop's page needs no second code.
(() => {
  "use strict";
  const home = new URL(document.currentScript.src).origin;
  let frames = 0;

  class Frame {
    constructor(key, { locale, variables } = {}) {
      this.name = `kontor-card-${(frames += 1)}`;
      this.handlers = {};
      this.waiting = new Map();
      this.calls = 0;
      const query = new URLSearchParams({ key, origin: location.origin, frame: this.name, locale: locale || document.documentElement.lang || "en" });
      this.node = document.createElement("iframe");
      this.node.src = `${home}/v3/card-frame?${query}`;
      this.node.name = this.name;
      this.node.title = "Secure payment input frame";
      this.node.setAttribute("allow", "payment");
      this.ready = new Promise((resolve) => { this.resolve = resolve; });
      this.listen = (event) => this.hear(event);
      addEventListener("message", this.listen);
      if (variables) this.call("look", { variables });
    }
    hear({ data, origin, source }) {
      if (origin !== home || source !== this.node.contentWindow || !data || data.source !== "kontor-emulator") return;
      if (data.answer) {
        this.waiting.get(data.answer)?.(data.result);
        this.waiting.delete(data.answer);
        return;
      }
      if (data.event === "height" && !this.hidden) this.node.height = data.height;
      if (data.event === "ready") this.resolve();
      (this.handlers[data.event] || []).forEach((handler) => handler({ elementType: "payment", ...data }));
    }
    async call(call, values) {
      await this.ready;
      const id = `${this.name}-${(this.calls += 1)}`;
      return new Promise((resolve) => {
        this.waiting.set(id, resolve);
        this.node.contentWindow.postMessage({ call, id, values }, home);
      });
    }
    hide() {
      this.hidden = true;
      this.node.hidden = true;
      this.node.setAttribute("aria-hidden", "true");
      document.body.append(this.node);
      return this;
    }
    remove() { removeEventListener("message", this.listen); this.node.remove(); }
  }

  class PaymentElement {
    constructor(key, options) { this.frame = new Frame(key, options); }
    mount(where) {
      const place = typeof where === "string" ? document.querySelector(where) : where;
      if (!place) throw new Error(`The selector you specified (${where}) applies to no DOM elements.`);
      this.frame.node.width = "100%";
      this.frame.node.setAttribute("frameborder", "0");
      this.frame.node.setAttribute("scrolling", "no");
      place.replaceChildren(this.frame.node);
    }
    on(event, handler) { (this.frame.handlers[event] ||= []).push(handler); return this; }
    off(event) { delete this.frame.handlers[event]; return this; }
    focus() { this.frame.call("focus"); }
    clear() { this.frame.call("clear"); }
    update() { /* the emulator's form has nothing to update */ }
    unmount() { this.frame.node.remove(); }
    destroy() { this.frame.remove(); }
  }

  // The express button: it knows one shopper with one card, and tells the page what a wallet would tell it.
  class ExpressElement {
    constructor() { this.handlers = {}; this.rates = []; }
    on(event, handler) { (this.handlers[event] ||= []).push(handler); return this; }
    tell(name, event = {}) {
      return new Promise((resolve, reject) => {
        const heard = this.handlers[name] || [];
        if (!heard.length) resolve({});
        heard.forEach((handler) => handler({ elementType: "expressCheckout", expressPaymentType: "link", ...event, resolve, reject }));
      });
    }
    mount(where) {
      const place = typeof where === "string" ? document.querySelector(where) : where;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--large button--wide button--wallet";
      button.textContent = "Emulator Pay";
      button.addEventListener("click", () => this.press());
      place.replaceChildren(button);
      this.tell("ready", { availablePaymentMethods: { link: true } });
    }
    async press() {
      const wish = await this.tell("click");
      this.rates = wish.shippingRates || [];
      const address = { country: "DE", postal_code: "10115", city: "Berlin", state: "" };
      this.rates = (await this.tell("shippingaddresschange", { name: "Ada Byron", address })).shippingRates || this.rates;
      if (this.rates.length) await this.tell("shippingratechange", { shippingRate: this.rates.at(-1) });
      this.tell("confirm", { paymentFailed() {} });
    }
    unmount() { /* the button goes with its place */ }
  }

  class Elements {
    constructor(key, options = {}) { this.key = key; this.options = options; }
    create(kind) {
      if (kind === "expressCheckout") { this.express = true; return new ExpressElement(); }
      this.element = new PaymentElement(this.key, { locale: this.options.locale, variables: this.options.appearance?.variables });
      return this.element;
    }
    getElement() { return this.element || null; }
    submit() { return this.express ? Promise.resolve({}) : this.element.frame.call("submit"); }
    update(options) { Object.assign(this.options, options); }
    fetchUpdates() { return Promise.resolve({}); }
  }

  function goBack(returnUrl, secret, intent) {
    const kind = secret.startsWith("seti_") ? "setup_intent" : "payment_intent";
    const url = new URL(returnUrl);
    url.searchParams.set(kind, intent.id);
    url.searchParams.set(`${kind}_client_secret`, secret);
    url.searchParams.set("redirect_status", "succeeded");
    location.assign(url);
    return new Promise(() => {});
  }

  class StripeEquivalent {
    constructor(key, options = {}) { this.key = key; this.options = options; }
    elements(options = {}) { return new Elements(this.key, { locale: this.options.locale, ...options }); }
    controller() { return (this.hidden ||= new Frame(this.key).hide()); }

    async confirm({ elements, clientSecret, confirmParams = {}, redirect = "always" }) {
      const secret = clientSecret || elements?.options.clientSecret;
      const method = confirmParams.payment_method;
      if (!method) {
        const { error } = await elements.submit();
        if (error) return { error };
      }
      const frame = elements?.element?.frame || this.controller();
      const result = await frame.call("confirm", {
        clientSecret: secret, method, returnUrl: confirmParams.return_url || location.href,
        billing: confirmParams.payment_method_data?.billing_details,
      });
      const intent = result.paymentIntent || result.setupIntent;
      const next = intent?.next_action?.redirect_to_url;
      if (next) { location.assign(next.url); return new Promise(() => {}); }
      if (intent && redirect === "always") return goBack(confirmParams.return_url, secret, intent);
      return result;
    }
    async createConfirmationToken() {
      const body = new URLSearchParams({ who: "berlin", card: "4242424242424242" });
      const answer = await fetch(`${home}/v1/confirmation_tokens`, { method: "POST", headers: { Authorization: `Bearer ${this.key}` }, body });
      const token = await answer.json();
      return token.error ? token : { confirmationToken: token };
    }
    confirmPayment(options) { return this.confirm(options); }
    confirmSetup(options) { return this.confirm(options); }
    confirmCardPayment(clientSecret, values = {}) {
      return this.confirm({ clientSecret, redirect: "if_required", confirmParams: { payment_method: values.payment_method, return_url: values.return_url } });
    }
    async handleNextAction({ clientSecret }) {
      const result = await this.retrievePaymentIntent(clientSecret);
      const next = result.paymentIntent?.next_action?.redirect_to_url;
      if (next) { location.assign(next.url); return new Promise(() => {}); }
      return result;
    }
    retrievePaymentIntent(clientSecret) { return this.controller().call("retrieve", { clientSecret }); }
    retrieveSetupIntent(clientSecret) { return this.controller().call("retrieve", { clientSecret }); }
  }

  window.Stripe = (key, options) => {
    if (!/^pk_/.test(key || "")) throw new Error("Please call Stripe() with your publishable key.");
    return new StripeEquivalent(key, options);
  };
  window.Stripe.version = "kontor-emulator";
})();
