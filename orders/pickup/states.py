"""The lifecycle of a pickup."""

from commerce.states import Flow

PickupFlow = Flow(
    name="pickup",
    initial="expected",
    moves={
        "make_ready": ("expected", "ready"),
        "collect": (("expected", "ready"), "collected"),
        "shelve": ("ready", "returned"),
        "cancel": (("expected", "ready"), "canceled"),
    },
)
