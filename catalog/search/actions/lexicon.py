"""The lexicon: which words products use, so that slips can be set right; and synonyms."""

from collections.abc import Sequence

from django.db import connection

from catalog.search.models import Synonyms, Term
from catalog.search.rules import words
from catalog.search.rules.cards import Row
from commerce import db
from commerce.errors import Invalid

SHORTEST = 3


class TooFewWords(Invalid):
    """A synonym needs at least two words."""

    code = "too_few_words"


@db.transaction_required
def learn(rows: Sequence[Row]) -> int:
    """This adds the words of names, brands, categories and values that the lexicon lacks."""
    said: dict[tuple[str, str], str] = {}
    for row in rows:
        for text in row.texts[:3]:
            for written in text.split():
                for word in words.words(written, row.language):
                    if len(word) >= SHORTEST and not word.isdigit():
                        said.setdefault((row.language, word), _shown(written, word, row.language))
    return _add(said)


@db.transaction_required
def count_terms() -> None:
    """This counts in how many listings each word of the lexicon stands; unused words go."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH spoken AS (SELECT DISTINCT language FROM catalog_listing), counted AS (
                   SELECT s.language, t.word, t.ndoc FROM spoken s CROSS JOIN LATERAL ts_stat(
                       format('SELECT document FROM catalog_listing WHERE language = %%L', s.language)
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
    return Synonyms.objects.create(language=language, words=kept)


def _add(said: dict[tuple[str, str], str]) -> int:
    by_language: dict[str, list[str]] = {}
    for language, word in said:
        by_language.setdefault(language, []).append(word)
    fresh = []
    for language, many in sorted(by_language.items()):
        rows = Term.objects.filter(language=language, word__in=many)
        known = set(rows.values_list("word", flat=True))
        fresh += [(language, word) for word in sorted(set(many) - known)]
    Term.objects.bulk_create(
        [
            Term(
                language=language,
                word=word,
                shown=said[language, word],
                trigrams=words.trigrams(word),
            )
            for language, word in fresh
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )
    return len(fresh)


def _shown(written: str, word: str, language: str) -> str:
    """The word as somebody wrote it, without what stands around it."""
    for part in written.lower().replace("/", " ").replace("-", " ").split():
        bare = part.strip(".,;:!?()[]\"'*&+")
        if words.words(bare, language) == [word]:
            return bare[:80]
    return word
