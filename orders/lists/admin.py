"""Staff see what people wish for: the lists without their owners' names, and what is wished for most."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce.staff.buttons import column
from commerce.staff.screens import ReadOnlyAdmin, ReadOnlyInline
from orders.lists.models import ListNews, SavedItem, SavedList
from orders.lists.queries import wished


class Items(ReadOnlyInline):
    """What is on it."""

    model = SavedItem
    fields = ["product_id", "variant_id", "quantity", "seen_minor", "currency", "was_out"]


@admin.register(SavedList)
class SavedListScreen(ReadOnlyAdmin):
    """Saved lists, and above them what is on the most of them."""

    list_display = ["public_id", "kind", "held", "wants_news", "is_shared", "updated_at"]
    list_filter = ["kind", "wants_news", "channel"]
    search_fields = ["=public_id", "=customer_id"]
    ordering = ["-id"]
    inlines = [Items]
    exclude = ["token", "guest"]
    list_before_template = "admin/orders/wished.html"

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[SavedList]:
        rows: QuerySet[SavedList] = super().get_queryset(request)
        return rows.annotate(held_count=Count("items"))

    @override
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        context = {**(extra_context or {}), "wished": wished.report(limit=10)}
        return super().changelist_view(request, context)

    @column(title=_("Articles"))
    def held(self, row: Any) -> int:
        """How many are on it."""
        return int(row.held_count)

    @column(title=_("Shown to others"))
    def is_shared(self, row: SavedList) -> str:
        """Whether its owner gave a link away."""
        return gettext("yes") if row.token else gettext("no")


@admin.register(ListNews)
class ListNewsScreen(ReadOnlyAdmin):
    """Letters about lists: what was told, and what did not go through."""

    list_display = ["kind", "product_id", "state", "attempts", "created_at", "sent_at", "error"]
    list_filter = ["state", "kind"]
    ordering = ["-id"]
