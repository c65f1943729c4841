"""The stretches of days a board offers."""

from datetime import date, timedelta

PRESETS = (
    "today",
    "yesterday",
    "7d",
    "30d",
    "90d",
    "month",
    "last_month",
    "year",
    "last_year",
    "12m",
)


def preset(name: str, *, today: date) -> tuple[date, date] | None:
    """This turns a preset into its first and last day, both included; None for a name unheard of."""
    month = today.replace(day=1)
    found = {
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "7d": (today - timedelta(days=6), today),
        "30d": (today - timedelta(days=29), today),
        "90d": (today - timedelta(days=89), today),
        "month": (month, today),
        "last_month": ((month - timedelta(days=1)).replace(day=1), month - timedelta(days=1)),
        "year": (today.replace(month=1, day=1), today),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        "12m": (_months_back(month, 11), today),
    }
    return found.get(name)


def _months_back(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
