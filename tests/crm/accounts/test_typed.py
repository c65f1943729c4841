"""Signing in and its safety in the words of the shop: what is asked, what is missing, where it goes on."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from commerce.identity.models import User
from tests.builders.commerce import AT, make_channel, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _shop() -> None:
    cache.clear()
    make_channel(time_zone="Europe/Berlin")


@pytest.fixture
def member() -> User:
    return make_user("ada@example.com")


@pytest.fixture
def inside(member: User) -> Client:
    """Signed in, with the password just given."""
    client = Client(headers={"user-agent": FIREFOX})
    client.force_login(member)
    client.post("/accounts/reauthenticate/?next=/account/", {"password": PASSWORD})
    return client


def faults(page: str) -> list[str]:
    """The lines of the error summary."""
    summary = page.split("data-error-summary")[1].split("</ul>", maxsplit=1)[0]
    return [
        re.sub(r"<[^>]+>", "", one).strip()
        for one in re.findall(r"<li>(.*?)</li>", summary, re.DOTALL)
    ]


def passkey(member: User) -> Authenticator:
    kept = Authenticator.objects.create(
        user=member, type="webauthn", data={"name": "My phone", "credential": {}}
    )
    Authenticator.objects.filter(pk=kept.pk).update(
        created_at=AT, last_used_at=AT + timedelta(days=1)
    )
    return kept


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            "/accounts/login/",
            ["Enter an e-mail address, like name@example.com", "Enter your password"],
        ),
        ("/accounts/password/reset/", ["Enter an e-mail address, like name@example.com"]),
        (
            "/de/accounts/password/reset/",
            ["Geben Sie eine E-Mail-Adresse an, wie name@example.com"],
        ),
    ],
)
def test_what_is_missing_says_what_to_do(client: Client, path: str, told: list[str]) -> None:
    """X14, X15: one sentence per field, and none of them "this field is required"."""
    assert faults(client.post(path, {}).content.decode()) == told


def test_a_new_password_is_typed_once(inside: Client, member: User) -> None:
    """X18: it can be shown, so it need not be repeated."""
    page = inside.get("/accounts/password/change/").content.decode()
    empty = inside.post("/accounts/password/change/", {}).content.decode()
    inside.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "an even better horse"},
    )

    member.refresh_from_db()
    assert 'name="password2"' not in page
    assert faults(empty) == ["Enter your current password", "Choose a new password"]
    assert member.check_password("an even better horse")


def test_a_wrong_password_changes_nothing(inside: Client, member: User) -> None:
    answer = inside.post(
        "/accounts/password/change/",
        {"oldpassword": "wrong horse", "password1": "an even better horse"},
    )

    member.refresh_from_db()
    assert faults(answer.content.decode()) == ["This is not your current password"]
    assert member.check_password(PASSWORD)


def test_no_placeholder_stands_for_a_label(inside: Client) -> None:
    """X13: and the code of an app comes with the numeric keys (X17)."""
    page = inside.get("/accounts/2fa/totp/activate/").content.decode()
    field = re.search(r'<input[^>]*name="code"[^>]*>', page)

    assert field is not None
    assert "placeholder" not in field[0]
    assert 'inputmode="numeric"' in field[0]
    assert 'autocomplete="one-time-code"' in field[0]


def test_a_wrong_code_turns_nothing_on(inside: Client, member: User) -> None:
    answer = inside.post("/accounts/2fa/totp/activate/", {"code": "000000"})

    assert "This code does not fit." in faults(answer.content.decode())[0]
    assert not Authenticator.objects.exists()


def test_passkeys_are_listed_with_their_days_in_the_shop_s_time(
    inside: Client, member: User
) -> None:
    """X28: the day as people write it, and the hour where the shop is."""
    passkey(member)

    page = inside.get("/accounts/2fa/webauthn/").content.decode()

    assert "My phone" in page
    assert page.count('<time datetime="') == 2
    assert "Security key" not in page


def test_a_new_passkey_is_named_after_its_device(inside: Client) -> None:
    page = inside.get("/accounts/2fa/webauthn/add/").content.decode()

    assert 'value="Firefox, Linux"' in page


def test_sessions_are_listed_in_one_place(inside: Client) -> None:
    answer = inside.get("/accounts/sessions/")

    assert (answer.status_code, answer["Location"]) == (302, "/account/security/")


@pytest.mark.parametrize(
    ("path", "onward"),
    [
        ("/accounts/password/reset/done/", "/accounts/password/reset/"),
        ("/accounts/password/reset/key/1-none/", "/accounts/password/reset/"),
        ("/accounts/password/reset/key/done/", "/accounts/login/"),
        ("/accounts/confirm-email/none/", "/accounts/login/"),
        ("/accounts/confirm-email/", "/accounts/login/"),
        ("/accounts/inactive/", "/track/"),
    ],
)
def test_no_page_of_signing_in_is_a_dead_end(client: Client, path: str, onward: str) -> None:
    page = client.get(path, follow=True).content.decode().split('<main id="main"')[1]

    assert f'href="{onward}"' in page.split("</main>")[0]


def test_the_page_of_a_changing_address_keeps_to_the_policy(inside: Client, member: User) -> None:
    """X29: no inline style, and the address on its way can be taken back."""
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    inside.post("/accounts/email/", {"email": "new@example.com", "action_add": ""})

    page = inside.get("/accounts/email/").content.decode()

    assert "We sent a link to new@example.com." in page
    assert "Keep the old address" in page
    assert "style=" not in page
