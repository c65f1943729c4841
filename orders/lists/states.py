"""The lifecycle of a letter about a list."""

from commerce.states import Flow

NewsFlow = Flow(
    name="list news",
    initial="waiting",
    moves={"send": ("waiting", "sent"), "drop": ("waiting", "dropped")},
)
