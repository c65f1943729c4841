"""No page keeps a visitor waiting longer than the table allows, on the slow phone of the lab."""

from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.proof import budgets, field, touches
from tests.proof.house import House

SLOW_PAGE = """<!doctype html><meta name=viewport content="width=device-width"><h1>Early</h1><button id=slow>Slow</button><p>Below</p>
<script>
const spin = (long) => { const end = performance.now() + long; while (performance.now() < end); };
slow.onclick = () => spin(220);
setTimeout(() => { spin(220); const late = document.createElement("h2"); late.id = "late";
  late.textContent = "Much later, and much larger than all that was there before. ".repeat(9); document.body.prepend(late); }, 400);
</script>"""

pytestmark = [pytest.mark.alone, pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def bag(browser: Browser, house: House) -> Any:
    """What a browser keeps after something was put into the bag."""
    context = browser.new_context(**budgets.PHONE)
    page = context.new_page()
    page.goto(f"{house.base}/p/{house.examples['product']}/")
    touches.answer_banner(page)
    touches.add_to_bag(page)
    kept = context.storage_state()
    context.close()
    return kept


def test_the_lab_sees_what_is_slow(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that cannot fail proves nothing: late words, a jump, a blocked and an unanswered finger are all told."""
    monkeypatch.setattr(field, "RUNS", 1)
    page = "data:text/html," + quote(SLOW_PAGE)

    found, (visit,) = field.measure(browser, page, [lambda tab: tab.locator("#slow").tap()], None)

    assert found["lcp_ms"] >= 400
    assert visit["largest"] == "late"
    assert found["tbt_ms"] >= 150
    assert found["cls"] > 0.1
    assert found["inp_ms"] >= 200
    assert visit["slowest"].endswith("on slow")
    assert len(budgets.exceeded("product", {**found, "lcp_ms": 1801})) == 4


def test_every_page_of_the_table_is_touched() -> None:
    assert set(touches.DEEDS) == set(budgets.TABLE)


@pytest.mark.parametrize("name", budgets.TABLE)
def test_nobody_waits_longer_than_the_budget(
    browser: Browser, house: House, bag: Any, name: str
) -> None:
    """3.1: LCP, CLS with touches, total blocking time and INP, three first visits on the lab's phone."""
    path = str(budgets.TABLE[name]["path"]).format(**house.examples)
    state = bag if name in {"cart", "checkout"} else None

    found, visits = field.measure(browser, house.base + path, touches.DEEDS[name], state)

    assert budgets.exceeded(name, found) == [], visits
    assert all(one["lcp_ms"] and all(one["answers"]) for one in visits), visits
