"""Lifecycles as data: which moves there are, and one conditional statement that makes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commerce import rows
from commerce.errors import Conflict


class IllegalMove(Conflict):
    """The row is not in a state that this move starts from."""

    code = "illegal_move"


@dataclass(frozen=True, slots=True)
class Flow:
    """A lifecycle: where it starts, and for each named move the states it leaves and the one it reaches.

    States nobody leaves are final. `name` labels the flow in the floor plan and the audit trail.
    """

    name: str
    initial: str
    moves: Mapping[str, tuple[str | tuple[str, ...], str]]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, the initial one first, then in the order the moves name them."""
        found = {self.initial: None}
        for move in self.moves:
            for state in (*self.sources(move), self.target(move)):
                found[state] = None
        return tuple(found)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The states as Django choices."""
        return [(state, state.replace("_", " ").capitalize()) for state in self.states]

    def sources(self, move: str) -> tuple[str, ...]:
        """The states that `move` may start from."""
        found = self.moves[move][0]
        return (found,) if isinstance(found, str) else found

    def target(self, move: str) -> str:
        """The state that `move` ends in."""
        return self.moves[move][1]

    def allows(self, state: str, move: str) -> bool:
        """This tells whether `move` may start from `state`."""
        return state in self.sources(move)

    def moves_from(self, state: str) -> tuple[str, ...]:
        """The moves that may start from `state`."""
        return tuple(move for move in self.moves if state in self.sources(move))

    def move(
        self,
        row: Any,
        move: str,
        *,
        by: str,
        at: datetime,
        reason: str = "",
        **changes: Any,
    ) -> None:
        """This makes one move by one conditional UPDATE and records who, when and why.

        `changes` are further columns to set in the same statement.

        Raises:
            IllegalMove: when the row has left the states the move starts from.
        """
        from commerce.audit import trail

        target = self.target(move)
        before = row.state
        where = {"id": row.pk, "state": self.sources(move)}
        if not rows.change(type(row), where=where, to={"state": target, **changes}):
            current = type(row)._default_manager.filter(pk=row.pk).values_list("state", flat=True)
            message = f"{self.name} cannot {move} from {next(iter(current), 'nowhere')}"
            raise IllegalMove(message, move=move, state=next(iter(current), ""))
        row.state = target
        for name, value in changes.items():
            setattr(row, name, value)
        trail.record_move(
            flow=self.name,
            row=row,
            move=move,
            before=before,
            after=target,
            by=by,
            at=at,
            reason=reason,
        )

    def mermaid(self) -> str:
        """This draws the flow as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for name in self.moves:
            lines += [
                f"    {source} --> {self.target(name)}: {name}" for source in self.sources(name)
            ]
        leaving = {source for name in self.moves for source in self.sources(name)}
        lines += [f"    {state} --> [*]" for state in self.states if state not in leaving]
        return "\n".join(lines)
