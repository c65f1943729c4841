"""The customer screen of staff."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from commerce import db as house
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import SYSTEM
from crm import permissions
from crm import public as crm
from crm.contracts import CustomerInfo
from crm.customers.models import Customer
from crm.privacy.models import DataExport
from tests.builders import commerce as ground
from tests.builders import crm as build


def staff(*rights: str) -> Client:
    user = ground.make_user(f"s{len(rights)}@kontor.example", is_staff=True)
    names = [right.partition(".")[2] for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def page(customer: CustomerInfo, verb: str = "") -> str:
    middle = f"{customer.customer_id}/{verb}/" if verb else f"{customer.customer_id}/change/"
    return f"/admin/crm/customer/{middle}"


def test_contact_details_are_masked_without_the_right(channel: ChannelInfo) -> None:
    """SVC-3: field-level by role."""
    customer = build.make_customer(phone="030 901820")
    build.make_saved_address(customer)
    reader = staff(permissions.VIEW_CUSTOMER)
    desk = staff(permissions.VIEW_CUSTOMER, permissions.SEE_CONTACT)

    for path in (page(customer), "/admin/crm/customer/"):
        masked, open_ = (one.get(path).content.decode() for one in (reader, desk))
        assert "ada@example.com" not in masked
        assert "Karl-Liebknecht" not in masked
        assert "ad••••@example.com" in masked
        assert "ada@example.com" in open_
    assert "+49 30 901820" in desk.get(page(customer)).content.decode()


def test_shows_consents_and_what_happened(channel: ChannelInfo, at: datetime) -> None:
    customer = build.make_customer()
    with house.transaction():
        crm.record_consent(
            customer_id=customer.customer_id,
            purpose="newsletter",
            given=True,
            source="account",
            proof="req_1",
            at=at,
            by=SYSTEM,
        )

    shown = staff(permissions.VIEW_CUSTOMER).get(page(customer)).content.decode()

    assert "News and offers by e-mail" in shown
    assert "req_1" in shown
    assert "registered" in shown


VERBS: dict[str, tuple[str, dict[str, str]]] = {
    "details": (permissions.CHANGE_CUSTOMER, {"name": "Ada King"}),
    "merge": (permissions.MERGE_CUSTOMER, {"into": "cus_x", "reason": "the same person"}),
    "export": (permissions.EXPORT_CUSTOMER, {}),
    "erase": (permissions.ERASE_CUSTOMER, {"number": "cus_x", "reason": "asked by letter"}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_each_button_needs_its_right(channel: ChannelInfo, verb: str) -> None:
    """Attack: one method unchecked."""
    customer = build.make_customer()
    others = [one for name, (one, _) in VERBS.items() if name != verb]
    others += [permissions.SEE_CONTACT]
    clerk = staff(permissions.VIEW_CUSTOMER, *others)

    answer = clerk.post(page(customer, verb), {"_form_submitted": "on", **VERBS[verb][1]})

    assert answer.status_code == 403
    assert Customer.objects.get().name == "Ada Lovelace"
    assert not DataExport.objects.exists()


def test_merges_by_number_with_a_reason(channel: ChannelInfo) -> None:
    guest, account = build.make_customer("a@example.com"), build.make_account("b@example.com")
    desk = staff(permissions.VIEW_CUSTOMER, permissions.MERGE_CUSTOMER)
    form = {"_form_submitted": "on", "into": account.public_id, "reason": ""}

    desk.post(page(guest, "merge"), form)
    assert Customer.objects.get(pk=guest.customer_id).state == "active"
    unknown = desk.post(
        page(guest, "merge"), form | {"into": "cus_nobody", "reason": "the same person"}
    ).content.decode()
    assert 'role="alert"' in unknown
    assert "the same person</textarea>" in unknown
    answer: Any = desk.post(page(guest, "merge"), form | {"reason": "the same person"})

    assert answer["HX-Redirect"] == page(account)
    row = Customer.objects.get(pk=guest.customer_id)
    assert (row.state, row.merged_into_id) == ("merged", account.customer_id)


def test_nothing_happens_by_merely_looking(channel: ChannelInfo) -> None:
    customer = build.make_customer()
    boss = staff(permissions.VIEW_CUSTOMER, *(right for right, _ in VERBS.values()))

    for verb in VERBS:
        boss.get(page(customer, verb))

    assert Customer.objects.get().state == "active"
    assert not DataExport.objects.exists()


def test_erases_only_who_is_meant(channel: ChannelInfo) -> None:
    """X11: the dialog names the object."""
    customer, other = build.make_customer(), build.make_customer("other@example.com")
    boss = staff(permissions.VIEW_CUSTOMER, permissions.ERASE_CUSTOMER)
    form = {"_form_submitted": "on", "reason": "asked by letter"}

    boss.post(page(customer, "erase"), form | {"number": other.public_id})
    assert Customer.objects.get(pk=customer.customer_id).state == "active"
    boss.post(page(customer, "erase"), form | {"number": customer.public_id})

    assert Customer.objects.get(pk=customer.customer_id).state == "erased"
    assert Customer.objects.get(pk=other.customer_id).state == "active"


def test_corrects_details(channel: ChannelInfo) -> None:
    customer = build.make_customer()
    desk = staff(permissions.VIEW_CUSTOMER, permissions.CHANGE_CUSTOMER, permissions.SEE_CONTACT)
    form = {"_form_submitted": "on", "name": "Ada King", "phone": "030 901820", "price_group": ""}

    desk.post(page(customer, "details"), form)

    row = Customer.objects.get()
    assert (row.name, row.phone) == ("Ada King", "+4930901820")


def test_hands_out_copies_to_those_who_may(channel: ChannelInfo) -> None:
    customer, other = build.make_customer(), build.make_customer("other@example.com")
    boss = staff(permissions.VIEW_CUSTOMER, permissions.EXPORT_CUSTOMER)
    boss.post(page(customer, "export"), {"_form_submitted": "on"})
    export = DataExport.objects.get()

    path = page(customer, f"exports/{export.public_id}")
    answer = boss.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert b"ada@example.com" in answer.content
    assert boss.get(page(other, f"exports/{export.public_id}")).status_code == 404
    assert staff(permissions.VIEW_CUSTOMER).get(path).status_code == 403
