"""The lifecycle of a checkout."""

from commerce.states import Flow

# `reopen` is what happens when a payment is declined for good, the cart changed meanwhile, or the goods
# held for it were let go: everything typed is kept, and the shopper may confirm anew.
CheckoutFlow = Flow(
    name="checkout",
    initial="open",
    moves={
        "confirm": (("open", "paying"), "paying"),
        "reopen": ("paying", "open"),
        "place": (("open", "paying"), "placed"),
    },
)
