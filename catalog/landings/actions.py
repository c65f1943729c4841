"""Staff name a choice of filters, word it anew, and take the name away again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection

from catalog.landings import queries, rules
from catalog.landings.models import Landing, LandingSlug
from catalog.taxonomy import queries as taxonomy
from commerce import db, memo

# Whose slug it is decides the table, not a look beforehand: another page may be named at the same moment.
_KEEP = """
INSERT INTO catalog_landingslug AS s (landing_id, language, slug, current) VALUES (%s, %s, %s, true)
ON CONFLICT (language, slug) DO UPDATE SET landing_id = EXCLUDED.landing_id, current = true
WHERE s.landing_id = EXCLUDED.landing_id OR EXISTS (
    SELECT 1 FROM catalog_landing l WHERE l.id = s.landing_id AND l.retired_at IS NOT NULL)
"""


@db.transaction_required
def save_landing(
    *,
    category: str,
    chosen: Mapping[str, Sequence[str]],
    words: Mapping[str, Mapping[str, Any]],
    at: datetime,
    public_id: str = "",
    indexable: bool = True,
    position: int = 0,
) -> Landing:
    """This makes or changes a landing page of a category (a code); old slugs keep leading to it.

    Raises:
        UnknownCategory, UnknownLanding: for what does not exist.
        BadLanding: when filters or words do not fit.
        LandingExists: when the category has a page with these filters.
        SlugTaken: when another page answers to a slug.
    """
    said = rules.check_words(words)
    row = queries.get_landing(public_id) if public_id else Landing()
    row.category = taxonomy.get_category(category)
    language = next(iter(said))
    row.chosen = rules.check_chosen(chosen, known=queries.known_values(language))
    row.key, row.words = rules.key_of(row.chosen), said
    queries.check_free(row)
    row.indexable, row.position, row.changed_at = indexable, position, at
    try:
        with db.savepoint():
            row.save()
            _keep_slugs(row)
    except IntegrityError:
        # Somebody named the same a moment ago: now it can be seen, and is told as ever.
        queries.check_free(row)
        raise
    db.after_commit_once(memo.forget_all)
    return row


@db.transaction_required
def retire_landing(*, public_id: str, at: datetime) -> Landing:
    """This takes a landing page away; its addresses lead to the category from now on.

    Raises:
        UnknownLanding: when there is none.
    """
    row = queries.get_landing(public_id)
    row.retired_at = row.changed_at = at
    row.save(update_fields=["retired_at", "changed_at"])
    db.after_commit_once(memo.forget_all)
    return row


def _keep_slugs(row: Landing) -> None:
    """A slug that a retired page left behind changes hands."""
    for language, said in sorted(row.words.items()):
        slug = said["slug"]
        LandingSlug.objects.filter(landing=row, language=language, current=True).exclude(
            slug=slug
        ).update(current=False)
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [row.pk, language, slug])
            if not cursor.rowcount:
                message = f"the slug {slug!r} is taken"
                raise rules.SlugTaken(message, field=f"words/{language}/slug")
