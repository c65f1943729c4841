"""Visits and the events they are made of."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from bi.tracking import rules
from commerce import db


class Visit(models.Model):
    """A stretch of a visitor's attention; without consent only that somebody arrived.

    `day` is the day of the channel's own clock. `visitor` is the name under which consent lies, or empty.
    """

    visitor = models.CharField(_("visitor"), max_length=64, blank=True)
    channel = models.CharField(_("channel"), max_length=40)
    started_at = models.DateTimeField(_("started at"))
    last_at = models.DateTimeField(_("last seen at"))
    day = models.DateField(_("day"))
    landing = models.CharField(_("first page"), max_length=300, blank=True)
    referrer = models.CharField(_("referrer"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=80, blank=True)
    medium = models.CharField(_("medium"), max_length=80, blank=True)
    campaign = models.CharField(_("campaign"), max_length=80, blank=True)
    device = models.CharField(_("device"), max_length=10, blank=True)
    views = models.PositiveIntegerField(_("pages"), default=0)
    product_views = models.PositiveIntegerField(_("products"), default=0)
    cart_adds = models.PositiveIntegerField(_("put in the bag"), default=0)
    checkout_steps = models.PositiveIntegerField(_("checkout steps"), default=0)
    orders = models.PositiveIntegerField(_("orders"), default=0)

    objects: ClassVar[db.LockingQuerySet["Visit"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_at__gte=models.F("started_at")), name="visit_runs_forward"
            )
        ]
        indexes = [
            models.Index(fields=["channel", "day"]),
            models.Index(
                fields=["visitor", "channel", "last_at"],
                name="visit_of_visitor",
                condition=~Q(visitor=""),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.channel} {self.started_at:%Y-%m-%d %H:%M}"


class VisitEvent(models.Model):
    """One event; `message_id` makes a batch that arrives twice count once."""

    message_id = models.CharField(max_length=64, unique=True)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, null=True, related_name="events")
    channel = models.CharField(_("channel"), max_length=40)
    name = models.CharField(
        _("event"), max_length=20, choices=[(name, name) for name in rules.NAMES]
    )
    at = models.DateTimeField(_("at"))
    received_at = models.DateTimeField(_("received at"))
    path = models.CharField(_("path"), max_length=300, blank=True)
    product = models.CharField(_("product"), max_length=200, blank=True)
    sku = models.CharField(_("SKU"), max_length=80, blank=True)
    query = models.CharField(_("search words"), max_length=120, blank=True)
    results = models.PositiveIntegerField(_("results"), null=True)
    step = models.CharField(_("step"), max_length=40, blank=True)
    order_number = models.CharField(_("order"), max_length=40, blank=True)
    sender = models.CharField(_("sender"), max_length=60, default="browser")

    class Meta:
        verbose_name = _("visit event")
        verbose_name_plural = _("visit events")
        indexes = [
            models.Index(fields=["channel", "name", "at"]),
            models.Index(
                fields=["channel", "query"],
                name="event_search_words",
                condition=Q(name="search"),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} {self.path}"
