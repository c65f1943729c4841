"""Staff see what a kept card is known by, and take one away when its owner asks."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.decorators import action
from unfold.forms import BaseDialogForm

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.http.context import actor_of
from commerce.staff.screens import ReadOnlyAdmin
from payments import permissions
from payments.wallet import rules
from payments.wallet.actions import keeping
from payments.wallet.models import SavedCard


class RemoveDialog(BaseDialogForm):  # type: ignore[misc]
    """Nothing to choose; the button is the answer."""


@admin.register(SavedCard)
class SavedCardAdmin(ReadOnlyAdmin):
    """Kept cards: brand and last four digits; the provider's id stays out of sight."""

    list_display = ["public_id", "known_as", "expires", "is_default", "state", "saved_at"]
    list_filter = ["state", "brand"]
    search_fields = ["=public_id"]
    ordering = ["-id"]
    fields = ["public_id", "known_as", "expires", "is_default", "state", "saved_at", "removed_at"]
    actions_detail = ["remove"]

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return list(self.fields)

    @admin.display(description=_("Card"))
    def known_as(self, row: SavedCard) -> str:
        """Brand and last four digits."""
        return f"{rules.brand_name(row.brand)} •••• {row.last4}"

    @admin.display(description=_("Expires"))
    def expires(self, row: SavedCard) -> str:
        """The last month."""
        return f"{row.exp_month:02}/{row.exp_year}"

    @action(  # type: ignore[untyped-decorator]
        description=_("Remove…"),
        url_path="remove",
        permissions=["remove"],
        dialog={
            "title": _("Remove this card"),
            "description": _(
                "It pays no more at once. Its owner may bring it back for some minutes."
            ),
            "form_class": RemoveDialog,
            "form_submit_text": _("Remove"),
        },
    )
    def remove(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This takes the card away."""
        row = SavedCard.objects.get(pk=object_id)
        try:
            with db.transaction():
                keeping.remove(
                    customer_id=row.customer_id,
                    public_id=row.public_id,
                    by=actor_of(request),
                    at=clock.now(),
                )
        except Anticipated as error:
            messages.error(request, error.message)
        else:
            messages.success(request, gettext("Removed"))
        path = reverse("admin:payments_savedcard_change", args=[object_id])
        answer = redirect(path)
        answer["HX-Redirect"] = path
        return answer

    def has_remove_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Taking a card away has a right of its own."""
        return request.user.has_perm(permissions.REMOVE_CARD)
