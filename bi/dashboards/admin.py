"""The board on the staff pages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from typing_extensions import override

from bi import permissions
from bi.dashboards import actions, queries
from bi.dashboards.models import Board
from bi.dashboards.queries import Filters
from bi.metrics import queries as metrics
from commerce import clock, db, spreadsheets
from commerce.errors import Anticipated
from commerce.money import Money
from commerce.staff.screens import ReadOnlyAdmin

NAMES = ("channel", "range", "from", "to", "compare", "grain")
Table = Callable[[Filters], tuple[list[str], list[list[object]]]]


@admin.register(Board)
class BoardAdmin(ReadOnlyAdmin):
    """Figures: chart, cards, tables, files, and views kept under a name."""

    list_display = ["name", "owner", "shared", "created_at"]

    @override
    def get_urls(self) -> list[URLPattern]:
        def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            guarded: Callable[..., HttpResponse] = self.admin_site.admin_view(view)
            return guarded

        return [
            path("", door(self.dashboard), name="bi_dashboard"),
            path("export/<slug:table>.csv", door(self.export), name="bi_export"),
            path("save/", door(self.save), name="bi_save_board"),
            path("drop/<int:board_id>/", door(self.drop), name="bi_drop_board"),
            *super().get_urls(),
        ]

    def dashboard(self, request: HttpRequest) -> HttpResponse:
        """This is the board."""
        _check(request)
        filters = queries.read_filters(request.GET.dict())
        values = {
            **self.admin_site.each_context(request),
            "title": _("Dashboard"),
            "filters": filters,
            "query": _query(request),
            "channels": queries.channel_choices(filters),
            "ranges": queries.range_choices(filters),
            "cards": queries.cards(filters),
            "picture": queries.picture(filters),
            "steps": queries.steps(filters),
            "tables": _tables(filters),
            "searches": metrics.searches(filters.scope, limit=10),
            "hint": queries.hint(filters),
            "boards": _boards(request),
        }
        return render(request, "admin/bi/dashboard.html", values)

    def export(self, request: HttpRequest, table: str) -> HttpResponse:
        """This is one of the tables as a file."""
        _check(request)
        filters = queries.read_filters(request.GET.dict())
        if table not in EXPORTS:
            return HttpResponse(status=404)
        header, rows = EXPORTS[table](filters)
        name = f"{table}-{filters.channel.replace(':', '-')}-{filters.scope.first}-{filters.scope.last}"
        return HttpResponse(
            spreadsheets.csv_text(header, rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )

    def save(self, request: HttpRequest) -> HttpResponse:
        """This keeps the present view under a name."""
        _check(request)
        if request.method != "POST":
            return HttpResponse(status=405)
        query = _query(request)
        try:
            with db.transaction():
                actions.save_board(
                    name=request.POST.get("name", ""),
                    query=query,
                    shared=bool(request.POST.get("shared")),
                    by=request.actor,  # type: ignore[attr-defined]
                    at=clock.now(),
                )
        except Anticipated as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The view is kept."))
        return HttpResponseRedirect(f"{reverse('admin:bi_dashboard')}?{query}")

    def drop(self, request: HttpRequest, board_id: int) -> HttpResponse:
        """This forgets a view of one's own."""
        _check(request)
        if request.method != "POST":
            return HttpResponse(status=405)
        with db.transaction():
            actions.drop_board(board_id=board_id, by=request.actor)  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("admin:bi_dashboard"))


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(permissions.VIEW_DASHBOARD):
        raise PermissionDenied


def _query(request: HttpRequest) -> str:
    return urlencode({name: request.GET[name] for name in NAMES if request.GET.get(name)})


def _boards(request: HttpRequest) -> list[Board]:
    found = Board.objects.filter(Q(owner_id=request.user.pk) | Q(shared=True))
    return list(found.select_related("owner"))


def _tables(filters: Filters) -> list[dict[str, Any]]:
    currency = filters.scope.currency
    rows = {
        "products": (_("Top products"), metrics.top_products(filters.scope, limit=10)),
        "countries": (_("Countries"), metrics.by_country(filters.scope, limit=10)),
        "categories": (_("Categories"), metrics.by_category(filters.scope, limit=10)),
    }
    return [
        {"name": name, "title": title, "rows": queries.table(found, currency)}
        for name, (title, found) in rows.items()
    ]


def _days_file(filters: Filters) -> tuple[list[str], list[list[object]]]:
    currency = filters.scope.currency
    rows: list[list[object]] = [
        [one.day, Money(one.net_minor, currency).decimal, one.orders, one.units, one.visits]
        for one in metrics.by_day(filters.scope)
    ]
    return ["day", f"net sales {currency}", "orders", "pieces", "visits"], rows


def _rows_file(filters: Filters, found: list[metrics.Row]) -> tuple[list[str], list[list[object]]]:
    currency = filters.scope.currency
    rows: list[list[object]] = [
        [one.key, one.title, one.units, one.orders, Money(one.net_minor, currency).decimal]
        for one in found
    ]
    return ["key", "title", "pieces", "orders", f"net sales {currency}"], rows


def _searches_file(filters: Filters) -> tuple[list[str], list[list[object]]]:
    rows: list[list[object]] = [
        [one.query, one.times, one.in_vain] for one in metrics.searches(filters.scope, limit=5000)
    ]
    return ["words", "searches", "without result"], rows


EXPORTS: dict[str, Table] = {
    "days": _days_file,
    "products": lambda filters: _rows_file(
        filters, metrics.top_products(filters.scope, limit=100_000)
    ),
    "countries": lambda filters: _rows_file(filters, metrics.by_country(filters.scope)),
    "categories": lambda filters: _rows_file(
        filters, metrics.by_category(filters.scope, limit=10_000)
    ),
    "searches": _searches_file,
}
