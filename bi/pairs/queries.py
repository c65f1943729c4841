"""Reads of pairs."""

from collections.abc import Collection

from django.db.models import Sum

from bi.pairs.models import Pair


def bought_with(*, channel: str, product_ids: Collection[int], limit: int) -> tuple[int, ...]:
    """This lists what was bought together with products most often, those themselves left out; one query."""
    rows = Pair.objects.filter(channel=channel, product_id__in=product_ids)
    found = rows.exclude(other_id__in=product_ids).values("other_id").annotate(n=Sum("orders"))
    ordered = found.order_by("-n", "other_id").values_list("other_id", flat=True)
    return tuple(ordered[:limit])
