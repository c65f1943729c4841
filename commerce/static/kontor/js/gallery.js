// Product gallery: thumbnails and swipes change the main picture, the viewer shows it full screen with keys and swipe.
// Everything is looked up when it is needed: choosing a version exchanges pictures beneath these listeners.

const thumbs = () => [...document.querySelectorAll("[data-gallery] [data-thumb]")];
const viewer = () => document.getElementById("viewer");
const at = () => thumbs().findIndex((thumb) => thumb.getAttribute("aria-current") === "true");
const along = () => (document.dir === "rtl" ? -1 : 1);

const choose = (index) => {
  const all = thumbs();
  const thumb = all[(index + all.length) % Math.max(1, all.length)];
  if (!thumb) return;
  const main = document.querySelector("[data-gallery-main]");
  main.srcset = thumb.dataset.srcset ?? "";
  main.src = thumb.dataset.src;
  main.alt = thumb.dataset.alt;
  main.className = thumb.dataset.focus ?? "";
  all.forEach((other) => other.setAttribute("aria-current", String(other === thumb)));
  const big = viewer()?.querySelector("img");
  if (!big) return;
  big.src = thumb.dataset.large ?? thumb.dataset.src;
  big.alt = thumb.dataset.alt;
  viewer().querySelector("[data-viewer-count]").textContent = `${all.indexOf(thumb) + 1} / ${all.length}`;
};

const enlarge = (on) => {
  viewer().querySelector("[data-zooms]").setAttribute("aria-pressed", String(on));
  viewer().querySelector(".viewer__picture").classList.toggle("viewer__picture--large", on);
};

const open = (opener) => {
  enlarge(false);
  if (thumbs().length) choose(Number(opener.dataset.from ?? at()));
  else {
    const big = viewer().querySelector("img");
    const main = document.querySelector("[data-gallery-main]");
    [big.src, big.alt] = [opener.href, main.alt];
  }
  viewer().showModal();
};

document.addEventListener("click", (event) => {
  const thumb = event.target.closest("[data-thumb]");
  const opener = event.target.closest("[data-gallery-open]");
  const turn = event.target.closest("#viewer [data-move]");
  const zoom = event.target.closest("#viewer [data-zooms]");
  if (thumb || (opener && viewer()?.showModal)) event.preventDefault();
  if (thumb) choose(thumbs().indexOf(thumb));
  else if (opener && viewer()?.showModal) open(opener);
  else if (turn) choose(at() + Number(turn.dataset.move));
  else if (zoom) enlarge(zoom.getAttribute("aria-pressed") !== "true");
});

document.addEventListener("dblclick", (event) => {
  if (event.target.closest(".viewer__picture")) viewer().querySelector("[data-zooms]").click();
});

document.addEventListener("keydown", (event) => {
  if (!viewer()?.open || !["ArrowRight", "ArrowLeft"].includes(event.key)) return;
  choose(at() + (event.key === "ArrowRight" ? 1 : -1) * along());
});

// A finger that goes sideways turns the page, the way the language reads; an enlarged picture is moved instead.
let from = null;
document.addEventListener("pointerdown", (event) => {
  const place = event.pointerType === "touch" && event.isPrimary && event.target.closest(".gallery__main, .viewer__picture:not(.viewer__picture--large)");
  from = place ? event.clientX : null;
});
document.addEventListener("pointerup", (event) => {
  const way = from === null ? 0 : (event.clientX - from) * along();
  from = null;
  if (Math.abs(way) > 40) choose(at() + (way < 0 ? 1 : -1));
});
document.addEventListener("pointercancel", () => (from = null));
