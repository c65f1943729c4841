"""Every storefront page in every state worth looking at, by route; `test_coverage` knows what is missing.

`{names}` in paths are examples that `tests.proof.samples` picks from the demo. A page that is new here needs one
line below; one that is not a page for people goes to NOT_PAGES with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Act = Callable[[Any], None]


def _presses(selector: str, then: str = "") -> Act:
    def act(page: Any) -> None:
        page.locator(f"{selector} >> visible=true").first.click()
        if then:
            page.locator(then).first.wait_for()

    return act


def _sends(form: str) -> Act:
    """An empty form, whatever the browser would say to that."""

    def act(page: Any) -> None:
        with page.expect_event("load"):
            page.locator(form).first.evaluate("form => { form.noValidate = true; form.submit(); }")

    return act


def _opens_the_menu(page: Any) -> None:
    if page.viewport_size["width"] > 1000:
        page.locator("[data-mega] > summary").first.click()
        page.locator(".mega__panel >> visible=true").first.wait_for()
    else:
        page.locator("[data-opens=menu]").click()
        page.locator("#menu[open]").wait_for()
        page.locator("#menu .depth > summary").first.click()


def _opens_the_filters(page: Any) -> None:
    toggle = page.locator("#facets-toggle > summary")
    if toggle.is_visible():
        toggle.click()
        page.locator("#facets").wait_for()


def _types(page: Any) -> None:
    page.locator("#q").press_sequentially("vas")
    page.locator("#suggestions [role=option]").first.wait_for()


def _opens_the_bag(page: Any) -> None:
    page.locator("[data-opens=bag]").first.click()
    page.locator("#bag[open] .line, #bag[open] .empty").first.wait_for()


def _goes_to_the_end(page: Any) -> None:
    page.locator("#together-row").scroll_into_view_if_needed()
    page.locator("#together-row li, #together-row[hidden]").first.wait_for(state="attached")
    page.locator("#related-row").scroll_into_view_if_needed()
    page.locator("#related-row .card").first.wait_for()


def _unfolds(page: Any) -> None:
    page.locator(".product__more details").evaluate_all(
        "all => all.forEach(one => one.open = true)"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page in one state; `alone` without the shop's frame. `who` is guest, fresh (never asked for cookies), bag, member or staff."""

    name: str
    route: str
    path: str
    who: str = "guest"
    act: Act | None = None
    status: int = 200
    rtl: bool = False
    alone: bool = False


def _v(name: str, route: str, path: str = "", **more: Any) -> View:
    return View(name=name, route=route, path=path or f"/{route}", **more)


