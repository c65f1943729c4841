"""Where goods come from, decided without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.sourcing.rules import distance, places, plan
from inventory.sourcing.rules.plan import Candidate, OutOfStock

KM = {"LEJ": 150.0, "RTM": 580.0, "LYS": 1100.0, "XXX": None}


def candidate(
    level: int, variant: int, warehouse: str, *, free: int, reach: int | None = None
) -> Candidate:
    place = list(KM).index(warehouse)
    return Candidate(
        level_id=level,
        variant_id=variant,
        warehouse_id=place,
        warehouse=warehouse,
        place=3 - place,
        free=free,
        reach=free if reach is None else reach,
        km=KM[warehouse],
    )


def picked(found: plan.Plan) -> list[tuple[int, str, int]]:
    return [(pick.variant_id, pick.warehouse, pick.quantity) for pick in found.picks]


STOCK = [
    candidate(1, 1, "LEJ", free=1),
    candidate(2, 2, "LEJ", free=5),
    candidate(3, 1, "RTM", free=3),
    candidate(4, 2, "LYS", free=3),
    candidate(5, 1, "LYS", free=3),
]


@pytest.mark.parametrize(
    ("strategy", "wanted", "expected"),
    [
        ("nearest", {1: 1, 2: 1}, [(1, "LEJ", 1), (2, "LEJ", 1)]),
        ("nearest", {1: 2, 2: 1}, [(1, "LEJ", 1), (2, "LEJ", 1), (1, "RTM", 1)]),
        ("fewest_splits", {1: 2, 2: 1}, [(2, "LYS", 1), (1, "LYS", 2)]),
        ("fewest_splits", {1: 1, 2: 5}, [(1, "LEJ", 1), (2, "LEJ", 5)]),
        ("priority", {1: 1, 2: 1}, [(2, "LYS", 1), (1, "LYS", 1)]),
        ("unheard of", {1: 1}, [(1, "LYS", 1)]),
    ],
)
def test_chooses_by_strategy(
    strategy: str, wanted: dict[int, int], expected: list[tuple[int, str, int]]
) -> None:
    """OMS-1"""
    found = plan.make_plan(strategy=strategy, wanted=wanted, candidates=STOCK)

    assert picked(found) == expected


def test_says_why() -> None:
    found = plan.make_plan(strategy="fewest_splits", wanted={1: 2, 2: 1}, candidates=STOCK)
    near = plan.make_plan(strategy="nearest", wanted={1: 3}, candidates=STOCK[2:])

    assert found.reason == "LYS (1100 km): the fewest places that have everything (1)"
    assert near.reason == "RTM (580 km): the nearest that has the goods"


def test_takes_what_lies_there_before_backorders() -> None:
    found = plan.make_plan(
        strategy="nearest",
        wanted={1: 4},
        candidates=[candidate(1, 1, "LEJ", free=1, reach=100), candidate(2, 1, "RTM", free=2)],
    )

    assert picked(found) == [(1, "LEJ", 2), (1, "RTM", 2)]


def test_a_place_without_a_known_distance_comes_last() -> None:
    found = plan.make_plan(
        strategy="nearest",
        wanted={1: 1},
        candidates=[candidate(1, 1, "XXX", free=9), candidate(2, 1, "LYS", free=9)],
    )

    assert picked(found) == [(1, "LYS", 1)]


def test_names_every_line_that_is_short() -> None:
    with pytest.raises(OutOfStock) as refusal:
        plan.make_plan(strategy="nearest", wanted={1: 8, 2: 1, 3: 2}, candidates=STOCK)

    assert refusal.value.data["lines"] == [
        {"variant_id": 1, "wanted": 8, "available": 7},
        {"variant_id": 3, "wanted": 2, "available": 0},
    ]


@given(
    stock=st.lists(
        st.tuples(
            st.integers(1, 3),
            st.sampled_from(["LEJ", "RTM", "LYS"]),
            st.integers(0, 9),
            st.integers(0, 4),
        ),
        unique_by=lambda row: row[:2],
    ),
    wanted=st.dictionaries(st.integers(1, 3), st.integers(1, 12), min_size=1),
    strategy=st.sampled_from(["nearest", "fewest_splits", "priority"]),
)
def test_a_plan_is_exact_or_refused(
    stock: list[tuple[int, str, int, int]], wanted: dict[int, int], strategy: str
) -> None:
    """invariant 9: every piece exactly once (6 and 8 for 10 never make 14), no level overdrawn"""
    candidates = [
        candidate(level, variant, code, free=free, reach=free + more)
        for level, (variant, code, free, more) in enumerate(stock, 1)
    ]
    enough = all(
        sum(one.reach for one in candidates if one.variant_id == variant) >= pieces
        for variant, pieces in wanted.items()
    )

    if not enough:
        with pytest.raises(OutOfStock):
            plan.make_plan(strategy=strategy, wanted=wanted, candidates=candidates)
        return
    found = plan.make_plan(strategy=strategy, wanted=wanted, candidates=candidates)
    taken: dict[int, int] = {}
    for pick in found.picks:
        taken[pick.variant_id] = taken.get(pick.variant_id, 0) + pick.quantity
    assert taken == wanted
    reach = {one.level_id: one.reach for one in candidates}
    assert all(0 < pick.quantity <= reach[pick.level_id] for pick in found.picks)
    assert [pick.level_id for pick in found.picks] == sorted({p.level_id for p in found.picks})


def test_measures_the_great_circle() -> None:
    milan, rome = (45.4642, 9.19), (41.9028, 12.4964)

    assert round(distance.kilometers(milan, rome)) == 477


@pytest.mark.parametrize(
    ("country", "postcode", "expected"),
    [
        ("DE", "04103", (51.34, 12.37)),
        ("GB", "SW1A 1AA", (51.47, -0.17)),
        ("GB", "W1", (51.51, -0.2)),
        ("FR", "69002", (45.85, 4.65)),
        ("NL", "3011 AB", (51.92, 4.48)),
        ("DE", "", (51.1, 10.4)),
        ("ZZ", "1", None),
    ],
)
def test_knows_where_a_postcode_is(
    country: str, postcode: str, expected: tuple[float, float] | None
) -> None:
    assert places.find_place(country=country, postcode=postcode) == expected
