"""Partners read and write the customers of their own channel."""

import dataclasses
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from commerce import clock, db
from commerce.http import etags
from commerce.http.inputs import Strict, filters
from commerce.http.pagination import PARAMETERS, page
from commerce.http.views import ApiView
from crm.contracts import Address, SavedAddress
from crm.customers import queries
from crm.customers.actions import addresses, register
from crm.customers.models import Customer
from crm.customers.rules import people

SCOPES = {
    "GET": "customers:read",
    "POST": "customers:write",
    "PATCH": "customers:write",
    "DELETE": "customers:write",
}


class CustomerInput(Strict):
    """What a partner says of a new customer."""

    email = serializers.CharField(max_length=people.LONGEST_EMAIL)
    name = serializers.CharField(max_length=people.LONGEST_NAME, allow_blank=True, default="")
    phone = serializers.CharField(max_length=40, allow_blank=True, default="")
    language = serializers.RegexField(r"^[a-z]{2}(-[a-z]{2})?$", default="")


class CustomerChanges(Strict):
    """What a partner may change; the e-mail address is its owner's to change."""

    name = serializers.CharField(max_length=people.LONGEST_NAME, allow_blank=True, required=False)
    phone = serializers.CharField(max_length=40, allow_blank=True, required=False)
    language = serializers.RegexField(r"^[a-z]{2}(-[a-z]{2})?$", required=False)
    price_group = serializers.SlugField(max_length=40, allow_blank=True, required=False)


