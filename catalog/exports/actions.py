"""Building feeds: a run starts, tells every product to a file, and reports."""

import contextlib
import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, Any
from zoneinfo import ZoneInfo

from celery import current_app
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from catalog.exports import queries, rules
from catalog.exports.models import FeedRun
from catalog.exports.states import FeedFlow
from commerce import db
from commerce.channels.queries import ChannelInfo, get_channel_by_id
from commerce.errors import Conflict
from commerce.identity.actor import Actor
from commerce.money import Money
from commerce.storefront import parcels
from commerce.storefront.parcels import Quote
from commerce.storefront.paths import in_language

log = logging.getLogger(__name__)
MOST_FAULTS = 1_000
KEPT_FILES = 2
REPORT_EVERY = 100
# A run that said nothing for so long was cut off, by a restart of its worker.
LOST_AFTER = timedelta(hours=2)


class AlreadyBuilding(Conflict):
    """This feed is being built right now."""

    code = "already_building"


@db.transaction_required
def start(*, channel: ChannelInfo, language: str, by: Actor, at: datetime) -> FeedRun:
    """This begins a run.

    Raises:
        AlreadyBuilding: when another one has begun and may still be at work.
    """
    same = FeedRun.objects.filter(channel_id=channel.id, language=language, state="building")
    running = same.locked_one()
    if running is not None:
        if at - running.started_at < LOST_AFTER:
            message = f"{running} is being built"
            raise AlreadyBuilding(message)
        FeedFlow.move(running, "fail", by=str(by), at=at, finished_at=at, problem="was cut off")
    return FeedRun.objects.create(
        channel_id=channel.id,
        channel_code=channel.code,
        language=language,
        started_at=at,
        started_by=str(by)[:120],
    )


@db.transaction_required
def request(*, channel: ChannelInfo, language: str, by: Actor, at: datetime) -> FeedRun | None:
    """This begins a run and wakes a worker for it; None when one is at work already."""
    try:
        run = start(channel=channel, language=language, by=by, at=at)
    except AlreadyBuilding:
        return None
    db.after_commit(lambda: _wake(run.pk))
    return run


def _wake(run_id: int) -> None:
    with contextlib.suppress(Exception):  # the schedule builds feeds even when nobody can be woken
        current_app.send_task("catalog.exports.tasks.build_feed", [run_id], queue="slow")


@dataclass(kw_only=True)
class _Told:
    """How far a run is: products looked at, versions told, versions left out and why."""

    products: int = 0
    rows: int = 0
    left_out: int = 0
    faults: list[list[str]] = field(default_factory=list)

    def leave_out(self, sku: str, reason: str) -> None:
        """This counts a version that a merchant center would not take; the first are named."""
        self.left_out += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append([sku, reason])

    @property
    def columns(self) -> dict[str, Any]:
        """The counts as the run keeps them."""
        return {
            "products_done": self.products,
            "rows_ok": self.rows,
            "rows_failed": self.left_out,
            "faults": self.faults,
        }


@db.outside
def build(*, run_id: int, by: Actor, at: datetime, now: Callable[[], datetime]) -> FeedRun:
    """This tells every product of a run to its file, and records the outcome; `now` times the end.

    How far it is is kept on the way, so that staff see it, and a run that fails keeps what it knew.
    """
    run = FeedRun.objects.get(pk=run_id)
    told = _Told()
    try:
        with tempfile.TemporaryFile() as file:
            _tell(run, file, told, at=at)
            size = file.tell()
            file.seek(0)
            path = default_storage.save(f"feeds/{run}-{run.pk}.xml", File(file))
    except Exception as error:
        log.exception("the feed failed", extra={"feed": str(run)})
        problem = f"{type(error).__name__}: {error}"[:300]
        with db.transaction():
            end = {"finished_at": now(), "problem": problem, **told.columns}
            FeedFlow.move(run, "fail", by=str(by), at=at, **end)
        return run
    with db.transaction():
        end = {"finished_at": now(), "file": path, "size": size, **told.columns}
        FeedFlow.move(run, "finish", by=str(by), at=at, **end)
        old = queries.outdated(keep=KEPT_FILES, run=run)
        FeedRun.objects.filter(pk__in=[one.pk for one in old]).update(file="")
    for one in old:
        default_storage.delete(one.file)
    return run


def _tell(run: FeedRun, file: IO[bytes], told: _Told, *, at: datetime) -> None:
    channel = get_channel_by_id(run.channel_id)
    base = f"https://{channel.domain}" if channel.domain else str(settings.SITE_URL)
    front = base + in_language("/", run.language)
    ask = _quoting(channel, run.language, at=at)
    today = at.astimezone(ZoneInfo(channel.time_zone)).date()
    total = queries.count_sheets(channel=channel, language=run.language)
    _report(run, told, products_total=total)
    head = rules.opening(shop=settings.SHOP_NAME, front=front, language=run.language)
    file.write(head.encode())
    categories, families = queries.google_categories()
    for sheet in queries.sheets(channel=channel, language=run.language):
        kin = rules.google_category(sheet, categories=categories, families=families)
        for variant in sheet["variants"]:
            quotes = ask(variant["price"]["amount"], variant["weight_g"])
            try:
                row = rules.item(
                    sheet,
                    variant,
                    front=front,
                    base=base,
                    quotes=quotes,
                    today=today,
                    google_category=kin,
                )
            except rules.Incomplete as error:
                told.leave_out(variant["sku"], error.message)
                continue
            file.write(row.encode())
            told.rows += 1
        told.products += 1
        if told.products % REPORT_EVERY == 0:
            _report(run, told)
    file.write(rules.TAIL.encode())


def _report(run: FeedRun, told: _Told, **more: int) -> None:
    """What staff see while they wait; a short statement of its own, whatever becomes of the run."""
    FeedRun.objects.filter(pk=run.pk, state="building").update(**told.columns, **more)


def _quoting(
    channel: ChannelInfo, language: str, *, at: datetime
) -> Callable[[str, int], tuple[Quote, ...]]:
    """What delivery costs, asked once per price and weight: feeds repeat both a thousand times."""
    known: dict[tuple[str, int], tuple[Quote, ...]] = {}

    def ask(amount: str, weight_g: int) -> tuple[Quote, ...]:
        key = (amount, weight_g)
        if key not in known:
            known[key] = parcels.quotes(
                channel=channel,
                price=Money.parse(amount, channel.currency),
                weight_g=weight_g,
                at=at,
                language=language,
                countries=channel.countries,
            )
        return known[key]

    return ask
