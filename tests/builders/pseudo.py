"""A language nobody speaks, made from the catalog at test time: longer, accented, in brackets."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages import Catalog, mofile
from django.utils.translation import trans_real
from pytest_django.fixtures import Settings

from catalog.templatetags import product_cards
from commerce import memo
from commerce.management.commands import messages

LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|<[^>]+>|&\w+;|\{\w*\})")
LONGER = 0.35


def pseudo(text: str) -> str:
    """This turns "This is long" into "[Ţĥîš îš ļöñĝ·····]", values and tags untouched."""
    parts = KEPT.split(text)
    said = "".join(part if at % 2 else part.translate(LETTERS) for at, part in enumerate(parts))
    longer = sum(len(part) for part in parts[::2]) * LONGER
    return f"[{said}{'·' * max(1, round(longer))}]"


@contextmanager
def spoken_instead_of_english(settings: Settings, folder: Path) -> Iterator[None]:
    """While this lasts, English pages speak the language nobody speaks."""
    made = Catalog(locale="en")
    for one in messages.collected():
        if one.id:
            several = isinstance(one.id, tuple | list)
            made.add(
                one.id,
                tuple(pseudo(text) for text in one.id) if several else pseudo(str(one.id)),
                context=one.context,
            )
    path = folder / "en" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        mofile.write_mo(file, made)
    settings.LOCALE_PATHS = [folder]
    _forget()
    yield
    _forget()


def _forget() -> None:
    trans_real._translations = {}  # type: ignore[attr-defined]  # what Django remembers of catalogs
    trans_real._default = None  # type: ignore[attr-defined]  # as above
    product_cards._drawn.cache_clear()
    product_cards._facet.cache_clear()
    memo.forget_all()
