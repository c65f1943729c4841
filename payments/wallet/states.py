"""The lifecycle of a kept card; once its provider has let go of it, its row is gone."""

from commerce.states import Flow

SavedCardFlow = Flow(
    name="payments.saved_card",
    initial="kept",
    moves={"remove": ("kept", "removed"), "restore": ("removed", "kept")},
)
