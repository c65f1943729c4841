"""Walks a running shop as search engines do, and says what is wrong with its pages."""

import argparse
import http.client
import sys
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from typing_extensions import override

from commerce.crawl import leaks, walking
from commerce.crawl.walking import Answer
from commerce.storefront.paths import in_language


class Command(BaseCommand):
    """`manage.py crawl_storefront [--base http://localhost:8000] [--pictures]`; ends with 1 on faults."""

    help = "Walk a running storefront in all languages; list broken links and faulty pages."

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--base", default=settings.SITE_URL, help="scheme, host and port")
        parser.add_argument("--most", type=int, default=20_000, help="stop after so many addresses")
        parser.add_argument("--pictures", action="store_true", help="ask for every picture, too")

    @override
    def handle(self, *args: Any, base: str, most: int, pictures: bool, **options: Any) -> None:
        started = time.monotonic()
        starts = [in_language("/", code) for code, _name in settings.LANGUAGES]
        found = walking.walk(
            _Line(base).fetch,
            base=base.rstrip("/"),
            starts=starts,
            most=most,
            pictures=pictures,
            told=leaks.untranslated,
        )
        self._tell(found.faults)
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{found.visited} addresses, {len(found.pages)} pages, {len(found.mapped)} in sitemaps, "
            f"{len(found.faults)} faults, {seconds:.0f} s"
        )
        if found.faults:
            sys.exit(1)

    def _tell(self, faults: Iterable[str]) -> None:
        for one in faults:
            self.stdout.write(one)


class _Line:
    """One open connection to the shop; it keeps no cookies, so every page is a first visit."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        secure = parts.scheme == "https"
        made = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self.line = made(parts.hostname or "localhost", parts.port, timeout=60)

    def fetch(self, url: str) -> Answer:
        """This asks for one address; a line that was cut is opened again once."""
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        for last in (False, True):
            try:
                self.line.request("GET", path)
                said = self.line.getresponse()
                body = said.read()
                break
            except (http.client.HTTPException, OSError):
                self.line.close()
                if last:
                    raise
        kind = said.getheader("Content-Type", "")
        readable = kind.startswith(("text/", "application/xml"))
        return Answer(
            status=said.status,
            kind=kind,
            location=said.getheader("Location", "") if 300 <= said.status < 400 else "",
            text=body.decode() if readable else "",
        )
