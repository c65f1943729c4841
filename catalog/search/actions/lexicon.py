"""The lexicon: which words products use, so that slips can be set right; and synonyms."""

import re
from collections.abc import Sequence

from django.db import connection

from catalog.search.actions.store import Folded
from catalog.search.models import Synonyms, Term
from catalog.search.rules import words
from catalog.search.rules.shown import Row
from commerce import db, memo
from commerce.errors import Invalid
from commerce.rows import fetch

SHORTEST = 3
_WORD = re.compile(r"[^\W_]+")
_KNOWN = "SELECT word FROM catalog_term WHERE language = %s::text AND word = ANY(%s::text[])"


class TooFewWords(Invalid):
    """A synonym needs at least two words."""

    code = "too_few_words"


@db.transaction_required
def learn(rows: Sequence[Row], folded: Sequence[Folded]) -> int:
    """This adds the words of names, brands, categories and values that the lexicon lacks."""
    said: dict[str, set[str]] = {}
    for row, texts in zip(rows, folded, strict=True):
        said.setdefault(row.language, set()).update(*texts.words[:3])
    fresh = {language: _unknown(language, many) for language, many in sorted(said.items())}
    if not any(fresh.values()):
        return 0
    shown = _written(rows, folded, fresh)
    Term.objects.bulk_create(
        [
            Term(
                language=language,
                word=word,
                shown=shown.get((language, word), word),
                trigrams=words.trigrams(word),
            )
            for language, many in fresh.items()
            for word in sorted(many)
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )
    return sum(map(len, fresh.values()))


@db.transaction_required
def count_terms() -> None:
    """This counts in how many listings each word of the lexicon stands; unused words go."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH spoken AS (SELECT DISTINCT language FROM catalog_listing), counted AS (
                   SELECT s.language, t.word, t.ndoc FROM spoken s CROSS JOIN LATERAL ts_stat(
                       format('SELECT document FROM catalog_listing WHERE language = %L', s.language)
                   ) t)
               UPDATE catalog_term t SET documents = c.ndoc FROM counted c
               WHERE c.language = t.language AND c.word = t.word AND t.documents <> c.ndoc"""
        )


@db.transaction_required
def save_synonyms(*, language: str, synonyms: Sequence[str]) -> Synonyms:
    """This teaches search that some words or phrases mean the same.

    Raises:
        TooFewWords: when fewer than two are left.
    """
    kept = list(dict.fromkeys(text.strip() for text in synonyms if text.strip()))
    if len(kept) < 2:
        message = "give at least two words that mean the same"
        raise TooFewWords(message, field="words")
    db.after_commit_once(memo.forget_all)
    return Synonyms.objects.create(language=language, words=kept)


def _unknown(language: str, many: set[str]) -> set[str]:
    kept = [word for word in many if len(word) >= SHORTEST and not word.isdigit()]
    known = fetch(_KNOWN, [language, kept], keep=False)
    return set(kept).difference(row[0] for row in known)


def _written(
    rows: Sequence[Row], folded: Sequence[Folded], fresh: dict[str, set[str]]
) -> dict[tuple[str, str], str]:
    """How somebody first wrote each new word: "Schüssel" for "schussel"."""
    found: dict[tuple[str, str], str] = {}
    for row, texts in zip(rows, folded, strict=True):
        new = fresh[row.language]
        if all(new.isdisjoint(some) for some in texts.words[:3]):
            continue
        for written in _WORD.findall(" ".join(row.texts[:3]).lower()):
            for word in words.words(written, row.language):
                if word in new:
                    found.setdefault((row.language, word), written[:80])
    return found
