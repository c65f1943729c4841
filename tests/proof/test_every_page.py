"""Every page in every state: axe in both themes, every width, and every setting of one's own."""

from collections.abc import Callable
from urllib.parse import quote, urlsplit

import pytest

from tests.proof import checks
from tests.proof.conftest import Visitor
from tests.proof.views import VIEWS, View

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.timeout(600)]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_page_is_sound(visitors: Callable[[str], Visitor], view: View) -> None:
    """X1, X2, X4, X6, X7, X24, X25: at 320 to 1920 px, light and dark, calm, with forced colors."""
    visitor = visitors(view.who)
    page = visitor.page
    faults: list[str] = []

    for width in (checks.NARROW, checks.WIDE):
        checks.size(page, width)
        _opened(visitor, view)
        faults += [f"{width} {one}" for one in checks.axe(page)]
    if not view.alone:
        faults += checks.frame(page)
    faults += checks.own_colors(page)
    faults += checks.calm(page)
    if view.act is None:
        faults += checks.covered(page)
    faults += checks.edges(page)

    faults += visitor.complaints
    assert not faults, "\n".join(dict.fromkeys(faults))
    if view.rtl:
        assert page.locator("html").get_attribute("dir") == "rtl"


def _opened(visitor: Visitor, view: View) -> None:
    path = view.path.format(**{name: quote(one) for name, one in visitor.house.examples.items()})
    status = visitor.go(path)
    assert view.status in {0, status}, f"{path} answers {status}"
    assert urlsplit(visitor.page.url).path == urlsplit(path).path, visitor.page.url
    if view.act is not None:
        view.act(visitor.page)
