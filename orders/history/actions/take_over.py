"""What is made of kept lines: articles, people, orders and their lines, each step one transaction."""

from datetime import datetime

from django.db import connection

from catalog import public as catalog
from catalog.contracts import ProductRow, VariantRow
from commerce import db, ids
from commerce.channels import queries as channels
from commerce.channels.models import Channel
from commerce.channels.queries import ChannelInfo
from commerce.errors import Refused
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.money import Money
from crm import public as crm
from crm.contracts import NewCustomer
from orders import events
from orders.history import queries
from orders.history.models import HistoryArticle, HistoryPerson, ImportRun
from orders.history.rules import GOODS, Profile, amount, slug
from orders.history.states import ImportFlow
from orders.order.models import Order

SOURCE = "history"


class ArticleRefused(Refused):
    """The catalogue does not take an article of the file."""

    code = "article_refused"


@db.transaction_required
def prepare() -> None:
    """This readies the transaction for whole tables: no statement timeout, and fresh statistics.

    Without them the planner takes half a million new rows for none, and joins them one by one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            "ANALYZE orders_historyline, orders_historyarticle, orders_historyperson, orders_order,"
            " orders_orderline"
        )


@db.transaction_required
def open_channel(*, profile: Profile) -> ChannelInfo:
    """This finds the channel a merchant's past lives in, or opens it; nothing is sold there."""
    Channel.objects.get_or_create(
        code=profile.channel,
        defaults={
            "name": profile.name,
            "currency": profile.currency,
            "languages": [profile.language],
            "countries": sorted({code for code in profile.countries.values() if code}),
            "origin_country": "GB",
            "prices": "net",
            "capture": "at_once",
            "order_prefix": profile.order_prefix,
            "time_zone": profile.zone,
            "position": 90,
            "on_storefront": False,
        },
    )
    channels.forget()
    return channels.get_channel(profile.channel)


@db.transaction_required
def take_over_articles(*, run: ImportRun, profile: Profile, by: Actor, at: datetime) -> int:
    """This makes a product of every article code, live in the merchant's channel once it has a price.

    Raises:
        ArticleRefused: when the catalogue does not take one; nothing is left out in silence.
    """
    channel = channels.get_channel(profile.channel)
    wanted = {
        f"{channel.order_prefix}-{code}": (code, name[:250], price)
        for code, name, price in queries.articles(run)
    }
    done = catalog.import_products(
        rows=[
            _article(sku, name, price, profile=profile) for sku, (_, name, price) in wanted.items()
        ],
        channel=channel,
        at=at,
        by=by,
    )
    if done.refused:
        first = done.refused[0]
        message = f"the catalogue does not take article {first.source_key}: {first.reason}"
        raise ArticleRefused(message)
    products = catalog.variant_products(variant_ids=done.variant_ids.values())
    HistoryArticle.objects.bulk_create(
        [
            HistoryArticle(
                run=run,
                code=code,
                product_id=products[done.variant_ids[sku]],
                variant_id=done.variant_ids[sku],
                title=name,
            )
            for sku, (code, name, _) in wanted.items()
        ],
        batch_size=2000,
    )
    return len(wanted)


def _article(sku: str, name: str, price: int, *, profile: Profile) -> ProductRow:
    cost = amount(price=price, quantity=1, digits=profile.digits)
    return ProductRow(
        source_key=f"{profile.channel}:{sku}",
        # The SKU makes the slug its own: merchants give one name to many articles.
        words={profile.language: {"name": name, "slug": slug(f"{name[:80]} {sku}")}},
        variants=(VariantRow(sku=sku, price=Money(cost, profile.currency) if cost else None),),
    )


@db.transaction_required
def take_over_people(*, run: ImportRun, profile: Profile, by: Actor, at: datetime) -> int:
    """This makes a customer of every customer number; the file knows no names and no addresses."""
    channel = channels.get_channel(profile.channel)
    # .invalid is reserved: no mail can ever reach anybody by mistake.
    wanted = {
        reference: NewCustomer(
            email=f"{reference.lower()}@{profile.channel}.invalid",
            name=f"Customer {reference}",
            created_at=first_seen_at,
        )
        for reference, _, first_seen_at in queries.people(run)
    }
    made = crm.remember_customers(wanted=list(wanted.values()), channel=channel, at=at, by=by)
    HistoryPerson.objects.bulk_create(
        [
            HistoryPerson(run=run, reference=reference, customer_id=made[one.email])
            for reference, one in wanted.items()
        ],
        batch_size=2000,
    )
    return len(wanted)


