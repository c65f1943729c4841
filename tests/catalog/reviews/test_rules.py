"""What a review must say, and what many amount to."""

import pytest

from catalog.reviews import rules
from tests.builders import reviews as build


@pytest.mark.parametrize(
    ("stars", "average", "score"),
    [
        ((0, 0, 0, 0, 0), "", 0),
        ((0, 0, 0, 0, 1), "5.0", 375),
        ((0, 0, 0, 1, 2), "4.7", 394),
        ((1, 0, 0, 0, 0), "1.0", 308),
        ((0, 0, 0, 10, 90), "4.9", 483),
        ((1, 1, 1, 1, 0), "2.5", 306),
    ],
)
def test_average_and_score_of_a_tally(
    stars: tuple[int, int, int, int, int], average: str, score: int
) -> None:
    """Few voices weigh little: one five-star review does not beat a hundred good ones."""
    found = rules.Tally(stars=stars)

    assert (found.average, found.score) == (average, score)


@pytest.mark.parametrize(
    ("average", "minimums"),
    [("4.6", (2, 3, 4)), ("4.0", (2, 3, 4)), ("3.9", (2, 3)), ("1.2", ()), ("", ())],
)
def test_minimums_that_an_average_reaches(average: str, minimums: tuple[int, ...]) -> None:
    assert rules.reached(average) == minimums


def test_tidies_words() -> None:
    found = rules.check(build.make_words(title="  So   nice ", name=" Ada  L. "))

    assert (found.title, found.name) == ("So nice", "Ada L.")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"stars": 0}, "stars"),
        ({"stars": 6}, "stars"),
        ({"text": "too short"}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"title": "x" * 121}, "title"),
    ],
)
def test_refuses_what_cannot_be_shown(words: dict[str, object], field: str) -> None:
    with pytest.raises(rules.BadReview) as refusal:
        rules.check(build.make_words(**words))

    assert refusal.value.field == field
