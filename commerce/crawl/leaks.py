"""Texts of the house that a page shows in the wrong language."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import trans_real

from commerce.crawl.reading import Page


def untranslated(language: str, page: Page) -> Iterator[str]:
    """This names sentences that have a translation and are shown in English on a page of another language."""
    if language == settings.LANGUAGE_CODE:
        return
    known = _english(language)
    for text in page.texts:
        if text in known:
            yield f"is not translated: {text[:80]!r}"


@cache
def _english(language: str) -> frozenset[str]:
    """English texts of two words and more whose translation says something else."""
    merged: Any = trans_real.translation(language)
    # Django reads one text at a time; all of them at once are only in its own dictionaries.
    told = merged._catalog._catalogs  # noqa: SLF001
    return frozenset(
        msgid
        for one in told
        for msgid, said in one.items()
        if isinstance(msgid, str) and " " in msgid and said and said != msgid
    )
