"""The demo company's customers."""

from collections import Counter
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from crm import public as crm
from crm.consents.models import Consent
from crm.customers.models import Customer, CustomerAddress
from crm.customers.rules import people as rules
from crm.customers.rules import places
from crm.demo import people
from tests.builders import commerce as ground


@pytest.mark.parametrize(("channel", "count"), [("eu", 340), ("uk", 140)])
def test_are_plausible_where_they_live(channel: str, count: int) -> None:
    found = list(people.customers(channel))

    assert len({one.email for one in found}) == count
    for one in found:
        assert places.checked(one.address) == one.address
        assert rules.normal_email(one.email) == one.email
        assert 0 <= one.age_days < 730
        assert one.email.rpartition("@")[2].startswith("example.")
    assert len({one.name for one in found}) > count * 0.6


def test_are_the_same_on_every_machine() -> None:
    first = next(people.customers("eu"))

    assert list(people.customers("eu")) == list(people.customers("eu"))
    assert (first.email, first.address.city) == ("fleur.de.boer@example.com", "Eindhoven")


def test_live_mostly_at_home() -> None:
    lands = Counter(one.address.country for one in people.customers("eu"))

    assert lands.most_common(2)[0][0] == "DE"
    assert len(lands) == 8


@pytest.mark.django_db
def test_seeding_twice_changes_nothing(facts: Callable[[], list[str]]) -> None:
    ground.make_channel()
    ground.make_channel(code="uk", currency="GBP")
    shopper = ground.make_user("mia.hoffmann@example.com", first_name="Mia", language="de")

    call_command("seed_crm", verbosity=0)
    first = (Customer.objects.count(), CustomerAddress.objects.count(), Consent.objects.count())
    announced = len(facts())
    call_command("seed_crm", verbosity=0)

    assert first[:2] == (481, 482)  # a shopper with an account has three addresses
    assert first == (
        Customer.objects.count(),
        CustomerAddress.objects.count(),
        Consent.objects.count(),
    )
    assert len(facts()) == announced == 481
    assert EmailAddress.objects.get(user=shopper).verified
    mine = crm.find_customer(user_id=shopper.pk)
    assert mine is not None
    assert mine.language == "de"
