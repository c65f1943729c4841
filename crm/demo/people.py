"""Inventing the demo company's customers: by arithmetic, so that every machine invents the same."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from crm.contracts import Address
from crm.demo.places import COUNTS, LANDS, Land

DOMAINS = ("example.com", "example.net", "example.org")
# Customers came over two years, more of them lately.
DAYS = 730


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCustomer:
    """An invented person; `age_days` is how long ago they came."""

    email: str
    language: str
    address: Address
    age_days: int
    reads_news: bool

    @property
    def name(self) -> str:
        """The name on the address."""
        return self.address.full_name


def customers(channel: str) -> Iterator[DemoCustomer]:
    """This invents the customers of one demo channel, always in the same order."""
    lands = LANDS.get(channel, ())
    taken: set[str] = set()
    for number in range(COUNTS.get(channel, 0)):
        land = _home(lands, number)
        address = _address(land, number)
        email = _email(address.full_name, number, taken)
        taken.add(email)
        yield DemoCustomer(
            email=email,
            language=land.language,
            address=address,
            age_days=_age(number, COUNTS[channel]),
            reads_news=_mix(number, 5) % 5 < 2,
        )


def _home(lands: tuple[Land, ...], number: int) -> Land:
    drawn = _mix(number, 1) % sum(land.weight for land in lands)
    for land in lands:
        if drawn < land.weight:
            return land
        drawn -= land.weight
    return lands[0]


def _address(land: Land, number: int) -> Address:
    given = land.given[_mix(number, 2) % len(land.given)]
    family = land.family[_mix(number, 3) % len(land.family)]
    town, postcode, region = land.towns[_mix(number, 4) % len(land.towns)]
    street = land.streets[_mix(number, 6) % len(land.streets)]
    return Address(
        full_name=f"{given} {family}",
        line1=land.street.format(street=street, number=1 + _mix(number, 7) % 96),
        city=town,
        postcode=postcode,
        region=region,
        country=land.code,
        phone=land.phone.format(_mix(number, 8) % 1000) if land.phone and number % 3 == 0 else "",
    )


def _email(name: str, number: int, taken: set[str]) -> str:
    plain = name.replace("ß", "ss").replace("ø", "o")
    ascii_ = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    local = ".".join("".join(c for c in word if c.isalnum()) for word in ascii_.split())
    domain = DOMAINS[number % len(DOMAINS)]
    plain_email = f"{local}@{domain}"
    return plain_email if plain_email not in taken else f"{local}{number}@{domain}"


def _age(number: int, count: int) -> int:
    share = (number + 1) / count
    return int(DAYS * (1 - share**0.7))


def _mix(number: int, salt: int) -> int:
    """A well-spread whole number: neighbours have nothing in common."""
    value = (number * 0x9E3779B1 + salt * 0x85EBCA77) & 0xFFFFFFFF
    value = ((value ^ (value >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    return value ^ (value >> 13)
