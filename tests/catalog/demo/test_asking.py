"""Questions of the demo: most are answered, the latest wait, the same on every machine."""

from datetime import datetime, timedelta

from catalog.demo import asking, assortment
from catalog.demo.planting import source_key
from catalog.products.models import Product
from catalog.questions.models import Question
from commerce import db as transactions
from tests.builders import catalog as goods
from tests.builders import commerce as build


def test_every_family_has_questions_to_ask() -> None:
    assert set(asking.ASKED) == {one.family for one in assortment.products()}


def test_the_latest_questions_wait_for_an_answer(db: None, at: datetime) -> None:
    channel = build.make_channel(code="eu")
    loved = [one for one in assortment.products() if list(asking.of_product(one))][:12]
    keys = {source_key(one) for one in loved}
    for number, key in enumerate(sorted(keys)):
        variant = goods.make_product(f"Thing {number}", sku=f"T-{number}", channel=channel)
        Product.objects.filter(pk=variant.product_id).update(source_key=key)
    rows = list(Product.objects.filter(source_key__in=keys))

    with transactions.transaction():
        made = asking.ask(products=rows, at=at)

    waiting = Question.objects.filter(state="waiting")
    assert made == Question.objects.count() == sum(len(list(asking.of_product(o))) for o in loved)
    assert waiting.count() == asking.WAITING
    assert not waiting.exclude(answer="").exists()
    assert not waiting.filter(asked_at__lt=at - timedelta(days=3)).exists()
    assert not Question.objects.filter(state="answered", answer="").exists()


def test_a_second_run_asks_nothing(db: None, at: datetime) -> None:
    build.make_channel(code="eu")

    with transactions.transaction():
        assert asking.ask(products=[], at=at) == 0
