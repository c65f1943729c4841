"""Walks a running shop as search engines do, and says what is wrong with its pages."""

import argparse
import http.client
import sys
import threading
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

# Filters, stars and ways back combine without end; so many of each kind show whether they hold.
ALIKE = 10


class Command(BaseCommand):
    """`manage.py crawl_storefront [--base http://localhost:8000] [--pictures]`; ends with 1 on faults."""

    help = "Walk a running storefront in all languages; list broken links and faulty pages."

    @override
    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--base", default=settings.SITE_URL, help="scheme, host and port")
        parser.add_argument("--most", type=int, default=20_000, help="stop after so many addresses")
        parser.add_argument(
            "--alike", type=int, default=ALIKE,
            help="how many addresses of one kind, language and question to walk; 0 for all",
        )  # fmt: skip
        parser.add_argument("--together", type=int, default=4, help="how many to ask for at once")
        parser.add_argument("--pictures", action="store_true", help="ask for every picture, too")

    @override
    def handle(
        self,
        *args: Any,
        base: str,
        most: int,
        alike: int,
        together: int,
        pictures: bool,
        **options: Any,
    ) -> None:
        started = time.monotonic()
        starts = [in_language("/", code) for code, _name in settings.LANGUAGES]
        found = walking.walk(
            Lines(base).fetch,
            base=base.rstrip("/"),
            starts=starts,
            most=most,
            alike=alike,
            together=together,
            pictures=pictures,
            told=leaks.untranslated,
        )
        self._tell(found.faults)
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{found.visited} addresses, {len(found.pages)} pages, {len(found.mapped)} in sitemaps, "
            f"{found.left_out} alike left out, {len(found.faults)} faults, {seconds:.0f} s"
        )
        if found.faults:
            sys.exit(1)

    def _tell(self, faults: Iterable[str]) -> None:
        for one in faults:
            self.stdout.write(one)


class Lines:
    """Open connections to the shop, one per thread; they keep no cookies, so every page is a first visit."""

    def __init__(self, base: str) -> None:
        self.parts = urlsplit(base)
        self.own = threading.local()

    def fetch(self, url: str) -> Answer:
        """This asks for one address; a line that was cut is opened again once."""
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        line = self._line()
        for last in (False, True):
            try:
                line.request("GET", path)
                said = line.getresponse()
                body = said.read()
                break
            except (http.client.HTTPException, OSError):
                line.close()
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

    def _line(self) -> http.client.HTTPConnection:
        if not hasattr(self.own, "line"):
            secure = self.parts.scheme == "https"
            made = http.client.HTTPSConnection if secure else http.client.HTTPConnection
            self.own.line = made(self.parts.hostname or "localhost", self.parts.port, timeout=60)
        line: http.client.HTTPConnection = self.own.line
        return line
