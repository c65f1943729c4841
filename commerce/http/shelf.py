"""Finished pages on a shelf, for visitors who have nothing of their own yet: no sign-in, no bag.

A page is kept under everything it depends on (host, address, cookies that pages read, preferred language,
version of the house), never under a person; the one thing on it that is a visitor's own, the CSRF token, is
put in anew each time. Every delivered fact and every change by staff renews the version, so a page is old by
a second at most, and by `PAGE_CACHE_SECONDS` should Valkey be away. 0 keeps nothing.

A door opts in with `@door(..., shelved=True)`. A request with any cookie that no page is known to read goes
past the shelf.
"""

import contextlib
import re
import struct
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import (  # type: ignore[attr-defined]  # no other way knows a masked token again
    CsrfViewMiddleware,
    _does_token_match,
    get_token,
)
from django.urls import ResolverMatch
from django.utils.cache import patch_vary_headers

from commerce import memo

# Bytes of pages in a process; a listing weighs about 100 KB.
MOST = 12 * 2**20
LONGEST_QUERY = 200
_VERSION = "shelf:version"
_TOKEN = re.compile(rb"\b[A-Za-z0-9]{64}\b")
# As long as a token, of bytes that UTF-8 does not know.
_GAP = bytes(0xF8 + number % 8 for number in range(64))
_TOKEN_LENGTH = len(_GAP)
# How far back deflate remembers.
_WINDOW = 32 * 1024
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_pages: dict[tuple[str, ...], "Kept"] = memo.memory()
_cookies: dict[str, Callable[[str], str]] = {}


def depends_on(cookie: str, read: Callable[[str], str]) -> None:
    """This tells that pages read a cookie; `read` turns it into the little that shows on a page."""
    _cookies[cookie] = read


def renew() -> None:
    """This makes every page on every shelf of the house an old one."""
    with contextlib.suppress(Exception):  # without Valkey pages grow old by themselves
        cache.set(_VERSION, str(time.time_ns()), timeout=None)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page without its token: the pieces around it, plain and deflated, and its headers."""

    until: float
    pieces: tuple[bytes, ...]
    deflated: tuple[bytes, ...]
    headers: Mapping[str, str]
    match: ResolverMatch | None

    @property
    def weight(self) -> int:
        """Its bytes."""
        return sum(map(len, (*self.pieces, *self.deflated)))

    def answer(self, request: HttpRequest, token: bytes) -> HttpResponse:
        """This puts a visitor's token into the page, compressed for those who take that."""
        plain = token.join(self.pieces)
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        body = _gzip(plain, self.deflated, token) if zipped else plain
        response = HttpResponse(body, headers=dict(self.headers))
        if zipped:
            response["Content-Encoding"] = "gzip"
        return response


