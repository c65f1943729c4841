"""The only reader of the system clock, and half-open periods of time."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """This tells the present moment in UTC; doors call it once and pass it on as `at`."""
    return timezone.now()  # noqa: TID251 - the one place that may


def today(zone: str = "UTC") -> date:
    """This tells the present day in an IANA time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that includes its start and excludes its end; an end of None never comes."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            message = "a period ends after it starts"
            raise ValueError(message)

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)

    def overlaps(self, other: "Period") -> bool:
        """This tells whether the two periods share a moment."""
        starts_in_time = other.end is None or self.start < other.end
        return starts_in_time and (self.end is None or other.start < self.end)
