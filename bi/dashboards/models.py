"""Boards: a view of the figures that somebody gave a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce.audit import triggers


class Board(models.Model):
    """A saved view: its name, whose it is, and the filters as they stand in the address."""

    name = models.CharField(_("name"), max_length=80)
    owner = models.ForeignKey("commerce.User", on_delete=models.CASCADE, related_name="+")
    shared = models.BooleanField(_("shown to everybody"), default=False)
    query = models.CharField(_("filters"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["name"]
        permissions = (("view_dashboard", "Can see figures and take them away"),)
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_board_per_name")]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return self.name
