"""The table of stores."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce.audit import triggers
from commerce.money.fields import MinorField

# Drawn fronts of stores, beside the styles.
FRONTS = [
    ("arcade", _("Arcade")),
    ("brick", _("Brick")),
    ("canal", _("Canal house")),
    ("corner", _("Corner")),
]


def _nothing() -> list[Any]:
    return []


def _no_words() -> dict[str, str]:
    return {}


class Store(models.Model):
    """What the public knows of a warehouse with a shop front; address, week and clock are the warehouse's.

    `exceptions` are [{on, hours, note}] by date; `services` are codes of `queries.SERVICES`; `about` maps languages
    to a sentence. Whoever is asked for goods needs `hours_until_ready` open hours, and keeps them for
    `hold_days`. The fee is in the currency of the channel that picks up.
    """

    warehouse = models.OneToOneField(
        "inventory.Warehouse", on_delete=models.PROTECT, related_name="store"
    )
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    published = models.BooleanField(_("shown to shoppers"), default=True)
    front = models.CharField(_("picture"), max_length=20, choices=FRONTS, default="corner")
    about = models.JSONField(_("about"), default=_no_words, blank=True)
    services = models.JSONField(_("services"), default=_nothing, blank=True)
    exceptions = models.JSONField(_("exceptions"), default=_nothing, blank=True)
    pickup = models.BooleanField(_("orders may be picked up"), default=True)
    hours_until_ready = models.PositiveSmallIntegerField(
        _("open hours until ready"), default=2, validators=[MaxValueValidator(200)]
    )
    # A card keeps its promise for a week; whoever collects later could not be charged any more.
    hold_days = models.PositiveSmallIntegerField(
        _("days goods are kept"), default=5, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    fee_minor = MinorField(_("fee"), default=0)

    class Meta:
        verbose_name = _("store")
        verbose_name_plural = _("stores")
        ordering = ["warehouse__priority", "slug"]
        triggers = triggers.audited()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hold_days__gte=1, hold_days__lte=6), name="store_hold_days"
            ),
            models.CheckConstraint(
                condition=models.Q(fee_minor__gte=0), name="store_fee_not_negative"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.slug
