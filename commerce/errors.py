"""What may go wrong on purpose: code and data, no HTTP.

Doors translate these: `commerce.http.problems` into problem+json, pages into form messages.
Anything else that is raised is a bug and is logged as one.
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class Anticipated(Exception):
    """Base of every failure that callers are expected to handle."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str, *, field: str | None = None, **data: Any) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.data: Mapping[str, Any] = data


class Refused(Anticipated):
    """A rule of the trade says no (422)."""


class Invalid(Anticipated):
    """The request itself makes no sense (400); `field` names where."""

    code = "invalid"


class Conflict(Anticipated):
    """Somebody else was faster, or the state has moved on (409)."""

    code = "conflict"


class NotFound(Anticipated):
    """It does not exist, or is not yours to see (404)."""

    code = "not_found"


class Forbidden(Anticipated):
    """You are known, but lack the right (403)."""

    code = "forbidden"


class Unavailable(Anticipated):
    """Something outside does not answer; trying again later helps (503)."""

    code = "unavailable"
