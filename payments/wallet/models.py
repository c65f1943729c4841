"""Places at a provider where a customer's cards lie, and the cards."""

from django.db import models
from django.db.models import Q
from typing_extensions import override

from commerce.audit import triggers
from commerce.db import LockingQuerySet
from payments.wallet.states import SavedCardFlow


class WalletQuerySet(LockingQuerySet["Wallet"]):
    """Selections of wallets."""

    def open(self) -> "WalletQuerySet":
        """Those that are not being closed."""
        return self.filter(next_close_at=None)


class Wallet(models.Model):
    """One customer's place at one provider, under the provider's own id (`reference`).

    A customer who was merged may have several. `next_close_at` is when the provider is told to end it,
    `next_look_at` when it is asked what lies in it.
    """

    customer_id = models.BigIntegerField(db_index=True)
    gateway = models.CharField(max_length=20)
    reference = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    next_look_at = models.DateTimeField(null=True, blank=True)
    next_close_at = models.DateTimeField(null=True, blank=True)
    close_tries = models.PositiveSmallIntegerField(default=0)

    objects = WalletQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_close_at"],
                name="wallet_closes_due",
                condition=Q(next_close_at__isnull=False),
            ),
            models.Index(
                fields=["next_look_at"],
                name="wallet_looks_due",
                condition=Q(next_look_at__isnull=False),
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.reference


class SavedCardQuerySet(LockingQuerySet["SavedCard"]):
    """Selections of kept cards, narrowed to their owner before anything else is asked."""

    def kept_of(self, customer_id: int) -> "SavedCardQuerySet":
        """The cards a customer keeps."""
        return self.filter(customer_id=customer_id, state="kept")


class SavedCard(models.Model):
    """What we know of a kept card: never its number, never its security code.

    `reference` is the provider's id. A removed card cannot pay any more; it can come back until the
    provider has been asked to let go of it (`next_detach_at`).
    """

    public_id = models.CharField(max_length=40, unique=True)
    wallet = models.ForeignKey(Wallet, on_delete=models.CASCADE, related_name="cards")
    customer_id = models.BigIntegerField(db_index=True)
    reference = models.CharField(max_length=120, unique=True)
    brand = models.CharField(max_length=20)
    last4 = models.CharField(max_length=4)
    exp_month = models.PositiveSmallIntegerField()
    exp_year = models.PositiveSmallIntegerField()
    is_default = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=SavedCardFlow.choices, default=SavedCardFlow.initial
    )
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    next_detach_at = models.DateTimeField(null=True, blank=True)
    detach_tries = models.PositiveSmallIntegerField(default=0)

    objects = SavedCardQuerySet.as_manager()

    class Meta:
        permissions = [("remove_savedcard", "Can remove a customer's saved card")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SavedCardFlow.states), name="saved_card_state_known"
            ),
            models.CheckConstraint(
                condition=Q(exp_month__gte=1, exp_month__lte=12), name="saved_card_month"
            ),
            models.CheckConstraint(
                condition=~Q(state="removed") | Q(next_detach_at__isnull=False, is_default=False),
                name="saved_card_removed_goes",
            ),
            models.UniqueConstraint(
                fields=["customer_id"],
                condition=Q(is_default=True),
                name="one_default_saved_card",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_detach_at"],
                name="saved_card_detaches_due",
                condition=Q(next_detach_at__isnull=False),
            )
        ]
        triggers = triggers.audited(
            ignore=(
                *("reference", "brand", "last4", "exp_month", "exp_year"),
                *("detach_tries", "next_detach_at"),
            )
        )

    @override
    def __str__(self) -> str:
        return self.public_id
