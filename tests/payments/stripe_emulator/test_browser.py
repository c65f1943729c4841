"""The card form in a real browser, on a shop page of another origin."""

import http.server
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import stripe
from playwright.sync_api import Browser, Page
from typing_extensions import override

from payments.stripe_emulator.server import Emulator

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="{lang}"><title>Pay</title>
<script src="{base}/v3/"></script><main><h1>Pay</h1><form id="form"><div id="card"></div>
<button>Pay now</button><p id="outcome" role="status"></p></form></main><script>
const stripe = Stripe("pk_test_emulator");
const elements = stripe.elements({{ clientSecret: "{secret}", appearance: {{ variables: {{ colorPrimary: "#b00020" }} }} }});
const card = elements.create("payment");
card.on("ready", () => {{ document.body.dataset.ready = "yes"; }});
card.mount("#card");
document.getElementById("form").addEventListener("submit", async (event) => {{
  event.preventDefault();
  const found = await stripe.confirmPayment({{ elements, clientSecret: "{secret}", redirect: "if_required",
    confirmParams: {{ return_url: location.origin + "/return" }} }});
  document.getElementById("outcome").textContent = found.error ? found.error.message : found.paymentIntent.status;
}});
</script></html>"""


class Shop(http.server.ThreadingHTTPServer):
    """A shop page on an origin of its own."""

    daemon_threads = True
    page = ""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Shop

    def do_GET(self) -> None:
        body = self.server.page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@pytest.fixture
def shop() -> Iterator[Shop]:
    serving = Shop(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=serving.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield serving
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.fixture
def intent(sdk: stripe.StripeClient) -> stripe.PaymentIntent:
    return sdk.v1.payment_intents.create(
        {"amount": 8400, "currency": "eur", "capture_method": "manual"}
    )


@pytest.fixture
def page(
    browser: Browser, shop: Shop, emulator: Emulator, intent: stripe.PaymentIntent
) -> Iterator[Page]:
    shop.page = PAGE.format(base=emulator.url, secret=intent.client_secret, lang="en")
    opened = browser.new_page()
    opened.goto(f"http://127.0.0.1:{shop.server_address[1]}/")
    opened.wait_for_selector("body[data-ready=yes]")
    yield opened
    opened.close()


def pay(page: Page, number: str) -> None:
    form = page.frame_locator("iframe").first
    form.get_by_label("Card number").fill(number)
    form.get_by_label("Expiry date").press_sequentially("1234")
    form.get_by_label("Security code").fill("123")
    page.get_by_role("button", name="Pay now").click()


def outcome(page: Page) -> str:
    page.wait_for_function("document.getElementById('outcome').textContent")
    return str(page.locator("#outcome").text_content())


def test_pays_without_the_shop_seeing_the_card(
    page: Page, sdk: stripe.StripeClient, intent: stripe.PaymentIntent
) -> None:
    pay(page, "4242424242424242")

    assert outcome(page) == "requires_capture"
    assert "4242" not in page.content()
    assert sdk.v1.payment_intents.retrieve(intent.id).status == "requires_capture"


def test_names_the_field_that_is_wrong_and_another_card_pays(page: Page) -> None:
    pay(page, "4000000000000127")
    assert outcome(page) == "Your card's security code is incorrect."
    form = page.frame_locator("iframe").first
    assert form.get_by_label("Security code").get_attribute("aria-invalid") == "true"
    assert form.get_by_role("alert").text_content() == "Your card's security code is incorrect."

    page.locator("#outcome").evaluate("node => { node.textContent = ''; }")
    pay(page, "4242424242424242")

    assert outcome(page) == "requires_capture"


def test_asks_for_what_is_missing(page: Page) -> None:
    page.get_by_role("button", name="Pay now").click()

    assert outcome(page) == "Please complete the card details."


def test_asks_the_bank_and_comes_back(
    page: Page, sdk: stripe.StripeClient, intent: stripe.PaymentIntent
) -> None:
    pay(page, "4000002500003155")
    page.get_by_role("button", name="Yes, approve").click()
    page.wait_for_url("**/return?*")

    assert "redirect_status=succeeded" in page.url
    assert sdk.v1.payment_intents.retrieve(intent.id).status == "requires_capture"


def test_a_hint_fills_in_a_test_card(page: Page) -> None:
    form = page.frame_locator("iframe").first
    form.get_by_text("Test cards").click()
    form.get_by_role("button", name="4242 4242 4242 4242").click()
    page.get_by_role("button", name="Pay now").click()

    assert outcome(page) == "requires_capture"


def test_the_form_and_the_bank_s_page_are_accessible(
    page: Page, browser: Browser, emulator: Emulator, sdk: stripe.StripeClient
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    own = browser.new_page()
    session = sdk.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "success_url": "https://shop.example/back",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": "eur",
                        "unit_amount": 500,
                        "product_data": {"name": "Order"},
                    },
                }
            ],
        }
    )
    for url in (f"{emulator.url}/v3/card-frame?locale=de&origin={emulator.url}", str(session.url)):
        own.goto(url)
        found = Axe().run(own, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
    own.close()
