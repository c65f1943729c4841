"""The sidebar: ordered by job, not by app; what a person may not see is not there."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commerce.staff import duties


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its words, its icon, and a model (`orders.Order`) or the name of a page with its right."""

    title: str
    icon: str
    model: str = ""
    page: str = ""
    right: str = ""


JOBS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        gettext_noop("Sell"),
        (
            Item(gettext_noop("Orders"), "receipt_long", "orders.Order"),
            Item(gettext_noop("Checkouts"), "shopping_cart_checkout", "orders.Checkout"),
            Item(gettext_noop("Carts"), "shopping_cart", "orders.Cart"),
            Item(gettext_noop("Saved lists"), "favorite", "orders.SavedList"),
            Item(gettext_noop("Withdrawals"), "undo", "orders.Withdrawal"),
            Item(gettext_noop("Customers"), "group", "crm.Customer"),
        ),
    ),
    (
        gettext_noop("Fulfill"),
        (
            Item(gettext_noop("Fulfillments"), "package_2", "orders.Fulfillment"),
            Item(gettext_noop("Pickups"), "shopping_bag", "orders.Pickup"),
            Item(gettext_noop("Parcels"), "local_shipping", "inventory.Parcel"),
            Item(gettext_noop("Stock"), "inventory_2", "inventory.Level"),
            Item(gettext_noop("Movements"), "swap_vert", "inventory.Movement"),
            Item(gettext_noop("Holds"), "lock_clock", "inventory.Reservation"),
            Item(gettext_noop("Sourcing"), "alt_route", "inventory.SourcingDecision"),
            Item(gettext_noop("Warehouses"), "warehouse", "inventory.Warehouse"),
            Item(gettext_noop("Stores"), "store", "inventory.Store"),
            Item(gettext_noop("Delivery methods"), "route", "inventory.DeliveryMethod"),
        ),
    ),
    (
        gettext_noop("Catalog"),
        (
            Item(gettext_noop("Products"), "category", "catalog.Product"),
            Item(gettext_noop("Categories"), "account_tree", "catalog.Category"),
            Item(gettext_noop("Landing pages"), "flag", "catalog.Landing"),
            Item(gettext_noop("Families"), "schema", "catalog.Family"),
            Item(gettext_noop("Attributes"), "tune", "catalog.Attribute"),
            Item(gettext_noop("Size guides"), "straighten", "catalog.SizeGuide"),
            Item(gettext_noop("Pictures"), "photo_library", "catalog.Asset"),
            Item(gettext_noop("Documents"), "description", "catalog.Document"),
            Item(gettext_noop("Price lists"), "sell", "catalog.PriceList"),
            Item(gettext_noop("Prices"), "payments", "catalog.Price"),
            Item(gettext_noop("Price history"), "query_stats", "catalog.PricePoint"),
            Item(gettext_noop("Brands"), "verified", "catalog.Brand"),
            Item(gettext_noop("Reviews"), "reviews", "catalog.Review"),
            Item(gettext_noop("Questions"), "help", "catalog.Question"),
            Item(gettext_noop("Stock alerts"), "notifications", "catalog.StockAlert"),
            Item(gettext_noop("Searches in vain"), "search_off", "catalog.SearchMiss"),
            Item(gettext_noop("Feeds"), "rss_feed", "catalog.FeedRun"),
            Item(gettext_noop("Synonyms"), "manage_search", "catalog.Synonyms"),
        ),
    ),
    (
        gettext_noop("Content"),
        (
            Item(gettext_noop("Pages"), "article", "cms.Page"),
            Item(gettext_noop("Menus"), "menu", "cms.Menu"),
        ),
    ),
    (
        gettext_noop("Money"),
        (
            Item(gettext_noop("Payments"), "payments", "payments.Payment"),
            Item(gettext_noop("Refunds"), "undo", "payments.Refund"),
            Item(gettext_noop("Saved cards"), "credit_card", "payments.SavedCard"),
            Item(gettext_noop("Journal"), "menu_book", "payments.JournalEntry"),
            Item(gettext_noop("Accounts"), "account_balance", "payments.Account"),
            Item(gettext_noop("Tax classes"), "label", "payments.TaxClass"),
            Item(gettext_noop("Tax rates"), "percent", "payments.TaxRate"),
            Item(gettext_noop("Provider events"), "webhook", "payments.Inbound"),
        ),
    ),
    (
        gettext_noop("Insights"),
        (
            Item(
                gettext_noop("Dashboard"),
                "monitoring",
                page="admin:bi_dashboard",
                right="bi.view_dashboard",
            ),
            Item(gettext_noop("Sales"), "receipt", "bi.OrderFact"),
            Item(gettext_noop("Visits"), "footprint", "bi.Visit"),
            Item(gettext_noop("Imported pasts"), "history", "orders.ImportRun"),
        ),
    ),
    (
        gettext_noop("Settings"),
        (
            Item(gettext_noop("Channels"), "storefront", "commerce.Channel"),
            Item(gettext_noop("Users"), "person", "commerce.User"),
            Item(gettext_noop("Roles"), "badge", "auth.Group"),
            Item(gettext_noop("API keys"), "key", "commerce.ApiKey"),
            Item(gettext_noop("Webhooks"), "webhook", "commerce.WebhookSubscription"),
            Item(gettext_noop("Webhook messages"), "outgoing_mail", "commerce.WebhookMessage"),
            Item(gettext_noop("Facts"), "bolt", "commerce.OutboxEvent"),
            Item(gettext_noop("Deliveries"), "move_to_inbox", "commerce.Delivery"),
            Item(gettext_noop("Trail"), "history", "commerce.Trail"),
            Item(gettext_noop("State changes"), "timeline", "commerce.StateChange"),
        ),
    ),
)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """This builds Unfold's sidebar for one person."""
    groups = []
    for title, items in JOBS:
        found = [entry for item in items if (entry := _entry(request, item))]
        if found:
            groups.append(
                {"title": _(title), "separator": True, "collapsible": True, "items": found}
            )
    return groups


def _entry(request: HttpRequest, item: Item) -> dict[str, Any] | None:
    link = link_to(request, item.model) if item.model else _page_link(request, item)
    if not link:
        return None
    entry: dict[str, Any] = {"title": _(item.title), "icon": item.icon, "link": link}
    waiting = duties.at_screen(item.model) if item.model else 0
    if waiting:
        # A text would be taken for the name of a function that makes one, hence the number.
        entry |= {"badge": waiting, "badge_variant": "warning"}
    return entry


def link_to(request: HttpRequest, label: str) -> str:
    """This is the address of a model's list (`orders.Order`); empty for who may not see it."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return ""
    screen = admin.site._registry.get(model)  # noqa: SLF001 - Django offers no public way to ask
    if screen is None or not screen.has_view_permission(request):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _page_link(request: HttpRequest, item: Item) -> str:
    if not request.user.has_perm(item.right):
        return ""
    try:
        return reverse(item.page)
    except NoReverseMatch:
        return ""
