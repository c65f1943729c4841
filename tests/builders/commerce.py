"""Builders for the ground: channels, users, API keys."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client

from commerce.channels import queries as channels
from commerce.channels.models import Channel
from commerce.identity.models import ApiKey, User, hash_of

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def make_channel(**over: Any) -> channels.ChannelInfo:
    """This makes a channel and returns it as the value the apps use."""
    columns: dict[str, Any] = {
        "code": "eu",
        "name": "Europe",
        "currency": "EUR",
        "languages": ["en", "de"],
        "countries": ["DE", "AT", "FR", "NL"],
        "origin_country": "DE",
        "prices": "gross",
        "capture": "on_shipment",
        "warehouses": ["LEJ"],
        "sourcing": "nearest",
        "payment_methods": ["card", "invoice", "manual"],
        "order_prefix": "EU",
    } | over
    Channel.objects.update_or_create(code=columns["code"], defaults=columns)
    channels.forget()
    return channels.get_channel(columns["code"])


def make_user(email: str = "ada@example.com", **over: Any) -> User:
    """This makes a user whose password is `correct horse`."""
    return User.objects.create_user(email, "correct horse", **over)


def make_staff(*rights: str, email: str = "mina@example.com") -> Client:
    """This signs in somebody of the staff who has these rights (`view_order`)."""
    user = make_user(email, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


def make_boss() -> Client:
    """This signs somebody in who may do everything."""
    client = Client()
    client.force_login(make_user("boss@example.com", is_staff=True, is_superuser=True))
    return client


def channel_form(client: Client, channel: Channel, **over: object) -> dict[str, object]:
    """This fills in the staff's form of a channel as it stands, with `over` changed."""
    page = client.get(f"/admin/commerce/channel/{channel.pk}/change/")
    form = page.context["adminform"].form
    said = {name: form[name].value() for name in form.fields}
    lists = {
        "languages": '["en"]',
        "countries": '["DE"]',
        "warehouses": '["LEJ"]',
        "payment_methods": '["card"]',
    }
    return {k: "" if v is None else v for k, v in said.items() if v is not False} | lists | over


def make_api_key(*scopes: str, channel: str | None = "eu", **over: Any) -> tuple[ApiKey, str]:
    """This makes an API key; returns the row and the secret."""
    secret = ApiKey.draw(live=False)
    key = ApiKey.objects.create(
        **{
            "name": "Partner",
            "prefix": secret[:12],
            "hashed": hash_of(secret),
            "scopes": list(scopes),
            "channel": Channel.objects.get(code=channel) if channel else None,
            "created_at": AT,
            **over,
        }
    )
    return key, secret
