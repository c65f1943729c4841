"""The next best thing to do for an order, and what else may be done."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How far one fulfillment is; `labelled` says that its parcel has a tracking number.

    `pickup` is the state of what is picked up in a store, empty for a parcel; `overdue` that nobody came;
    `awaits` that something of it has not come yet.
    """

    fulfillment_id: int
    warehouse: str
    state: str
    labelled: bool
    pickup: str = ""
    overdue: bool = False
    awaits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """An order as the desk weighs it; `owed` says that it is paid later and not paid yet.

    `cancelable` says that a part of it may fall away and the rest go on.
    """

    state: str
    on_hold: bool
    voided: bool
    shipped: int
    stages: tuple[Stage, ...]
    owed: bool
    refundable: bool
    cancelable: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, for one fulfillment when `fulfillment_id` is not 0."""

    code: str
    fulfillment_id: int = 0
    warehouse: str = ""


# What an order on hold must not do.
LEAVING = {"pick", "pack", "label", "ship", "ready", "collect"}
MOVES = {"planned": "pick", "picking": "pack", "packed": "ship", "shipped": "deliver"}


def next_step(found: Situation) -> Step | None:
    """This names the single next best thing to do; None when everything is done or waits for others."""
    if found.state == "placed" and (found.on_hold or found.voided or not found.stages):
        return _unblock(found)
    step = _send(found.stages) if found.state == "placed" else None
    if step is None and found.owed and found.state != "canceled":
        return Step("receive")
    return step


def other_steps(found: Situation) -> tuple[Step, ...]:
    """This lists what else may be done now, besides the next best thing."""
    best = next_step(found)
    wanted: list[Step] = [
        _move(stage) for stage in found.stages if stage.state in MOVES and not stage.awaits
    ]
    if found.state == "placed":
        wanted += _stop(found)
    if found.owed and found.state != "canceled":
        wanted.append(Step("receive"))
    if found.refundable:
        wanted.append(Step("refund"))
    if any(stage.pickup == "ready" and stage.overdue for stage in found.stages):
        wanted.append(Step("collect"))
    if found.on_hold or found.state == "canceled":
        wanted = [step for step in wanted if step.code not in LEAVING]
    return tuple(step for step in wanted if step != best)


def _stop(found: Situation) -> list[Step]:
    """What keeps an order, or a part of it, from leaving."""
    codes = ["release" if found.on_hold else "hold"]
    if found.cancelable:
        codes.append("cancel_lines")
    if not found.shipped:
        codes.append("cancel")
    return [Step(code) for code in codes]


def _unblock(found: Situation) -> Step | None:
    if found.on_hold:
        return Step("release")
    if found.voided:
        return None if found.shipped else Step("cancel")
    return Step("plan")


def _send(stages: Sequence[Stage]) -> Step | None:
    """The parcel that is least far comes first; what has left is delivered last."""
    in_house = [
        stage
        for stage in stages
        if stage.state in {"planned", "picking", "packed"} and not stage.awaits
    ]
    on_the_way = [stage for stage in stages if stage.state == "shipped"]
    wanted = [*in_house, *on_the_way]
    return _move(wanted[0]) if wanted else None


def _move(stage: Stage) -> Step:
    code = MOVES[stage.state]
    if stage.pickup:
        return Step(_at_the_counter(stage), stage.fulfillment_id, stage.warehouse)
    if code == "ship" and not stage.labelled:
        code = "label"
    return Step(code, stage.fulfillment_id, stage.warehouse)


def _at_the_counter(stage: Stage) -> str:
    """A store gets it ready and hands it over; what nobody came for goes back on the shelf."""
    if stage.state == "planned":
        return "pick"
    if stage.pickup != "ready":
        return "ready"
    return "shelve" if stage.overdue else "collect"
