"""Staff look into the outbox and take up, or give up, what got stuck."""

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from typing_extensions import override

from commerce import clock, db
from commerce.events import delivery
from commerce.events.models import Delivery, OutboxEvent
from commerce.staff.screens import ReadOnlyAdmin, ReadOnlyInline


class DeliveryInline(ReadOnlyInline):
    """Who an event goes to."""

    model = Delivery
    fields = ["listener", "state", "attempts", "next_at", "done_at"]


@admin.register(OutboxEvent)
class OutboxEventAdmin(ReadOnlyAdmin):
    """Every fact that was announced."""

    list_display = ["name", "subject", "channel", "actor", "occurred_at", "dispatched_at"]
    list_filter = ["name", "channel"]
    search_fields = ["event_id", "subject", "correlation_id"]
    inlines = [DeliveryInline]
    ordering = ["-id"]


class SkipForm(forms.Form):
    """Why a delivery is given up."""

    reason = forms.CharField(min_length=5, max_length=500, widget=forms.Textarea)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """Deliveries; the parked ones want a decision: retry, or skip with a reason."""

    list_display = ["listener", "event", "state", "attempts", "next_at", "done_at"]
    list_filter = ["state", "listener"]
    list_select_related = ["event"]
    search_fields = ["subject", "event__event_id"]
    actions = ["retry", "skip"]
    ordering = ["-id"]

    @override
    def has_change_permission(self, request: HttpRequest, obj: Delivery | None = None) -> bool:
        return obj is None and request.user.has_perm("commerce.change_delivery")

    @admin.action(description="Retry parked deliveries", permissions=["change"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """This takes the chosen parked deliveries up again."""
        found = list(queryset.filter(state="parked").values_list("pk", flat=True))
        with db.transaction():
            for delivery_id in found:
                delivery.retry(delivery_id, at=clock.now())
        messages.success(request, _("%d deliveries will be tried again") % len(found))

    @admin.action(description="Skip parked deliveries with a reason", permissions=["change"])
    def skip(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> HttpResponse | None:
        """This gives the chosen parked deliveries up; asks for the reason first."""
        form = SkipForm(request.POST if "reason" in request.POST else None)
        found = queryset.filter(state="parked")
        if not form.is_valid():
            values = {
                **self.admin_site.each_context(request),
                "form": form,
                "rows": found,
                "title": _("Skip"),
            }
            return render(request, "admin/commerce/skip_deliveries.html", values)
        chosen = list(found.values_list("pk", flat=True))
        with db.transaction():
            for delivery_id in chosen:
                delivery.skip(delivery_id, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, _("%d deliveries skipped") % len(chosen))
        return None
