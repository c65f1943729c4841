"""manage.py screens: photograph the running demo, as the README and reviewers see it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from typing_extensions import override

from commerce import env
from commerce.embedded import browser

SIZES = {"1280": (1280, 900), "360": (360, 740)}
SCHEMES = ("light", "dark")
STAFF_PAGES = {
    "admin-orders": "/admin/orders/order/",
    "admin-stock": "/admin/inventory/level/",
    "admin-product": "/admin/catalog/product/",
    "admin-dashboard": "/admin/bi/board/",
}


class Command(BaseCommand):
    """Opens the key pages of the running demo in headless Chromium and saves one PNG each."""

    help = "Photograph the running demo into docs/screens/ (light, dark, 1280 and 360 pixels wide)."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", default=str(env.ROOT / "docs" / "screens"), help="folder for the pictures"
        )
        parser.add_argument("--only", default="", help="only pages whose name contains this")
        parser.add_argument("--light-only", action="store_true", help="leave the dark scheme out")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        base = env.text("SITE_URL")
        if not base:
            message = "start the demo first: make demo"
            raise CommandError(message, returncode=2)
        target = Path(options["to"])
        target.mkdir(parents=True, exist_ok=True)
        schemes = SCHEMES[:1] if options["light_only"] else SCHEMES
        with _chromium() as chromium:
            for scheme in schemes:
                for size in SIZES:
                    self._photograph(
                        chromium,
                        base,
                        scheme=scheme,
                        size=size,
                        target=target,
                        only=options["only"],
                    )

    def _photograph(
        self, chromium: Any, base: str, *, scheme: str, size: str, target: Path, only: str
    ) -> None:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, base_url=base
        )
        page = context.new_page()
        for name, path in _pages(page):
            if only in name:
                page.goto(path, wait_until="networkidle")
                page.screenshot(path=target / f"{name}-{size}-{scheme}.png")
                self.stdout.write(f"{name}-{size}-{scheme}.png")
        context.close()


def _pages(page: Any) -> Iterator[tuple[str, str]]:
    page.goto("/")
    # The visit is counted or not; either way the question is answered before the pictures are taken.
    page.get_by_role("button", name="Reject").click()
    page.wait_for_load_state("networkidle")
    yield "home", "/"
    page.goto("/")
    category = page.locator("main a[href*='/c/']").first.get_attribute("href")
    yield "listing", category
    page.goto(category)
    product = page.locator("main a[href*='/p/']").first.get_attribute("href")
    yield "product", product
    yield "search", "/search/?q=vase"
    page.goto(product)
    page.locator("form button[name=add], form[action*='cart'] button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")
    yield "cart", "/cart/"
    yield "checkout", "/checkout/"
    yield from _staff(page)


def _staff(page: Any) -> Iterator[tuple[str, str]]:
    known = env.state_folder() / "demo-credentials.json"
    staff = json.loads(known.read_text())["staff"][0]
    page.goto("/admin/login/")
    page.fill("input[name=username]", staff["email"])
    page.fill("input[name=password]", staff["password"])
    page.locator("form button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")
    yield from STAFF_PAGES.items()
    page.goto(STAFF_PAGES["admin-orders"])
    order = page.locator(
        "#result_list a[href*='/change/'], #result_list a[href*='/orders/order/']"
    ).first
    yield "admin-order", order.get_attribute("href")


@contextmanager
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=str(browser.find_or_fetch()), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()
