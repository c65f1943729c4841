"""The life of a review."""

from commerce.states import Flow

ReviewFlow = Flow(
    name="review",
    initial="pending",
    moves={
        "approve": (("pending", "rejected"), "approved"),
        "reject": (("pending", "approved"), "rejected"),
        "erase": (("pending", "approved", "rejected"), "erased"),
    },
)
