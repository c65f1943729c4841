"""Facts that payments announces."""

from dataclasses import dataclass
from typing import ClassVar

from commerce.events.facts import Fact
from commerce.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAuthorized(Fact):
    """A shopper's bank promised the money: checkout places the order."""

    name: ClassVar[str] = "payments.payment_authorized"
    about: ClassVar[str] = "reference"
    payment_id: int
    reference: str
    amount: Money
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDeclined(Fact):
    """A shopper's bank said no: checkout offers another way."""

    name: ClassVar[str] = "payments.payment_declined"
    about: ClassVar[str] = "reference"
    payment_id: int
    reference: str
    decline_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCaptured(Fact):
    """Money was taken (`amount`, of which `fee` stays with the provider): ledger, order, marts care."""

    name: ClassVar[str] = "payments.payment_captured"
    about: ClassVar[str] = "reference"
    payment_id: int
    reference: str
    order_number: str
    capture_id: int
    amount: Money
    fee: Money
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentVoided(Fact):
    """A promise of money was let go, or ran out: order and checkout care."""

    name: ClassVar[str] = "payments.payment_voided"
    about: ClassVar[str] = "reference"
    payment_id: int
    reference: str
    order_number: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundIssued(Fact):
    """Money went back; `shipped` says whether revenue had been booked: ledger, order, marts care."""

    name: ClassVar[str] = "payments.refund_issued"
    about: ClassVar[str] = "reference"
    refund_id: int
    payment_id: int
    reference: str
    order_number: str
    amount: Money
    tax: Money
    shipped: bool
    reason: str
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFailed(Fact):
    """Money that should have gone back did not: staff care.

    `reverses` says that it had been announced as issued before the bank sent it back.
    """

    name: ClassVar[str] = "payments.refund_failed"
    about: ClassVar[str] = "reference"
    refund_id: int
    payment_id: int
    reference: str
    order_number: str
    amount: Money
    error: str
    reverses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderReported(Fact):
    """A payment provider told us something: payments asks it how the subject stands now.

    Ids that the provider did not give back are empty or 0.
    """

    name: ClassVar[str] = "payments.provider_reported"
    about: ClassVar[str] = "subject_reference"
    inbound_id: int
    kind: str
    subject_reference: str
    payment_public_id: str
    attempt_id: int
    refund_public_id: str
