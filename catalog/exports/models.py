"""Runs of merchant feeds."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from catalog.exports.states import FeedFlow
from commerce import db


class FeedRun(models.Model):
    """One building of a feed: what went in, what was left out and why, and the file it made.

    `faults` names what was left out: [[sku, reason]], the first of them; `file` lies in the storage.
    While it is built, the counts say how far it is.
    """

    channel_id = models.BigIntegerField(_("channel"))
    channel_code = models.CharField(_("channel"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(
        _("state"), max_length=10, choices=FeedFlow.choices, default=FeedFlow.initial
    )
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    started_by = models.CharField(_("started by"), max_length=120)
    products_total = models.PositiveIntegerField(_("products"), default=0)
    products_done = models.PositiveIntegerField(_("products looked at"), default=0)
    rows_ok = models.PositiveIntegerField(_("rows told"), default=0)
    rows_failed = models.PositiveIntegerField(_("rows left out"), default=0)
    faults = models.JSONField(default=list)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    file = models.CharField(max_length=160, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)

    objects: ClassVar[db.LockingQuerySet["FeedRun"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        verbose_name = _("feed")
        permissions = [("build_feed", "Can build feeds")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FeedFlow.states), name="feed_run_state"),
            models.UniqueConstraint(
                fields=["channel_id", "language"],
                condition=Q(state="building"),
                name="one_feed_building",
            ),
        ]
        indexes = [
            models.Index(fields=["channel_code", "language", "-id"], name="feed_run_latest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.channel_code}-{self.language}"

    @property
    def percent(self) -> int:
        """How far it is, in percent of its products."""
        return 100 * self.products_done // self.products_total if self.products_total else 0
