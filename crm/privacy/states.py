"""The lifecycle of a copy of a person's data."""

from commerce.states import Flow

DataExportFlow = Flow(
    name="Data export",
    initial="collecting",
    moves={
        "finish": ("collecting", "ready"),
        "expire": (("collecting", "ready"), "expired"),
    },
)