class CustomerOutput(serializers.Serializer[Any]):
    """A customer as partners see one."""

    id = serializers.CharField()
    email = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    price_group = serializers.CharField(allow_blank=True)
    has_account = serializers.BooleanField()
    state = serializers.CharField()
    merged_into = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class CustomerPage(serializers.Serializer[Any]):
    """A page of customers."""

    data = CustomerOutput(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


# What an address may be the default of: parcels, invoices.
DEFAULTS = ("is_default", "is_billing_default")


class AddressInput(Strict):
    """An address; what its country demands is checked by the country's rules."""

    full_name = serializers.CharField(max_length=160)
    company = serializers.CharField(max_length=160, allow_blank=True, default="")
    line1 = serializers.CharField(max_length=160)
    line2 = serializers.CharField(max_length=160, allow_blank=True, default="")
    city = serializers.CharField(max_length=100, allow_blank=True, default="")
    region = serializers.CharField(max_length=100, allow_blank=True, default="")
    postcode = serializers.CharField(max_length=20, allow_blank=True, default="")
    country = serializers.RegexField(r"^[A-Za-z]{2}$")
    phone = serializers.CharField(max_length=40, allow_blank=True, default="")
    is_default = serializers.BooleanField(default=False)
    is_billing_default = serializers.BooleanField(default=False)


class AddressOutput(serializers.Serializer[Any]):
    """An address in a customer's book."""

    id = serializers.CharField()
    full_name = serializers.CharField()
    company = serializers.CharField(allow_blank=True)
    line1 = serializers.CharField()
    line2 = serializers.CharField(allow_blank=True)
    city = serializers.CharField(allow_blank=True)
    region = serializers.CharField(allow_blank=True)
    postcode = serializers.CharField(allow_blank=True)
    country = serializers.CharField()
    phone = serializers.CharField(allow_blank=True)
    is_default = serializers.BooleanField()
    is_billing_default = serializers.BooleanField()


class AddressList(serializers.Serializer[Any]):
    """A customer's whole address book: it never holds more than fifty."""

    data = AddressOutput(many=True)  # type: ignore[assignment]


class CustomersView(ApiView):
    """Base: a key sees the customers of its channel, and no others exist for it."""

    scopes: ClassVar[dict[str, str]] = SCOPES

    def rows(self) -> "QuerySet[Customer]":
        """The customers this key may see."""
        return Customer.objects.in_channel(self.channel.id).select_related("merged_into")

    def customer(self, public_id: str) -> Customer:
        """This finds one of them.

        Raises:
            UnknownCustomer: when there is none.
        """
        found = self.rows().filter(public_id=public_id).first()
        if found is None:
            message = "there is no such customer"
            raise queries.UnknownCustomer(message)
        return found


class Customers(CustomersView):
    """The customers of the key's channel."""

    @extend_schema(
        operation_id="customers_list",
        parameters=[
            *PARAMETERS,
            OpenApiParameter("email", str, description="exact e-mail address"),
        ],
        responses=CustomerPage,
    )
    def get(self, request: Request) -> Response:
        """This lists active customers, newest first."""
        wanted = filters(request, "email")
        rows = self.rows().filter(state="active")
        if "email" in wanted:
            rows = rows.filter(email=people.normal_email(wanted["email"]))
        return page(request, rows, shape=shape)

    @extend_schema(
        operation_id="customers_create",
        request=CustomerInput,
        responses={200: CustomerOutput, 201: CustomerOutput},
    )
    def post(self, request: Request) -> Response:
        """This finds or makes the channel's guest with this e-mail address: 201 when it is new."""
        wanted = CustomerInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            email = people.normal_email(wanted["email"])
            known = self.rows().filter(state="active", email=email).first()
            info = register.remember_customer(
                email=email,
                name=wanted["name"],
                phone=wanted["phone"],
                language=wanted["language"] or self.channel.language,
                channel=self.channel,
                at=clock.now(),
                by=self.actor,
            )
        fresh = known is None or known.pk != info.customer_id
        return etags.answer(
            request, shape(self.customer(info.public_id)), status=201 if fresh else 200
        )


class CustomerDetail(CustomersView):
    """One customer."""

    @extend_schema(operation_id="customers_read", responses=CustomerOutput)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows one customer; a merged one names its heir."""
        return etags.answer(request, shape(self.customer(public_id)))

    @extend_schema(
        operation_id="customers_change", request=CustomerChanges, responses=CustomerOutput
    )
    def patch(self, request: Request, public_id: str) -> Response:
        """This changes name, phone, language or price group; `If-Match` guards against old reads."""
        wanted = CustomerChanges.read(request, partial=True)
        with db.speaking_as(str(self.actor)), db.transaction():
            row = self.customer(public_id)
            etags.check(request, shape(row))
            register.change_customer(
                customer_id=row.pk, **wanted, version=row.version, at=clock.now(), by=self.actor
            )
        return etags.answer(request, shape(self.customer(public_id)))


class Addresses(CustomersView):
    """One customer's address book."""

    @extend_schema(operation_id="customers_addresses", responses=AddressList)
    def get(self, request: Request, public_id: str) -> Response:
        """This lists the address book, the default first."""
        found = queries.saved_addresses(customer_id=self.customer(public_id).pk)
        return Response({"data": [shape_address(one) for one in found]})

    @extend_schema(
        operation_id="customers_addresses_create",
        request=AddressInput,
        responses={201: AddressOutput},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This writes an address into the book."""
        wanted = AddressInput.read(request)
        flags = {name: bool(wanted.pop(name)) for name in DEFAULTS}
        with db.speaking_as(str(self.actor)), db.transaction():
            saved = addresses.save_address(
                customer_id=self.customer(public_id).pk,
                address=Address(**wanted),
                is_default=flags["is_default"],
                is_billing_default=flags["is_billing_default"],
                at=clock.now(),
                by=self.actor,
            )
        return Response(shape_address(saved), status=201)


class AddressDetail(CustomersView):
    """One address in one customer's book."""

    @extend_schema(operation_id="customers_addresses_read", responses=AddressOutput)
    def get(self, request: Request, public_id: str, address_id: str) -> Response:
        """This shows one address."""
        return Response(shape_address(self.saved(public_id, address_id)))

    @extend_schema(
        operation_id="customers_addresses_change", request=AddressInput, responses=AddressOutput
    )
    def patch(self, request: Request, public_id: str, address_id: str) -> Response:
        """This changes parts of an address; the whole must still suit its country."""
        wanted = AddressInput.read(request, partial=True)
        flags = {name: bool(wanted.pop(name, False)) for name in DEFAULTS}
        with db.speaking_as(str(self.actor)), db.transaction():
            known = self.saved(public_id, address_id)
            changed = addresses.save_address(
                customer_id=self.customer(public_id).pk,
                address=dataclasses.replace(known.address, **wanted),
                is_default=flags["is_default"],
                is_billing_default=flags["is_billing_default"],
                public_id=known.public_id,
                at=clock.now(),
                by=self.actor,
            )
        return Response(shape_address(changed))

    @extend_schema(operation_id="customers_addresses_delete", responses={204: None})
    def delete(self, request: Request, public_id: str, address_id: str) -> Response:
        """This takes an address out of the book."""
        with db.speaking_as(str(self.actor)), db.transaction():
            addresses.delete_address(
                customer_id=self.customer(public_id).pk,
                public_id=address_id,
                at=clock.now(),
                by=self.actor,
            )
        return Response(status=204)

    def saved(self, public_id: str, address_id: str) -> SavedAddress:
        """This finds the address in this customer's book and in no other."""
        return queries.get_address(customer_id=self.customer(public_id).pk, public_id=address_id)


def shape(row: Customer) -> dict[str, Any]:
    """This is a customer as JSON."""
    return {
        "id": row.public_id,
        "email": row.email,
        "name": row.name,
        "phone": row.phone,
        "language": row.language,
        "price_group": row.price_group,
        "has_account": row.user_id is not None,
        "state": row.state,
        "merged_into": row.merged_into.public_id if row.merged_into else None,
        "created_at": row.created_at,
    }


def shape_address(saved: SavedAddress) -> dict[str, Any]:
    """This is an address as JSON."""
    return {
        "id": saved.public_id,
        **dataclasses.asdict(saved.address),
        "is_default": saved.is_default,
        "is_billing_default": saved.is_billing_default,
    }
