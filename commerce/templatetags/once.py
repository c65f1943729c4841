"""Parts of the frame that are the same for everybody, drawn once and kept for as long as what they show."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from typing_extensions import override

from commerce import memo
from commerce.channels.queries import ChannelInfo

register = template.Library()

# Drawings of a house with four channels, four languages and a hundred categories; a header is 25 KB.
MOST = 500
# Nobody can guess it, so no text of the shop is ever taken for a gap.
_MARK = secrets.token_hex(8)
_GAP = re.compile(rf"{_MARK}-(\w+)-")
_TOKEN, _HERE = "csrf_token", "here"
_drawings: dict[tuple[Any, ...], tuple[Sequence[Any], tuple[str, ...]]] = memo.memory()


class Anybody:
    """The request while a part is drawn for everybody: a channel and an address, and nothing of a visitor."""

    def __init__(self, channel: ChannelInfo) -> None:
        self.channel = channel

    def get_full_path(self) -> str:
        """The gap into which each visitor's own address goes."""
        return _gap(_HERE)


class Once(template.Node):
    """Draws what is inside when one of its inputs has changed, and fills the gaps for each visitor."""

    def __init__(
        self,
        nodelist: NodeList,
        *,
        name: str,
        inputs: Sequence[FilterExpression],
        gaps: Sequence[str],
    ) -> None:
        self.nodelist = nodelist
        self.name = name
        self.inputs = inputs
        self.gaps = gaps

    @override
    def render(self, context: template.Context) -> SafeString:
        channel = _channel(context)
        if channel is None:
            return self.nodelist.render(context)
        inputs = [channel, *(one.resolve(context) for one in self.inputs)]
        plain = [one for one in inputs if one is None or isinstance(one, str | int)]
        key = (self.name, get_language(), channel.code, *plain)
        drawn, pieces = _drawings.get(key, ((), ()))
        # Values that are kept themselves are the very same objects, which costs nothing to compare.
        if drawn != inputs:
            pieces = self._drawn(context, channel)
            if len(_drawings) >= MOST:
                _drawings.clear()
            _drawings[key] = (inputs, pieces)
        return mark_safe("".join(_filled(pieces, context)))  # noqa: S308 - rendered, and escaped below

    def _drawn(self, context: template.Context, channel: ChannelInfo) -> tuple[str, ...]:
        """Text at even places, names of gaps at odd ones."""
        nobody = {"request": Anybody(channel), "user": "", "messages": (), _TOKEN: _gap(_TOKEN)}
        with context.push(**nobody, **{name: _gap(name) for name in self.gaps}):
            return tuple(_GAP.split(self.nodelist.render(context)))


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """{% once "menu" categories current gaps term badge %}...{% endonce %}: kept while the inputs are equal.

    What is inside shows its inputs, the channel and the language only. Gaps are variables of each page that it
    shows as they are; `csrf_token` and `request.get_full_path` are gaps by themselves. Names are unique.
    """
    _tag, name, *rest = token.split_contents()
    inputs, gaps = (rest[: rest.index("gaps")], rest[rest.index("gaps") + 1 :]) if "gaps" in rest else (rest, [])  # fmt: skip
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    filters = [parser.compile_filter(one) for one in inputs]
    return Once(nodelist, name=name.strip('"'), inputs=filters, gaps=gaps)


def _gap(name: str) -> str:
    return f"{_MARK}-{name}-"


def _channel(context: template.Context) -> ChannelInfo | None:
    """The shop's channel itself, whose parts are compared; `request.channel` only stands for it."""
    shop = context.get("shop")
    return shop.here if shop else None


def _filled(pieces: Sequence[str], context: template.Context) -> list[str]:
    found = list(pieces)
    own: Mapping[str, Any] = {}
    for place in range(1, len(pieces), 2):
        name = pieces[place]
        if name not in own:
            value = context["request"].get_full_path() if name == _HERE else context.get(name)
            own = {**own, name: "" if value is None else conditional_escape(value)}
        found[place] = own[name]
    return found
