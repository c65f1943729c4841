"""Staff look customers up, correct and merge them; contact details are masked without the right.

`crm.privacy.admin` registers the screen, after adding the buttons that need the rooms above.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from commerce import clock, db
from commerce.errors import Anticipated
from commerce.http.context import actor_of
from commerce.staff import edits
from commerce.staff.buttons import Dialog, refused
from commerce.staff.screens import ReadOnlyAdmin, ReadOnlyInline
from crm import permissions
from crm.customers import queries
from crm.customers.actions import register, unite
from crm.customers.models import Customer, CustomerAddress
from crm.customers.rules import people


def may_see_contact(request: HttpRequest) -> bool:
    """This tells whether a member of staff sees contact details in full."""
    return request.user.has_perm(permissions.SEE_CONTACT)


class AddressInline(ReadOnlyInline):
    """The address book without what was deleted, for those who may see contact details."""

    model = CustomerAddress
    fields = [
        "full_name",
        "company",
        "line1",
        "line2",
        "postcode",
        "city",
        "country",
        "is_default",
        "is_billing_default",
    ]
    verbose_name_plural = _("Address book")

    @override
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(permissions.VIEW_CUSTOMER) and may_see_contact(request)

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(deleted_at__isnull=True)


class DetailsDialog(Dialog):
    """Corrections by staff; the form starts with what is stored, and writes over nobody's meanwhile."""

    name = forms.CharField(
        label=_("Name"), max_length=160, required=False, widget=UnfoldAdminTextInputWidget
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=UnfoldAdminTextInputWidget
    )
    price_group = forms.SlugField(
        label=_("Price group"), max_length=40, required=False, widget=UnfoldAdminTextInputWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = Customer.objects.filter(pk=self.object_id).first()
        for name in ("name", "phone", "price_group"):
            self.fields[name].initial = getattr(row, name, "")
        if row is not None:
            self.start(edits.sight_of(self.request), row)


class MergeDialog(Dialog):
    """Into whom, and why."""

    into = forms.CharField(
        label=_("Number of the customer who stays"),
        max_length=40,
        widget=UnfoldAdminTextInputWidget,
    )
    reason = forms.CharField(
        label=_("Reason"), min_length=5, max_length=500, widget=UnfoldAdminTextareaWidget
    )


class CustomerScreen(ReadOnlyAdmin):
    """Customers with their address book."""

    list_filter = ["state", "channel", "language", ("user", admin.EmptyFieldListFilter)]
    list_select_related = ["channel"]
    search_fields = ["=public_id", "=email", "name"]
    ordering = ["-id"]
    inlines = [AddressInline]
    actions_detail = ["edit_details", "merge_into"]
    readonly_fields = ["masked_email", "masked_phone", "worded_phone", "has_account", "heir"]

    @override
    def get_list_display(self, request: HttpRequest) -> list[str]:
        email = "email" if may_see_contact(request) else "masked_email"
        return ["public_id", "name", email, "channel", "has_account", "state", "created_at"]

    @override
    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        contact = (
            ["email", "worded_phone"]
            if may_see_contact(request)
            else ["masked_email", "masked_phone"]
        )
        kept = ["language", "channel", "price_group", "has_account", "heir", "created_at"]
        return ["public_id", "state", "name", *contact, *kept]

    @admin.display(description=_("E-mail"))
    def masked_email(self, row: Customer) -> str:
        """The e-mail address, mostly hidden."""
        return people.masked_email(row.email)

    @admin.display(description=_("Phone"))
    def masked_phone(self, row: Customer) -> str:
        """The phone number, mostly hidden."""
        return people.masked_phone(row.phone) or "-"

    @admin.display(description=_("Phone"))
    def worded_phone(self, row: Customer) -> str:
        """The phone number as people read it."""
        return people.worded_phone(row.phone) or "-"

    @admin.display(description=_("Account"), boolean=True)
    def has_account(self, row: Customer) -> bool:
        """Whether there is a sign-in."""
        return row.user_id is not None

    @admin.display(description=_("Merged into"))
    def heir(self, row: Customer) -> str:
        """Who this customer turned out to be."""
        return row.merged_into.public_id if row.merged_into else "-"

    @action(  # type: ignore[untyped-decorator]
        description=_("Correct details"),
        url_path="details",
        permissions=["correct"],
        dialog={
            "title": _("Correct details"),
            "description": _("The e-mail address of an account is its owner's to change."),
            "form_class": DetailsDialog,
            "form_submit_text": _("Save"),
        },
    )
    def edit_details(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This corrects name, phone and price group."""
        given = {name: form.cleaned_data[name] for name in ("name", "phone", "price_group")}
        try:
            with db.transaction():
                register.change_customer(
                    customer_id=int(object_id), **given, at=clock.now(), by=actor_of(request)
                )
        except Anticipated as error:
            return refused(request, error, form=form, method=self.edit_details)
        messages.success(request, gettext("Saved"))
        return self.back(object_id)

    @action(  # type: ignore[untyped-decorator]
        description=_("Merge into…"),
        url_path="merge",
        permissions=["merge"],
        dialog={
            "title": _("Merge into another customer"),
            "description": _("Orders, addresses and consents go over. This cannot be undone."),
            "form_class": MergeDialog,
            "form_submit_text": _("Merge"),
        },
    )
    def merge_into(self, request: HttpRequest, form: Any, object_id: int) -> HttpResponse:
        """This lets the customer go over into another."""
        try:
            with db.transaction():
                into = queries.get_customer(public_id=form.cleaned_data["into"].strip())
                unite.merge(
                    from_id=int(object_id),
                    into_id=into.pk,
                    reason=form.cleaned_data["reason"],
                    at=clock.now(),
                    by=actor_of(request),
                )
        except Anticipated as error:
            return refused(request, error, form=form, method=self.merge_into)
        messages.success(request, gettext("Merged"))
        return self.back(into.pk)

    def has_correct_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Who corrects must see what there is."""
        return request.user.has_perm(permissions.CHANGE_CUSTOMER) and may_see_contact(request)

    def has_merge_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Merging has a right of its own."""
        return request.user.has_perm(permissions.MERGE_CUSTOMER)

    def back(self, object_id: object) -> HttpResponse:
        """This returns to a customer's page; a dialog is left by a header that htmx reads."""
        path = reverse("admin:crm_customer_change", args=[object_id])
        answer = redirect(path)
        answer["HX-Redirect"] = path
        return answer
