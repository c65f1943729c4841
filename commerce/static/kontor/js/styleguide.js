// Shows hover, focus and press without a hand: every rule with such a state also holds for [data-state].

const NAMES = { ":hover": "hover", ":focus-visible": "focus", ":active": "active" };

const doubled = (rules) => {
  for (const rule of [...rules]) {
    if (rule.cssRules?.length) doubled(rule.cssRules);
    if (!rule.selectorText) continue;
    const more = Object.entries(NAMES)
      .filter(([state]) => rule.selectorText.includes(state))
      .map(([state, name]) => rule.selectorText.replaceAll(state, `[data-state="${name}"]`));
    if (more.length) rule.selectorText = [rule.selectorText, ...more].join(", ");
  }
};

for (const sheet of document.styleSheets) doubled(sheet.cssRules);
for (const one of document.querySelectorAll("a[href^='#'], [aria-disabled='true']")) {
  one.addEventListener("click", (event) => event.preventDefault());
}
