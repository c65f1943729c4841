"""How words are compared, and how a search is read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from catalog.search.rules import asking, words

lower = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("text", "language", "folded"),
    [
        ("Große Schüssel", "de", "grosse schussel"),
        ("grosse Schuessel", "de", "grosse schussel"),
        ("Crème Brûlée", "en", "creme brulee"),
        ("BLÅBÆR", "no", "blabaer"),
        ("Blue", "en", "blue"),
    ],
)
def test_folds_accents_and_umlauts(text: Any, language: Any, folded: Any) -> None:
    assert words.fold(text, language) == folded


@given(st.text(max_size=60), st.sampled_from(["en", "de", "fr"]))
def test_folded_words_are_stable_and_safe_for_the_index(text: Any, language: Any) -> None:
    found = words.words(text, language)

    assert all("'" not in word and "\\" not in word and " " not in word for word in found)
    assert [words.words(word, language) for word in found if word.isascii()] == [
        [word] for word in found if word.isascii()
    ]


@given(lower, st.lists(st.tuples(lower, st.integers(0, 99)), max_size=20))
def test_the_nearest_word_is_within_its_slips(word: Any, candidates: Any) -> None:
    """S4: one slip in four to seven letters, two from eight on."""
    found = words.nearest(word, candidates)
    allowed = words.edits_allowed(word)
    near = [c for c, _ in candidates if 0 < OSA.distance(word, c) <= allowed]

    assert (found is None) == (not near)
    if found is not None:
        assert OSA.distance(word, found) == min(OSA.distance(word, c) for c in near)


@given(lower)
def test_splitting_never_loses_the_ends(word: Any) -> None:
    for head, tail in words.splits(word):
        assert word.startswith(head)
        assert word.endswith(tail)
        assert min(len(head), len(tail)) >= words.PART_FROM


@pytest.mark.parametrize("code", ["MUG-1", "mug 1", "Mug.1", "MUG1"])
def test_separators_of_codes_do_not_matter(code: Any) -> None:
    assert words.code_of(code) == "mug1"


def test_the_longest_synonym_wins() -> None:
    groups = [[["sofa"], ["couch"], ["love", "seat"]], [["seat"], ["chair"]]]

    assert words.meaning(["love", "seat"], groups) == [[["love", "seat"], ["sofa"], ["couch"]]]
    assert words.meaning(["red", "seat"], groups) == [[["red"]], [["seat"], ["chair"]]]


def test_refuses_orders_and_masses_of_filters() -> None:
    assert asking.check_sort("", searching=True) == "best"
    assert asking.check_sort("", searching=False) == "popular"
    with pytest.raises(asking.BadSort):
        asking.check_sort("best", searching=False)
    with pytest.raises(asking.BadFilter):
        asking.tokens_by_facet({"color": [str(n) for n in range(61)]})
