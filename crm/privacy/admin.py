"""The customer screen of staff, with a person's rights: consents shown, a copy made, a person forgotten."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.decorators import action
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from commerce import clock, db
from commerce.audit import trail
from commerce.errors import Anticipated
from commerce.http.context import actor_of
from commerce.staff.buttons import Dialog, refused
from crm import permissions
from crm.consents import queries as consents
from crm.customers import queries as customers
from crm.customers.admin import CustomerScreen
from crm.customers.models import Customer
from crm.privacy import actions, queries


class EraseDialog(Dialog):
    """The number typed once more, and why."""

    number = forms.CharField(
        label=_("Type the customer number to confirm"),
        max_length=40,
        widget=UnfoldAdminTextInputWidget,
    )
    reason = forms.CharField(
        label=_("Reason"), min_length=5, max_length=500, widget=UnfoldAdminTextareaWidget
    )

    def clean_number(self) -> str:
        """This makes sure that it is this customer who is meant."""
        typed = str(self.cleaned_data["number"]).strip()
        if not Customer.objects.filter(pk=self.object_id, public_id=typed).exists():
            raise forms.ValidationError(gettext("This is not the number of this customer"))
        return typed


class ExportDialog(BaseDialogForm):  # type: ignore[misc]
    """Nothing to choose; the button is the answer."""


@admin.register(Customer)
class CustomerAdmin(CustomerScreen):
    """Customers with address book, consents, timeline and every recorded change."""

    actions_detail = [*CustomerScreen.actions_detail, "export_data", "erase"]
    change_form_after_template = "admin/crm/customer/after.html"

    @override
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = Customer.objects.filter(pk=object_id).first() if object_id.isdigit() else None
        found: dict[str, Any] = {}
        if row is not None and self.has_view_permission(request, row):
            found = {
                "consents": consents.stand(customer_id=row.pk),
                "words": consents.history(customer_id=row.pk)[:50],
                "happenings": customers.timeline(customer_id=row.pk, limit=50),
                "moves": trail.moves_of(row),
                "exports": queries.exports_of(customer_id=row.pk),
            }
        shown: HttpResponse = super().change_view(
            request, object_id, form_url, {**(extra_context or {}), **found}
        )
        return shown

    @action(  # type: ignore[untyped-decorator]
        description=_("Copy of the data"),
        url_path="export",
        permissions=["export"],
        dialog={
            "title": _("Collect a copy of this person's data"),
            "description": _("Every app adds what it keeps; the copy is listed below when ready."),
            "form_class": ExportDialog,
            "form_submit_text": _("Collect"),
        },
    )
    def export_data(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This starts a copy of the person's data."""
        try:
            with db.transaction():
                actions.request_export(
                    customer_id=int(object_id), at=clock.now(), by=actor_of(request)
                )
        except Anticipated as error:
            messages.error(request, error.message)
        else:
            messages.success(request, gettext("The copy is being collected"))
        return self.back(object_id)

    @action(  # type: ignore[untyped-decorator]
        description=_("Erase…"),
        url_path="erase",
        permissions=["erase"],
        dialog={
            "title": _("Erase this person"),
            "description": _(
                "Name, contact, addresses and sign-in are cut out everywhere, for good. "
                "Orders and invoices stay with the books, without the person."
            ),
            "form_class": EraseDialog,
            "form_submit_text": _("Erase for good"),
        },
    )
    def erase(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This forgets the person."""
        try:
            with db.transaction():
                actions.erase_person(
                    customer_id=int(object_id),
                    reason=form.cleaned_data["reason"],
                    at=clock.now(),
                    by=actor_of(request),
                )
        except Anticipated as error:
            return refused(request, error, form=form, method=self.erase)
        messages.success(request, gettext("This person was erased"))
        return self.back(object_id)

    def has_export_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """A copy of a person's data has a right of its own."""
        return request.user.has_perm(permissions.EXPORT_CUSTOMER)

    def has_erase_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """So has forgetting a person."""
        return request.user.has_perm(permissions.ERASE_CUSTOMER)

    @override
    def get_urls(self) -> list[Any]:
        from django.urls import path

        own = path(
            "<int:object_id>/exports/<str:export_id>/",
            self.admin_site.admin_view(self.download),
            name="crm_customer_export",
        )
        return [own, *super().get_urls()]

    def download(self, request: HttpRequest, object_id: int, export_id: str) -> HttpResponse:
        """This hands a ready copy to staff who may make one."""
        if not request.user.has_perm(permissions.EXPORT_CUSTOMER):
            return HttpResponse(status=403)
        try:
            found = queries.get_export(customer_id=object_id, public_id=export_id)
        except queries.UnknownExport:
            return HttpResponse(status=404)
        name = f"{found.public_id}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(
            queries.as_file(found), content_type="application/json", headers=headers
        )
