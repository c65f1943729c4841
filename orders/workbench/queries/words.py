"""The desk's words for states and for what happened."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "authorized": _("Promised"),
    "paid": _("Paid"),
    "partially_paid": _("Partly paid"),
    "partially_refunded": _("Partly refunded"),
    "refunded": _("Refunded"),
    "voided": _("Let go"),
    "unfulfilled": _("To be sent"),
    "partially_shipped": _("Partly sent"),
    "shipped": _("Sent"),
    "delivered": _("Delivered"),
    "ready_for_pickup": _("Ready for pickup"),
    "expected": _("Not ready yet"),
    "ready": _("Ready for pickup"),
    "collected": _("Collected"),
    "returned": _("Back on the shelf"),
    "canceled": _("Canceled"),
    "lines_canceled": _("Articles canceled"),
    "placed": _("Placed"),
    "completed": _("Completed"),
    "planned": _("Planned"),
    "picking": _("Being picked"),
    "packed": _("Packed"),
    "labelled": _("Label bought"),
    "held": _("Put on hold"),
    "released": _("Released"),
    "noted": _("Note written"),
    "note_left": _("Note left by the shopper"),
    "note_taken_back": _("Note taken back by the shopper"),
    "redirected": _("Sent elsewhere by the shopper"),
    "captured": _("Money taken"),
    "money_received": _("Payment recorded"),
    "refund_requested": _("Refund requested"),
    "refund_failed": _("Refund failed"),
    "refund_reversed": _("Refund sent back by the bank"),
    "sent_back": _("Sent back by the bank"),
    "payment_voided": _("Payment let go"),
    "restocked": _("Back on the shelf"),
    "withdrawn_late": _("Contract taken back by the shopper, after the deadline"),
    "withdrawn": _("Contract taken back by the shopper"),
    "mailed": _("Mail sent"),
    "mail_again": _("Mail sent again"),
    "mail_given_up": _("Mail given up"),
    "person_erased": _("Person erased"),
    "requested": _("Requested"),
    "issued": _("Given back"),
    "failed": _("Failed"),
    "taken": _("Taken"),
    "waiting": _("Waiting"),
    "sent": _("Sent"),
    "dropped": _("Given up"),
}


MAILS = {
    "placed": _("Confirmation"),
    "shipped": _("On its way"),
    "canceled": _("Order canceled"),
    "lines_canceled": _("Articles canceled"),
    "ready": _("Ready for pickup"),
    "reminder": _("Pickup reminder"),
    "collected": _("Collected"),
    "review": _("Invitation to review"),
    "withdrawn": _("Withdrawal confirmed"),
}


def of_mail(kind: str) -> str:
    """This names a kind of mail in the language of the screen."""
    return str(MAILS.get(kind, kind.replace("_", " ").capitalize()))


def of(code: str) -> str:
    """This words a state or a happening in the language of the screen."""
    return str(WORDS.get(code, code.replace("_", " ").capitalize()))
