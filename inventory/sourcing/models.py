"""Why goods come from where they come."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class SourcingDecision(models.Model):
    """One decision: the strategy, what it chose, and every candidate with rank and distance.

    `chosen` is [{variant_id, warehouse, quantity}], `candidates` [{warehouse, rank, km, why}].
    """

    at = models.DateTimeField(_("at"))
    reference = models.CharField(_("reference"), max_length=80, db_index=True)
    order_number = models.CharField(_("order"), max_length=40, blank=True)
    strategy = models.CharField(_("strategy"), max_length=40)
    reason = models.CharField(_("reason"), max_length=300)
    chosen = models.JSONField(_("chosen"))
    candidates = models.JSONField(_("candidates"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)

    class Meta:
        verbose_name = _("sourcing decision")
        verbose_name_plural = _("sourcing decisions")

    @override
    def __str__(self) -> str:
        return f"{self.reference}: {self.strategy}"
