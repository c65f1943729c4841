"""What a review must say, and what many of them amount to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commerce.errors import Invalid, Refused

LEAST_STARS, MOST_STARS = 1, 5
SHORTEST_TEXT = 20
LONGEST_TEXT, LONGEST_TITLE, LONGEST_NAME = 4000, 120, 60
MOST_PHOTOS = 4
# A product without reviews is taken for decent, and this many voices are needed to think otherwise.
PRIOR_STARS, PRIOR_VOICES = 350, 5
FITS = ("small", "true", "large")
# Fewer answers say more about the few than about the goods.
LEAST_ANSWERS = 5
# From this share on people agree; by so much one side outweighs the other.
AGREED, OUTWEIGHED = 60, 20
SORTS = ("helpful", "newest", "highest", "lowest")
REPORTS = ("offensive", "advertising", "personal", "untrue")


class BadReview(Invalid):
    """A review lacks something, or says too much."""

    code = "bad_review"


class AlreadyReviewed(Refused):
    """Somebody already wrote about this purchase."""

    code = "already_reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a review says: stars from 1 to 5, a title that may be empty, a text, the name beneath it."""

    stars: int
    title: str
    text: str
    name: str
    language: str
    fit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The approved reviews of a product: how many gave one star, two, and so on up to five.

    `fit` counts what verified buyers say of the size: small, true, large.
    """

    stars: tuple[int, int, int, int, int]
    fit: tuple[int, int, int] = (0, 0, 0)

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.stars)

    @property
    def total(self) -> int:
        """All their stars together."""
        return sum(place * many for place, many in enumerate(self.stars, start=1))

    @property
    def average(self) -> str:
        """The average with one decimal, rounded half up: "4.6"; empty without reviews."""
        return average(total=self.total, count=self.count)

    @property
    def score(self) -> int:
        """What "best rated" sorts by: a hundredth star, few voices weighing little; 0 without any."""
        if not self.count:
            return 0
        voices = self.count + PRIOR_VOICES
        return (self.total * 100 + PRIOR_STARS * PRIOR_VOICES + voices // 2) // voices


def average(*, total: int, count: int) -> str:
    """This is an average of stars with one decimal, rounded half up."""
    if not count:
        return ""
    tenths = (total * 20 + count) // (2 * count)
    return f"{tenths // 10}.{tenths % 10}"


def tally(counts: Sequence[tuple[int, int]], fits: Mapping[str, int] | None = None) -> Tally:
    """This makes a tally of (stars, how many) pairs, and of how often each word on the size was said."""
    found = dict(counts)
    one, two, three, four, five = (found.get(stars, 0) for stars in range(1, 6))
    small, true, large = ((fits or {}).get(fit, 0) for fit in FITS)
    return Tally(stars=(one, two, three, four, five), fit=(small, true, large))


def fitting(fit: tuple[int, int, int]) -> dict[str, Any] | None:
    """This sums up what buyers say of the size; None while too few of them do.

    `share` is the share in percent of those who say what the verdict says; of "mixed", of "true".
    """
    answers = sum(fit)
    if answers < LEAST_ANSWERS:
        return None
    shares = dict(zip(FITS, [(one * 200 + answers) // (2 * answers) for one in fit], strict=True))
    verdict = "mixed"
    if shares["true"] >= AGREED:
        verdict = "true"
    elif abs(shares["small"] - shares["large"]) >= OUTWEIGHED:
        verdict = max(("small", "large"), key=lambda one: shares[one])
    counts = dict(zip(FITS, fit, strict=True))
    share = shares["true" if verdict == "mixed" else verdict]
    return {"verdict": verdict, "share": share, "answers": answers, **counts}


def reached(average: str) -> tuple[int, ...]:
    """This lists the minimums that an average satisfies: (2, 3, 4) for "4.6"."""
    return tuple(least for least in (2, 3, 4) if average and int(average[0]) >= least)


def check(words: Words) -> Words:
    """This tidies a review and refuses what cannot be shown.

    Raises:
        BadReview: naming the field.
    """
    tidy = Words(
        stars=words.stars,
        title=" ".join(words.title.split()),
        text=words.text.strip(),
        name=" ".join(words.name.split()),
        language=words.language,
        fit=words.fit,
    )
    if tidy.fit not in {"", *FITS}:
        message = f"fit is one of {', '.join(FITS)}"
        raise BadReview(message, field="fit")
    if not LEAST_STARS <= tidy.stars <= MOST_STARS:
        message = "stars are whole, from 1 to 5"
        raise BadReview(message, field="stars")
    if len(tidy.text) < SHORTEST_TEXT:
        message = f"a review says at least {SHORTEST_TEXT} letters"
        raise BadReview(message, field="text")
    if not tidy.name:
        message = "a review names its writer, a nickname will do"
        raise BadReview(message, field="name")
    for field, longest in (
        ("text", LONGEST_TEXT),
        ("title", LONGEST_TITLE),
        ("name", LONGEST_NAME),
    ):
        if len(getattr(tidy, field)) > longest:
            message = f"{field} holds at most {longest} letters"
            raise BadReview(message, field=field)
    return tidy
