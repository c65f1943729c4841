"""T5: of two people at one form the second undoes nothing, and loses nothing of what was typed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Category, PriceList
from commerce import db
from commerce.audit.models import Trail
from commerce.channels.models import Channel
from commerce.identity.models import ApiKey, User
from commerce.staff.edits import SHOWN
from crm.models import Customer
from inventory.models import DeliveryMethod, DeliveryRate, Warehouse
from tests.builders import catalog, commerce, crm, inventory, races, reviews, staff, storefront
from tests.builders.commerce import AT

pytestmark = pytest.mark.django_db
PRICE_LIST = "/admin/catalog/pricelist/add/"


def sign_in(email: str) -> Client:
    """This signs in one of several people who may do everything."""
    client = Client()
    client.force_login(commerce.make_user(email, is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def mina() -> Client:
    return sign_in("mina@example.com")


@pytest.fixture
def otto() -> Client:
    return sign_in("otto@example.com")


@pytest.fixture
def place() -> str:
    row = inventory.make_warehouse("LEJ", name="Leipzig", city="Leipzig", line1="Ring 1")
    return f"/admin/inventory/warehouse/{row.pk}/change/"


def told(answer: Any) -> dict[str, list[str]]:
    """What a form that was not saved complains of, by field."""
    assert answer.status_code == 200
    return dict(answer.context["adminform"].form.errors)


def test_the_second_is_told_who_changed_what_and_nothing_is_written(
    mina: Client, otto: Client, place: str
) -> None:
    hers, his = staff.opened(mina, place), staff.opened(otto, place)
    mina.post(place, hers | {"name": ["Leipzig North"], "city": ["Markkleeberg"]})

    answer = otto.post(place, his | {"name": ["Leipzig Hub"], "line1": ["Allee 9"]})

    faults = told(answer)
    row = Warehouse.objects.get()
    assert (row.name, row.city, row.line1) == ("Leipzig North", "Markkleeberg", "Ring 1")
    assert "mina@example.com changed this at " in faults["__all__"][0]
    assert faults["__all__"][0].endswith(
        "nothing of yours is saved yet. Look at Name and City. Save again once it is all as you want it."
    )
    assert faults["name"] == [
        "Changed meanwhile to: Leipzig North. Yours stands here; save again to put it in place."
    ]
    assert faults["city"] == ["Changed meanwhile; this is how it stands now."]
    assert faults.keys() == {"__all__", "name", "city"}


def test_saving_again_puts_ones_own_in_place_and_keeps_what_one_left_alone(
    mina: Client, otto: Client, place: str
) -> None:
    hers, his = staff.opened(mina, place), staff.opened(otto, place)
    mina.post(place, hers | {"name": ["Leipzig North"], "city": ["Markkleeberg"]})
    answer = otto.post(place, his | {"name": ["Leipzig Hub"], "line1": ["Allee 9"]})
    shown = staff.Form(answer.content.decode()).sent

    again = otto.post(place, shown)

    row = Warehouse.objects.get()
    assert (shown["name"], shown["city"], shown["line1"]) == (
        ["Leipzig Hub"], ["Markkleeberg"], ["Allee 9"],
    )  # fmt: skip
    assert again.status_code == 302
    assert (row.name, row.city, row.line1) == ("Leipzig Hub", "Markkleeberg", "Allee 9")


def test_what_both_typed_alike_is_no_quarrel(mina: Client, otto: Client, place: str) -> None:
    hers, his = staff.opened(mina, place), staff.opened(otto, place)
    mina.post(place, hers | {"name": ["Leipzig North"]})

    answer = otto.post(place, his | {"name": ["Leipzig North"], "line1": ["Allee 9"]})

    assert answer.status_code == 302
    assert Warehouse.objects.get().line1 == "Allee 9"


def test_a_form_that_says_nonsense_of_what_it_showed_is_not_believed(
    mina: Client, place: str
) -> None:
    said = staff.opened(mina, place) | {"name": ["Leipzig Hub"]}

    for nonsense in ("", "{", "[]", '{"marks": 1}', '{"at": 7, "marks": {}, "rows": {}}'):
        faults = told(mina.post(place, said | {SHOWN: [nonsense]}))
        assert "Somebody changed this while you had it open" in faults["__all__"][0]

    assert Warehouse.objects.get().name == "Leipzig"


def test_only_columns_that_changed_are_written(mina: Client, place: str) -> None:
    mina.post(place, staff.opened(mina, place) | {"name": ["Leipzig Hub"]})

    line = Trail.objects.filter(table_name="inventory_warehouse").latest("id")
    assert (line.before, line.after) == ({"name": "Leipzig"}, {"name": "Leipzig Hub"})


@pytest.fixture
def method() -> str:
    row = inventory.make_method()
    DeliveryRate.objects.create(method=row, zone="Norway", price_minor=990, currency="EUR")
    return f"/admin/inventory/deliverymethod/{row.pk}/change/"


def _rows(page: dict[str, list[str]], **over: str) -> dict[str, list[str]]:
    prefix = next(name for name in page if name.endswith("-TOTAL_FORMS")).split("-")[0]
    return page | {f"{prefix}-{name.replace('__', '-')}": [text] for name, text in over.items()}


def test_rows_beneath_are_compared_field_by_field(mina: Client, otto: Client, method: str) -> None:
    hers, his = staff.opened(mina, method), staff.opened(otto, method)
    mina.post(method, _rows(hers, **{"0__price_minor": "590"}))

    answer = otto.post(method, _rows(his, **{"0__price_minor": "650", "1__zone": "Far north"}))

    row, north = answer.context["inline_admin_formsets"][0].formset.forms[:2]
    assert "Changed meanwhile to: 590." in row.errors["price_minor"][0]
    assert north["zone"].value() == "Far north"
    assert "mina@example.com" in told(answer)["__all__"][0]
    rates = DeliveryRate.objects.order_by("pk").values_list("zone", "price_minor")
    assert list(rates) == [("Europe", 590), ("Norway", 990)]

    otto.post(method, staff.Form(answer.content.decode()).sent)
    assert list(rates.all()) == [("Europe", 650), ("Far north", 990)]


def test_rows_nobody_here_touched_are_shown_as_they_are_by_now(
    mina: Client, otto: Client, method: str
) -> None:
    his = staff.opened(otto, method)
    row = DeliveryMethod.objects.get()
    DeliveryRate.objects.create(method=row, zone="Overseas", price_minor=1490, currency="EUR")

    answer = otto.post(method, his | {"name": ["By van"]})

    shown = staff.Form(answer.content.decode()).sent
    assert [text for name, (text, *_) in shown.items() if name.endswith("-zone")] == [
        "Europe", "Norway", "Overseas",
    ]  # fmt: skip
    assert shown["name"] == ["By van"]
    assert "shown as they stand now: delivery rates." in told(answer)["__all__"][0]
    assert otto.post(method, shown).status_code == 302
    row.refresh_from_db()
    assert row.name == "By van"


def test_rows_that_came_while_one_typed_in_the_others_stop_the_save(
    mina: Client, otto: Client, method: str
) -> None:
    his = _rows(staff.opened(otto, method), **{"0__price_minor": "650"})
    row = DeliveryMethod.objects.get()
    DeliveryRate.objects.create(method=row, zone="Overseas", price_minor=1490, currency="EUR")

    for _ in range(2):
        answer = otto.post(method, his)
        assert answer.status_code == 200
        assert "Open this page once more in another window" in answer.content.decode()
        his = staff.Form(answer.content.decode()).sent

    assert "650" in [text for name, (text, *_) in his.items() if name.endswith("-price_minor")]
    assert sorted(DeliveryRate.objects.values_list("price_minor", flat=True)) == [490, 990, 1490]


def test_a_row_that_is_gone_is_said_to_be(mina: Client, otto: Client, method: str) -> None:
    his = _rows(staff.opened(otto, method), **{"1__price_minor": "650"})
    DeliveryRate.objects.get(zone="Norway").delete()

    answer = otto.post(method, his)

    assert answer.status_code == 200
    assert "Rows came or went here meanwhile" in answer.content.decode()
    assert list(DeliveryRate.objects.values_list("price_minor", flat=True)) == [490]


def test_a_refusal_keeps_what_was_typed(mina: Client) -> None:
    """X14: an action's no stands in the form, at its field, with everything that was typed."""
    commerce.make_channel()
    catalog.make_category("mugs", en="Mugs")
    said = {"code": "cups", "position": "3", "name__en": "Cups", "slug__en": "mugs",
            "description__en": "With a handle."}  # fmt: skip

    answer = mina.post("/admin/catalog/category/add/", said)

    assert told(answer) == {"slug__en": ["the slug 'mugs' is taken"]}
    shown = staff.Form(answer.content.decode()).sent
    assert {name: [text] for name, text in said.items()}.items() <= shown.items()
    assert Category.objects.count() == 1


