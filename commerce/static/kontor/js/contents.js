// The contents of a long page: which part is being read is marked as current.

const links = [...document.querySelectorAll(".contents a")];
const parts = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1)))).filter(Boolean);

const mark = () => {
  const line = innerHeight / 3;
  const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const read = parts.filter((part) => part.getBoundingClientRect().top < line);
  const current = atEnd ? parts.at(-1) : (read.at(-1) ?? parts[0]);
  for (const link of links) {
    if (current && decodeURIComponent(link.hash.slice(1)) === current.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    mark();
  });
}, { passive: true });
mark();
