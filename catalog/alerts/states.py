"""The life of a stock alert."""

from commerce.states import Flow

AlertFlow = Flow(
    name="stock alert",
    initial="waiting",
    moves={
        "fire": ("waiting", "fired"),
        "stop": (("waiting", "fired"), "stopped"),
        "expire": ("waiting", "expired"),
    },
)
