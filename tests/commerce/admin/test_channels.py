"""Staff cannot let a channel sell where something is missing that selling takes; what is there is told."""

import pytest
from django.test import Client

from commerce import memo
from commerce.channels.models import Channel
from tests.builders import commerce as build
from tests.builders import payments

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """Staff of a channel from Germany into four countries; rates are known for two of them."""
    build.make_channel()
    payments.make_rate("DE", "19")
    payments.make_rate("FR", "20")
    memo.forget_all()
    return build.make_boss()


def save(client: Client, **over: object) -> str:
    """This saves the form; returns what it complains of about countries."""
    row = Channel.objects.get()
    answer = client.post(
        f"/admin/commerce/channel/{row.pk}/change/", build.channel_form(client, row, **over)
    )
    if answer.status_code == 302:
        return ""
    return " ".join(answer.context["adminform"].form.errors.get("countries", []))


def test_countries_without_a_tax_rate_are_refused_by_name(client: Client) -> None:
    told = save(client, countries='["DE", "AT", "FR", "NL"]')

    assert told == "No tax rate is known: Austria (AT), Netherlands (NL)"
    assert Channel.objects.get().version == 1


def test_countries_with_a_rate_and_exports_are_taken(client: Client) -> None:
    assert not save(client, countries='["DE", "FR", "CH"]')
    assert Channel.objects.get().countries == ["DE", "FR", "CH"]


@pytest.mark.parametrize("bad", ["[]", '"DE"', '["Germany"]', '["de"]', "[1]", '{"DE": 1}'])
def test_what_is_no_list_of_countries_is_refused(client: Client, bad: str) -> None:
    assert save(client, countries=bad)
    assert Channel.objects.get().countries == ["DE", "AT", "FR", "NL"]


def test_what_is_there_already_waits_on_the_start_page(client: Client) -> None:
    start = client.get("/admin/").content.decode()
    link = "/admin/commerce/channel/?hindered=1"

    assert f'href="{link}"><strong>1</strong>' in start
    assert (
        "No tax rate is known: Austria (AT), Netherlands (NL)" in client.get(link).content.decode()
    )


def test_nothing_waits_once_the_rates_are_known(client: Client) -> None:
    payments.make_rate("AT", "20")
    payments.make_rate("NL", "21")
    memo.forget_all()

    assert "hindered=1" not in client.get("/admin/").content.decode()
