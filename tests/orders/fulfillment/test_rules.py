"""Planned parcels meet the lines of an order."""

from orders.fulfillment.rules import OpenLine, matched


def line(line_id: int, variant_id: int, pieces: int) -> OpenLine:
    return OpenLine(line_id=line_id, variant_id=variant_id, open=pieces)


def test_each_warehouse_gets_the_lines_it_sends() -> None:
    found = matched([("LEJ", 7, 2), ("MAD", 7, 1), ("MAD", 8, 4)], [line(1, 7, 3), line(2, 8, 4)])

    assert found == {"LEJ": {1: 2}, "MAD": {1: 1, 2: 4}}


def test_two_lines_of_the_same_variant_are_filled_in_turn() -> None:
    found = matched([("LEJ", 7, 2), ("MAD", 7, 3)], [line(1, 7, 1), line(2, 7, 4)])

    assert found == {"LEJ": {1: 1, 2: 1}, "MAD": {2: 3}}


def test_pieces_nobody_asked_for_are_left_out() -> None:
    assert matched([("LEJ", 9, 2)], [line(1, 7, 1)]) == {}
