"""Transactions that say what they mean, and locks in one order.

`transaction()` opens and refuses to nest, `transaction_required` demands one and opens nothing,
`outside` refuses one because it reaches the network, `after_commit` runs once the work is durable.
A marker of our own decides, not Django's: a test's wrapping transaction does not count as ours.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, connection, models
from django.db import transaction as django_transaction

from commerce import rows, uniqueness

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)

_open: ContextVar["_Unit | None"] = ContextVar("kontor_transaction", default=None)
_speaker: ContextVar[str] = ContextVar("kontor_speaker", default="")


@dataclass(slots=True)
class _Unit:
    """One open transaction: what runs after it, and the rows it writes last."""

    after: list[Callable[[], object]] = field(default_factory=list)
    late: list[models.Model] = field(default_factory=list)


class TransactionMisuse(RuntimeError):
    """A transaction verb was used where it makes no sense: a bug, never an expected failure."""


@contextmanager
def transaction() -> Iterator[None]:
    """This opens a transaction that commits whole or not at all.

    Two that write at once what may be there only once: the slower one is told so, wherever it came in.

    Raises:
        TransactionMisuse: inside another one; the outer door is the unit of work.
        Taken: when the database refuses a row because there is one like it.
    """
    if _open.get() is not None:
        message = "a transaction is open already: the outer door is the unit of work"
        raise TransactionMisuse(message)
    unit = _Unit()
    mark = _open.set(unit)
    try:
        with django_transaction.atomic():  # noqa: TID251 - the one place that may
            _name_speaker()
            yield
            _write(unit.late)
    except IntegrityError as error:
        found = uniqueness.taken(error)
        if found is None:
            raise
        raise found from error
    finally:
        _open.reset(mark)
    for callback in unit.after:
        callback()


@contextmanager
def savepoint() -> Iterator[None]:
    """This marks a point to fall back to; it belongs beside its `except`."""
    unit = _demand("savepoint")
    kept, waiting = len(unit.late), len(unit.after)
    try:
        with django_transaction.atomic():  # noqa: TID251 - the one place that may
            yield
    except BaseException:
        del unit.late[kept:], unit.after[waiting:]
        raise


def transaction_required(function: Callable[P, R]) -> Callable[P, R]:
    """This makes a function refuse to run unless its caller has opened a transaction."""

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        _demand(function.__qualname__)
        return function(*args, **kwargs)

    return guarded


def outside(function: Callable[P, R]) -> Callable[P, R]:
    """This makes a function that reaches the network refuse an open transaction."""

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if _open.get() is not None:
            message = (
                f"{function.__qualname__} reaches outside and must not hold a transaction open"
            )
            raise TransactionMisuse(message)
        return function(*args, **kwargs)

    return guarded


def after_commit(callback: Callable[[], object]) -> None:
    """This runs `callback` once the open transaction is durable, and never when it rolls back."""
    _demand("after_commit").after.append(callback)


def after_commit_once(callback: Callable[[], object]) -> None:
    """This is `after_commit` for a callback that is wanted only once per transaction."""
    waiting = _demand("after_commit_once").after
    if callback not in waiting:
        waiting.append(callback)


def write_late(row: models.Model) -> None:
    """This writes a row of record at the end of the open transaction, many with one statement.

    For lines that nobody reads before the commit: moves, stories, facts. A savepoint that falls back
    takes its lines along.
    """
    _demand("write_late").late.append(row)


def in_transaction() -> bool:
    """This tells whether one of our transactions is open here."""
    return _open.get() is not None


@contextmanager
def speaking_as(name: str) -> Iterator[None]:
    """This names who is acting, for the audit trail that the database itself keeps."""
    mark = _speaker.set(name)
    try:
        if _open.get() is not None:
            _name_speaker()
        yield
    finally:
        _speaker.reset(mark)


@contextmanager
def speaking_for_the_connection(name: str) -> Iterator[None]:
    """This names who is acting for all this connection does meanwhile, in Django's own views too."""
    with speaking_as(name):
        _set_speaker(name, local=False)
        try:
            yield
        except BaseException:
            connection.close()
            raise
        _set_speaker("", local=False)


class LockingQuerySet(models.QuerySet[M]):
    """Base of our querysets: rows are locked in primary-key order, so two buyers never embrace."""

    def locked(self) -> "list[M]":
        """This locks the rows in key order and returns them; evaluated at once, on purpose."""
        _demand("locked")
        return list(self.order_by("pk").select_for_update(of=("self",)))

    def locked_one(self) -> "M | None":
        """This locks the first row in key order, or returns None."""
        _demand("locked_one")
        return self.order_by("pk").select_for_update(of=("self",)).first()


def _demand(what: str) -> _Unit:
    unit = _open.get()
    if unit is None:
        message = f"{what} needs an open transaction: the door must open it"
        raise TransactionMisuse(message)
    return unit


def _write(late: list[models.Model]) -> None:
    by_table: dict[type[models.Model], list[models.Model]] = {}
    for row in late:
        by_table.setdefault(type(row), []).append(row)
    for found in by_table.values():
        rows.insert(found)


def _name_speaker() -> None:
    name = _speaker.get()
    if name:
        _set_speaker(name, local=True)


def _set_speaker(name: str, *, local: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kontor.speaker', %s, %s)", [name, local])


def queue_up(name: str) -> None:
    """This waits until no other transaction holds the same name, and holds it until this one ends."""
    _demand("queue_up")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def advisory_lock(*, key: int) -> bool:
    """This tries to take a lock that ends with the transaction; False when another holds it."""
    _demand("advisory_lock")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key])
        row: tuple[Any, ...] | None = cursor.fetchone()
    return bool(row and row[0])
