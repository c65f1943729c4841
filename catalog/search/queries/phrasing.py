"""What a shopper typed becomes a query of PostgreSQL: stems, compounds, synonyms, codes."""

import re
from collections.abc import Sequence

from catalog.search.models import Synonyms
from catalog.search.rules import words
from commerce import memo
from commerce.channels.queries import ChannelInfo
from commerce.rows import fetch

KEEP_SECONDS = 5.0
MOST_STEMS = 50_000
_STEMS = """
SELECT w, tsvector_to_array(to_tsvector(%s::text::regconfig, w)) FROM unnest(%s::text[]) AS w
"""
_LEXEME = re.compile(r"'([^']*)'")
_stems: dict[tuple[str, str], tuple[str, ...]] = {}


def query_of(
    terms: Sequence[str], *, text: str, language: str, every: bool = True
) -> tuple[str, str]:
    """This phrases folded words as tsquery texts: what must match, and what is ranked.

    Every word must be there (`every`), or any. A whole text that is a SKU or GTIN matches it.
    Words that carry no meaning in the language ("with", "und") are not demanded.
    """
    ways = words.meaning(terms, _groups(language))
    said = [word for place in ways for way in place for word in way]
    stems = _stemmed(said, language)
    demanded = [place for place in ways if any(stems[word] for way in place for word in way)]
    parts = [
        "(" + " | ".join(_way(way, stems, language) for way in place) + ")"
        for place in demanded or ways
    ]
    ranked = dict.fromkeys(lexeme for word in said for lexeme in (word, *stems[word]))
    matched = (" & " if every else " | ").join(parts)
    code = words.code_of(text)
    if len(code) >= 3:
        matched = f"({matched}) | '#{code}'" if matched else f"'#{code}'"
        ranked[f"#{code}"] = None
    return matched, " | ".join(f"'{lexeme}'" for lexeme in ranked)


def prefix_query(terms: Sequence[str], *, language: str) -> str:
    """This phrases words of which the last one is still being typed."""
    *done, last = terms
    stems = _stemmed(done, language)
    return " & ".join([*(_way([word], stems, language) for word in done), f"'{last}':*"])


def scoped(query: str, *, channel: ChannelInfo, language: str) -> str:
    """This turns a tsquery text into one for `catalog_scoped`: what a channel shows in a language."""
    return _LEXEME.sub(rf"'{channel.id}.{language}:\1'", query)


def _way(way: Sequence[str], stems: dict[str, tuple[str, ...]], language: str) -> str:
    return "(" + " & ".join(_word(word, stems[word], language) for word in way) + ")"


def _word(word: str, stems: Sequence[str], language: str) -> str:
    forms = [f"'{form}'" for form in dict.fromkeys((word, *stems))]
    if language in words.COMPOUNDS and len(word) >= words.PART_FROM:
        forms += [f"'{word}':*", f"'{words.backwards(word)}':*"]
    return "(" + " | ".join(forms) + ")"


def _stemmed(said: Sequence[str], language: str) -> dict[str, tuple[str, ...]]:
    """Stems never change, so each process learns a word once."""
    config = words.config_of(language)
    fresh = [word for word in said if (config, word) not in _stems]
    if fresh:
        if len(_stems) > MOST_STEMS:
            _stems.clear()
        for word, lexemes in fetch(_STEMS, [config, fresh]):
            _stems[config, word] = tuple(lexemes)
    return {word: _stems.get((config, word), ()) for word in said}


@memo.kept(seconds=KEEP_SECONDS)
def _groups(language: str) -> list[list[list[str]]]:
    rows = Synonyms.objects.filter(language=language).order_by("id")
    return [
        [words.words(text, language) for text in row]
        for row in rows.values_list("words", flat=True)
    ]
