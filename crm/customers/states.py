"""The lifecycle of a customer."""

from commerce.states import Flow

CustomerFlow = Flow(
    name="Customer",
    initial="active",
    moves={
        "merge": ("active", "merged"),
        "erase": (("active", "merged"), "erased"),
    },
)
