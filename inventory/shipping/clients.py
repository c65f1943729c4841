"""Carriers: one port, and our own carrier behind it.

A carrier is asked with a key of ours (the parcel's public id), and asking twice must buy one label.
Keys and timeouts are handed in by whoever makes the client.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from typing_extensions import override

from commerce.errors import Unavailable
from inventory.shipping.rules import label


class CarrierUnavailable(Unavailable):
    """The carrier does not answer, or answers nonsense; asking again later is safe."""

    code = "carrier_unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRequest:
    """What a carrier needs to know; `key` makes asking twice safe, `number` is unique per parcel."""

    key: str
    number: int
    service: str
    sender: Sequence[str]
    sender_country: str
    receiver: Sequence[str]
    receiver_country: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A bought label: its tracking number, where to follow it, and the paper as SVG."""

    tracking_number: str
    tracking_url: str
    svg: str


class Carrier(Protocol):
    """Whoever takes parcels away."""

    name: str

    def buy(self, request: LabelRequest) -> Label:
        """This buys one label.

        Raises:
            CarrierUnavailable: when it cannot be told whether it was bought; ask again with the same key.
        """

    def void(self, tracking_number: str) -> None:
        """This gives a label back that was not used."""


class HouseCarrier(Carrier):
    """Our own vans: numbers in the postal S10 form, such as KH000000475DE, with its check digit."""

    name = "Kontor Hauslieferung"

    @override
    def buy(self, request: LabelRequest) -> Label:
        number = s10(prefix="KH", serial=request.number, country=request.sender_country or "XX")
        words = label.LabelWords(
            carrier=self.name,
            service=request.service,
            sender=request.sender,
            receiver=request.receiver,
            country=request.receiver_country,
            reference=request.reference,
            tracking_number=number,
        )
        return Label(tracking_number=number, tracking_url="", svg=label.draw(words))

    @override
    def void(self, tracking_number: str) -> None:
        return None


CARRIERS: dict[str, Carrier] = {"house": HouseCarrier()}


def find_carrier(code: str) -> Carrier | None:
    """This finds a carrier that sells labels to us; others are booked by hand."""
    return CARRIERS.get(code)


def s10(*, prefix: str, serial: int, country: str) -> str:
    """This words a postal item number (UPU S10): eight digits and a weighted check digit."""
    digits = f"{serial % 10**8:08d}"
    weights = (8, 6, 4, 2, 3, 5, 9, 7)
    rest = 11 - sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
    check = {10: 0, 11: 5}.get(rest, rest)
    return f"{prefix}{digits}{check}{country}"