class Shelf:
    """The middleware, in front of sessions and all that hangs on them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.tokens = CsrfViewMiddleware(lambda request: HttpResponse())

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request) if settings.PAGE_CACHE_SECONDS else None
        if key is None:
            return self.get_response(request)
        kept = _pages.get(key)
        if kept is not None and kept.until > time.monotonic():
            self.tokens.process_request(request)
            request.resolver_match = kept.match
            response = kept.answer(request, get_token(request).encode())
            return self.tokens.process_response(request, response)
        return self._filled(request, key)

    def _filled(self, request: HttpRequest, key: tuple[str, ...]) -> HttpResponseBase:
        response = self.get_response(request)
        if _fits(request, response):
            kept = _kept(request, response)
            if kept.weight + sum(one.weight for one in list(_pages.values())) > MOST:
                _pages.clear()
            _pages[key] = kept
        return response


def _key(request: HttpRequest) -> tuple[str, ...] | None:
    """What the page depends on; None for requests that belong past the shelf."""
    query = request.META.get("QUERY_STRING", "")
    headers = request.META
    personal = "HTTP_HX_REQUEST" in headers or "HTTP_AUTHORIZATION" in headers
    if request.method != "GET" or personal or len(query) > LONGEST_QUERY:
        return None
    seen = []
    for name, value in sorted(request.COOKIES.items()):
        if name == settings.CSRF_COOKIE_NAME:
            continue
        if name not in _cookies:
            return None
        seen.append(f"{name}={_cookies[name](value)}")
    host, tongues = headers.get("HTTP_HOST", ""), headers.get("HTTP_ACCEPT_LANGUAGE", "")[:60]
    return (_version(), request.scheme or "", host, request.path_info, query, tongues, *seen)


@memo.kept(seconds=1)
def _version() -> str:
    try:
        return str(cache.get(_VERSION) or "")
    except Exception:  # noqa: BLE001 - any failure of the cache means that nobody can tell us to renew
        return ""


def _fits(request: HttpRequest, response: HttpResponseBase) -> bool:
    match = request.resolver_match
    shelved = match is not None and getattr(match.func, "shelved", False)
    personal = set(response.cookies) - {settings.CSRF_COOKIE_NAME}
    private = "no-store" in response.headers.get("Cache-Control", "")
    # A nonce is for one answer: a page that needs one is drawn for each visitor.
    private = private or "'nonce-" in response.headers.get("Content-Security-Policy", "")
    return shelved and not personal and not private and response.status_code == 200


def _kept(request: HttpRequest, response: Any) -> Kept:
    # The first visitor's answer is as good as the kept ones: it says what it varies by, too.
    pieces = tuple(_around(response.content, secret=str(request.META.get("CSRF_COOKIE", ""))))
    patch_vary_headers(response, ["Accept-Encoding"])
    headers = {
        name: value
        for name, value in response.items()
        if name not in {"Content-Length", "Set-Cookie"}
    }
    return Kept(
        until=time.monotonic() + settings.PAGE_CACHE_SECONDS,
        pieces=pieces,
        deflated=tuple(_deflate(pieces)),
        headers=headers,
        match=request.resolver_match,
    )


def _around(body: bytes, *, secret: str) -> list[bytes]:
    """Cut a page at its tokens, each of which may be masked in its own way."""
    pieces, start = [], 0
    for found in _TOKEN.finditer(body):
        if secret and _does_token_match(found[0].decode(), secret):
            pieces.append(body[start : found.start()])
            start = found.end()
    return [*pieces, body[start:]]


def _deflate(pieces: Sequence[bytes]) -> list[bytes]:
    """Deflate pieces, each ending on a byte, with a gap between them into which a token fits.

    What fills the gap here is never in a page, so no later piece refers to it. Only the first token is sent as it
    is; a later one near enough is told as "that one again", so what comes after it belongs to the piece before.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    packed: list[bytes] = []
    for place, piece in enumerate(pieces):
        small = packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)
        distance = _TOKEN_LENGTH + len(pieces[place - 1])
        if place > 1 and distance <= _WINDOW:
            packed[-1] += _again(distance) + small
        else:
            packed.append(small)
        packer.compress(_GAP)
        packer.flush(zlib.Z_SYNC_FLUSH)
    return packed


def _again(distance: int) -> bytes:
    """A block that repeats the 64 bytes of `distance` ago, ending on a byte (RFC 1951 3.2.5 and 3.2.6)."""
    bits = "010"  # not the last block; fixed codes
    bits += f"{276 - 256:07b}" + f"{_TOKEN_LENGTH - 59:03b}"[::-1]
    code, extra = (distance - 1, 0)
    if distance > 4:
        extra = (distance - 1).bit_length() - 2
        code = 2 * (extra + 1) + ((distance - 1) >> extra & 1)
    bits += f"{code:05b}"
    if extra:
        bits += f"{(distance - 1) & ((1 << extra) - 1):0{extra}b}"[::-1]
    bits += "0000000" + "000"  # the block ends; an empty stored one leads to the next byte
    bits += "0" * (-len(bits) % 8)
    packed = bytes(int(bits[start : start + 8][::-1], 2) for start in range(0, len(bits), 8))
    return packed + b"\x00\x00\xff\xff"


def _gzip(plain: bytes, deflated: Sequence[bytes], token: bytes) -> bytes:
    """Join deflated pieces with the token in stored blocks between them (RFC 1951 3.2.4, RFC 1952)."""
    stored = struct.pack("<BHH", 0, len(token), len(token) ^ 0xFFFF) + token
    tail = b"\x03\x00" + struct.pack("<II", zlib.crc32(plain), len(plain) & 0xFFFFFFFF)
    return _GZIP_HEAD + stored.join(deflated) + tail
