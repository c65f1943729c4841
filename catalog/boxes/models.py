"""Lines of boxes."""

from django.db import models
from typing_extensions import override

from catalog.boxes import rules
from commerce.audit import triggers


class BoxLine(models.Model):
    """So many of something lie in the box of a product; `words` is {language: text}."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="box")
    quantity = models.PositiveSmallIntegerField(default=1)
    words = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "line of the box"
        verbose_name_plural = "what is in the box"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1, quantity__lte=rules.MOST_PIECES),
                name="box_line_quantity",
            )
        ]
        triggers = triggers.audited(ignore=("position",), inserts=False)

    @override
    def __str__(self) -> str:
        return f"{self.quantity} \N{MULTIPLICATION SIGN} {next(iter(self.words.values()), '')}"
