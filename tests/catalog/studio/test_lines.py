"""The line drawings of empty pages: written by the studio, named by templates."""

import re
from pathlib import Path

from catalog.studio import lines

ROOT = Path(__file__).parents[3]


def test_the_served_file_is_what_the_studio_draws() -> None:
    served = ROOT / "commerce/static/kontor/icons/drawings.svg"

    assert served.read_text() == lines.sheet()


def test_every_drawing_that_a_page_names_is_there() -> None:
    """X8: empty lists have a drawing; a wrong name would leave a hole."""
    there = set(re.findall(r'<symbol id="(\w+)"', lines.sheet()))
    named: set[str] = set()
    for page in (ROOT / "templates").rglob("*.html"):
        text = page.read_text()
        named.update(re.findall(r'\{% drawing "(\w+)"', text))
        for include in re.findall(r'\{% include "parts/empty.html" with [^%]*%\}', text):
            named.update(re.findall(r'drawing="(\w+)"', include))

    assert {"bag", "wishes", "results", "lost", "box"} <= named <= there


def test_colors_come_from_the_page_alone() -> None:
    """X25: light, dark and every channel's look; no color of its own."""
    paints = set(re.findall(r'(?:fill|stroke)="([^"]+)"', lines.sheet()))

    assert paints == {
        "none", "currentColor", "var(--backdrop)", "var(--surface)", "var(--action-soft)",
    }  # fmt: skip
