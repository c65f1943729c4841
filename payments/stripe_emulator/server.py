"""The HTTP server: loopback only, one thread per connection."""

import http.server
import json
import re
import time
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from typing_extensions import override

from payments.stripe_emulator import (
    control,
    errors,
    express,
    forms,
    modes,
    pages,
    sessions,
    webhooks,
)
from payments.stripe_emulator.api import Answer, Api, Request
from payments.stripe_emulator.store import Store
from payments.stripe_emulator.world import World

Row = dict[str, Any]

HOST = "127.0.0.1"
_LOOPBACK = re.compile(r"^https?://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$")
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';"
    " frame-ancestors http://127.0.0.1:* http://localhost:* "
)
_MAX_BODY = 1_000_000


class Emulator(http.server.ThreadingHTTPServer):
    """One emulated Stripe: `start` it in a thread of yours, `stop` it when done.

    `origins` are shop addresses besides the loopback ones that may use the browser side.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        *,
        port: int = 0,
        webhook_url: str = "",
        webhook_secret: str = "",
        state: Path | None = None,
        origins: tuple[str, ...] = (),
    ) -> None:
        super().__init__((HOST, port), Handler)
        self.url = f"http://{HOST}:{self.server_address[1]}"
        self.origins = origins
        self.store = Store(state)
        self.sender = webhooks.Sender(url=webhook_url, secret=webhook_secret)
        self.world = World(store=self.store, base_url=self.url, publish=self.sender.publish)
        self.sender.delivered = self.world.delivered
        self.faults = modes.Modes()
        self.api = Api(self.world, self.faults)
        self.control = control.Control(world=self.world, faults=self.faults, sender=self.sender)
        for event in list(self.store.newest("event", lambda row: bool(row["pending_webhooks"]))):
            self.sender.publish(event)

    def allows(self, origin: str) -> bool:
        """This says whether a page from an origin may use the browser side."""
        return bool(_LOOPBACK.match(origin)) or origin in self.origins

    @override
    def server_close(self) -> None:
        """This ends the threads and closes the state file."""
        super().server_close()
        self.faults.set({"mode": "ok"})
        self.sender.close()
        self.store.close()


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection: API, control door, browser side and pages."""

    server: Emulator
    protocol_version = "HTTP/1.1"
    server_version = "KontorStripeEmulator"
    disable_nagle_algorithm = True
    timeout: ClassVar[int] = 120

    def do_GET(self) -> None:
        """This answers a GET."""
        self._route()

    def do_POST(self) -> None:
        """This answers a POST."""
        self._route()

    def do_DELETE(self) -> None:
        """This answers a DELETE."""
        self._route()

    def do_OPTIONS(self) -> None:
        """This answers a browser's question whether it may call."""
        self._send(204, "", "text/plain", headers=self._cors(preflight=True))

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Requests are noted for the control door, not printed."""

    def _route(self) -> None:
        parts = urlsplit(self.path)
        body = self._body()
        if parts.path.startswith("/v1/"):
            self._api(parts.path, parts.query, body.decode(errors="replace"))
        elif parts.path.startswith("/_control/"):
            self._control(parts.path, body)
        else:
            self._shopper(parts.path, dict(parse_qsl(parts.query)), body.decode(errors="replace"))

    def _body(self) -> bytes:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _MAX_BODY:
            self.close_connection = True
            return b""
        return self.rfile.read(length)

    def _api(self, path: str, query: str, body: str) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        began = time.monotonic()
        request = Request(self.command, path, query, body, headers)
        answer = self.server.api.answer(request)
        self._note(request, answer, began)
        if answer.status == 0:
            self.close_connection = True
            self.connection.close()
            return
        shown = answer.headers | self._cors() | {"Request-Id": self.server.world.new_id("req")}
        self._send(answer.status, answer.body, "application/json", headers=shown)

    def _note(self, request: Request, answer: Answer, began: float) -> None:
        body = re.sub(r"(number%5D=|number]=)[^&]*", r"\1****", request.body)
        self.server.control.note(
            {
                "method": request.method,
                "path": request.path,
                "body": forms.parse(body),
                "idempotency_key": request.headers.get("idempotency-key"),
                "status": answer.status,
                "replayed": "Idempotent-Replayed" in answer.headers,
                "milliseconds": round((time.monotonic() - began) * 1000, 1),
            }
        )

    def _control(self, path: str, body: bytes) -> None:
        """The control door opens to programs on this machine, not to pages of other sites."""
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        origin = self.headers.get("Origin")
        if host not in {HOST, "localhost"} or (origin and origin != self.server.url):
            self._send(
                403,
                json.dumps({"error": {"message": "Loopback only."}}),
                "application/json",
            )
            return
        status, text = self.server.control.answer(self.command, path, body)
        self._send(status, text, "application/json")

    def _cors(self, *, preflight: bool = False) -> dict[str, str]:
        origin = self.headers.get("Origin") or ""
        if not origin or not self.server.allows(origin):
            return {}
        shown = {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
        if preflight:
            shown["Access-Control-Allow-Methods"] = "GET, POST"
            shown["Access-Control-Allow-Headers"] = "authorization, content-type, stripe-version"
            shown["Access-Control-Max-Age"] = "600"
        return shown

    def _shopper(self, path: str, query: dict[str, str], body: str) -> None:
        try:
            with self.server.store.lock:
                try:
                    status, text, kind = self._page(path, query, body)
                finally:
                    self.server.world.flush()
        except errors.ApiError as error:
            status, text, kind = error.status, str(error), "text/plain"
        if status == 303:
            self._send(303, "", "text/plain", headers={"Location": text})
        else:
            self._send(status, text, kind)

    def _page(self, path: str, query: dict[str, str], body: str) -> tuple[int, str, str]:
        """One page: status, text or address, media type."""
        world, form = self.server.world, dict(parse_qsl(body))
        scripts = {"/v3/": "stripe.js", "/v3": "stripe.js"}
        name = scripts.get(path) or path.removeprefix("/v3/")
        if name in {"stripe.js", "frame.js", "frame.css"}:
            return 200, *pages.asset(name)
        if path == "/v3/card-frame":
            return 200, pages.card_frame(query.get("locale", "en")), "text/html"
        if path == "/wallet/pay":
            return self._wallet(query, form)
        kind, _, identifier = path.strip("/").rpartition("/")
        if kind == "3ds" and self.command == "POST":
            return 303, pages.answer_challenge(world, identifier, form), ""
        if kind == "3ds":
            locale = (self.headers.get("Accept-Language") or "en")[:2]
            secret = query.get("client_secret", "")
            return (
                200,
                pages.challenge(world, identifier, secret, locale=locale),
                "text/html",
            )
        return self._payment_page(kind, identifier, form)

    def _wallet(self, query: dict[str, str], form: Row) -> tuple[int, str, str]:
        back = express.checked_return(query, self.server.allows)
        if self.command != "POST":
            return 200, pages.wallet(query), "text/html"
        try:
            return 303, express.approve(self.server.world, form, back), ""
        except errors.ApiError as error:
            return 402, pages.wallet(query, error=str(error)), "text/html"

    def _payment_page(self, kind: str, identifier: str, form: Row) -> tuple[int, str, str]:
        world = self.server.world
        if kind == "receipts":
            return 200, pages.receipt(world, identifier), "text/html"
        if kind not in {"c/pay", "c/done"}:
            return 404, "Not found", "text/plain"
        if kind == "c/pay" and self.command == "GET":
            return 200, pages.hosted(world, identifier), "text/html"
        try:
            if kind == "c/done":
                return 303, sessions.complete(world, identifier), ""
            return 303, pages.pay_hosted(world, identifier, form), ""
        except errors.ApiError as error:
            email = str(form.get("email", ""))
            return (
                402,
                pages.hosted(world, identifier, error=str(error), email=email),
                "text/html",
            )

    def _send(
        self, status: int, text: str, kind: str, *, headers: dict[str, str] | None = None
    ) -> None:
        body = text.encode()
        extra = {"Content-Type": f"{kind}; charset=utf-8", "Cache-Control": "no-store"}
        extra |= {"X-Content-Type-Options": "nosniff", "Content-Length": str(len(body))}
        if kind == "text/html":
            extra["Content-Security-Policy"] = _CSP + " ".join(self.server.origins)
        try:
            self.send_response(status)
            for name, value in (extra | (headers or {})).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True
