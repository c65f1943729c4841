"""What a board shows: its filters as the address says them, and everything drawn from one scope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from babel import Locale
from django.utils.translation import gettext as _

from bi.dashboards.rules import charts, days
from bi.metrics import queries as metrics
from bi.metrics import rules
from bi.metrics.rules import Scope
from commerce import clock
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.money import wording

WEEKLY_FROM = 100
MONTHLY_FROM = 370


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A filter to choose: its value in the address, its words, and whether it is chosen."""

    value: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters of a board, read from an address; `against` is the scope to compare with."""

    scope: Scope
    against: Scope | None
    channel: str
    preset: str
    compare: str
    grain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One number: worded, with its change against the compared days in words and whether that is good."""

    code: str
    title: str
    words: str
    value: str
    before: str
    change: str
    good: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the funnel: how many reached it, and of how many of the first in percent."""

    title: str
    many: int
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One bar's words for the table and the tooltip."""

    label: str
    value: str
    before: str
    orders: int
    units: int
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table, worded; `share` is its bar in percent of the highest."""

    key: str
    title: str
    units: int
    orders: int
    net: str
    share: Decimal

    @property
    def country(self) -> str:
        """The key as a country's name, or what nobody knows."""
        return str(Locale("en").territories.get(self.key, self.key)) or _("Unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The chart with its words."""

    chart: charts.Chart
    points: tuple[Point, ...]
    ticks: tuple[tuple[float, str], ...]
    labels: tuple[tuple[float, str], ...]
    total: str

    @property
    def pairs(self) -> list[tuple[Point, charts.Bar]]:
        """Each bar beside its words."""
        return list(zip(self.points, self.chart.bars, strict=True))


def read_filters(params: Mapping[str, str]) -> Filters:
    """This reads an address; whatever makes no sense falls back to the last thirty days.

    Raises:
        UnknownChannel: when there is no channel at all.
    """
    code, found = _channels(params.get("channel", ""))
    today = clock.today(found[0].time_zone)
    name = params.get("range", "")
    first, last = _days(params, name, today)
    scope = rules.make_scope(
        channels=[one.code for one in found],
        currency=found[0].currency,
        first=first,
        last=last,
    )
    compare = params.get("compare", "previous")
    compare = compare if compare in {"previous", "year", "none"} else "previous"
    grain = params.get("grain", "")
    return Filters(
        scope=scope,
        against=None if compare == "none" else rules.before(scope, by=compare),
        channel=code,
        preset=name
        if days.preset(name, today=today)
        else ("custom" if "from" in params else "30d"),
        compare=compare,
        grain=grain if grain in {"day", "week", "month"} else _grain(scope.days),
    )


def channel_choices(filters: Filters) -> list[Choice]:
    """This lists the channels, and all channels of a currency together where there are several."""
    every = list(channels.all_channels().values())
    found = [(one.code, one.name) for one in every]
    currencies = [one.currency for one in every]
    found += [
        (f"all:{currency}", _("All in %s") % currency)
        for currency in dict.fromkeys(currencies)
        if currencies.count(currency) > 1
    ]
    return [
        Choice(value=value, title=title, chosen=value == filters.channel) for value, title in found
    ]


def range_choices(filters: Filters) -> list[Choice]:
    """This lists the stretches of days."""
    words = {
        "today": _("Today"),
        "yesterday": _("Yesterday"),
        "7d": _("7 days"),
        "30d": _("30 days"),
        "90d": _("90 days"),
        "month": _("This month"),
        "last_month": _("Last month"),
        "year": _("This year"),
        "last_year": _("Last year"),
        "12m": _("12 months"),
    }
    return [
        Choice(value=name, title=words[name], chosen=name == filters.preset)
        for name in days.PRESETS
    ]


def cards(filters: Filters) -> list[Card]:
    """This words every metric of the scope, with its change."""
    now = metrics.totals(filters.scope)
    before = metrics.totals(filters.against) if filters.against is not None else None
    found = []
    for metric in rules.METRICS.values():
        value = rules.value(metric.code, now)
        earlier = rules.value(metric.code, before) if before is not None else None
        change = rules.change(value, earlier)
        found.append(
            Card(
                code=metric.code,
                title=_(metric.title),
                words=_(metric.words),
                value=_worded(value, metric.unit, filters.scope.currency),
                before=_worded(earlier, metric.unit, filters.scope.currency),
                change="" if change is None else f"{change * 100:+.1f} %",
                good=None if not change else (change > 0) == (metric.better > 0),
            )
        )
    return found


def picture(filters: Filters) -> Picture:
    """This draws net sales by day, week or month beside the compared days."""
    currency = filters.scope.currency
    now = grouped(metrics.by_day(filters.scope), filters.grain)
    before = (
        grouped(metrics.by_day(filters.against), filters.grain)
        if filters.against is not None
        else []
    )
    compared = [one.net_minor for one in before]
    if not any(compared):
        compared = []
    chart = charts.draw([one.net_minor for one in now], compared)
    labels = [_label(one.day, filters.grain) for one in now]
    return Picture(
        chart=chart,
        points=tuple(
            Point(
                label=labels[index],
                value=wording.worded(one.net_minor, currency, "en"),
                before=wording.worded(compared[index], currency, "en")
                if index < len(compared)
                else "",
                orders=one.orders,
                units=one.units,
                visits=one.visits,
            )
            for index, one in enumerate(now)
        ),
        ticks=tuple((tick.y, _short(tick.value, currency)) for tick in chart.ticks),
        labels=tuple((x, labels[index]) for x, index in chart.labels),
        total=wording.worded(sum(one.net_minor for one in now), currency, "en"),
    )


def grouped(found: list[metrics.Day], grain: str) -> list[metrics.Day]:
    """This adds days up to weeks (from Monday) or months; each is named by its first day."""
    sums: dict[date, metrics.Day] = {}
    for one in found:
        start = _start(one.day, grain)
        sofar = sums.get(start)
        sums[start] = metrics.Day(
            day=start,
            net_minor=one.net_minor + (sofar.net_minor if sofar else 0),
            units=one.units + (sofar.units if sofar else 0),
            orders=one.orders + (sofar.orders if sofar else 0),
            visits=one.visits + (sofar.visits if sofar else 0),
        )
    return list(sums.values())


def table(rows: list[metrics.Row], currency: str) -> list[TableRow]:
    """This words the rows of a table."""
    highest = max((row.net_minor for row in rows), default=0)
    return [
        TableRow(
            key=row.key,
            title=row.title,
            units=row.units,
            orders=row.orders,
            net=wording.worded(row.net_minor, currency, "en"),
            share=charts.share_of(row.net_minor, highest),
        )
        for row in rows
    ]


def steps(filters: Filters) -> list[Step]:
    """This words the way from arriving to ordering, of the visitors who agreed to be seen."""
    titles = (
        _("Visits"),
        _("Saw a product"),
        _("Filled the bag"),
        _("Went to the checkout"),
        _("Ordered"),
    )
    found = metrics.funnel(filters.scope)
    return [
        Step(title=title, many=many, share=charts.share_of(many, found[0]))
        for title, many in zip(titles, found, strict=True)
    ]


def hint(filters: Filters) -> date | None:
    """This is the last day with sales when the chosen days have none; else None."""
    last = metrics.last_day(filters.scope.channels)
    return last if last is not None and last < filters.scope.first else None


def _channels(wanted: str) -> tuple[str, list[ChannelInfo]]:
    every = channels.all_channels()
    kind, _colon, currency = wanted.partition(":")
    if kind == "all":
        found = [one for one in every.values() if one.currency == currency]
        if found:
            return wanted, found
    if wanted in every:
        return wanted, [every[wanted]]
    if not every:
        message = "there is no channel yet"
        raise channels.UnknownChannel(message)
    first = next(iter(every.values()))
    return first.code, [first]


def _days(params: Mapping[str, str], name: str, today: date) -> tuple[date, date]:
    chosen = days.preset(name, today=today)
    if chosen:
        return chosen
    try:
        first = date.fromisoformat(params.get("from", ""))
        last = date.fromisoformat(params.get("to", ""))
    except ValueError:
        return today - timedelta(days=29), today
    fits = rules.are_days(first=first, last=last)
    return (first, last) if fits else (today - timedelta(days=29), today)


def _grain(many: int) -> str:
    if many >= MONTHLY_FROM:
        return "month"
    return "week" if many >= WEEKLY_FROM else "day"


def _start(day: date, grain: str) -> date:
    if grain == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if grain == "week" else day


def _label(day: date, grain: str) -> str:
    if grain == "month":
        return day.strftime("%b %Y")
    return f"{day.day} {day.strftime('%b')}"


def _worded(value: Decimal | None, unit: str, currency: str) -> str:
    if value is None:
        return "n/a"
    if unit == "money":
        return wording.worded(int(value), currency, "en")
    return f"{value * 100:.2f} %" if unit == "share" else f"{int(value):,}"


def _short(minor: int, currency: str) -> str:
    whole = wording.worded(minor, currency, "en")
    for cut, sign in ((100_000_000, "M"), (100_000, "k")):
        if abs(minor) >= cut:
            return f"{minor / cut:g}{sign}"
    return whole.partition(".")[0]
