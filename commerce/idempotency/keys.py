"""Claiming a key, and storing what was answered under it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from commerce import db, rows
from commerce.errors import Conflict, Refused
from commerce.idempotency.models import IdempotencyKey

LONGEST = 255
# One round trip: the lock answers at once whether somebody else is at it, the row whether it is new.
_CLAIM = """
WITH gate AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(%s) AS alone),
fresh AS (
    INSERT INTO commerce_idempotencykey (caller, key, fingerprint, state, headers, created_at)
    SELECT %s, %s, %s, 'running', '{}'::jsonb, %s FROM gate WHERE alone
    ON CONFLICT (caller, key) DO NOTHING RETURNING id
)
SELECT alone, EXISTS (SELECT FROM fresh), set_config('kontor.speaker', %s, true) FROM gate
"""


class KeyReused(Refused):
    """The key was used for another request."""

    code = "idempotency_key_reused"


class StillRunning(Conflict):
    """A request with this key is being worked on."""

    code = "idempotency_key_in_use"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A stored answer: status, JSON body and headers."""

    status: int
    body: Any
    headers: dict[str, str]


def fingerprint(*, method: str, path: str, body: bytes) -> str:
    """This condenses a request, so that another one under the same key is noticed."""
    return hashlib.sha256(b"\n".join([method.encode(), path.encode(), body])).hexdigest()


@db.transaction_required
def claim(*, caller: str, key: str, request: str, at: datetime, speaker: str = "") -> Answer | None:
    """This takes a key for the open transaction, or returns the answer given before.

    `speaker` is named to the audit trail on the same way.

    The effect and `store` belong into the same transaction; a rollback frees the key.

    Raises:
        StillRunning: while another transaction holds the key.
        KeyReused: when the key was used for another request.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM, [_lock_key(caller, key), caller, key, request, at, speaker or caller]
        )
        alone, fresh, _ = cursor.fetchone()
    if not alone:
        message = "a request with this Idempotency-Key is still running"
        raise StillRunning(message)
    if fresh:
        return None
    row = IdempotencyKey.objects.get(caller=caller, key=key)
    if row.fingerprint != request:
        message = "this Idempotency-Key was used for a different request"
        raise KeyReused(message, field="Idempotency-Key")
    if row.state != "done":
        return None
    return Answer(status=row.status or 200, body=row.answer, headers=dict(row.headers))


@db.transaction_required
def store(*, caller: str, key: str, answer: Answer) -> None:
    """This keeps the answer for every repeat."""
    rows.change(
        IdempotencyKey,
        where={"caller": caller, "key": key},
        to={
            "state": "done",
            "status": answer.status,
            "answer": answer.body,
            "headers": answer.headers,
        },
    )


def _lock_key(caller: str, key: str) -> int:
    digest = hashlib.sha256(f"{caller}\n{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
