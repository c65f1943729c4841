"""`manage.py draw_icons`: draws the app's icons from the house's sign, without a browser."""

from typing import Any

from django.core.management.base import BaseCommand
from PIL import Image, ImageDraw
from typing_extensions import override

from commerce import env

FOLDER = env.ROOT / "commerce" / "static" / "kontor" / "icons"
SPRUCE, PAPER, LEMON = (14, 84, 64), (255, 255, 255), (245, 210, 64)
SHARP = 8


class Command(BaseCommand):
    """Writes app-192.png, app-512.png, their maskable twins (-full) and the touch icon."""

    help = "Draw the icons of the installable shop."
    requires_system_checks = ()

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        for size in (192, 512):
            _save(_sign(size, full=False), f"app-{size}")
            _save(_sign(size, full=True), f"app-{size}-full")
        _save(_sign(180, full=True), "app-touch")


def _save(picture: Image.Image, name: str) -> None:
    colors = picture.quantize(colors=64, method=Image.Quantize.FASTOCTREE)
    colors.save(FOLDER / f"{name}.png", optimize=True)


def _sign(size: int, *, full: bool) -> Image.Image:
    """This draws the sign on a 28 unit sheet; a full one keeps to the safe zone of any mask."""
    sheet = size * SHARP // 4
    unit = sheet / 28
    picture = Image.new("RGBA", (sheet, sheet), (*SPRUCE, 255) if full else (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    if not full:
        draw.rounded_rectangle((0, 0, sheet - 1, sheet - 1), radius=8 * unit, fill=SPRUCE)
    scale, shift = (0.72, 28 * 0.14) if full else (1.0, 0.0)

    def at(x: float, y: float) -> tuple[float, float]:
        return ((x * scale + shift) * unit, (y * scale + shift) * unit)

    pen = 1.5 * scale * unit
    _stroke(draw, points=[at(8.5, 7 + step * 0.1) for step in range(141)], pen=pen, color=PAPER)
    _stroke(draw, points=[at(*_bow(step / 200)) for step in range(201)], pen=pen, color=LEMON)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def _bow(t: float) -> tuple[float, float]:
    """The bow of the K: two cubic curves meeting at its belly."""
    if t <= 0.5:
        return _cubic(t * 2, (20, 7.5), (14.5, 7.5), (11.5, 10), (11.5, 14))
    return _cubic(t * 2 - 1, (11.5, 14), (11.5, 18), (14.5, 20.5), (20, 20.5))


def _cubic(t: float, *points: tuple[float, float]) -> tuple[float, float]:
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    x, y = (sum(w * p[axis] for w, p in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


def _stroke(
    draw: ImageDraw.ImageDraw,
    *,
    points: list[tuple[float, float]],
    pen: float,
    color: tuple[int, int, int],
) -> None:
    for x, y in points:
        draw.ellipse((x - pen, y - pen, x + pen, y + pen), fill=color)
