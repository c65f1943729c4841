"""The channel table."""

from django.core.validators import MaxValueValidator
from django.db import models
from typing_extensions import override

from commerce.audit import triggers
from commerce.money.fields import CurrencyField


class Channel(models.Model):
    """A selling context: web shop, country site, partner feed.

    `warehouses` are codes in order of preference; `countries` are where it delivers, ISO 3166;
    `capture` is when money is taken; `withdrawal_days` is how long a contract may be taken back from
    the delivery of its last parcel; `prices` says whether shown prices include tax.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    currency = CurrencyField()
    languages = models.JSONField(default=list)
    countries = models.JSONField(default=list)
    origin_country = models.CharField(max_length=2)
    prices = models.CharField(
        max_length=5, choices=[("gross", "including tax"), ("net", "plus tax")]
    )
    capture = models.CharField(
        max_length=12, choices=[("on_shipment", "when shipped"), ("at_once", "at once")]
    )
    warehouses = models.JSONField(default=list)
    sourcing = models.CharField(max_length=40, default="nearest")
    payment_methods = models.JSONField(default=list)
    order_prefix = models.CharField(max_length=12, blank=True)
    domain = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=40, default="UTC")
    mail_from = models.CharField(max_length=160, blank=True)
    withdrawal_days = models.PositiveSmallIntegerField(
        default=14,
        validators=[MaxValueValidator(366)],
        help_text="Days to withdraw, from the delivery of the last parcel; in the EU at least 14",
    )
    theme = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    on_storefront = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "code"]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return self.name
