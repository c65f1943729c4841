"""Staff screens of imports: which files came in, and what became of each of their lines."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commerce.money import Money, wording
from commerce.staff.screens import ReadOnlyAdmin
from orders.history.models import HistoryLine, ImportRun


@admin.register(ImportRun)
class ImportRunScreen(ReadOnlyAdmin):
    """Every import: where it stands, what it summed up to, and the way to its lines."""

    list_display = ["file_name", "profile", "channel", "state", "rows_done", "total", "finished_at"]
    list_filter = ["state", "profile"]
    fields = [
        "file_name", "profile", "channel", "state", "rows_done", "step", "started_at",
        "finished_at", "checksum", "kinds", "cancellations", "lines",
    ]  # fmt: skip
    readonly_fields = ["kinds", "cancellations", "lines", "total"]

    @admin.display(description=_("total"))
    def total(self, row: ImportRun) -> str:
        """The sum of all lines, net."""
        return self._money(row, row.report.get("net_total_minor"))

    @admin.display(description=_("lines and money by kind"))
    def kinds(self, row: ImportRun) -> str:
        """What the lines were, how many, and what they came to."""
        money = row.report.get("net_by_kind_minor", {})
        told = sorted(row.report.get("lines_by_kind", {}).items())
        return "; ".join(
            f"{kind}: {many} ({self._money(row, money.get(kind))})" for kind, many in told
        )

    @admin.display(description=_("cancellations"))
    def cancellations(self, row: ImportRun) -> str:
        """How many cancelled lines found the sale they took back, and what was credited for those."""
        found = row.report.get("cancellations")
        if not found:
            return ""
        return _(
            "%(matched)s of %(lines)s lines took back a sale, %(part)s more in part: %(pieces)s"
            " pieces of %(orders)s orders (%(money)s)"
        ) % {
            **{name: found[name] for name in ("matched", "lines", "orders")},
            "part": found["matched_in_part"],
            "pieces": found["pieces_matched"],
            "money": self._money(row, found["minor_matched"]),
        }

    @admin.display(description=_("lines"))
    def lines(self, row: ImportRun) -> str:
        """The way to the lines of this file."""
        address = reverse("admin:orders_historyline_changelist")
        return format_html(
            '<a href="{}?run__id__exact={}">{}</a>', address, row.pk, _("Show lines")
        )

    def _money(self, row: ImportRun, minor: int | None) -> str:
        line = row.lines.first() if minor is not None else None
        return (
            ""
            if line is None or minor is None
            else wording.in_words(Money(minor, line.currency), get_language() or "en")
        )


@admin.register(HistoryLine)
class HistoryLineScreen(ReadOnlyAdmin):
    """Every line of an imported file, as it was read and what it was taken for."""

    list_display = ["row", "kind", "invoice", "at", "code", "text", "quantity", "worth", "customer",
                    "country_name"]  # fmt: skip
    list_filter = ["kind", "run"]
    list_select_related = ["run"]
    search_fields = ["=invoice", "=code", "=customer"]
    search_help_text = _("Invoice, article code or customer number, exactly")
    show_full_result_count = False

    @admin.display(description=_("worth"), ordering="amount_minor")
    def worth(self, row: HistoryLine) -> str:
        """Price times quantity, net."""
        return wording.in_words(Money(row.amount_minor, row.currency), get_language() or "en")
