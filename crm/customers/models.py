"""Customers, their address book, and what happened to each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce import db
from commerce.audit import triggers
from crm.customers.states import CustomerFlow


class CustomerQuerySet(db.LockingQuerySet["Customer"]):
    """Customers, narrowed before anything else is asked."""

    def active(self) -> "CustomerQuerySet":
        """This keeps those who are neither merged away nor erased."""
        return self.filter(state="active")

    def guests(self) -> "CustomerQuerySet":
        """This keeps active customers without an account."""
        return self.active().filter(user__isnull=True)

    def in_channel(self, channel_id: int) -> "CustomerQuerySet":
        """This keeps the customers of one channel: what a partner of that channel may see."""
        return self.filter(channel_id=channel_id)


class Customer(models.Model):
    """A person we serve; without `user` a guest, known by e-mail address within the channel.

    `price_group` is a code that pricing reads; `merged_into` says who this customer turned out to be.
    Names, e-mail addresses and phone numbers stay out of the audit trail, which can never be erased.
    """

    public_id = models.CharField(max_length=40, unique=True)
    state = models.CharField(
        max_length=10, default=CustomerFlow.initial, choices=CustomerFlow.choices
    )
    email = models.EmailField()
    name = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, blank=True)
    channel = models.ForeignKey("commerce.Channel", on_delete=models.PROTECT, related_name="+")
    user = models.OneToOneField(
        "commerce.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    price_group = models.SlugField(max_length=40, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[CustomerQuerySet] = CustomerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        permissions = [
            ("merge_customer", "Can merge customers"),
            ("erase_customer", "Can erase a person"),
            ("export_customer", "Can export a person's data"),
            ("see_contact_customer", "Can see contact details unmasked"),
        ]
        constraints = [
            models.CheckConstraint(
                name="customer_state", condition=Q(state__in=CustomerFlow.states)
            ),
            # One guest per e-mail address and channel; an account's address is its own.
            models.UniqueConstraint(
                name="one_guest_per_email",
                fields=["channel", "email"],
                condition=Q(state="active", user__isnull=True),
            ),
            models.CheckConstraint(
                name="customer_merged_somewhere",
                condition=~Q(state="merged") | Q(merged_into__isnull=False),
            ),
            models.CheckConstraint(
                name="customer_erased_once",
                condition=Q(state="erased", erased_at__isnull=False)
                | (~Q(state="erased") & Q(erased_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["email"]),
            models.Index(fields=["channel", "id"]),
        ]
        triggers = triggers.audited(ignore=("email", "name", "phone", "version"))

    @override
    def __str__(self) -> str:
        return self.name or self.public_id


class AddressQuerySet(db.LockingQuerySet["CustomerAddress"]):
    """Addresses, narrowed to their owner before anything else is asked."""

    def of(self, customer_id: int) -> "AddressQuerySet":
        """This keeps the addresses in one customer's book that were not deleted."""
        return self.filter(customer_id=customer_id, deleted_at__isnull=True)


class CustomerAddress(models.Model):
    """An address in a customer's book; a deleted one waits a while, so that it can come back."""

    public_id = models.CharField(max_length=40, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="addresses")
    full_name = models.CharField(max_length=160)
    company = models.CharField(max_length=160, blank=True)
    line1 = models.CharField(max_length=160)
    line2 = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2)
    phone = models.CharField(max_length=40, blank=True)
    is_default = models.BooleanField(default=False)
    is_billing_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AddressQuerySet] = AddressQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "customer addresses"
        constraints = [
            models.UniqueConstraint(
                name="one_default_address",
                fields=["customer"],
                condition=Q(is_default=True, deleted_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_billing_address",
                fields=["customer"],
                condition=Q(is_billing_default=True, deleted_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                name="address_deleted", fields=["deleted_at"], condition=Q(deleted_at__isnull=False)
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.full_name}, {self.city}"


class CustomerEvent(models.Model):
    """One line of a customer's timeline: what happened, when and by whom, never with contact details."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="happenings")
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["customer", "id"])]
        triggers = triggers.append_only()

    @override
    def __str__(self) -> str:
        return self.kind.replace("_", " ")
