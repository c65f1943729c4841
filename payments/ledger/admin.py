"""Staff read the books: accounts, journal, trial balance."""

import csv
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.decorators import action

from commerce import spreadsheets
from commerce.money import Money
from commerce.money.wording import in_words
from commerce.staff.screens import ReadOnlyAdmin, ReadOnlyInline
from payments import permissions
from payments.contracts import AccountBalance
from payments.ledger import queries
from payments.ledger.models import Account, JournalEntry, JournalLine


def _worded(money: Money) -> str:
    return in_words(money, get_language() or "en")


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    """The chart of accounts with its balances."""

    list_display = ["code", "name", "kind", "currency", "worded_balance"]
    list_filter = ["currency", "kind"]
    search_fields = ["=code", "name"]
    fields = ["code", "name", "kind", "currency", "worded_balance"]
    readonly_fields = ["worded_balance"]
    actions_list = ["trial_balance"]

    @admin.display(description=_("Balance"), ordering="balance_minor")
    def worded_balance(self, row: Account) -> str:
        """Debits minus credits."""
        return _worded(row.balance)

    @action(  # type: ignore[untyped-decorator]
        description=_("Trial balance"), url_path="trial-balance", permissions=["trial_balance"]
    )
    def trial_balance(self, request: HttpRequest) -> HttpResponse:
        """This shows every account per currency, today or at the end of a past day."""
        if not self.has_trial_balance_permission(request):
            raise PermissionDenied
        day = request.GET.get("until", "")
        balances = queries.trial_balance(until=_end_of(day))
        if request.GET.get("format") == "csv":
            return _as_csv(balances)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Trial balance"),
            "until": day if _end_of(day) else "",
            "groups": _groups(balances),
            "opts": Account._meta,
        }
        return TemplateResponse(request, "admin/payments/trial_balance.html", context)

    def has_trial_balance_permission(self, request: HttpRequest) -> bool:
        """The trial balance has a right of its own."""
        return request.user.has_perm(permissions.VIEW_TRIAL_BALANCE)


def _end_of(day: str) -> datetime | None:
    try:
        found = parse_date(day)
    except ValueError:
        return None
    return make_aware(datetime.combine(found + timedelta(days=1), time())) if found else None


def _groups(balances: tuple[AccountBalance, ...]) -> list[dict[str, Any]]:
    totals = queries.totals(balances)
    return [
        {
            "currency": currency,
            "total": _worded(total),
            "sound": not total,
            "rows": [
                {
                    "code": one.code,
                    "name": one.name,
                    "debit": _worded(one.balance) if one.balance.minor > 0 else "",
                    "credit": _worded(-one.balance) if one.balance.minor < 0 else "",
                }
                for one in balances
                if one.balance.currency == currency
            ],
        }
        for currency, total in totals.items()
    ]


def _as_csv(balances: tuple[AccountBalance, ...]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="trial-balance.csv"'
    lines = csv.writer(answer)
    lines.writerow(["account", "name", "kind", "currency", "balance"])
    for one in balances:
        lines.writerow(
            [
                spreadsheets.cell(one.code),
                spreadsheets.cell(one.name),
                one.kind,
                one.balance.currency,
                str(one.balance),
            ]
        )
    return answer


class JournalLineInline(ReadOnlyInline):
    """The legs of an entry."""

    model = JournalLine
    fields = ["account", "debit", "credit"]
    readonly_fields = ["debit", "credit"]

    @admin.display(description=_("Debit"))
    def debit(self, row: JournalLine) -> str:
        """The amount, if it is a debit."""
        return _worded(row.amount) if row.amount_minor > 0 else ""

    @admin.display(description=_("Credit"))
    def credit(self, row: JournalLine) -> str:
        """The amount, if it is a credit."""
        return _worded(-row.amount) if row.amount_minor < 0 else ""


@admin.register(JournalEntry)
class JournalEntryAdmin(ReadOnlyAdmin):
    """The journal, newest first."""

    list_display = ["occurred_at", "text", "order_number", "source", "event", "legs"]
    list_filter = ["channel", ("occurred_at", RangeDateTimeFilter)]
    search_fields = ["=order_number", "=source", "text"]
    ordering = ["-id"]
    inlines = [JournalLineInline]

    @override
    def get_queryset(self, request: HttpRequest) -> "QuerySet[JournalEntry]":
        found: QuerySet[JournalEntry] = super().get_queryset(request)
        return found.prefetch_related("lines__account")

    @admin.display(description=_("Posting"))
    def legs(self, row: JournalEntry) -> str:
        """The legs in one line: debits, then credits."""
        lines = sorted(row.lines.all(), key=lambda line: -line.amount_minor)
        return " · ".join(f"{line.account.code} {_worded(line.amount)}" for line in lines)