@db.transaction_required
def take_over_orders(*, run: ImportRun, profile: Profile, by: Actor, at: datetime) -> int:
    """This makes a completed, paid order of every invoice that sold goods, postage as its delivery."""
    channel = channels.get_channel(profile.channel)
    known = dict(HistoryPerson.objects.filter(run=run).values_list("reference", "customer_id"))
    rows = [
        _order(one, channel=channel, customer_id=known.get(one.customer), at=at)
        for one in queries.invoices(run)
    ]
    Order.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return len(rows)


def _order(
    one: queries.Invoice, *, channel: ChannelInfo, customer_id: int | None, at: datetime
) -> Order:
    total = one.goods_minor + one.postage_minor
    return Order(
        public_id=ids.new("ord"),
        number=f"{channel.order_prefix}-{one.invoice}",
        channel_id=channel.id,
        source=SOURCE,
        customer_id=customer_id,
        language=channel.language,
        customer_name=f"Customer {one.customer}" if one.customer else "",
        state="completed",
        ship_to={"country": one.country},
        bill_to={"country": one.country},
        ship_country=one.country,
        currency=channel.currency,
        prices_include_tax=False,
        shipping_net_minor=one.postage_minor,
        shipping_gross_minor=one.postage_minor,
        net_minor=total,
        tax_minor=0,
        total_minor=total,
        captured_minor=total,
        quantity=one.pieces,
        quantity_shipped=one.pieces,
        quantity_delivered=one.pieces,
        placed_at=one.at,
        completed_at=one.at,
        updated_at=at,
    )


@db.transaction_required
def take_over_lines(*, run: ImportRun, profile: Profile, by: Actor, at: datetime) -> int:
    """This writes the order lines, and one timeline entry per order, with two statements.

    The file tells no tax: lines are net, with the treatment "not_recorded".
    """
    channel = channels.get_channel(profile.channel)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO orders_orderline (
                order_id, position, variant_id, product_id, sku, title, options, image, category,
                brand, weight_g, quantity, currency, unit_minor, discount_minor, net_minor,
                tax_minor, gross_minor, tax_class, tax_rate, tax_treatment, quantity_shipped,
                quantity_refunded, quantity_canceled, canceled_net_minor, canceled_tax_minor)
            SELECT o.id, row_number() OVER (PARTITION BY o.id ORDER BY h.row), a.variant_id,
                   a.product_id, a.code, left(COALESCE(NULLIF(h.text, ''), a.title), 250), '', '',
                   '', '', 0, h.quantity, h.currency, round(h.price_micro / %s), 0, h.amount_minor,
                   0, h.amount_minor, '', 0, 'not_recorded', h.quantity, 0,
                   0, 0, 0
            FROM orders_historyline h
            JOIN orders_order o ON o.number = %s || h.invoice
            JOIN orders_historyarticle a ON a.run_id = h.run_id AND a.code = upper(h.code)
            WHERE h.run_id = %s AND h.kind = ANY(%s)
              AND NOT EXISTS (SELECT 1 FROM orders_orderline t WHERE t.order_id = o.id)
            ORDER BY h.row
            """,
            [10.0 ** (6 - profile.digits), f"{channel.order_prefix}-", run.pk, list(GOODS)],
        )
        made = cursor.rowcount
        cursor.execute(
            """
            INSERT INTO orders_orderevent (order_id, at, by, kind, data)
            SELECT o.id, %s, %s, 'imported', jsonb_build_object('run', %s::bigint)
            FROM orders_order o
            WHERE o.channel_id = %s AND o.source = %s
              AND NOT EXISTS (SELECT 1 FROM orders_orderevent t WHERE t.order_id = o.id)
            """,
            [at, str(by), run.pk, channel.id, SOURCE],
        )
    return int(made)


@db.transaction_required
def finish(*, run: ImportRun, profile: Profile, by: Actor, at: datetime) -> None:
    """This ends a run: its report is kept and the fact announced."""
    found = queries.report(run)
    found["orders"] = queries.orders_of(profile.channel)
    ImportFlow.move(run, "finish", by=str(by), at=at, finished_at=at, report=found)
    outbox.publish(
        events.HistoryImported(
            run_id=run.pk,
            channel=profile.channel,
            lines=found["lines_read"],
            orders=found["orders"],
            net=Money(found["net_total_minor"], profile.currency),
            first_at=datetime.fromisoformat(found["first_at"]),
            last_at=datetime.fromisoformat(found["last_at"]),
        ),
        at=at,
        by=by,
        channel=profile.channel,
    )