PRODUCT = "p/<str:slug>/"
CATEGORY = "c/<str:slug>/"
LANDING = "c/<str:slug>/<str:name>/"
VIEWS = (
    _v("home", ""),
    _v("home, asked for cookies", "", who="fresh"),
    _v("home, menu open", "", act=_opens_the_menu),
    _v("home, suggestions", "", act=_types),
    _v("home, something in the bag", "", who="bag"),
    _v("home, right to left", "", "/ar/", rtl=True),
    _v("menu, right to left", "", "/ar/", act=_opens_the_menu, rtl=True),
    _v("everything", "products/"),
    _v("category", CATEGORY, "/c/{category}/"),
    _v("category, filters open", CATEGORY, "/c/{category}/", act=_opens_the_filters),
    _v("category, filtered", CATEGORY, "/c/{category}/?available=yes"),
    _v("category, nothing left", CATEGORY, "/c/{category}/?price_min=90000", status=404),
    _v("category, right to left", CATEGORY, "/ar/c/{category_ar}/", rtl=True),
    _v("category in German", CATEGORY, "/de/c/{category_de}/"),
    _v("landing page", LANDING, "/c/vases/blue-vases/"),
    _v("landing page, nothing left", LANDING, "/c/vases/blue-vases/?price_min=90000", status=404),
    _v("landing page, right to left", LANDING, "/ar/c/{category_ar}/{landing_ar}/", rtl=True),
    _v("product", PRODUCT, "/p/{product}/"),
    _v("product, viewer open", PRODUCT, "/p/{product}/", act=_presses("[data-gallery-open]", "#viewer[open]")),
    _v("product, put into the bag", PRODUCT, "/p/{product}/", who="bag", act=_presses("#add-button", "#bag[open] .line")),
    _v("product, to its end", PRODUCT, "/p/{product}/", act=_goes_to_the_end),
    _v("product, where to collect", PRODUCT, "/p/{product}/", act=_presses("[data-opens=stores]", "#stores[open] form")),
    _v("product, less for more", PRODUCT, "/p/fika-bowl/"),
    _v("product, size guide open", PRODUCT, "/p/{sized}/", act=_presses("#sizes-open", "#sizes[open] table")),
    _v("size guide", "p/<str:slug>/sizes/", "/p/{sized}/sizes/"),
    _v("size guide, right to left", "p/<str:slug>/sizes/", "/ar/p/{sized_ar}/sizes/", rtl=True),
    _v("category, choose a version", CATEGORY, "/c/{category}/", act=_presses("#cards [data-load*='/choose/']", "#choose[open] form")),
    _v("product, sold out", PRODUCT, "/p/{sold_out}/"),
    _v("product, every fold open", PRODUCT, "/p/lyra-table-lamp/", act=_unfolds),
    _v("product, every fold open, right to left", PRODUCT, "/ar/p/{lamp_ar}/", act=_unfolds, rtl=True),
    _v("product, retired with a successor", PRODUCT, "/p/lyra-first-edition/"),
    _v("product, right to left", PRODUCT, "/ar/p/{product_ar}/", rtl=True),
    _v("product in German", PRODUCT, "/de/p/{product_de}/"),
    _v("reviews", "p/<str:slug>/reviews/", "/p/{reviewed}/reviews/"),
    _v("a review, by anybody", "p/<str:slug>/reviews/new/", "/p/{reviewed}/reviews/new/"),
    _v("a review, by anybody, empty", "p/<str:slug>/reviews/new/", "/p/{reviewed}/reviews/new/", act=_sends("main form[method=post]")),
    _v("a review, by a buyer", "reviews/new/<str:token>/", "/reviews/new/{review_token}/"),
    _v("a review is reported", "reviews/<slug:public_id>/report/", "/reviews/{review}/report/"),
    _v("questions", "p/<str:slug>/questions/", "/p/{product}/questions/"),
    _v("questions, empty", "p/<str:slug>/questions/", "/p/{product}/questions/", act=_sends("main form[method=post]")),
    _v("notify me", "notify/<slug:variant_id>/", "/notify/{variant}/"),
    _v("notify me, empty", "notify/<slug:variant_id>/", "/notify/{variant}/", act=_sends("main form[method=post]")),
    _v("notify me no more", "notify/stop/<str:token>/", "/notify/stop/{alert}/"),
    _v("search", "search/", "/search/?q=vase"),
    _v("search, mistyped", "search/", "/search/?q=vaze"),
    _v("search, nothing", "search/", "/search/?q=zzzzzz", status=0),
    _v("search, no word", "search/"),
    _v("search, right to left", "search/", "/ar/search/?q=%D9%85%D8%B2%D9%87%D8%B1%D9%8A%D8%A9", rtl=True, status=0),
    _v("bag, empty", "cart/"),
    _v("bag", "cart/", who="bag"),
    _v("bag as drawer", "", "/products/", who="bag", act=_opens_the_bag),
    _v("bag as drawer, empty", "", "/products/", act=_opens_the_bag),
    _v("bag, right to left", "cart/", "/ar/cart/", who="bag", rtl=True),
    _v("checkout", "checkout/", who="bag"),
    _v("checkout, empty form", "checkout/", who="bag", act=_sends("main form:has(#pay), form:has(#pay)")),
    _v("checkout, right to left", "checkout/", "/ar/checkout/", who="bag", rtl=True),
    _v("checkout as a member", "checkout/", who="member"),
    _v("thank you", "orders/<slug:public_id>/<str:token>/", "/orders/{order}/{order_token}/?thanks"),
    _v("order by link", "orders/<slug:public_id>/<str:token>/", "/orders/{order}/{order_token}/"),
    _v("end an order", "orders/<slug:public_id>/<str:token>/end/", "/orders/{open_order}/{open_token}/end/"),
    _v("send an order elsewhere", "orders/<slug:public_id>/<str:token>/address/", "/orders/{open_order}/{open_token}/address/"),
    _v("cancel articles", "orders/<slug:public_id>/<str:token>/articles/", "/orders/{open_order}/{open_token}/articles/"),
    _v("cancel articles, none chosen", "orders/<slug:public_id>/<str:token>/articles/", "/orders/{open_order}/{open_token}/articles/", act=_sends("main form[method=post]")),
    _v("note to those who pack", "orders/<slug:public_id>/<str:token>/note/", "/orders/{open_order}/{open_token}/note/"),
    _v("track", "track/"),
    _v("track, empty", "track/", act=_sends("main form[method=post]")),
    _v("claim", "account/claim/<str:token>/", "/account/claim/{claim}/", who="member"),
    _v("withdrawal", "withdrawal/"),
    _v("withdrawal, empty", "withdrawal/", act=_sends("main form[method=post]")),
    _v("withdrawal, done", "withdrawal/done/"),
    _v("stores", "stores/"),
    _v("stores, nowhere near", "stores/", "/stores/?q=Reykjavik"),
    _v("stores, right to left", "stores/", "/ar/stores/", rtl=True),
    _v("store", "stores/<slug:slug>/", "/stores/{store}/"),
    _v("cms page", "pages/<str:slug>/", "/pages/{page}/"),
    _v("cookies", "cookies/"),
    _v("newsletter", "newsletter/"),
    _v("newsletter, empty", "newsletter/", act=_sends("main form[method=post]")),
    _v("newsletter, question", "newsletter/confirmation/<str:token>/", "/newsletter/confirmation/{letter}/"),
    _v("newsletter, broken link", "newsletter/confirmation/<str:token>/", "/newsletter/confirmation/x/", status=0),
    _v("newsletter, done", "newsletter/done/"),
    _v("newsletter, end", "newsletter/end/<str:token>/", "/newsletter/end/{leaving}/"),
    _v("offline", "offline/", alone=True),
    _v("style guide", "styleguide/", who="staff"),
    _v("not found", "nothing/", status=404),
    _v("compare, nothing", "compare/"),
    _v("compare", "compare/", "/compare/?p={product_id}&p={other_id}"),
    _v("kept things, nothing", "lists/"),
    _v("kept things", "lists/", who="bag"),
    _v("a list of somebody", "lists/shared/<str:token>/", "/lists/shared/{list}/"),
    _v("letters about a list", "lists/mails/<str:token>/", "/lists/mails/{list_letters}/"),
    _v("show the bag to others", "cart/link/", who="bag"),
    _v("a bag of somebody", "cart/shared/<str:token>/", "/cart/shared/{bag}/"),
    # The account.
    _v("account", "account/", who="member"),
    _v("account, right to left", "account/", "/ar/account/", who="member", rtl=True),
    _v("orders", "account/orders/", who="member"),
    _v("one order", "account/orders/<str:number>/", "/account/orders/{order_number}/", who="member"),
    _v("security", "account/security/", who="member"),
    _v("addresses", "account/addresses/", who="member"),
    _v("new address", "account/addresses/new/", who="member"),
    _v("new address, empty", "account/addresses/new/", who="member", act=_sends("main form[method=post]")),
    _v("an address", "account/addresses/<slug:public_id>/", "/account/addresses/{address}/", who="member"),
    _v("payment methods", "account/cards/", who="member"),
    _v("a new card", "account/cards/new/", who="member"),
    _v("payment methods, one deleted", "account/cards/", "/account/cards/?gone=card_none&default=1", who="member"),
    _v("payment methods, right to left", "account/cards/", "/ar/account/cards/", who="member", rtl=True),
    _v("privacy", "account/privacy/", who="member"),
    _v("deletion", "account/privacy/deletion/", who="member"),
    # Signing in: allauth's pages in our dress.
    _v("sign in", "accounts/login/"),
    _v("sign in, empty", "accounts/login/", act=_sends("main form[method=post]")),
    _v("sign up", "accounts/signup/"),
    _v("sign up, empty", "accounts/signup/", act=_sends("main form[method=post]")),
    _v("sign out", "accounts/logout/", who="member"),
    _v("inactive", "accounts/inactive/"),
    _v("e-mail addresses", "accounts/email/", who="member"),
    _v("confirm e-mail", "accounts/confirm-email/"),
    _v("confirm e-mail by link", "accounts/^confirm-email/(?P<key>[-:\\w]+)/$", "/accounts/confirm-email/none/", status=0),
    _v("change password", "accounts/password/change/", who="member"),
    _v("password forgotten", "accounts/password/reset/"),
    _v("password forgotten, sent", "accounts/password/reset/done/"),
    _v("password link", "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", "/accounts/password/reset/key/1-none/", status=0),
    _v("password set anew", "accounts/password/reset/key/done/"),
    _v("who are you", "accounts/reauthenticate/", who="member"),
    _v("second factor", "accounts/2fa/", who="member"),
    _v("second factor, app", "accounts/2fa/totp/activate/", who="member"),
    _v("passkeys", "accounts/2fa/webauthn/", who="member"),
    _v("new passkey", "accounts/2fa/webauthn/add/", who="member"),
)  # fmt: skip

