"""Index of the background tasks of every room in bi."""

from bi.bestsellers.tasks import rank
from bi.pairs.tasks import count_pairs
from bi.tracking.tasks import forget_old_visits

__all__ = ["count_pairs", "forget_old_visits", "rank"]
