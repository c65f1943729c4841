"""The lifecycle of a mail."""

from commerce.states import Flow

MailFlow = Flow(
    name="order mail",
    initial="waiting",
    moves={
        "send": ("waiting", "sent"),
        "drop": ("waiting", "dropped"),
        "resend": (("sent", "dropped"), "waiting"),
    },
)