def test_a_button_that_starts_with_what_is_stored_writes_over_nobody(
    mina: Client, otto: Client
) -> None:
    front = storefront.open_storefront()
    row = reviews.make_review(front.mug.product)
    path = reverse("admin:catalog_review_reply", args=[row.pk])
    asked = otto.get(path).context["form"]
    mina.post(path, {"text": "Thank you, Ada"})

    his = {"text": "Thanks", SHOWN: asked[SHOWN].value()}
    answer = otto.post(path, his)

    row.refresh_from_db()
    assert row.reply == "Thank you, Ada"
    assert answer.context["form"]["text"].value() == "Thanks"
    assert "Changed meanwhile to: Thank you, Ada." in answer.context["form"].errors["text"][0]

    otto.post(path, his | {SHOWN: answer.context["form"][SHOWN].value()})
    row.refresh_from_db()
    assert row.reply == "Thanks"


def test_a_dialog_keeps_what_others_corrected(mina: Client, otto: Client) -> None:
    commerce.make_channel()
    row = crm.make_customer(name="Ada Byron", phone="030 901820")
    path = f"/admin/crm/customer/{row.customer_id}/details/"
    asked = otto.get(path).context["form"]
    sent = {"_form_submitted": "on", "price_group": "", SHOWN: asked[SHOWN].value()}
    mina.post(path, sent | {"name": "Ada Byron", "phone": "030 901821"})

    answer = otto.post(path, sent | {"name": "Ada King", "phone": "+4930901820"})

    form, stored = answer.context["form"], Customer.objects.get()
    assert (stored.name, stored.phone) == ("Ada Byron", "+4930901821")
    assert (form["name"].value(), form["phone"].value()) == ("Ada King", "+4930901821")

    again = {name: form[name].value() for name in ("name", "phone", SHOWN)}
    otto.post(path, sent | again)
    stored.refresh_from_db()
    assert (stored.name, stored.phone) == ("Ada King", "+4930901821")


