"""Where a channel can sell: apps that must know something of a country first tell which ones they do not know."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from commerce.channels.queries import ChannelInfo

# (origin, countries, day) -> those of the countries that lack something
Lacking = Callable[[str, Iterable[str], date], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that selling into a country takes.

    `words` says to staff what is not known, `lacking` finds the countries without it.
    """

    words: Any
    lacking: Lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is missing, in the words of staff, and for which countries."""

    words: Any
    countries: tuple[str, ...]


_needs: list[Need] = []


def need(*needs: Need) -> None:
    """This tells what selling into a country takes."""
    _needs.extend(needs)


def gaps(*, origin: str, countries: Collection[str], day: date) -> tuple[Gap, ...]:
    """This finds what is missing to sell from `origin` into countries on a day."""
    found = []
    for one in _needs:
        lacking = one.lacking(origin, countries, day)
        if lacking:
            named = tuple(country for country in countries if country in lacking)
            found.append(Gap(words=one.words, countries=named))
    return tuple(found)


def served(channel: ChannelInfo, *, at: datetime) -> tuple[str, ...]:
    """This lists the countries of a channel into which it can sell right now, in its order."""
    day = at.astimezone(ZoneInfo(channel.time_zone)).date()
    found = gaps(origin=channel.origin_country, countries=channel.countries, day=day)
    lacking = {country for gap in found for country in gap.countries}
    return tuple(country for country in channel.countries if country not in lacking)
