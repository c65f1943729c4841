"""Setting slips right: unknown words become the nearest known ones, long ones are read as two."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.search.rules import words
from commerce.rows import fetch

MOST_CANDIDATES = 60
_KNOWN = """
SELECT word, shown, documents FROM catalog_term WHERE language = %s::text AND word = ANY(%s::text[])
"""
_KIN = """
SELECT u.word, k.word, k.shown, k.documents
FROM unnest(%(words)s::text[], %(grams)s::text[]) AS u(word, grams)
CROSS JOIN LATERAL (
    SELECT t.word, t.shown, t.documents
    FROM catalog_term t
    WHERE t.language = %(language)s::text AND t.trigrams && string_to_array(u.grams, chr(31))
      AND length(t.word) BETWEEN length(u.word) - 2 AND length(u.word) + 2
    ORDER BY (SELECT count(*) FROM unnest(t.trigrams) g
              WHERE g = ANY(string_to_array(u.grams, chr(31)))) DESC, t.documents DESC
    LIMIT %(most)s::bigint
) k
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """The words set right, folded for searching and as people write them."""

    terms: list[str]
    text: str


def mend(terms: Sequence[str], *, language: str) -> Mended | None:
    """This sets unknown words right; None when nothing changes. At most three queries."""
    known = _known(terms, language)
    unknown = [term for term in terms if term not in known]
    better = _nearest(unknown, language) if unknown else {}
    parted = _parted([term for term in unknown if term not in better], language)
    if not better and not parted:
        return None
    mended: list[tuple[str, str]] = []
    for term in terms:
        mended += better.get(term) or parted.get(term) or [(term, known.get(term, (term, 0))[0])]
    return Mended(
        terms=list(dict.fromkeys(word for word, _ in mended)),
        text=" ".join(shown for _, shown in mended),
    )


def _known(terms: Sequence[str], language: str) -> dict[str, tuple[str, int]]:
    rows = fetch(_KNOWN, [language, list(terms)])
    return {word: (shown, documents) for word, shown, documents in rows}


def _nearest(unknown: Sequence[str], language: str) -> dict[str, list[tuple[str, str]]]:
    values = {
        "words": list(unknown),
        "grams": ["\x1f".join(words.trigrams(word)) for word in unknown],
        "language": language,
        "most": MOST_CANDIDATES,
    }
    kin: dict[str, dict[str, tuple[str, int]]] = {}
    for typed, word, shown, documents in fetch(_KIN, values):
        kin.setdefault(typed, {})[word] = (shown, documents)
    found = {}
    for typed, candidates in kin.items():
        best = words.nearest(typed, ((word, count) for word, (_, count) in candidates.items()))
        if best is not None:
            found[typed] = [(best, candidates[best][0])]
    return found


def _parted(unknown: Sequence[str], language: str) -> dict[str, list[tuple[str, str]]]:
    ways = {term: words.splits(term) for term in unknown if len(term) >= words.COMPOUND_FROM}
    parts = {part for pairs in ways.values() for pair in pairs for part in pair}
    if not parts:
        return {}
    known = _known(sorted(parts), language)
    found = {}
    for term, pairs in ways.items():
        good = [pair for pair in pairs if pair[0] in known and pair[1] in known]
        if good:
            head, tail = max(good, key=lambda pair: min(known[part][1] for part in pair))
            found[term] = [(head, known[head][0]), (tail, known[tail][0])]
    return found
