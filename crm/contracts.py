"""Nouns that cross the door of crm: frozen values, no Django."""

from dataclasses import dataclass


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
class SavedAddress:
    """An address in a customer's book."""

    address_id: int
    public_id: str
    address: Address
    is_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerInfo:
    """A customer as the other apps know them; `user_id` is None for guests."""

    customer_id: int
    public_id: str
    email: str
    name: str
    language: str
    user_id: int | None
    price_group: str
