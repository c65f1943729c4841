"""Writes of the read model: stale marks, the set-based refresh, the rebuild, and the lexicon."""

from catalog.search.actions.lexicon import count_terms, save_synonyms
from catalog.search.actions.misses import note as note_miss
from catalog.search.actions.refresh import (
    drop_orphans,
    mark_stale,
    mark_stale_category,
    mark_stale_sized,
    mark_stale_using,
    note_stock_level,
    refresh,
    refresh_stale,
)

__all__ = [
    "count_terms",
    "drop_orphans",
    "mark_stale",
    "mark_stale_category",
    "mark_stale_sized",
    "mark_stale_using",
    "note_miss",
    "note_stock_level",
    "refresh",
    "refresh_stale",
    "save_synonyms",
]
