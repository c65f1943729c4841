"""Channels as frozen values, kept in the process for a moment because every request wants them."""

from dataclasses import dataclass

from commerce import memo
from commerce.channels import looks
from commerce.channels.looks import Look
from commerce.channels.models import Channel
from commerce.errors import NotFound

KEEP_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelInfo:
    """What the other apps know of a channel; lists are in order of preference."""

    id: int
    code: str
    name: str
    currency: str
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    origin_country: str
    gross_prices: bool
    capture_on_shipment: bool
    warehouses: tuple[str, ...]
    sourcing: str
    payment_methods: tuple[str, ...]
    order_prefix: str
    domain: str
    time_zone: str
    mail_from: str
    on_storefront: bool
    withdrawal_days: int = 14
    look: Look = looks.SHIPPED
    version: int = 1

    @property
    def language(self) -> str:
        """The language to fall back to."""
        return self.languages[0] if self.languages else "en"


class UnknownChannel(NotFound):
    """No channel has this code."""

    code = "unknown_channel"


@memo.kept(seconds=KEEP_SECONDS)
def all_channels() -> dict[str, ChannelInfo]:
    """This lists every channel by code, in their order; at most `KEEP_SECONDS` old."""
    return {row.code: _info(row) for row in Channel.objects.all()}


def forget() -> None:
    """This drops what is kept, after a channel was changed here."""
    memo.forget_all()


def all_languages() -> tuple[str, ...]:
    """This lists every language some channel speaks, in the order the channels name them."""
    spoken = (language for channel in all_channels().values() for language in channel.languages)
    return tuple(dict.fromkeys(spoken)) or ("en",)


def get_channel(code: str) -> ChannelInfo:
    """This finds one channel by code.

    Raises:
        UnknownChannel: when there is none.
    """
    found = all_channels().get(code)
    if found is None:
        message = f"there is no channel {code!r}"
        raise UnknownChannel(message, field="channel")
    return found


def get_channel_by_id(channel_id: int) -> ChannelInfo:
    """This finds one channel by primary key.

    Raises:
        UnknownChannel: when there is none.
    """
    for found in all_channels().values():
        if found.id == channel_id:
            return found
    message = f"there is no channel with id {channel_id}"
    raise UnknownChannel(message, field="channel")


def _info(row: Channel) -> ChannelInfo:
    return ChannelInfo(
        id=row.pk,
        code=row.code,
        name=row.name,
        currency=row.currency,
        languages=tuple(row.languages),
        countries=tuple(row.countries),
        origin_country=row.origin_country,
        gross_prices=row.prices == "gross",
        capture_on_shipment=row.capture == "on_shipment",
        warehouses=tuple(row.warehouses),
        sourcing=row.sourcing,
        payment_methods=tuple(row.payment_methods),
        order_prefix=row.order_prefix,
        domain=row.domain,
        time_zone=row.time_zone,
        mail_from=row.mail_from,
        on_storefront=row.on_storefront,
        withdrawal_days=row.withdrawal_days,
        look=looks.read(row.theme),
        version=row.version,
    )
