"""The tables of lists, what is on them, and the letters about them."""

from functools import partial

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce import db, ids
from commerce.money import Money
from commerce.money.fields import OptionalMinorField
from orders.lists import rules
from orders.lists.states import NewsFlow

new_list_id = partial(ids.new, "lst")


class SavedListQuerySet(db.LockingQuerySet["SavedList"]):
    """Lists, asked for in words."""

    def kept(self) -> "SavedListQuerySet":
        """Those that were not removed."""
        return self.filter(removed_at=None)

    def wished(self) -> "SavedListQuerySet":
        """The lists of wishes, without what waits beside the bag."""
        return self.kept().filter(kind__in=rules.WISHED)


class SavedList(models.Model):
    """A list of goods somebody wants to find again.

    It belongs to a customer or to whoever holds the cookie with its `guest` key. `kind` is main (the
    one that hearts fill), own (named by its owner) or later (what was taken out of the bag). `token`
    opens it for others, read only; empty never matches. `wants_news` asks for letters.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_list_id)
    channel = models.ForeignKey("commerce.Channel", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    customer_id = models.BigIntegerField(null=True)
    guest = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=6, choices=[(one, one) for one in rules.KINDS])
    name = models.CharField(max_length=rules.LONGEST_NAME, blank=True)
    wants_news = models.BooleanField(default=False)
    token = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = SavedListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(customer_id__isnull=False, guest="")
                | (Q(customer_id__isnull=True) & ~Q(guest="")),
                name="saved_list_has_one_owner",
            ),
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="saved_list_kind_known"),
            models.UniqueConstraint(
                fields=["customer_id", "kind"],
                condition=Q(kind__in=[rules.MAIN, rules.LATER], customer_id__isnull=False),
                name="one_list_of_a_kind_per_customer",
            ),
            models.UniqueConstraint(
                fields=["guest", "kind"],
                condition=Q(kind__in=[rules.MAIN, rules.LATER]) & ~Q(guest=""),
                name="one_list_of_a_kind_per_guest",
            ),
        ]
        indexes = [
            models.Index(fields=["customer_id", "id"], name="saved_list_by_customer"),
            models.Index(fields=["guest"], name="saved_list_by_guest", condition=~Q(guest="")),
            models.Index(fields=["token"], name="saved_list_by_token", condition=~Q(token="")),
        ]

    @override
    def __str__(self) -> str:
        return self.public_id


class SavedItem(models.Model):
    """One article on a list: a product, or one version of it.

    `seen_minor` is what it cost when it was saved; `told_minor` the price its owner was told last.
    `was_out` says that it could not be bought when we last looked.
    """

    saved_list = models.ForeignKey(SavedList, on_delete=models.CASCADE, related_name="items")
    product_id = models.BigIntegerField()
    variant_id = models.BigIntegerField(null=True)
    quantity = models.PositiveIntegerField(default=1)
    currency = models.CharField(max_length=3, blank=True)
    seen_minor = OptionalMinorField(null=True)
    told_minor = OptionalMinorField(null=True)
    was_out = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["saved_list", "product_id", "variant_id"],
                nulls_distinct=False,
                name="article_once_per_list",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="saved_item_quantity"),
        ]
        indexes = [
            models.Index(fields=["product_id"], name="saved_item_by_product"),
            models.Index(fields=["saved_list", "-id"], name="saved_item_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.product_id}/{self.variant_id or '-'}"

    @property
    def seen(self) -> Money | None:
        """What one piece cost when it was saved."""
        return None if self.seen_minor is None else Money(self.seen_minor, self.currency)

    @property
    def known(self) -> rules.Known:
        """What its owner knows of it."""
        minor = self.seen_minor if self.told_minor is None else self.told_minor
        price = None if minor is None else Money(minor, self.currency)
        return rules.Known(price=price, was_out=self.was_out)


class ListNewsQuerySet(db.LockingQuerySet["ListNews"]):
    """Letters, asked for in words."""

    def waiting(self) -> "ListNewsQuerySet":
        """Those still to be sent."""
        return self.filter(state="waiting")


class ListNews(models.Model):
    """One letter to the owner of a list about one article: `kind` is back or cheaper.

    The address is read from crm when it is sent, so that an erased person gets none.
    """

    saved_list = models.ForeignKey(SavedList, on_delete=models.CASCADE, related_name="news")
    product_id = models.BigIntegerField()
    variant_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=10)
    currency = models.CharField(max_length=3, blank=True)
    before_minor = OptionalMinorField(null=True)
    now_minor = OptionalMinorField(null=True)
    state = models.CharField(max_length=10, default="waiting", choices=NewsFlow.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    objects = ListNewsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=NewsFlow.states), name="list_news_state_known"
            ),
            # However many facts speak of one event, one letter waits.
            models.UniqueConstraint(
                fields=["saved_list", "product_id", "variant_id"],
                condition=Q(state="waiting"),
                nulls_distinct=False,
                name="one_waiting_letter_per_article",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="list_news_due", condition=Q(state="waiting"))
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind}:{self.product_id}"
