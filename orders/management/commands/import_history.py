"""manage.py import_history FILE --profile NAME: take a merchant's past over, line by line."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from typing_extensions import override

from commerce.identity.actor import system
from orders.history.actions import importing
from orders.history.clients import profiles

BAD_FILE = 2


class Command(BaseCommand):
    """Imports a file of invoice lines; safe to stop, to go on with, and to run again.

    A file that cannot be read ends with exit code 2 and names row, column and reason.
    """

    help = "Import a merchant's past invoices (docs/import-history.md)."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a Parquet or CSV file")
        parser.add_argument(
            "--profile", default="online-retail", help="a known profile or a .toml file"
        )
        parser.add_argument("--dry-run", action="store_true", help="read and sum up, write nothing")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            job = importing.Job(
                path=options["file"],
                profile=profiles.load(options["profile"]),
                by=system("import_history"),
                progress=_Bar(),
            )
            work = importing.rehearse if options["dry_run"] else importing.import_history
            report = work(job)
        except profiles.BadProfile as error:
            raise CommandError(str(error), returncode=BAD_FILE) from error
        except importing.ImportRefused as error:
            if options["json"]:
                self.stdout.write(json.dumps({"error": error.code, **error.data}))
            raise CommandError(error.message, returncode=BAD_FILE) from error
        self._tell(report)
        if options["json"]:
            self.stdout.write(json.dumps(report))

    def _tell(self, report: dict[str, Any]) -> None:
        money = report["net_by_kind_minor"]
        self.stdout.write(f"{report['lines_read']:,} lines of {report['channel']}:")
        for kind, lines in report["lines_by_kind"].items():
            self.stdout.write(f"  {kind:<17}{lines:>9,}  {money[kind] / 100:>16,.2f}")
        total = f"{report['net_total_minor'] / 100:,.2f} {report['currency']}"
        self.stdout.write(
            f"  {report['invoices']:,} invoices, {report['customers']:,} customers, "
            f"{report['products']:,} products; {total} in all; {report['seconds']} s"
        )
        if "cancellations" in report:
            found = report["cancellations"]
            self.stdout.write(
                f"  {found['matched']:,} of {found['lines']:,} cancelled lines took back a sale, "
                f"{found['matched_in_part']:,} more in part: {found['pieces_matched']:,} pieces "
                f"of {found['orders']:,} orders"
            )
        if not report["changed"]:
            self.stdout.write("  nothing was changed")
        if report["credit"]:
            self.stdout.write(f"  Data: {report['credit']}")


class _Bar:
    """A progress bar on the terminal; a line per step where there is no terminal."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, doing: str, done: int, total: int | None) -> None:
        if not sys.stderr.isatty():
            if doing != self._last:
                sys.stderr.write(f"{doing}\n")
                sys.stderr.flush()
            self._last = doing
            return
        share = done / total if total else 0.0
        bar = "#" * round(share * 30)
        sys.stderr.write(
            f"\r{doing:<10} [{bar:<30}] {done:,}{f' of {total:,}' if total else ''}   "
        )
        if doing == "done":
            sys.stderr.write("\n")
        sys.stderr.flush()
