"""Choosing what to take from where.

A strategy puts the warehouses in an order, or picks the smallest set of them; then every line is
filled along that order, from what lies there first and from backorder allowances last.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from commerce.errors import Refused

# More warehouses than this are not tried in every combination, but taken in order of rank.
MOST_COMBINED = 10


class OutOfStock(Refused):
    """There is less than wanted; data: lines = [{variant_id, wanted, available}]."""

    code = "out_of_stock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A level that could serve: `free` lies there, `reach` may be promised including backorders.

    `place` is the warehouse's position in the channel's own order, `km` the distance if known.
    """

    level_id: int
    variant_id: int
    warehouse_id: int
    warehouse: str
    place: int
    free: int
    reach: int
    km: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """So many pieces from one level."""

    level_id: int
    variant_id: int
    warehouse_id: int
    warehouse: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A warehouse in the order a strategy put it; the first has rank 1."""

    warehouse: str
    rank: int
    km: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to take from where, and why."""

    strategy: str
    picks: tuple[Pick, ...]
    ranking: tuple[Ranked, ...]
    reason: str


def make_plan(*, strategy: str, wanted: Mapping[int, int], candidates: Sequence[Candidate]) -> Plan:
    """This decides where the wanted pieces (variant -> quantity) come from.

    An unknown strategy falls back to the channel's own order.

    Raises:
        OutOfStock: naming every line that is short, with what there is.
    """
    candidates = [one for one in candidates if one.variant_id in wanted]
    _refuse_shortage(wanted, candidates)
    order = STRATEGIES.get(strategy, by_priority)(wanted, candidates)
    picks = _fill(wanted, order, candidates)
    used = list(dict.fromkeys(pick.warehouse for pick in picks))
    known = {one.warehouse: one.km for one in candidates}
    ranking = tuple(
        Ranked(warehouse=code, rank=rank, km=known[code]) for rank, code in enumerate(order, 1)
    )
    return Plan(
        strategy=strategy if strategy in STRATEGIES else "priority",
        picks=picks,
        ranking=ranking,
        reason=_reason(strategy, used, ranking),
    )


def by_priority(_: Mapping[int, int], candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """This keeps the channel's own order of warehouses."""
    return _ordered(candidates, lambda one: (one.place, one.warehouse))


def by_distance(_: Mapping[int, int], candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """This goes from the nearest to the farthest; unknown distances last, ties by the channel's order."""
    return _ordered(candidates, lambda one: (_far(one), one.place, one.warehouse))


def by_fewest_splits(wanted: Mapping[int, int], candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """This finds the fewest warehouses that have everything; of equal sets, the nearer one."""
    order = by_distance(wanted, candidates)
    for measure in (_free, _reach):
        chosen = _smallest_cover(
            wanted=wanted, order=order[:MOST_COMBINED], candidates=candidates, measure=measure
        )
        if chosen:
            return (*chosen, *(code for code in order if code not in chosen))
    return order


Strategy = Callable[[Mapping[int, int], Sequence[Candidate]], tuple[str, ...]]
STRATEGIES: dict[str, Strategy] = {
    "priority": by_priority,
    "nearest": by_distance,
    "fewest_splits": by_fewest_splits,
}


def _refuse_shortage(wanted: Mapping[int, int], candidates: Sequence[Candidate]) -> None:
    reach = dict.fromkeys(wanted, 0)
    for one in candidates:
        reach[one.variant_id] += max(one.reach, 0)
    short = [
        {"variant_id": variant, "wanted": quantity, "available": reach[variant]}
        for variant, quantity in wanted.items()
        if reach[variant] < quantity
    ]
    if short:
        message = "there is not enough in stock"
        raise OutOfStock(message, lines=short)


def _fill(
    wanted: Mapping[int, int], order: Sequence[str], candidates: Sequence[Candidate]
) -> tuple[Pick, ...]:
    at = {(one.variant_id, one.warehouse): one for one in candidates}
    taken: dict[int, int] = {}
    for variant, quantity in wanted.items():
        left = quantity
        for measure in (_free, _reach):
            for code in order:
                one = at.get((variant, code))
                if one is None or not left:
                    continue
                part = min(left, max(measure(one) - taken.get(one.level_id, 0), 0))
                if part:
                    taken[one.level_id] = taken.get(one.level_id, 0) + part
                    left -= part
    return tuple(
        Pick(
            level_id=one.level_id,
            variant_id=one.variant_id,
            warehouse_id=one.warehouse_id,
            warehouse=one.warehouse,
            quantity=taken[one.level_id],
        )
        for one in sorted(candidates, key=lambda one: one.level_id)
        if taken.get(one.level_id)
    )


def _smallest_cover(
    *,
    wanted: Mapping[int, int],
    order: Sequence[str],
    candidates: Sequence[Candidate],
    measure: Callable[[Candidate], int],
) -> tuple[str, ...]:
    at = {(one.variant_id, one.warehouse): max(measure(one), 0) for one in candidates}
    for size in range(1, len(order) + 1):
        for codes in combinations(order, size):
            if all(
                sum(at.get((variant, code), 0) for code in codes) >= quantity
                for variant, quantity in wanted.items()
            ):
                return codes
    return ()


def _ordered(
    candidates: Sequence[Candidate], key: Callable[[Candidate], tuple[object, ...]]
) -> tuple[str, ...]:
    ordered = sorted(candidates, key=key)
    return tuple(dict.fromkeys(one.warehouse for one in ordered))


def _far(one: Candidate) -> float:
    return float("inf") if one.km is None else one.km


def _free(one: Candidate) -> int:
    return one.free


def _reach(one: Candidate) -> int:
    return one.reach


def _reason(strategy: str, used: Sequence[str], ranking: Sequence[Ranked]) -> str:
    far = {one.warehouse: one.km for one in ranking}
    told = ", ".join(
        code if (km := far[code]) is None else f"{code} ({km:.0f} km)" for code in used
    )
    first = ranking[0].warehouse if ranking else ""
    why = {
        "nearest": "the nearest that has the goods",
        "fewest_splits": f"the fewest places that have everything ({len(used)})",
    }.get(strategy, "the first in the channel's order that has the goods")
    passed = "" if first in used else f"; {first} comes first but lacks them"
    return f"{told}: {why}{passed}"
