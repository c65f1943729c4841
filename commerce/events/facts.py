"""The base of all facts, and the envelope they travel in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

import msgspec
from typing_extensions import override


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the outbox adds to a fact; `delivered_at` is when this listener was called, UTC."""

    event_id: str
    name: str
    occurred_at: datetime
    delivered_at: datetime
    subject: str
    channel: str
    actor: str
    correlation_id: str
    causation_id: str


class Fact:
    """Something that happened, in the past tense; subclasses are frozen dataclasses.

    `name` is `<app>.<what_happened>`, `version` counts incompatible changes, `about` names the field
    that says whom the fact is about: facts about the same subject are handled in their order.
    """

    __slots__ = ()
    name: ClassVar[str]
    version: ClassVar[int] = 1
    about: ClassVar[str]
    known: ClassVar[dict[str, type["Fact"]]] = {}

    @override
    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Fact.known[cls.name] = cls

    @property
    def subject(self) -> str:
        """Whom the fact is about, such as `order_id:17`."""
        return f"{self.about}:{getattr(self, self.about)}"

    def payload(self) -> dict[str, Any]:
        """This turns the fact into plain JSON values."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """This lifts a payload of an older version to the present one; override when version grows."""
        if version != cls.version:
            message = f"{cls.name} cannot read version {version}"
            raise ValueError(message)
        return payload

    @classmethod
    def read(cls, payload: dict[str, Any], version: int) -> Self:
        """This reads a stored payload back into the fact."""
        return msgspec.convert(cls.upcast(payload, version), cls)


class UnknownFact(LookupError):
    """A stored event has a name that no class carries any more."""


def read(name: str, payload: dict[str, Any], version: int) -> Fact:
    """This reads any stored fact.

    Raises:
        UnknownFact: when no class carries the name.
    """
    found = Fact.known.get(name)
    if found is None:
        raise UnknownFact(name)
    return found.read(payload, version)
