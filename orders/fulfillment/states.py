"""The lifecycle of a fulfillment."""

from commerce.states import Flow

FulfillmentFlow = Flow(
    name="fulfillment",
    initial="planned",
    moves={
        "pick": ("planned", "picking"),
        "pack": ("picking", "packed"),
        "ship": ("packed", "shipped"),
        "deliver": ("shipped", "delivered"),
        "cancel": (("planned", "picking", "packed"), "canceled"),
    },
)

CARRIED_OUT = ("shipped", "delivered")
