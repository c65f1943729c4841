"""The whole way of a file: read, keep, take over, report; able to go on where it was stopped."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commerce import clock, db
from commerce.errors import Refused
from commerce.identity.actor import Actor
from orders.history.actions import lines, take_back, take_over
from orders.history.clients import files
from orders.history.models import ImportRun
from orders.history.rules import BadLine, Profile, Tally, amount, kind_of
from orders.history.states import ImportFlow

Progress = Callable[[str, int, int | None], None]
"""Called with what is going on, how far it is, and of how many (None: nobody knows)."""
STEPS: tuple[tuple[str, Callable[..., int]], ...] = (
    ("articles", take_over.take_over_articles),
    ("people", take_over.take_over_people),
    ("orders", take_over.take_over_orders),
    ("lines", take_over.take_over_lines),
    ("returns", take_back.take_over_returns),
)


class ImportRefused(Refused):
    """The file cannot be read; nothing of it was kept. `data` has row, column and reason."""

    code = "import_refused"


@dataclass(frozen=True)
class Job:
    """What to import, how, and who asks."""

    path: Path
    profile: Profile
    by: Actor
    progress: Progress


@db.outside
def import_history(job: Job) -> dict[str, Any]:
    """This imports a file and returns the report; a file that was imported before changes nothing.

    Raises:
        ImportRefused: for a malformed file; what was kept of it is taken back.
        ArticleRefused: when the catalogue does not take an article.
    """
    started = time.monotonic()
    run, changed = _imported(job)
    return _finished(job, run.report, started=started, changed=changed)


@db.outside
def rehearse(job: Job) -> dict[str, Any]:
    """This reads and sums up a file without writing anything.

    Raises:
        ImportRefused: for a malformed file.
    """
    started, tally = time.monotonic(), Tally()
    total = _counted(job)
    try:
        for batch in files.batches(job.path, profile=job.profile):
            for line in batch:
                tally.add(
                    line,
                    kind=kind_of(line, profile=job.profile),
                    minor=amount(
                        price=line.price, quantity=line.quantity, digits=job.profile.digits
                    ),
                )
            job.progress("reading", batch[-1].row, total)
    except BadLine as error:
        raise _refused(error) from error
    found = {
        "lines_read": tally.lines.total(),
        "lines_by_kind": dict(sorted(tally.lines.items())),
        "net_by_kind_minor": dict(sorted(tally.minor.items())),
        "net_total_minor": tally.minor.total(),
        "invoices": len(tally.invoices),
        "customers": len(tally.customers),
        "products": len(tally.products),
    }
    return {**_finished(job, found, started=started, changed=False), "dry_run": True}


def _imported(job: Job) -> tuple[ImportRun, bool]:
    total = _counted(job)
    digest = files.checksum(job.path)
    with db.transaction():
        take_over.open_channel(profile=job.profile)
        run = lines.begin(
            profile=job.profile, file_name=job.path.name, checksum=digest, at=clock.now()
        )
    if run.state == "done":
        return run, False
    if run.state == "reading":
        _read(job, run, total)
    _take_over(job, run)
    run.refresh_from_db()
    return run, True


def _read(job: Job, run: ImportRun, total: int | None) -> None:
    try:
        for batch in files.batches(job.path, profile=job.profile, skip=run.rows_done):
            with db.transaction():
                lines.keep(run=run, lines=batch, profile=job.profile)
            job.progress("reading", run.rows_done, total)
    except BadLine as error:
        with db.transaction():
            lines.forget(run=run)
        raise _refused(error) from error
    with db.transaction():
        ImportFlow.move(run, "take_over", by=str(job.by), at=clock.now())


def _take_over(job: Job, run: ImportRun) -> None:
    names = [name for name, _ in STEPS]
    first = names.index(run.step) + 1 if run.step else 0
    for place, (name, step) in enumerate(STEPS[first:], start=first):
        job.progress(name, place, len(STEPS))
        with db.transaction():
            take_over.prepare()
            step(run=run, profile=job.profile, by=job.by, at=clock.now())
            run.step = name
            run.save(update_fields=["step"])
    with db.transaction():
        take_over.prepare()
        take_over.finish(run=run, profile=job.profile, by=job.by, at=clock.now())
    job.progress("done", len(STEPS), len(STEPS))


def _counted(job: Job) -> int | None:
    try:
        return files.count(job.path)
    except BadLine as error:
        raise _refused(error) from error


def _finished(job: Job, found: dict[str, Any], *, started: float, changed: bool) -> dict[str, Any]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "profile": job.profile.code,
        "channel": job.profile.channel,
        "currency": job.profile.currency,
        **found,
        "changed": changed,
        "seconds": round(time.monotonic() - started, 1),
        "peak_memory_mb": peak,
        "credit": job.profile.credit,
    }


def _refused(error: BadLine) -> ImportRefused:
    return ImportRefused(str(error), row=error.row, column=error.column, reason=error.reason)
