"""Facts that payments announces."""

from dataclasses import dataclass
from typing import Any, ClassVar

from typing_extensions import override

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
    """Money went back; `shipped` says whether revenue had been booked: ledger, order, marts care.

    `round` counts the tries of one refund: a bank may send the first back and take the second.
    `for_canceled` says that it is the money of pieces that were canceled before they left.
    """

    name: ClassVar[str] = "payments.refund_issued"
    version: ClassVar[int] = 3
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
    round: int = 0
    for_canceled: bool = False

    @override
    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """The first version knew one try only, the second not whether the goods had been canceled."""
        return payload


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFailed(Fact):
    """Money that should have gone back did not: ledger, order, marts and staff care.

    `reverses` says that this try (`round`) had been announced as issued before the bank sent it back.
    """

    name: ClassVar[str] = "payments.refund_failed"
    version: ClassVar[int] = 3
    about: ClassVar[str] = "reference"
    refund_id: int
    payment_id: int
    reference: str
    order_number: str
    amount: Money
    tax: Money
    error: str
    reverses: bool = False
    method: str = ""
    round: int = 0
    for_canceled: bool = False

    @override
    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """The first version knew one try only, no tax and no method, the second not what was canceled."""
        none = {"minor": 0, "currency": payload["amount"]["currency"]}
        return {"tax": none} | payload


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethodSaved(Fact):
    """A customer keeps a card for next time: their timeline notes it."""

    name: ClassVar[str] = "payments.payment_method_saved"
    about: ClassVar[str] = "customer_id"
    customer_id: int
    card_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethodRemoved(Fact):
    """A card that a customer kept is gone, by their wish, by staff or at the provider: their timeline notes it."""

    name: ClassVar[str] = "payments.payment_method_removed"
    about: ClassVar[str] = "customer_id"
    customer_id: int
    card_id: str
