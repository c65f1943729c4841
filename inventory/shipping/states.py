"""The lifecycle of a parcel."""

from commerce.states import Flow

ParcelFlow = Flow(
    name="inventory.parcel",
    initial="planned",
    moves={
        "label": ("planned", "labeled"),
        "dispatch": ("labeled", "dispatched"),
        "deliver": (("dispatched", "lost"), "delivered"),
        "lose": ("dispatched", "lost"),
        "return": (("dispatched", "lost"), "returned"),
        "cancel": (("planned", "labeled"), "canceled"),
    },
)
