// The focal point of a picture: a press on it sets the fields, and the crops below show what they keep.

const board = document.querySelector("[data-focal]");
const across = document.getElementById("id_focal_x");
const down = document.getElementById("id_focal_y");

if (board && across && down) {
  const picture = board.querySelector("img");
  const mark = board.querySelector("[data-focal-mark]");
  const crops = [...document.querySelectorAll("[data-focal-crop] img")];

  const held = (field) => Math.min(100, Math.max(0, Number(field.value) || 0));

  const show = () => {
    mark.style.left = `${held(across)}%`;
    mark.style.top = `${held(down)}%`;
    crops.forEach((crop) => (crop.style.objectPosition = `${held(across)}% ${held(down)}%`));
  };

  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    across.value = Math.round(((event.clientX - box.left) / box.width) * 100);
    down.value = Math.round(((event.clientY - box.top) / box.height) * 100);
    show();
  });
  [across, down].forEach((field) => field.addEventListener("input", show));
  show();
}
