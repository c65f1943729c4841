"""Facts that crm announces; people appear as ids only."""

from dataclasses import dataclass
from typing import Any, ClassVar

from typing_extensions import override

from commerce.events.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRegistered(Fact):
    """A person became a customer, with or without an account: profiles and marts care."""

    name: ClassVar[str] = "crm.customer_registered"
    about: ClassVar[str] = "customer_id"
    customer_id: int
    has_account: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMerged(Fact):
    """Two customers turned out to be one, such as a guest who signed up: order books and carts care."""

    name: ClassVar[str] = "crm.customer_merged"
    about: ClassVar[str] = "into_id"
    from_id: int
    into_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerErased(Fact):
    """A person was erased: every room that stores a person cuts them out.

    `email_digest` stands for the address, for rooms that know people by nothing else.
    """

    name: ClassVar[str] = "crm.customer_erased"
    version: ClassVar[int] = 2
    about: ClassVar[str] = "customer_id"
    customer_id: int
    email_digest: str = ""

    @override
    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 knew people by number alone."""
        return {"email_digest": "", **payload}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentChanged(Fact):
    """A person gave or withdrew consent to a purpose: campaigns and tracking care."""

    name: ClassVar[str] = "crm.consent_changed"
    about: ClassVar[str] = "customer_id"
    customer_id: int
    purpose: str
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DataExportRequested(Fact):
    """A person wants a copy of their data: every app that keeps some adds its section.

    Each listener answers with `crm.public.add_to_export` exactly one section.
    """

    name: ClassVar[str] = "crm.data_export_requested"
    about: ClassVar[str] = "customer_id"
    customer_id: int
    export_id: str
