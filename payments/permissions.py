"""Right names of payments and the roles that hold them."""

from collections.abc import Mapping, Sequence

from commerce.permissions import ANALYST, BOOKKEEPER, ORDER_DESK, OWNER

VIEW_PAYMENT = "payments.view_payment"
VIEW_REFUND = "payments.view_refund"
CAPTURE_PAYMENT = "payments.capture_payment"
RECEIVE_PAYMENT = "payments.receive_payment"
VOID_PAYMENT = "payments.void_payment"
REFUND_PAYMENT = "payments.refund_payment"
VIEW_TRIAL_BALANCE = "payments.view_trialbalance"
VIEW_BOOKS = ("payments.view_account", "payments.view_journalentry", VIEW_TRIAL_BALANCE)
VIEW_CARD = "payments.view_savedcard"
REMOVE_CARD = "payments.remove_savedcard"
VIEW_EVENTS = "payments.view_inbound"
VIEW_TAXES = ("payments.view_taxclass", "payments.view_taxrate")
EDIT_TAXES = (
    "payments.add_taxclass",
    "payments.change_taxclass",
    "payments.add_taxrate",
    "payments.change_taxrate",
)

# Role -> rights; `sync_roles` writes them to Django's groups.
ROLES: Mapping[str, Sequence[str]] = {
    OWNER: (VIEW_PAYMENT, VIEW_REFUND, REFUND_PAYMENT, VIEW_EVENTS, *VIEW_TAXES, *EDIT_TAXES),
    ORDER_DESK: (
        VIEW_PAYMENT,
        VIEW_REFUND,
        CAPTURE_PAYMENT,
        VOID_PAYMENT,
        REFUND_PAYMENT,
        VIEW_CARD,
        REMOVE_CARD,
    ),
    BOOKKEEPER: (
        VIEW_PAYMENT,
        VIEW_REFUND,
        RECEIVE_PAYMENT,
        VIEW_EVENTS,
        *VIEW_BOOKS,
        *VIEW_TAXES,
        *EDIT_TAXES,
    ),
    ANALYST: (VIEW_PAYMENT, VIEW_REFUND, *VIEW_BOOKS),
}
