"""Index of the reactions to facts of every room in bi."""

from bi.marts import reactions as marts
from bi.tracking import reactions as tracking

__all__ = ["marts", "tracking"]
