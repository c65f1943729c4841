"""Reading refunds and finding what is due."""

from datetime import datetime

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from commerce.errors import NotFound
from payments.collecting.models import Payment
from payments.contracts import RefundInfo
from payments.refunds import states
from payments.refunds.models import Refund

BATCH = 100


class UnknownRefund(NotFound):
    """There is no such refund, or it is not yours to see."""

    code = "unknown_refund"


def get_by_public_id(public_id: str, *, channel: str | None) -> Refund:
    """This finds a refund of a channel (None: of any) by its public id.

    Raises:
        UnknownRefund: when there is none.
    """
    rows = Refund.objects.select_related("payment").filter(public_id=public_id)
    found = (rows.filter(payment__channel=channel) if channel else rows).first()
    if found is None:
        message = "there is no such refund"
        raise UnknownRefund(message)
    return found


def refunds_of(payment_ids: list[int]) -> tuple[RefundInfo, ...]:
    """This lists the refunds of payments, oldest first."""
    return tuple(info(row) for row in Refund.objects.filter(payment__in=payment_ids).order_by("pk"))


def info(row: Refund) -> RefundInfo:
    """This is a refund as the other apps see it."""
    return RefundInfo(
        refund_id=row.pk,
        public_id=row.public_id,
        payment_id=row.payment_id,
        state=row.state,
        amount=row.amount,
        reason=row.reason,
    )


def refunds_due(*, at: datetime) -> list[int]:
    """This lists refunds that still need an answer."""
    rows = Refund.objects.filter(state__in=states.OPEN, next_try_at__lte=at)
    return list(rows.order_by("next_try_at").values_list("pk", flat=True)[:BATCH])


def unknown_refunds() -> list[int]:
    """This lists payments of which more went back at the provider than we know of."""
    rows = Payment.objects.filter(refunds_seen_minor__gt=F("refunded_minor") + F("refunding_minor"))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


def violations() -> list[str]:
    """This checks that each payment's refunded amounts are the sums of its refunds."""
    issued = Coalesce(Sum("refunds__amount_minor", filter=Q(refunds__state="issued")), 0)
    asked = Coalesce(Sum("refunds__amount_minor", filter=Q(refunds__state__in=states.OPEN)), 0)
    rows = Payment.objects.annotate(issued=issued, asked=asked).exclude(
        issued=F("refunded_minor"), asked=F("refunding_minor")
    )
    return [f"payment {row.public_id}: refunded is not the sum of its refunds" for row in rows]