# What answers GET without being a page for people, or what no browser can come to by itself.
NOT_PAGES = {
    r"healthz|readyz|metrics|robots\.txt|favicon\.ico": "machines ask",
    r"api/.*": "the API's own pages are not the shop's",
    r"sitemap.*|feeds/.*": "machines ask",
    r"lists/<slug:public_id>/": "the page of 'kept things', for another list",
    r"account/orders/<str:number>/(end|address|articles|note)/": "the pages of 'end an order', for members",
    r"track/<str:ticket>/": "a ticket lasts half an hour; 'order by link' shows its parts",
    r"theme/.*|pictures/.*|documents/.*|service-worker\.js|manifest\.webmanifest": "files",
    r"t/|webhooks/stripe/": "machines post",
    r"preferences/.*": "only takes what is posted",
    r"p/<str:slug>/(related|together)/|products/recent/": "a part of a page; 'product, to its end' shows it",
    r"stores/stock/": "a part of a page; 'product, where to collect' shows it",
    r"again/": "a part of a page; 'home, something in the bag' shows it",
    r"search/suggestions/": "a part of a page; 'home, suggestions' shows it",
    r"checkout/return/<slug:public_id>/": "leads on; the purchase walks come by",
    r"orders/<slug:public_id>/<str:token>/(pickup|delivery)\.ics": "a calendar file",
    r"p/<str:slug>/choose/": "a part of a page; 'category, choose a version' shows it",
    r"checkout/express/<str:state>/": "leads on, or shows the page of 'checkout'; the purchase walks come by",
    r"checkout/whereabouts/": "a part of a page, asked for while a payment is on its way",
    r"account/privacy/copies/.*|account/orders/<str:number>/receipt/": "a file, or for the printer",
    r"account/cards/added/": "leads on: the way back from the provider",
    r"accounts/sessions/": "leads on: 'security' lists them",
    r"accounts/password/set/": "leads on: every account has a password",
    r"accounts/login/code/confirm/|accounts/2fa/(re)?authenticate/": "needs a sign-in half done",
    r"accounts/2fa/totp/deactivate/|accounts/2fa/recovery-codes/.*": "needs a second factor",
    r"accounts/2fa/webauthn/(reauthenticate|login)/": "answers scripts",
    r"accounts/2fa/webauthn/keys/.*": "needs a passkey",
}
