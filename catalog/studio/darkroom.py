"""The darkroom: develops SVG into AVIF with a headless Chromium, only on a maker's machine.

The shop itself never comes here; it ships the developed pictures.
"""

import base64
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser


# The encoder's pace, 0 slowest and 10 fastest: two seconds a picture, and a tenth less to ship than in half a second.
PACE = 2


class NoBrowser(RuntimeError):
    """Neither `KONTOR_CHROMIUM` nor a `chromium-headless-shell` on the path was found."""


@dataclass(frozen=True)
class Picture:
    """One developed picture: AVIF bytes, its size in pixels, and its mean color."""

    avif: bytes
    width: int
    height: int
    dominant: str


class Darkroom:
    """An open browser that develops one sheet at a time."""

    def __init__(self, browser: "Browser") -> None:
        self._page = browser.new_page()

    def develop(self, svg: str, *, width: int, height: int, quality: int = 62) -> Picture:
        """Return `svg` as a picture of `width` x `height` pixels."""
        page = self._page
        page.set_viewport_size({"width": width, "height": height})
        source = base64.b64encode(svg.encode()).decode()
        page.set_content(
            f'<body style="margin:0"><img width="{width}" height="{height}" '
            f'src="data:image/svg+xml;base64,{source}"></body>'
        )
        raw = page.screenshot()
        image = Image.open(io.BytesIO(raw)).convert("RGB")
        out = io.BytesIO()
        image.save(out, "AVIF", quality=quality, speed=PACE)
        mean = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        assert isinstance(mean, tuple)  # an RGB pixel is three numbers
        return Picture(out.getvalue(), width, height, "#" + "".join(f"{int(v):02x}" for v in mean))


@contextmanager
def open_darkroom() -> Iterator[Darkroom]:
    """Start the browser and yield a darkroom.

    Raises:
        NoBrowser: no headless Chromium was found.
    """
    from playwright.sync_api import sync_playwright  # a maker's dependency

    path = os.environ.get("KONTOR_CHROMIUM") or shutil.which("chromium-headless-shell")
    if path is None:
        raise NoBrowser("set KONTOR_CHROMIUM to a headless Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield Darkroom(browser)
        finally:
            browser.close()
