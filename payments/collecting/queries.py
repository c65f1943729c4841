"""Reading payments, finding what is due, and checking that the books of money taken hold."""

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from commerce.errors import NotFound
from commerce.money import Money
from payments.collecting import rules
from payments.collecting.models import Attempt, Capture, Payment
from payments.contracts import PaymentInfo
from payments.gateways import queries as gateways

BATCH = 100


class UnknownPayment(NotFound):
    """There is no such payment, or it is not yours to see."""

    code = "unknown_payment"


def get_payment(payment_id: int) -> Payment:
    """This finds a payment by its key.

    Raises:
        UnknownPayment: when there is none.
    """
    return _or_unknown(Payment.objects.filter(pk=payment_id))


def get_by_public_id(public_id: str, *, channel: str | None) -> Payment:
    """This finds a payment of a channel (None: of any) by its public id.

    Raises:
        UnknownPayment: when there is none.
    """
    return _or_unknown(Payment.objects.in_channel(channel).filter(public_id=public_id))


def _or_unknown(rows: "QuerySet[Payment]") -> Payment:
    found = rows.first()
    if found is None:
        message = "there is no such payment"
        raise UnknownPayment(message)
    return found


def find_for_reference(reference: str) -> Payment | None:
    """This finds the live payment of a checkout, or its latest one."""
    rows = Payment.objects.filter(reference=reference)
    return rows.live().first() or rows.order_by("-pk").first()


def info(row: Payment) -> PaymentInfo:
    """This is a payment as the other apps see it."""
    return PaymentInfo(
        payment_id=row.pk,
        public_id=row.public_id,
        reference=row.reference,
        order_number=row.order_number,
        method=row.method,
        kind=row.method,
        state=row.state,
        amount=row.amount,
        owed=row.owed,
        authorized=row.authorized,
        captured=row.captured,
        refunded=row.refunded,
        decline_code=row.decline_code,
        decline_message=gateways.worded_decline(row.decline_code),
        label=row.label,
    )


def standing(row: Payment, attempt: Attempt) -> rules.Standing:
    """This is where a payment stands, for the rule that reads a provider's answer."""
    return rules.Standing(
        public_id=row.public_id,
        state=row.state,
        chosen=attempt.state == "chosen",
        ended=attempt.state == "ended",
        amount=row.amount,
        captured=row.captured,
        capturing=row.capturing,
        decline_reference=row.decline_reference,
    )


def free_to_capture(row: Payment) -> Money:
    """This is what is promised and owed, and neither taken nor asked for yet."""
    free = row.authorized - row.waived - row.captured - row.capturing
    return max(free, Money.zero(row.currency))


def free_to_refund(row: Payment) -> Money:
    """This is what was taken and has neither gone back nor been asked back."""
    return row.captured - row.refunded - row.refunding


def find_attempt(*, attempt_id: int, payment_public_id: str, reference: str) -> Attempt | None:
    """This finds the attempt a provider speaks of, by our own ids first, then by its id."""
    known = Attempt.objects.filter(pk=attempt_id, payment__public_id=payment_public_id).first()
    if known is not None or not reference:
        return known
    return Attempt.objects.filter(Q(reference=reference) | Q(page_reference=reference)).first()


def chosen_attempt(payment_id: int) -> Attempt | None:
    """This finds the attempt that paid."""
    return Attempt.objects.filter(payment_id=payment_id, state="chosen").first()


def open_attempts(payment_id: int) -> list[int]:
    """This lists the attempts of a payment through which a shopper may have paid."""
    rows = Attempt.objects.filter(payment_id=payment_id, state="open")
    return list(rows.order_by("pk").values_list("pk", flat=True))


def looks_due(*, at: datetime) -> list[int]:
    """This lists attempts whose outcome should be asked for."""
    rows = Attempt.objects.filter(next_look_at__lte=at).exclude(state="ended")
    return list(rows.order_by("next_look_at").values_list("pk", flat=True)[:BATCH])


def releases_due(*, at: datetime) -> list[int]:
    """This lists attempts to be let go at the provider."""
    rows = Attempt.objects.filter(next_release_at__lte=at)
    return list(rows.order_by("next_release_at").values_list("pk", flat=True)[:BATCH])


def captures_due(*, at: datetime) -> list[int]:
    """This lists captures that still need an answer."""
    rows = Capture.objects.filter(state="requested", next_try_at__lte=at)
    return list(rows.order_by("next_try_at").values_list("pk", flat=True)[:BATCH])


def orphans(*, at: datetime) -> list[Payment]:
    """This lists money that no order claims, ten minutes after it was promised (invariant 7)."""
    rows = Payment.objects.filter(
        order_number="", state__in=rules.PAID, authorized_at__lte=at - rules.ORPHAN_AFTER
    ).exclude(state="captured", captured_minor=F("refunded_minor") + F("refunding_minor"))
    return list(rows.order_by("pk")[:BATCH])


def stale(*, at: datetime) -> list[int]:
    """This lists payments whose shoppers have left."""
    rows = Payment.objects.filter(state__in=rules.WAITING, created_at__lte=at - rules.STALE_AFTER)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


def lapsing(*, at: datetime) -> list[int]:
    """This lists authorizations of live orders that end soon."""
    rows = Payment.objects.filter(
        state__in=rules.HELD, lapses_at__lte=at + rules.LAPSE_MARGIN
    ).exclude(order_number="")
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


def violations(*, at: datetime) -> list[str]:
    """This checks invariants 5, 6, 7 of collecting and returns what is wrong, one line each."""
    return [*_unbounded(), *_miscounted(), *_paid_twice(), *_orphaned(at=at)]


def _unbounded() -> list[str]:
    rows = Payment.objects.filter(
        Q(captured_minor__gt=F("authorized_minor") - F("capturing_minor"))
        | Q(refunded_minor__gt=F("captured_minor") - F("refunding_minor"))
        | Q(authorized_minor__gt=F("amount_minor"))
    )
    return [f"payment {row.public_id}: amounts exceed one another" for row in rows]


def _miscounted() -> list[str]:
    taken = Coalesce(Sum("captures__amount_minor", filter=Q(captures__state="taken")), 0)
    asked = Coalesce(Sum("captures__amount_minor", filter=Q(captures__state="requested")), 0)
    rows = Payment.objects.annotate(taken=taken, asked=asked).exclude(
        taken=F("captured_minor"), asked=F("capturing_minor")
    )
    return [f"payment {row.public_id}: captured is not the sum of its captures" for row in rows]


def _paid_twice() -> list[str]:
    paid = Payment.objects.exclude(order_number="").filter(state__in=rules.PAID)
    twice = paid.values("order_number").annotate(payments=Count("pk")).filter(payments__gt=1)
    return [f"order {row['order_number']}: more than one live payment" for row in twice]


def _orphaned(*, at: datetime) -> list[str]:
    found = orphans(at=at - rules.ORPHAN_AFTER)
    return [f"payment {row.public_id}: money without an order" for row in found]
