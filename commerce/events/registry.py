"""Who listens to what: filled by `@on` when each app's reactions are imported at start."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from commerce.events.facts import Envelope, Fact

F = TypeVar("F", bound=Fact)
Reaction = Callable[[Any, Envelope], None]
Wanted = Callable[[set[str]], set[str]]


@dataclass(frozen=True, slots=True)
class Listener:
    """One reaction: its stable key (`app.room.function`), the function, and the queue it runs on.

    `wanted` narrows, at fan-out, the names it is called for; None means all it was registered for.
    """

    key: str
    call: Reaction
    queue: str
    wanted: Wanted | None = None


_by_fact: dict[str, list[Listener]] = {}
_everything: list[Listener] = []


def on(*facts: type[Fact], queue: str = "facts") -> Callable[[Reaction], Reaction]:
    """This registers a reaction: a function of (fact, envelope) that makes one action call.

    It runs in a transaction of its own, at most once per fact in effect; facts about the same
    subject reach it in order.
    """

    def register(call: Reaction) -> Reaction:
        listener = _listener(call, queue)
        for fact in facts:
            _by_fact.setdefault(fact.name, []).append(listener)
        return call

    return register


def on_everything(
    *, queue: str = "facts", wanted: Wanted | None = None
) -> Callable[[Reaction], Reaction]:
    """This registers a reaction to every fact there is, such as the relay to partners.

    `wanted` is asked once per batch which of the names matter now, so that nobody carries copies
    nobody reads.
    """

    def register(call: Reaction) -> Reaction:
        _everything.append(replace(_listener(call, queue), wanted=wanted))
        return call

    return register


def listeners(name: str) -> list[Listener]:
    """This lists who listens to the fact with this name."""
    return [*_by_fact.get(name, []), *_everything]


def wanted_by(names: set[str]) -> dict[str, list[Listener]]:
    """This tells for each name who wants it now, asking the choosy listeners once."""
    chosen = {one.key: one.wanted(names) for one in _everything if one.wanted}
    return {
        name: [one for one in listeners(name) if one.key not in chosen or name in chosen[one.key]]
        for name in names
    }


def listener(key: str) -> Listener | None:
    """This finds a listener by its key."""
    for found in [*_everything, *(one for many in _by_fact.values() for one in many)]:
        if found.key == key:
            return found
    return None


def _listener(call: Reaction, queue: str) -> Listener:
    room = call.__module__.removesuffix(".reactions").replace(".reactions.", ".")
    return Listener(key=f"{room}.{call.__name__}", call=call, queue=queue)
