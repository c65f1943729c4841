"""manage.py screens: photograph the demo's key pages, as the README and reviewers see them."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from PIL import Image
from typing_extensions import override

from commerce import env
from commerce.embedded import browser, lent, owner

SIZES = {"1280": (1280, 900), "360": (360, 740)}
QUALITY = 80


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look: language, color scheme; `ending` names its files."""

    ending: str
    language: str
    scheme: str


LOOKS = (Look("light", "en", "light"), Look("dark", "en", "dark"), Look("rtl", "ar", "light"))
STAFF_PAGES = {
    "admin-dashboard": "/admin/bi/board/",
    "admin-orders": "/admin/orders/order/",
    "admin-stock": "/admin/inventory/level/",
    "admin-product": "/admin/catalog/product/",
}

# Which card of a list people like best: what is shown to strangers is no mediocre piece.
MOST_LIKED = """() => {
  const liked = [...document.querySelectorAll("#cards .card")].map(
    (one) => parseFloat(one.querySelector(".rated .numbers")?.textContent) || 0);
  return liked.indexOf(Math.max(...liked));
}"""


class Command(BaseCommand):
    """Opens the key pages of the running demo, or of one started for it, and saves one WebP each."""

    help = "Photograph the demo into docs/screens/ (light, dark, right to left; 1280 and 360 wide)."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", default=str(env.ROOT / "docs" / "screens"), help="folder for the pictures"
        )
        parser.add_argument("--only", default="", help="only pages whose name contains this")
        parser.add_argument("--look", default="", help="only light, dark or rtl")
        parser.add_argument("--whole", action="store_true", help="whole pages, not one screen")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        Path(options["to"]).mkdir(parents=True, exist_ok=True)
        try:
            with lent.shown(env.state_folder()) as demo, _chromium() as chromium:
                for look in LOOKS:
                    for size in SIZES:
                        if options["look"] in look.ending:
                            with _tab(chromium, demo, size=size, scheme=look.scheme) as page:
                                names = _storefront(page, demo, look.language)
                                ending = f"{size}-{look.ending}"
                                self._save(page, names, ending=ending, options=options)
                if not options["look"]:
                    with _tab(chromium, demo, size="1280", scheme="light") as page:
                        self._save(page, _staff(page, demo), ending="1280-light", options=options)
        except owner.CannotStart as error:
            raise CommandError(str(error), returncode=2) from error

    def _save(
        self, page: Any, names: Iterator[str], *, ending: str, options: Mapping[str, Any]
    ) -> None:
        for name in names:
            if options["only"] in name:
                file = Path(options["to"]) / f"{name}-{ending}.webp"
                raw = _picture(page, whole=options["whole"])
                Image.open(io.BytesIO(raw)).convert("RGB").save(file, quality=QUALITY, method=6)
                self.stdout.write(file.name)


def _picture(page: Any, *, whole: bool) -> bytes:
    if whole:
        # Pictures far below are fetched when one comes near.
        page.evaluate("for (const one of document.images) one.loading = 'eager'")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        "[...document.images].every((one) => one.complete || one.loading === 'lazy')"
    )
    taken: bytes = page.screenshot(full_page=whole, animations="disabled")
    return taken


@contextmanager
def _tab(chromium: Any, demo: Mapping[str, Any], *, size: str, scheme: str) -> Iterator[Any]:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        base_url=demo["base_url"],
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/cookies/")
    # The visit is counted or not; either way the question is answered before the pictures are taken.
    page.get_by_role("button", name="Reject").first.click()
    yield page
    context.close()


def _storefront(page: Any, demo: Mapping[str, Any], language: str) -> Iterator[str]:
    """This opens one key page after the other and names it."""
    prefix = "" if language == "en" else f"/{language}"
    page.goto(f"{prefix}/")
    yield "home"
    page.locator(".categories a").first.click()
    page.locator("#cards").wait_for()
    yield "listing"
    page.locator("#cards .card__name a").nth(page.evaluate(MOST_LIKED)).click()
    page.locator("#product").wait_for()
    product = page.url
    yield "product"
    page.locator("#voices").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#voices').scrollIntoView()")
    yield "reviews"
    page.goto(product)
    yield from _buying(page, prefix)
    page.goto(f"{prefix}/search/?q=" + ("vase" if language == "en" else "مزهرية"))
    yield "search"
    page.goto(f"{prefix}/stores/")
    yield "stores"
    page.goto(f"{prefix}/nothing/")
    yield "not-found"
    yield from _account(page, demo, prefix)


def _buying(page: Any, prefix: str) -> Iterator[str]:
    page.locator("#add-button").click()
    page.locator("#bag[open] .line").first.wait_for()
    yield "bag"
    page.goto(f"{prefix}/cart/")
    yield "cart"
    page.goto(f"{prefix}/checkout/")
    yield "checkout"


def _account(page: Any, demo: Mapping[str, Any], prefix: str) -> Iterator[str]:
    _signs_in(page, demo["customers"][0], prefix)
    page.goto(f"{prefix}/account/")
    yield "account"
    page.goto(f"{prefix}/account/orders/")
    page.locator("main a[href*='/account/orders/']:not([href$='orders/'])").first.click()
    page.wait_for_load_state()
    yield "order"


def _staff(page: Any, demo: Mapping[str, Any]) -> Iterator[str]:
    person = demo["staff"][0]
    page.goto("/admin/login/")
    page.fill("input[name=username]", person["email"])
    page.fill("input[name=password]", person["password"])
    page.locator("form button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")
    for name, path in STAFF_PAGES.items():
        page.goto(path)
        yield name
    page.goto(STAFF_PAGES["admin-orders"])
    order = page.locator("#result_list a[href*='/orders/order/']").first
    page.goto(order.get_attribute("href"))
    yield "admin-order"


def _signs_in(page: Any, person: Mapping[str, str], prefix: str) -> None:
    page.goto(f"{prefix}/accounts/login/")
    page.locator("main input[name=login]").fill(person["email"])
    page.locator("main input[name=password]").fill(person["password"])
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.wait_for_url(lambda url: "/login/" not in url)


@contextmanager
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=str(browser.find_or_fetch()), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()
