"""Menus."""

from django.db import models
from typing_extensions import override

from commerce.audit import triggers


class Menu(models.Model):
    """The lines of one menu of a channel: [{to, titles: {language: words}}]."""

    channel = models.ForeignKey("commerce.Channel", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(
        max_length=20,
        choices=[
            ("announcement", "Announcement above the header"),
            ("header", "Header"),
            ("help", "Footer: help"),
            ("company", "Footer: company"),
            ("legal", "Footer: legal"),
        ],
    )
    entries = models.JSONField(default=list)

    class Meta:
        ordering = ["channel", "place"]
        constraints = [
            models.UniqueConstraint(name="one_menu_per_place", fields=["channel", "place"])
        ]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return self.get_place_display()
