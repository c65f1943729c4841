"""The life of a letter."""

from commerce.states import Flow

LetterFlow = Flow(
    name="catalog letter",
    initial="waiting",
    moves={"send": ("waiting", "sent"), "drop": ("waiting", "dropped")},
)
