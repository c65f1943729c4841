"""The lifecycles of an order and of its refunds."""

from commerce.states import Flow

OrderFlow = Flow(
    name="order",
    initial="placed",
    moves={"complete": ("placed", "completed"), "cancel": ("placed", "canceled")},
)
RefundFlow = Flow(
    name="order refund",
    initial="requested",
    moves={
        "issue": ("requested", "issued"),
        "fail": (("requested", "issued"), "failed"),
        "issue_again": ("failed", "issued"),
    },
)
