"""The life of a product."""

from commerce.states import Flow

ProductFlow = Flow(
    name="product",
    initial="active",
    moves={"retire": ("active", "retired"), "revive": ("retired", "active")},
)
