"""What an address answers whose product is sold no more, and who may succeed whom."""

from collections.abc import Mapping

from catalog.products.rules import FAREWELLS
from commerce.errors import Invalid

# So many products may follow one another before nobody looks further.
LONGEST_CHAIN = 8


class BadSuccessor(Invalid):
    """This product cannot come after that one."""

    code = "bad_successor"


def check_successor(*, product_id: int, successor_id: int, after: Mapping[int, int | None]) -> None:
    """This refuses a product that would come after itself; `after` is {product: its successor}.

    Raises:
        BadSuccessor: for the product itself, and for circles of any length.
    """
    key: int | None = successor_id
    for _step in range(LONGEST_CHAIN):
        if key == product_id:
            message = "a product cannot come after itself, not even by a detour"
            raise BadSuccessor(message, field="successor")
        key = after.get(key) if key is not None else None


def check_farewell(farewell: str) -> str:
    """This returns a known farewell.

    Raises:
        BadSuccessor: when it is none.
    """
    if farewell not in dict(FAREWELLS):
        message = f"farewell is one of {', '.join(dict(FAREWELLS))}"
        raise BadSuccessor(message, field="farewell")
    return farewell
