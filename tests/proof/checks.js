// What only the browser knows of a page. Every function answers with a list of faults, in words.
globalThis.proof = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.getBoundingClientRect().width > 1;
  const name = (one) => {
    const words = one.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    const classes = one.getAttribute("class");
    return `<${one.localName}${one.id ? "#" + one.id : ""}${classes ? " ." + classes.replaceAll(" ", ".") : ""}> ${words}`;
  };
  const sheet = new CSSStyleSheet();
  const dress = (css) => {
    sheet.replaceSync(css);
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return [];
  };
  // These scroll inside of themselves on purpose, or are for ears only.
  const QUIET = "dialog:not([open]), .visually-hidden, .skip, [hidden], svg, .rail, .scroller, .gallery__thumbs, [data-scrolls]";

  // What is skipped because it is far below keeps the measures and colors of the time before.
  const DRAWN = "* { content-visibility: visible !important } ";
  const widthNeeded = (one) => {
    const box = one.getBoundingClientRect();
    const ratio = Number(one.getAttribute("width")) / Number(one.getAttribute("height"));
    return Math.max(box.width, getComputedStyle(one).objectFit === "cover" ? box.height * ratio : 0);
  };

  return {
    spaced: () => dress(DRAWN + "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"),
    large: () => dress(DRAWN + ":root { font-size: 200% !important }"),
    drawn: () => dress(DRAWN),
    plain: () => dress(""),

    edges() {
      const root = document.documentElement;
      if (root.scrollWidth <= innerWidth) return [];
      const rtl = getComputedStyle(root).direction === "rtl";
      const over = all("body *").filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && !one.closest(QUIET) && (rtl ? box.left < -1 : box.right > innerWidth + 1);
      });
      return [`scrolls sideways (${root.scrollWidth} > ${innerWidth}): ${over.slice(-2).map(name).join("; ")}`];
    },

    clipped() {
      return all("main *, header *, footer *, dialog[open] *").filter((one) => {
        if (one.closest(QUIET) || !one.textContent.trim() || !shown(one)) return false;
        const style = getComputedStyle(one);
        if (style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none") return false;
        const cut = (overflow) => ["hidden", "clip"].includes(overflow);
        return (cut(style.overflowX) && one.scrollWidth > one.clientWidth + 2 && one.clientWidth > 1)
          || (cut(style.overflowY) && one.scrollHeight > one.clientHeight + 4 && one.clientHeight > 1);
      }).slice(0, 4).map((one) => `cut: ${name(one)}`);
    },

    // Words that lie on other words: every visible line of text against every other that is no kin of it.
    overlaps() {
      const lines = [];
      // What sticks lies on others on purpose while they pass.
      const sticks = (one) => one && (["sticky", "fixed"].includes(getComputedStyle(one).position) || sticks(one.parentElement));
      const walker = document.createTreeWalker(document.querySelector("dialog[open]") ?? document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const one = node.parentElement;
        if (!node.textContent.trim() || one.closest(QUIET + ", option, [aria-hidden=true], .consent, .buybar") || !shown(one) || sticks(one)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) if (box.width > 1) lines.push({ one, box });
      }
      const found = [];
      // The body of a letter, not the room around it: lines may stand close.
      const least = (box) => box.height * 0.35;
      for (let first = 0; first < lines.length; first += 1) {
        for (let second = first + 1; second < lines.length; second += 1) {
          const [a, b] = [lines[first], lines[second]];
          if (a.one.contains(b.one) || b.one.contains(a.one)) continue;
          const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          if (across > 2 && down > Math.min(least(a.box), least(b.box))) found.push(`overlap: ${name(a.one)} and ${name(b.one)}`);
        }
      }
      return [...new Set(found)].slice(0, 4);
    },

    show() {
      scrollTo(0, document.documentElement.scrollHeight);
      for (const one of all("img[loading=lazy]")) if (shown(one)) one.scrollIntoView({ behavior: "instant" });
      scrollTo(0, 0);
      return [];
    },
    loaded: () => all("img").every((one) => one.complete || !shown(one) || one.loading === "lazy"),
    pictures() {
      const found = [];
      for (const one of all("img")) {
        if (!shown(one) || one.closest("dialog:not([open])") || one.src.startsWith("data:")) continue;
        const box = one.getBoundingClientRect();
        const say = (fault) => found.push(`${fault}: ${one.currentSrc || one.src} at ${Math.round(box.width)} px, ${name(one.parentElement)}`);
        if (!one.getAttribute("width") || !one.getAttribute("height")) say("no width or height");
        if (!one.hasAttribute("alt")) say("no alt");
        const top = box.top + scrollY;
        if (one.loading !== "lazy" && top > innerHeight * 1.6) say("not lazy");
        if (one.getAttribute("fetchpriority") === "high" && one.loading === "lazy") say("first and lazy");
        if (one.currentSrc && !/\.(avif|webp|svg)(\?|$)/.test(one.currentSrc)) say("old format");
        const file = one.currentSrc.match(/\/(\d+)\.(avif|webp)/);
        if (!file) continue;
        const sets = [one, ...all("source", one.closest("picture") || one)].map((from) => from.getAttribute("srcset") || "");
        const widths = sets.join(",").match(/ (\d+)w/g)?.map((word) => Number(word.trim().slice(0, -1))) ?? [];
        if (box.width > 100 && !widths.length) say("no srcset");
        if (one.srcset && !one.sizes) say("no sizes");
        // A browser that has a larger file of this picture already shows that one in small places, too.
        const needed = Math.max(...all("img").filter((other) => other.currentSrc === one.currentSrc).map(widthNeeded));
        const chosen = Number(file[1]);
        const least = Math.min(...widths, chosen);
        if (chosen > needed * devicePixelRatio * 1.6 && chosen > least) say(`too large (${chosen} for ${Math.round(needed)})`);
      }
      const first = all("img[fetchpriority=high]").filter(shown);
      if (first.length > 1) found.push(`${first.length} pictures want to be first`);
      return found;
    },

    colors() {
      const found = [];
      const edge = (one) => {
        const style = getComputedStyle(one);
        return ["Top", "Bottom", "Left", "Right"].some((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0)
          || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
          || style.textDecorationLine.includes("underline") || style.appearance !== "none";
      };
      for (const one of all(".button:not(.button--icon):not(.button--ghost), .input, .chip")) if (shown(one) && !edge(one)) found.push(`no edge: ${name(one)}`);
      const look = (one) => {
        const style = getComputedStyle(one);
        return [style.borderTopColor, style.borderTopWidth, style.borderTopStyle, style.outlineStyle, style.outlineColor, style.outlineWidth, style.backgroundColor, style.color, style.fontWeight, style.textDecorationLine, style.boxShadow].join();
      };
      for (const one of all("input[type=radio]:checked, input[type=checkbox]:checked")) {
        if (getComputedStyle(one).appearance !== "none" && shown(one)) continue;
        const label = one.labels?.[0];
        const other = all(`input[name="${CSS.escape(one.name)}"]:not(:checked)`)[0]?.labels?.[0];
        if (!label || !other || !shown(label)) continue;
        const parts = (root) => [root, ...all("*", root)].map(look).join("|");
        if (parts(label) === parts(other)) found.push(`chosen looks like the rest: ${name(label)}`);
      }
      const top = all("dialog[open]").at(-1) ?? document.querySelector("main");
      const focusable = all("a[href], button, input", top).filter(shown)[0];
      if (focusable) {
        document.activeElement.blur();
        focusable.focus({ focusVisible: true });
        const style = getComputedStyle(focusable);
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) found.push(`focus does not show: ${name(focusable)}`);
        focusable.blur();
      }
      return found.slice(0, 6);
    },

    calm() {
      const found = [];
      const moving = /all|transform|translate|scale|rotate|inset|left|right|top|bottom|width|height|margin/;
      for (const one of [document.documentElement, ...all("body *")]) {
        const style = getComputedStyle(one);
        const times = style.transitionDuration.split(", ").map(parseFloat);
        const properties = style.transitionProperty.split(", ");
        properties.forEach((property, index) => {
          if (times[index % times.length] > 0.02 && moving.test(property)) found.push(`moves (${property}): ${name(one)}`);
        });
        if (style.scrollBehavior === "smooth") found.push(`scrolls smoothly: ${name(one)}`);
        if (style.animationName !== "none" && parseFloat(style.animationDuration) > 0.02 && !/fade|busy|breathe|turn/.test(style.animationName)) found.push(`is animated (${style.animationName}): ${name(one)}`);
      }
      return [...new Set(found)].slice(0, 4);
    },

    covered() {
      const found = [];
      const items = all("main a[href], main button, main input:not([type=hidden]), main select, main summary, footer a[href]").filter(shown);
      const step = Math.max(1, Math.floor(items.length / 30));
      for (let index = 0; index < items.length; index += step) {
        const one = items[index];
        scrollTo({ top: index % 2 ? document.documentElement.scrollHeight : one.getBoundingClientRect().bottom + scrollY + 5, behavior: "instant" });
        one.focus();
        const box = one.getBoundingClientRect();
        const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
        const points = [box.top + Math.min(3, box.height / 2), box.bottom - Math.min(3, box.height / 2)];
        const hidden = points.every((y) => {
          const over = document.elementFromPoint(x, y);
          return !over || (over.closest(".header, .buybar, .strip, .consent") && !over.contains(one) && !one.contains(over));
        });
        if (hidden && document.activeElement === one) found.push(`covered: ${name(one)}`);
      }
      scrollTo(0, 0);
      return found.slice(0, 4);
    },

    frame() {
      const found = [];
      const heads = all("h1").filter((one) => !one.closest("dialog:not([open])"));
      if (heads.length !== 1) found.push(`${heads.length} headings of the first level`);
      if (all("#live[aria-live=polite]").length !== 1) found.push("no live region");
      const first = all("a[href], button, input, select, summary").find((one) => one.tabIndex >= 0 && !one.closest("dialog, [hidden]"));
      if (first?.getAttribute("href") !== "#main") found.push(`first stop is ${first ? name(first) : "nothing"}`);
      if (all("body > main").length !== 1) found.push("no main");
      return found;
    },
  };
})();
