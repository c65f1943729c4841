"""Giving money back."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Sum

from commerce import db, ids
from commerce.errors import Invalid, Refused
from commerce.events import outbox
from commerce.identity.actor import Actor, system
from commerce.money import Money
from payments import events
from payments.collecting import queries as collecting
from payments.collecting.actions import provider, story
from payments.collecting.models import Payment
from payments.contracts import PastPayment
from payments.gateways import actions as gateway_actions
from payments.gateways.actions import send_after_commit
from payments.gateways.clients.base import Gateway, GatewayDown, GatewayRefused, Returned
from payments.refunds import rules, states
from payments.refunds.models import Refund

log = logging.getLogger(__name__)

BY = system("payments")


class MoreThanCaptured(Refused):
    """More would go back than was taken."""

    code = "refund_exceeds_captured"


class NotFailed(Refused):
    """Only a failed refund can be tried again."""

    code = "refund_not_failed"


@db.transaction_required
def request_refund(
    *,
    payment_id: int,
    amount: Money,
    key: str,
    reason: str,
    by: object,
    at: datetime,
    tax: Money | None = None,
    shipped: bool | None = None,
) -> Refund:
    """This asks for money to go back, under the key of its cause; the same key is the same refund.

    `tax` within the amount is the payment's own share when it is not given; `shipped` is whether
    anything of the order has left when it is not given. The sum is reserved under the payment's
    lock, so refunds asked for at once never exceed what was taken (invariant 5).

    Raises:
        MoreThanCaptured: when less is left.
        Invalid: for nothing, less than nothing, or another currency.
    """
    payment = story.locked(payment_id)
    known = payment.refunds.filter(key=key).first()
    if known is not None:
        return known
    if amount.currency != payment.currency or amount.minor <= 0:
        message = f"a refund is a positive amount of {payment.currency}"
        raise Invalid(message, field="amount")
    _reserve(payment, amount)
    row = Refund.objects.create(
        public_id=ids.new("ref"),
        payment=payment,
        key=key,
        currency=amount.currency,
        amount_minor=amount.minor,
        tax_minor=(_tax(payment, amount) if tax is None else tax).minor,
        shipped=payment.shipped_minor > 0 if shipped is None else shipped,
        reason=reason[:200],
        by=str(by),
        requested_at=at,
        next_try_at=at,
    )
    story.note(payment, "refund_requested", by=by, at=at, amount=amount.minor, detail=reason)
    send_after_commit("payments.refunds.tasks.carry_out", refund_id=row.pk)
    return row


def _reserve(payment: Payment, amount: Money) -> None:
    left = collecting.free_to_refund(payment)
    if amount > left:
        message = f"{amount} is more than the {left} that can still be refunded"
        raise MoreThanCaptured(message, field="amount", left=str(left), currency=left.currency)
    payment.refunding += amount
    payment.save(update_fields=["refunding_minor"])


def _tax(payment: Payment, amount: Money) -> Money:
    live = payment.refunds.exclude(state="failed")
    before = live.aggregate(amount=Sum("amount_minor"), tax=Sum("tax_minor"))
    return rules.tax_share(
        amount=amount,
        total=payment.amount,
        tax=payment.tax,
        before=Money(before["amount"] or 0, payment.currency),
        before_tax=Money(before["tax"] or 0, payment.currency),
    )


@db.transaction_required
def retry(*, refund_id: int, by: object, at: datetime) -> Refund:
    """This tries a failed refund again, with a new key at the provider.

    Raises:
        NotFailed: when it has not failed.
        MoreThanCaptured: when the money has gone back another way.
    """
    payment_id = Refund.objects.values_list("payment_id", flat=True).get(pk=refund_id)
    payment = story.locked(payment_id)
    row = Refund.objects.filter(pk=refund_id).locked()[0]
    if row.state != "failed":
        message = f"this refund is {row.state}"
        raise NotFailed(message)
    _reserve(payment, row.amount)
    states.RefundFlow.move(
        row,
        "retry",
        by=str(by),
        at=at,
        round=row.round + 1,
        tries=0,
        next_try_at=at,
        reference=None,
        error="",
    )
    story.note(payment, "refund_retried", by=by, at=at, amount=row.amount_minor)
    send_after_commit("payments.refunds.tasks.carry_out", refund_id=row.pk)
    return row


@db.transaction_required
def refund_canceled_order(*, order_number: str, by: object, at: datetime) -> None:
    """This gives back what a canceled order was charged and has not got back yet."""
    for row in Payment.objects.filter(order_number=order_number).order_by("pk"):
        _refund_rest(row, key=rules.ORDER_CANCELED, reason="order canceled", by=by, at=at)


@db.transaction_required
def refund_waived(*, payment_id: int, by: object, at: datetime) -> None:
    """This gives back what was taken beyond what the order still owes; once, whoever notices first.

    Refunds that failed count as asked for: staff try them again.
    """
    payment = story.locked(payment_id)
    before = payment.refunds.filter(key__startswith=rules.WAIVED).aggregate(
        amount=Sum("amount_minor", default=0), tax=Sum("tax_minor", default=0)
    )
    sent_back = Money(before["amount"], payment.currency)
    found = rules.surplus(captured=payment.captured, owed=payment.owed, sent_back=sent_back)
    due = min(found, collecting.free_to_refund(payment))
    if due.minor <= 0:
        return
    tax = rules.tax_share(
        amount=due,
        total=payment.waived,
        tax=Money(payment.waived_tax_minor, payment.currency),
        before=sent_back,
        before_tax=Money(before["tax"], payment.currency),
    )
    request_refund(
        payment_id=payment_id,
        amount=due,
        key=f"{rules.WAIVED}{(sent_back + due).minor}",
        reason="articles canceled",
        by=by,
        at=at,
        tax=tax,
        shipped=False,
    )


@db.transaction_required
def refund_orphans(*, at: datetime) -> None:
    """This gives back money that was taken and that no order claims (invariant 7)."""
    for row in collecting.orphans(at=at):
        # Looked at again under its lock: an order may have taken hold of it just now.
        if not story.locked(row.pk).order_number:
            log.warning("payment %s has no order and is refunded", row.public_id)
            _refund_rest(row, key="no-order", reason="no order", by=BY, at=at)


def _refund_rest(row: Payment, *, key: str, reason: str, by: object, at: datetime) -> None:
    left = collecting.free_to_refund(story.locked(row.pk))
    if left.minor > 0:
        request_refund(payment_id=row.pk, amount=left, key=key, reason=reason, by=by, at=at)


@db.outside
def carry_out(*, refund_id: int, at: datetime) -> None:
    """This sends a refund to the provider; without an answer it is tried again with the same key."""
    row = _claim(refund_id, at=at)
    if row is None:
        return
    try:
        returned = _ask(gateway_actions.gateway(row.payment.gateway), row)
    except GatewayDown as error:
        log.warning("refund %s got no answer: %s", row.public_id, error.message)
        return
    except GatewayRefused as error:
        returned = Returned(
            reference=row.reference or "", state="failed", amount=row.amount, error=error.message
        )
    with db.transaction():
        record(refund_id=refund_id, returned=returned, at=at)


def _claim(refund_id: int, *, at: datetime) -> Refund | None:
    with db.transaction():
        found = Refund.objects.filter(pk=refund_id, next_try_at__lte=at)
        row = found.exclude(state="failed").locked_one()
        if row is None:
            return None
        row.next_try_at = at + rules.try_again_after(row.tries)
        row.tries += 1
        row.save(update_fields=["next_try_at", "tries"])
    return Refund.objects.select_related("payment").get(pk=refund_id)


def _ask(gateway: Gateway, row: Refund) -> Returned:
    if row.reference:
        return gateway.look_at_refund(reference=row.reference)
    attempt = collecting.chosen_attempt(row.payment_id)
    return gateway.refund(
        reference=(attempt.reference if attempt else None) or row.payment.public_id,
        amount=row.amount,
        ours={"payment": row.payment.public_id, "refund": row.public_id},
        key=f"kontor-refund-{row.pk}-{row.round}",
    )


@db.transaction_required
def record(*, refund_id: int, returned: Returned, at: datetime) -> None:
    """This records what the provider says of a refund; the same again changes nothing.

    Announces RefundIssued, and RefundFailed when it fails, at once or days later.
    """
    payment_id = Refund.objects.values_list("payment_id", flat=True).get(pk=refund_id)
    payment = story.locked(payment_id)
    row = Refund.objects.filter(pk=refund_id).locked()[0]
    if returned.reference and row.reference is None:
        row.reference = returned.reference
        row.save(update_fields=["reference"])
    if returned.state == "issued" and row.state in states.OPEN:
        _issue(payment, row, at=at)
    elif returned.state == "failed" and row.state != "failed":
        _fail(payment, row, error=returned.error, at=at)
    elif returned.state == "pending" and row.state == "requested":
        states.RefundFlow.move(row, "send", by=str(BY), at=at)


def _issue(payment: Payment, row: Refund, *, at: datetime) -> None:
    states.RefundFlow.move(row, "issue", by=str(BY), at=at, issued_at=at, next_try_at=None)
    payment.refunding -= row.amount
    payment.refunded += row.amount
    payment.save(update_fields=["refunding_minor", "refunded_minor"])
    story.note(payment, "refunded", by=row.by, at=at, amount=row.amount_minor, detail=row.reason)
    fact = events.RefundIssued(
        refund_id=row.pk,
        payment_id=payment.pk,
        reference=payment.reference,
        order_number=payment.order_number,
        amount=row.amount,
        tax=row.tax,
        shipped=row.shipped,
        reason=row.reason,
        method=payment.method,
        round=row.round,
        for_canceled=rules.is_for_canceled(row.key),
    )
    outbox.publish(fact, at=at, by=row.by, channel=payment.channel)


def _fail(payment: Payment, row: Refund, *, error: str, at: datetime) -> None:
    issued = row.state == "issued"
    states.RefundFlow.move(
        row, "fail", by=str(BY), at=at, error=error[:200], next_try_at=None, issued_at=None
    )
    if issued:
        payment.refunded -= row.amount
    else:
        payment.refunding -= row.amount
    payment.save(update_fields=["refunding_minor", "refunded_minor"])
    story.note(payment, "refund_failed", by=BY, at=at, amount=row.amount_minor, detail=error)
    fact = events.RefundFailed(
        refund_id=row.pk,
        payment_id=payment.pk,
        reference=payment.reference,
        order_number=payment.order_number,
        amount=row.amount,
        tax=row.tax,
        error=error[:200],
        reverses=issued,
        method=payment.method,
        round=row.round,
        for_canceled=rules.is_for_canceled(row.key),
    )
    outbox.publish(fact, at=at, by=BY, channel=payment.channel)


@db.transaction_required
def look_soon(*, public_id: str, at: datetime) -> None:
    """This has a refund looked at, because the provider told us something about it."""
    row = Refund.objects.filter(public_id=public_id).first()
    if row is None or row.state == "failed":
        return
    Refund.objects.filter(pk=row.pk).update(next_try_at=at)
    send_after_commit("payments.refunds.tasks.carry_out", refund_id=row.pk)


@db.transaction_required
def record_past(
    *, payments: Sequence[PastPayment], payment_ids: Mapping[str, int], by: Actor, at: datetime
) -> dict[str, int]:
    """This writes the refunds of past payments as issued: {key: refund id}; nobody hears of their facts."""
    rows = Refund.objects.bulk_create(
        [
            Refund(
                public_id=ids.new("ref"),
                payment_id=payment_ids[one.reference],
                key=refund.key,
                state="issued",
                currency=refund.amount.currency,
                amount_minor=refund.amount.minor,
                tax_minor=refund.tax.minor,
                shipped=refund.shipped,
                reason=refund.reason,
                by=str(by),
                requested_at=refund.at,
                issued_at=refund.at,
            )
            for one in payments
            for refund in one.refunds
        ],
        batch_size=1000,
    )
    of = {one.reference: one for one in payments}
    keys = {refund.key: one.reference for one in payments for refund in one.refunds}
    outbox.keep_past([_past(row, of[keys[row.key]]) for row in rows], by=by, at=at)
    return {row.key: row.pk for row in rows}


@db.outside
def take_up(*, payment_id: int, at: datetime) -> None:
    """This takes up refunds that somebody made at the provider's own desk.

    Raises:
        GatewayDown: when the provider does not answer; the schedule asks again.
    """
    attempt = collecting.chosen_attempt(payment_id)
    if attempt is None or attempt.reference is None:
        return
    provider.look(attempt_id=attempt.pk, at=at)
    gateway = gateway_actions.gateway(attempt.payment.gateway)
    found = gateway.refunds_of(reference=attempt.reference)
    with db.transaction():
        payment = story.locked(payment_id)
        for returned in found:
            _take_up(payment, returned, at=at)


def _take_up(payment: Payment, returned: Returned, *, at: datetime) -> None:
    ours = returned.ours.get("refund") or returned.ours.get("surplus")
    known = Refund.objects.filter(reference=returned.reference).exists()
    if ours or known or returned.state == "failed":
        return
    row = request_refund(
        payment_id=payment.pk,
        amount=returned.amount,
        key=f"provider:{returned.reference}",
        reason="refunded at the provider",
        by="stripe",
        at=at,
    )
    record(refund_id=row.pk, returned=returned, at=at)


def _past(row: Refund, payment: PastPayment) -> outbox.Past:
    fact = events.RefundIssued(
        refund_id=row.pk,
        payment_id=row.payment_id,
        reference=payment.reference,
        order_number=payment.order_number,
        amount=row.amount,
        tax=row.tax,
        shipped=row.shipped,
        reason=row.reason,
        method=payment.method,
    )
    return outbox.Past(fact=fact, channel=payment.channel, at=row.issued_at or row.requested_at)
