"""The shop in a language nobody speaks: whatever is not in brackets was forgotten."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.builders import pseudo
from tests.builders import storefront as build
from tests.journeys.browser.conftest import Walk

pytestmark = [pytest.mark.browser, pytest.mark.journey]

# What comes from the shop's own rows and from CLDR is data, not text of ours.
DATA = re.compile(
    r"\b(?:Reykjavik|zzzz|Kontor|Blue|Red|Lamp|mug|Mug|Mugs|Thing|English|Deutsch|Français|Germany|Austria|France|"
    r"Europe|EUR|MUG|LAMP|Standard|Express|DHL|Test|Emulator Pay|Secure payment input frame|Secure card payment input frame|JavaScript|html|VISA|"
    r"Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (holder.closest("script,style,template,option,noscript,[hidden]")) continue;
    if (node.textContent.trim()) found.push(node.textContent.trim());
  }
  for (const one of document.querySelectorAll("[aria-label],[placeholder],[title]"))
    for (const name of ["aria-label", "placeholder", "title"])
      if (one.getAttribute(name)) found.push(one.getAttribute(name));
  return found;
}"""
CLIPPED = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(one => {
  const style = getComputedStyle(one);
  const quiet = one.closest(".visually-hidden, dialog, .skip, [hidden], svg, .rail, .scroller");
  if (quiet || !one.textContent.trim() || one.offsetParent === null) return false;
  const cut = ["hidden", "clip"].includes(style.overflowX);
  return cut && one.scrollWidth > one.clientWidth + 1;
}).map(one => one.className + ": " + one.textContent.trim().slice(0, 60))"""
WIDE = """() => [...document.querySelectorAll("body *")].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !one.closest("dialog, .rail, .scroller, .visually-hidden");
}).slice(-4).map(one => one.className + ": " + one.textContent.trim().slice(0, 40))"""
PAGES = (
    "/", "/c/mugs/", "/p/blue-mug/", "/cart/", "/checkout/", "/products/?price_min=1", "/search/",
    "/search/?q=mug", "/search/?q=zzzz", "/p/blue-mug/reviews/new/", "/p/blue-mug/questions/",
    "/stores/?q=Reykjavik", "/track/", "/withdrawal/", "/newsletter/", "/cookies/", "/compare/",
    "/lists/", "/nothing/",
)  # fmt: skip


@pytest.fixture
def nobody_speaks(settings: Settings, tmp_path: Path) -> Iterator[None]:
    with pseudo.spoken_instead_of_english(settings, tmp_path):
        yield


def test_makes_texts_longer_and_keeps_their_values() -> None:
    assert pseudo.pseudo("This is long") == "[Ţĥîš îš ļöñĝ····]"
    assert pseudo.pseudo("%(count)d <b>items</b>").startswith("[%(count)d <b>îţéɱš</b>")


@pytest.mark.usefixtures("nobody_speaks")
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_page_fits_and_every_word_is_translated(
    walk: Callable[..., Walk], front: build.Storefront, width: int
) -> None:
    """I18N2: the pseudo-locale run; X6: no sideways scroll, no cut text."""
    visit = walk(viewport={"width": width, "height": 800})
    page = visit.page
    visit.go("/p/blue-mug/")
    page.locator("#add-button").click()
    page.wait_for_selector("#bag[open]")
    faults = []
    for path in PAGES:
        visit.go(path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{path}: scrolls sideways: {page.evaluate(WIDE)}")
        faults += [f"{path}: cut: {one}" for one in page.evaluate(CLIPPED)]
        faults += [
            f"{path}: not translated: {text[:80]}"
            for text in dict.fromkeys(page.evaluate(TEXTS))
            if re.search(r"[A-Za-z]{3}", DATA.sub("", text))
        ]

    assert faults == [], "\n".join(faults)
