// The card form inside the frame. Card data goes from here to the emulator, never to the shop.
(() => {
  "use strict";
  const query = new URLSearchParams(location.search);
  const key = query.get("key");
  const shop = query.get("origin");
  const field = (id) => document.getElementById(id);
  const error = field("error");
  const fields = ["number", "expiry", "cvc"].map(field);

  const tell = (message) => parent.postMessage({ source: "kontor-emulator", frame: query.get("frame"), ...message }, shop);
  const tellHeight = () => tell({ event: "height", height: document.documentElement.offsetHeight });
  const complete = () =>
    fields[0].value.replace(/\D/g, "").length >= 14 && /^\d\d \/ \d\d$/.test(fields[1].value) && /^\d{3,4}$/.test(fields[2].value);

  function show(message, wrong) {
    error.textContent = message || "";
    fields.forEach((one) => one.setAttribute("aria-invalid", String(one === wrong)));
    tellHeight();
  }
  function changed() {
    show("");
    tell({ event: "change", complete: complete(), empty: fields.every((one) => !one.value) });
  }
  fields[0].addEventListener("input", () => {
    const digits = fields[0].value.replace(/\D/g, "").slice(0, 19);
    fields[0].value = digits.replace(/(.{4})(?=.)/g, "$1 ");
  });
  fields[1].addEventListener("input", (event) => {
    let digits = fields[1].value.replace(/\D/g, "");
    if (/^[2-9]/.test(digits)) digits = `0${digits}`;
    if (digits.length > 4) digits = digits.slice(0, 2) + digits.slice(-2);
    const erasing = event.inputType === "deleteContentBackward";
    fields[1].value = digits.length > 2 || (digits.length === 2 && !erasing) ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits;
  });
  fields[2].addEventListener("input", () => { fields[2].value = fields[2].value.replace(/\D/g, ""); });
  fields.forEach((one) => one.addEventListener("input", changed));
  document.querySelectorAll(".hint").forEach((button) =>
    button.addEventListener("click", () => {
      fields[0].value = button.dataset.number;
      fields[1].value = fields[1].value || `12 / ${String(new Date().getFullYear() + 3).slice(2)}`;
      fields[2].value = fields[2].value || "123";
      changed();
    }));
  field("hints").addEventListener("toggle", tellHeight);
  field("card").addEventListener("submit", (event) => { event.preventDefault(); tell({ event: "submit" }); });

  async function call(method, path, values) {
    const body = new URLSearchParams(values);
    const get = method === "GET";
    const answer = await fetch(get ? `${path}?${body}` : path, {
      method, headers: { Authorization: `Bearer ${key}` }, body: get ? undefined : body,
    });
    return answer.json();
  }
  function cardValues() {
    const [month, year] = fields[1].value.split(" / ");
    return {
      "payment_method_data[type]": "card",
      "payment_method_data[card][number]": fields[0].value,
      "payment_method_data[card][exp_month]": month,
      "payment_method_data[card][exp_year]": year,
      "payment_method_data[card][cvc]": fields[2].value,
    };
  }
  function billingValues(node, path) {
    return Object.entries(node || {}).reduce((all, [name, value]) => {
      const step = `${path}[${name}]`;
      if (value && typeof value === "object") return { ...all, ...billingValues(value, step) };
      return value ? { ...all, [step]: String(value) } : all;
    }, {});
  }
  const folder = (secret) => (secret.startsWith("seti_") ? "setup_intents" : "payment_intents");
  const name = (secret) => (secret.startsWith("seti_") ? "setupIntent" : "paymentIntent");
  const path = (secret) => `/v1/${folder(secret)}/${secret.split("_secret_")[0]}`;

  const calls = {
    submit() {
      if (complete()) return {};
      const message = document.body.dataset.incomplete;
      const wrong = fields.find((one) => !one.value) || fields[0];
      show(message, wrong);
      wrong.focus();
      return { error: { type: "validation_error", code: "incomplete_card", message } };
    },
    async confirm({ clientSecret, returnUrl, billing, method }) {
      const values = { client_secret: clientSecret, return_url: returnUrl };
      Object.assign(values, method ? { payment_method: method } : cardValues());
      if (!method) Object.assign(values, billingValues(billing, "payment_method_data[billing_details]"));
      let answer;
      try {
        answer = await call("POST", `${path(clientSecret)}/confirm`, values);
      } catch {
        answer = { error: { type: "api_connection_error", message: "The payment provider cannot be reached." } };
      }
      if (!answer.error) return { [name(clientSecret)]: answer };
      const wrong = { incorrect_cvc: fields[2], invalid_cvc: fields[2], expired_card: fields[1], invalid_expiry_year: fields[1], invalid_expiry_month: fields[1] }[answer.error.code];
      if (!method) show(answer.error.message, wrong || fields[0]);
      return { error: answer.error };
    },
    async retrieve({ clientSecret }) {
      const answer = await call("GET", path(clientSecret), { client_secret: clientSecret });
      return answer.error ? { error: answer.error } : { [name(clientSecret)]: answer };
    },
    focus() { fields[0].focus(); return {}; },
    clear() { fields.forEach((one) => { one.value = ""; }); changed(); return {}; },
    look({ variables }) {
      const names = { colorPrimary: "--accent", borderRadius: "--radius", colorText: "--text", colorTextSecondary: "--quiet", colorBackground: "--field", colorDanger: "--danger", fontFamily: "--kontor-font" };
      Object.entries(variables || {}).forEach(([from, value]) => {
        if (names[from]) document.documentElement.style.setProperty(names[from], value);
      });
      tellHeight();
      return {};
    },
  };
  addEventListener("message", async ({ data, origin, source }) => {
    if (source !== parent || origin !== shop || !data || !Object.hasOwn(calls, data.call)) return;
    tell({ answer: data.id, result: await calls[data.call](data.values || {}) });
  });
  new ResizeObserver(tellHeight).observe(document.documentElement);
  tell({ event: "ready" });
})();
