"""The lifecycle of a refund."""

from commerce.states import Flow

RefundFlow = Flow(
    name="payments.refund",
    initial="requested",
    moves={
        "send": ("requested", "pending"),
        "issue": (("requested", "pending"), "issued"),
        "fail": (("requested", "pending", "issued"), "failed"),
        "retry": ("failed", "requested"),
    },
)
OPEN = ("requested", "pending")
