"""Building feeds: a run starts, tells every product to a file, and reports."""

import contextlib
import logging
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO

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


@db.outside
def build(*, run_id: int, by: Actor, at: datetime, now: Callable[[], datetime]) -> FeedRun:
    """This tells every product of a run to its file, and records the outcome; `now` times the end."""
    run = FeedRun.objects.get(pk=run_id)
    try:
        with tempfile.TemporaryFile() as file:
            faults, told = _tell(run, file, at=at)
            size = file.tell()
            file.seek(0)
            path = default_storage.save(f"feeds/{run}-{run.pk}.xml", File(file))
    except Exception as error:
        log.exception("the feed failed", extra={"feed": str(run)})
        with db.transaction():
            problem = f"{type(error).__name__}: {error}"[:300]
            FeedFlow.move(run, "fail", by=str(by), at=at, finished_at=now(), problem=problem)
        return run
    with db.transaction():
        FeedFlow.move(
            run,
            "finish",
            by=str(by),
            at=at,
            finished_at=now(),
            file=path,
            size=size,
            rows_ok=told,
            rows_failed=len(faults),
            faults=faults[:MOST_FAULTS],
        )
        old = queries.outdated(keep=KEPT_FILES, run=run)
        FeedRun.objects.filter(pk__in=[one.pk for one in old]).update(file="")
    for one in old:
        default_storage.delete(one.file)
    return run


def _tell(run: FeedRun, file: IO[bytes], *, at: datetime) -> tuple[list[list[str]], int]:
    channel = get_channel_by_id(run.channel_id)
    base = f"https://{channel.domain}" if channel.domain else str(settings.SITE_URL)
    front = base + in_language("/", run.language)
    ask = _quoting(channel, run.language, at=at)
    faults, told = [], 0
    head = rules.opening(shop=settings.SHOP_NAME, front=front, language=run.language)
    file.write(head.encode())
    categories, families = queries.google_categories()
    for sheet in queries.sheets(channel=channel, language=run.language):
        kin = rules.google_category(sheet, categories=categories, families=families)
        for variant in sheet["variants"]:
            quotes = ask(variant["price"]["amount"], variant["weight_g"])
            try:
                row = rules.item(
                    sheet, variant, front=front, base=base, quotes=quotes, google_category=kin
                )
            except rules.Incomplete as error:
                faults.append([variant["sku"], error.message])
                continue
            file.write(row.encode())
            told += 1
    file.write(rules.TAIL.encode())
    return faults, told


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
