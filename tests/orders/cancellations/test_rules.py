"""Which pieces may fall away, and what they are worth, without a database."""

import pytest

from commerce.money import Money, Taxed
from orders.cancellations import rules
from orders.cancellations.rules import NotCancelable, OpenLine
from orders.order.rules.refunds import Agreed


def taxed(net: int, tax: int) -> Taxed:
    return Taxed(Money(net, "EUR"), Money(tax, "EUR"), Money(net + tax, "EUR"))


def line(line_id: int = 1, **over: object) -> OpenLine:
    columns: dict[str, object] = {
        "line_id": line_id,
        "quantity": 3,
        "shipped": 0,
        "busy": 0,
        "unit_minor": 334,
        "discount_minor": 2,
        "includes_tax": True,
        "agreed": Agreed(quantity=3, taxed=taxed(840, 160)),
    }
    return OpenLine(**columns | over)  # type: ignore[arg-type]


def test_the_last_pieces_fall_away_and_all_parts_add_up() -> None:
    """O4: 10.00 for three pieces; one, and then one more, falls away; no cent is lost."""
    (first,) = rules.fall_away([line()], {1: 1})
    shrunk = line(quantity=2, agreed=Agreed(quantity=3, taxed=taxed(840, 160)))
    (second,) = rules.fall_away([shrunk], {1: 1})
    stays = Agreed(quantity=3, taxed=taxed(840, 160)).share(start=0, stop=1)

    assert (first.taxed.gross.minor, second.taxed.gross.minor, stays.gross.minor) == (333, 334, 333)
    assert first.taxed + second.taxed + stays == taxed(840, 160)
    assert (first.discount_minor, second.discount_minor) == (1, 0)


def test_a_net_channel_takes_its_discount_off_net_prices() -> None:
    (fallen,) = rules.fall_away(
        [line(includes_tax=False, unit_minor=300, discount_minor=60)], {1: 1}
    )

    assert (fallen.taxed.net.minor, fallen.discount_minor) == (280, 20)


@pytest.mark.parametrize(
    ("pieces", "left"),
    [({}, 0), ({1: 4}, 3), ({1: 0}, 3), ({1: -1}, 3), ({2: 1}, 0)],
)
def test_refuses_what_is_not_there(pieces: dict[int, int], left: int) -> None:
    with pytest.raises(NotCancelable) as refusal:
        rules.fall_away([line()], pieces)

    assert refusal.value.data["left"] == left


@pytest.mark.parametrize(("shipped", "busy", "free"), [(1, 0, 2), (1, 1, 1), (0, 3, 0), (2, 2, 0)])
def test_what_left_or_is_in_hand_stays(shipped: int, busy: int, free: int) -> None:
    assert line(shipped=shipped, busy=busy).free == free


def test_a_single_piece_is_the_whole_order_and_not_offered() -> None:
    assert rules.offer([line(quantity=1)]) == {}
    assert rules.offer([line(1, quantity=1), line(2, quantity=1, busy=1)]) == {1: 1}


def test_nothing_left_is_everything() -> None:
    lines = [line(1), line(2, quantity=1)]

    assert rules.is_all(lines, rules.fall_away(lines, {1: 3, 2: 1}))
    assert not rules.is_all(lines, rules.fall_away(lines, {1: 3}))
