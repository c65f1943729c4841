"""Pairs of products that stood in the same orders."""

from django.db import models
from typing_extensions import override


class Pair(models.Model):
    """So many orders of a channel held `product_id` and `other_id`; only the few most frequent are kept."""

    channel = models.CharField(max_length=40)
    product_id = models.BigIntegerField()
    other_id = models.BigIntegerField()
    orders = models.PositiveIntegerField()

    class Meta:
        verbose_name = "pair bought together"
        verbose_name_plural = "pairs bought together"
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "product_id", "other_id"], name="one_pair_each"
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.product_id} and {self.other_id}"