# --- with connections of their own ---------------------------------------------------------------


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as found:
        yield found


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_numbers_that_move_while_a_form_is_saved_stay_moved(pool: ThreadPoolExecutor) -> None:
    """The partner's key is used while staff save its form: the time of use is not written back."""
    key, _secret = commerce.make_api_key("orders:read", channel=None)
    path, boss = f"/admin/commerce/apikey/{key.pk}/change/", commerce.make_boss()
    said = staff.opened(boss, path) | {"name": ["Partner of old"]}

    with db.transaction():
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=AT)
        saving = pool.submit(races.apart, lambda: boss.post(path, said))
        races.wait_for_a_lock()
    answer = saving.result()

    key.refresh_from_db()
    assert answer.status_code == 302
    assert (key.name, key.last_used_at) == ("Partner of old", AT)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_new_password_writes_nothing_else(pool: ThreadPoolExecutor) -> None:
    boss, ada = commerce.make_boss(), commerce.make_user()
    said = {"password1": "a battery staple", "password2": "a battery staple"}

    with db.transaction():
        User.objects.filter(pk=ada.pk).update(last_login=AT, language="de")
        saving = pool.submit(
            races.apart, lambda: boss.post(f"/admin/commerce/user/{ada.pk}/password/", said)
        )
        races.wait_for_a_lock()
    answer = saving.result()

    ada.refresh_from_db()
    assert answer.status_code == 302
    assert (ada.last_login, ada.language) == (AT, "de")
    assert ada.check_password("a battery staple")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_equal_new_rows_at_once_one_is_told(pool: ThreadPoolExecutor) -> None:
    """An action that makes or changes by key never turns the slower one's new row into a change."""
    commerce.make_channel()
    both = [sign_in("mina@example.com"), sign_in("otto@example.com")]
    channel = Channel.objects.get().pk
    forms = [
        {"code": "sale", "name": name, "channel": channel, "priority": 1, "active": "on"}
        for name in ("Spring", "Summer")
    ]

    jobs = [
        pool.submit(races.apart, lambda one=one, form=form: one.post(PRICE_LIST, form))
        for one, form in zip(both, forms, strict=True)
    ]
    answers = [job.result() for job in jobs]

    assert sorted(one.status_code for one in answers) == [200, 302]
    lost = next(one for one in answers if one.status_code == 200)
    assert told(lost)["code"] == ["Price list with this Code already exists."]
    won = next(place for place, one in enumerate(answers) if one.status_code == 302)
    assert PriceList.objects.get().name == ("Spring", "Summer")[won]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_is_told(pool: ThreadPoolExecutor) -> None:
    row = inventory.make_warehouse("LEJ", name="Leipzig")
    path = f"/admin/inventory/warehouse/{row.pk}/change/"
    both = [sign_in("mina@example.com"), sign_in("otto@example.com")]
    said = [
        staff.opened(one, path) | {"name": [name]}
        for one, name in zip(both, ("North", "South"), strict=True)
    ]

    jobs = [
        pool.submit(races.apart, lambda one=one, form=form: one.post(path, form))
        for one, form in zip(both, said, strict=True)
    ]
    answers = [job.result() for job in jobs]

    assert sorted(one.status_code for one in answers) == [200, 302]
    won = next(place for place, one in enumerate(answers) if one.status_code == 302)
    row.refresh_from_db()
    assert row.name == ("North", "South")[won]
    assert told(answers[1 - won])["name"][0].startswith(f"Changed meanwhile to: {row.name}.")
