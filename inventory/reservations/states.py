"""The lifecycle of a reservation."""

from commerce.states import Flow

ReservationFlow = Flow(
    name="inventory.reservation",
    initial="held",
    moves={
        "firm": ("held", "firm"),
        "replace": ("held", "replaced"),
        "expire": ("held", "expired"),
        "release": (("held", "firm"), "released"),
        "close": ("firm", "closed"),
    },
)

LIVE = ("held", "firm")
