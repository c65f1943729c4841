"""What the order book learns from payments and crm."""

from commerce.events.facts import Envelope
from commerce.events.registry import on
from commerce.identity import actor
from crm.events import CustomerErased, CustomerMerged, DataExportRequested
from orders.order.actions import copies, erasure, progress, reports
from payments.events import PaymentCaptured, PaymentVoided, RefundFailed, RefundIssued

PAYMENTS = actor.system("payments")
CRM = actor.system("crm")


@on(PaymentCaptured)
def count_capture(fact: PaymentCaptured, envelope: Envelope) -> None:
    """Money was taken: the order counts it."""
    reports.record_capture(
        payment_id=fact.payment_id,
        amount=fact.amount,
        capture_id=fact.capture_id,
        at=envelope.occurred_at,
        by=PAYMENTS,
    )


@on(PaymentVoided)
def note_void(fact: PaymentVoided, envelope: Envelope) -> None:
    """Promised money was let go: nothing more of the order may leave."""
    progress.record_void(payment_id=fact.payment_id, at=envelope.occurred_at, by=PAYMENTS)


@on(RefundIssued, RefundFailed)
def count_refund(fact: RefundIssued | RefundFailed, envelope: Envelope) -> None:
    """Money went back, or did not after all: the order counts it and says for which lines."""
    told = reports.Told(
        payment_id=fact.payment_id,
        refund_id=fact.refund_id,
        nth=fact.round,
        amount=fact.amount,
        tax=fact.tax,
        for_canceled=fact.for_canceled,
    )
    if isinstance(fact, RefundIssued):
        reports.record_refund(told=told, reason=fact.reason, at=envelope.occurred_at, by=PAYMENTS)
    else:
        reports.record_refund_failure(
            told=told, error=fact.error, at=envelope.occurred_at, by=PAYMENTS
        )


@on(CustomerMerged)
def follow_merge(fact: CustomerMerged, envelope: Envelope) -> None:
    """Two customers are one: so are their orders."""
    erasure.move_customer(from_id=fact.from_id, into_id=fact.into_id)


@on(CustomerErased)
def cut_person_out(fact: CustomerErased, envelope: Envelope) -> None:
    """A person was erased: the sums stay, the person goes."""
    erasure.erase_customer(customer_id=fact.customer_id, at=envelope.occurred_at, by=CRM)


@on(DataExportRequested)
def hand_over_when_asked(fact: DataExportRequested, envelope: Envelope) -> None:
    """A person wants a copy of their data: their orders belong to it."""
    copies.hand_over(
        customer_id=fact.customer_id, export_id=fact.export_id, at=envelope.delivered_at, by=CRM
    )
