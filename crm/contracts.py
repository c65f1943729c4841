"""Nouns that cross the door of crm: frozen values, no Django."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a person or firm is reached; `country` is ISO 3166 alpha-2, `region` as the post writes it."""

    full_name: str
    line1: str
    city: str
    country: str
    postcode: str = ""
    line2: str = ""
    region: str = ""
    company: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressField:
    """One field of an address form; `name` is a field of Address.

    `autocomplete` is the HTML token without its section, `choices` are (code, name) pairs when the
    country has a closed list, `example` shows the shape, `inputmode` is HTML's.
    """

    name: str
    label: str
    required: bool
    autocomplete: str
    example: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    inputmode: str = ""
    longest: int = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressForm:
    """The fields of an address in a country's own order, with labels in the present language."""

    country: str
    fields: tuple[AddressField, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the fields that must be filled."""
        return tuple(one.name for one in self.fields if one.required)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressHint:
    """A likely slip in an address that is good enough to send to; `suggestion` may be empty."""

    field: str
    code: str
    suggestion: str
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAddress:
    """An address in a customer's book: where parcels (`is_default`) or invoices go unless told otherwise."""

    address_id: int
    public_id: str
    address: Address
    is_default: bool
    is_billing_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerInfo:
    """A customer as the other apps know them; `user_id` is None for guests.

    `channel_id` is where they were met first; `state` is active or erased.
    """

    customer_id: int
    public_id: str
    email: str
    name: str
    language: str
    user_id: int | None
    price_group: str
    phone: str = ""
    channel_id: int = 0
    state: str = "active"
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CookieChoice:
    """What a visitor said about cookies; `visitor` names their proof, nothing is allowed unasked."""

    visitor: str = ""
    decided: bool = False
    analytics: bool = False
    marketing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentStand:
    """Where a person stands on one purpose: the last word counts; `since` is when it was spoken."""

    purpose: str
    title: str
    explanation: str
    given: bool
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustomer:
    """Somebody an import or a seed brings; `created_at` is when they came, UTC, else now."""

    email: str
    name: str = ""
    language: str = ""
    phone: str = ""
    address: Address | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWithAddress:
    """A customer and where parcels go unless told otherwise."""

    customer: CustomerInfo
    address: Address | None
