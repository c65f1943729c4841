"""Moments in words, as clocks on the spot show them: the one place where shoppers' dates are worded.

Pages and mails say days and times by CLDR (Babel), in the language of the reader and the zone of the
channel (X28); templates reach them by the tags of `moments`.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.units import format_unit
from django.utils import timezone
from django.utils.translation import gettext as _

# Who reads English here reads it with the day before the month.
_LOCALES = {"en": "en_GB"}
# A dash after which no line ends.
_TO = "\N{EN DASH}\N{WORD JOINER}"


def day_and_time(moment: datetime, *, zone: str, language: str) -> str:
    """This words a moment with its day, such as "Thu 26 Nov, 16:00"."""
    local = moment.astimezone(ZoneInfo(zone))
    return _("%(day)s, %(time)s") % {
        "day": day(local, language=language),
        "time": time_of_day(moment, zone=zone, language=language),
    }


def near(moment: datetime, *, at: datetime, zone: str, language: str) -> str:
    """This words a moment seen from another: "today 16:00", "tomorrow 10:00", or with its day."""
    local, now = moment.astimezone(ZoneInfo(zone)), at.astimezone(ZoneInfo(zone))
    clock = time_of_day(moment, zone=zone, language=language)
    if local.date() == now.date():
        return _("today %(time)s") % {"time": clock}
    if local.date() == now.date() + timedelta(days=1):
        return _("tomorrow %(time)s") % {"time": clock}
    return day_and_time(moment, zone=zone, language=language)


def time_of_day(moment: datetime, *, zone: str, language: str) -> str:
    """This words the time on a clock of the zone."""
    return str(
        format_time(moment, "short", tzinfo=ZoneInfo(zone), locale=_LOCALES.get(language, language))
    )


def hours(intervals: Iterable[tuple[str, str]], *, language: str) -> str:
    """This words the hours of a day, such as "10:00 to 13:00, 14:00 to 19:00" with dashes, or that it is closed."""
    found = [_TO.join(_at(one, language) for one in ends) for ends in intervals]
    return ", ".join(found) or _("closed")


def _at(clock: str, language: str) -> str:
    """A time ("19:00") as the language writes it, never torn apart at the end of a line."""
    told = format_time(time.fromisoformat(clock), "short", locale=_LOCALES.get(language, language))
    return str(told).replace(" ", "\N{NO-BREAK SPACE}")


def day(local: date, *, language: str) -> str:
    """This words a day, such as "Thu 26 Nov"."""
    return str(format_skeleton("MMMEd", local, locale=_LOCALES.get(language, language)))


def days(earliest: date, latest: date, *, language: str) -> str:
    """This words a span of days, such as "Thu, 26 to Fri, 27 Nov", or the one day."""
    if earliest == latest:
        return day(earliest, language=language)
    locale = _LOCALES.get(language, language)
    return str(format_interval(earliest, latest, "MMMEd", locale=locale))


def span(days: int, *, language: str) -> str:
    """This words how long something takes: "3 weeks" where whole weeks do, else "10 days"."""
    weeks, rest = divmod(days, 7)
    count, unit = (weeks, "duration-week") if weeks and not rest else (days, "duration-day")
    return str(format_unit(count, unit, locale=_LOCALES.get(language, language)))


def full_day(moment: date | datetime, *, language: str) -> str:
    """This words a day with its year, such as "21 November 2026"; of a moment in the zone that is in force."""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return str(format_date(local, "long", locale=_LOCALES.get(language, language)))


def full_moment(moment: datetime, *, language: str, zone: str = "") -> str:
    """This words a moment with its year, such as "21 Nov 2026, 10:53", in a zone or the one in force."""
    local = timezone.localtime(moment, ZoneInfo(zone) if zone else None)
    locale = _LOCALES.get(language, language)
    return str(format_skeleton("yMMMd", local, locale=locale)) + ", " + _clock(local, locale)


def _clock(local: datetime, locale: str) -> str:
    return str(format_time(local, "short", tzinfo=local.tzinfo, locale=locale))
