// Product gallery: thumbnails change the main picture, the viewer shows it full screen with keys and swipe.

const wire = () => {
  const gallery = document.querySelector("[data-gallery]");
  const viewer = document.getElementById("viewer");
  if (!gallery || gallery.dataset.wired) return;
  gallery.dataset.wired = "1";
  const main = gallery.querySelector("[data-gallery-main]");
  const thumbs = [...gallery.querySelectorAll("[data-thumb]")];
  const big = viewer?.querySelector("img");
  const count = viewer?.querySelector("[data-viewer-count]");
  let at = 0;

  const choose = (index) => {
    at = (index + thumbs.length) % Math.max(1, thumbs.length);
    const thumb = thumbs[at];
    if (!thumb) return;
    main.srcset = thumb.dataset.srcset ?? "";
    main.src = thumb.dataset.src;
    main.alt = thumb.dataset.alt;
    main.className = thumb.dataset.focus ?? "";
    thumbs.forEach((other) => other.setAttribute("aria-current", String(other === thumb)));
    if (big) {
      big.src = thumb.dataset.large ?? thumb.dataset.src;
      big.alt = thumb.dataset.alt;
      count.textContent = `${at + 1} / ${thumbs.length}`;
    }
  };

  const enlarge = (on) => {
    const button = viewer?.querySelector("[data-zooms]");
    button?.setAttribute("aria-pressed", String(on));
    viewer?.querySelector(".viewer__picture")?.classList.toggle("viewer__picture--large", on);
  };

  gallery.addEventListener("click", (event) => {
    const thumb = event.target.closest("[data-thumb]");
    if (!thumb) return;
    event.preventDefault();
    choose(thumbs.indexOf(thumb));
  });
  if (!viewer) return;
  gallery.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-gallery-open]");
    if (!opener) return;
    event.preventDefault();
    choose(Number(opener.dataset.from ?? at));
    enlarge(false);
    if (!thumbs.length && big) big.src = main.currentSrc || main.src;
    viewer.showModal();
  });
  if (viewer.dataset.wired) return;
  viewer.dataset.wired = "1";
  const enlarger = viewer.querySelector("[data-zooms]");
  enlarger?.addEventListener("click", () => enlarge(enlarger.getAttribute("aria-pressed") !== "true"));
  big?.addEventListener("dblclick", () => enlarger?.click());
  const move = (by) => document.dispatchEvent(new CustomEvent("kontor:gallery", { detail: by }));
  viewer.addEventListener("keydown", (event) => {
    const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") move(event.key === forward ? 1 : -1);
  });
  viewer.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(Number(button.dataset.move));
  });
  let from = 0;
  viewer.addEventListener("pointerdown", (event) => (from = event.clientX));
  viewer.addEventListener("pointerup", (event) => {
    const way = event.clientX - from;
    const large = viewer.querySelector(".viewer__picture--large");
    if (event.pointerType === "touch" && !large && Math.abs(way) > 40) move(way < 0 ? 1 : -1);
  });
  document.addEventListener("kontor:gallery", (event) => choose(at + event.detail));
};

wire();
document.addEventListener("htmx:afterSettle", wire);
