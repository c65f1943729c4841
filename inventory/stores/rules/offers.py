"""How picking up at a store is named among the ways to deliver."""

_PREFIX = "pickup-"


def code_of(store_code: str) -> str:
    """This names picking up at a store as a way of delivery."""
    return f"{_PREFIX}{store_code}"


def is_pickup(delivery_code: str) -> bool:
    """This tells whether a way of delivery is picking up."""
    return delivery_code.startswith(_PREFIX)


def store_of(delivery_code: str) -> str:
    """This is the code of the store behind a way of delivery that is picking up."""
    return delivery_code.removeprefix(_PREFIX)
