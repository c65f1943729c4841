"""What means the same is found by either word."""

from catalog.demo import finding
from catalog.search.models import Synonyms
from catalog.search.queries import finding as searching
from catalog.search.rules.asking import Asked
from commerce import db as transactions
from commerce import memo
from tests.builders import storefront


def test_a_cup_finds_the_mug(db: None) -> None:
    """S4: synonyms."""
    channel = storefront.open_storefront().shop.channel
    asked = Asked(words="beaker", sort="best")
    before = searching.search(asked=asked, channel=channel, language="en").total
    with transactions.transaction():
        made = finding.agree()
    memo.forget_all()

    found = searching.search(asked=asked, channel=channel, language="en").total

    assert made == Synonyms.objects.count() > 15
    # The mug, and the lamp that stands on the shelf of mugs.
    assert (before, found) == (0, 2)


def test_a_house_with_words_of_its_own_keeps_them(db: None) -> None:
    Synonyms.objects.create(language="en", words=["settee", "sofa"])

    with transactions.transaction():
        assert finding.agree() == 0
