"""The way out: one POST to a public address, pinned to the IP that was checked.

The name is resolved once, every address it has must be public, and the connection goes to the very
address that was checked, so that a name that changes its mind gains nothing. No redirects.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

TIMEOUT = 15.0
MOST_ANSWER = 2_000
USER_AGENT = "Kontor-Webhooks/1"


class Unreachable(Exception):
    """The address is not allowed, or nothing answered; the text says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back: status, the beginning of the body, and how long it took."""

    status: int
    text: str
    milliseconds: int


def check(*, url: str, allow_private: bool) -> str:
    """This resolves an address once and returns the IP to connect to.

    Raises:
        Unreachable: for another scheme than https, sign-in data in the address, an unknown name, or
            any private, loopback, link-local, multicast or reserved IP (IPv4 in IPv6 included).
    """
    parts = urlsplit(url)
    allowed = {"https", "http"} if allow_private else {"https"}
    if parts.scheme not in allowed or not parts.hostname or parts.username or parts.password:
        message = "the address must be https and carry no sign-in"
        raise Unreachable(message)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError) as error:
        message = f"{parts.hostname} has no address"
        raise Unreachable(message) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private and not all(_public(address) for address in addresses):
        message = "the address leads into a private network"
        raise Unreachable(message)
    return addresses[0]


def post(*, url: str, text: str, headers: dict[str, str], allow_private: bool) -> Reply:
    """This sends one message.

    Raises:
        Unreachable: when the address is refused or nothing answers in time.
    """
    address = check(url=url, allow_private=allow_private)
    parts = urlsplit(url)
    started = time.monotonic()
    connection: http.client.HTTPConnection | None = None
    try:
        connection = _connection(parts, address=address)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(
            "POST",
            target,
            body=text.encode(),
            headers={"User-Agent": USER_AGENT, **headers},
        )
        response = connection.getresponse()
        answer = response.read(MOST_ANSWER).decode("utf-8", "replace").replace("\x00", "")
        taken = int((time.monotonic() - started) * 1000)
        return Reply(status=response.status, text=answer, milliseconds=taken)
    except (OSError, http.client.HTTPException) as error:
        message = f"{type(error).__name__}: {error}"[:300]
        raise Unreachable(message) from error
    finally:
        if connection is not None:
            connection.close()


def _connection(parts: SplitResult, *, address: str) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "http":
        plain = http.client.HTTPConnection(host, parts.port or 80, timeout=TIMEOUT)
        plain.sock = socket.create_connection((address, parts.port or 80), timeout=TIMEOUT)
        return plain
    secure = http.client.HTTPSConnection(host, parts.port or 443, timeout=TIMEOUT)
    raw = socket.create_connection((address, parts.port or 443), timeout=TIMEOUT)
    secure.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    return secure


def _public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast
