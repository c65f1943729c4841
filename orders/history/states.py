"""The lifecycle of an import."""

from commerce.states import Flow

ImportFlow = Flow(
    name="history import",
    initial="reading",
    moves={"take_over": ("reading", "taking_over"), "finish": ("taking_over", "done")},
)
