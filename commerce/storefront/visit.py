"""The visit: channel, language, theme and visitor of one storefront request, as plain values."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import translation

from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.identity.actor import Actor

CHANNEL_COOKIE = "channel"
THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request's frame: `user_id` is None for guests, `theme` is empty when the device decides."""

    channel: ChannelInfo
    language: str
    theme: str
    user_id: int | None
    actor: Actor


def visit_of(request: HttpRequest) -> Visit:
    """This reads the visit from host, cookies and account; cheap enough to be asked repeatedly.

    Raises:
        UnknownChannel: when the house has no channel with a storefront yet.
    """
    known: Visit | None = getattr(request, "kontor_visit", None)
    if known is None:
        user = request.user
        user_id = user.pk if user.is_authenticated else None
        theme = request.COOKIES.get(THEME_COOKIE, "")
        known = Visit(
            channel=channel_of(request),
            language=translation.get_language() or "en",
            theme=theme if theme in {"light", "dark"} else "",
            user_id=user_id,
            actor=Actor(
                kind="user" if user_id else "guest",
                label=f"user:{user_id}" if user_id else "guest",
                user_id=user_id,
            ),
        )
        request.kontor_visit = known  # type: ignore[attr-defined]  # memo for this request
    return known


def channel_of(request: HttpRequest) -> ChannelInfo:
    """This picks the channel: by the host name, then by the visitor's choice, then the first one.

    Raises:
        UnknownChannel: when no channel has a storefront.
    """
    shown = [channel for channel in channels.all_channels().values() if channel.on_storefront]
    host = request.get_host().partition(":")[0]
    for channel in shown:
        if channel.domain and channel.domain == host:
            return channel
    wanted = request.COOKIES.get(CHANNEL_COOKIE, "")
    for channel in shown:
        if channel.code == wanted:
            return channel
    if not shown:
        message = "no channel has a storefront yet"
        raise channels.UnknownChannel(message, field="channel")
    return shown[0]
