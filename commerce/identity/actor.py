"""The Actor: who acts, as a value that travels from the door to the trail."""

from dataclasses import dataclass

from typing_extensions import override


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: `kind` is user, staff, partner, guest or system; `label` is what the trail shows.

    `user_id` is set for people with an account, `key_id` for API keys, `scopes` for API keys.
    """

    kind: str
    label: str
    user_id: int | None = None
    key_id: int | None = None
    scopes: frozenset[str] = frozenset()

    @override
    def __str__(self) -> str:
        return self.label

    def has_scope(self, scope: str) -> bool:
        """This tells whether the API key carries a scope such as `orders:read`."""
        return scope in self.scopes


SYSTEM = Actor(kind="system", label="system")


def guest() -> Actor:
    """This makes the actor for a shopper without an account."""
    return Actor(kind="guest", label="guest")


def system(part: str) -> Actor:
    """This makes the actor for a part of the house that acts by itself, such as a reaction."""
    return Actor(kind="system", label=f"system:{part}")
