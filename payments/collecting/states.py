"""The lifecycles of payments, of attempts at a provider, and of captures."""

from commerce.states import Flow

PaymentFlow = Flow(
    name="payments.payment",
    initial="open",
    moves={
        "authorize": (("open", "declined"), "authorized"),
        "decline": (("open", "declined"), "declined"),
        "capture_part": (("authorized", "partially_captured"), "partially_captured"),
        "capture": (("authorized", "partially_captured"), "captured"),
        "close": ("partially_captured", "captured"),
        "void": (("open", "declined", "authorized"), "voided"),
        "expire": (("open", "declined", "authorized"), "expired"),
    },
)

AttemptFlow = Flow(
    name="payments.attempt",
    initial="open",
    moves={"choose": ("open", "chosen"), "end": (("open", "chosen"), "ended")},
)

CaptureFlow = Flow(
    name="payments.capture",
    initial="requested",
    moves={"take": ("requested", "taken"), "fail": ("requested", "failed")},
)
