"""An emulator in a thread, the official SDK pointed at it, and somebody who receives its webhooks."""

import contextlib
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import requests
import stripe
from typing_extensions import override

from payments.stripe_emulator.server import Emulator

SECRET = "whsec_tests"


@contextlib.contextmanager
def running_emulator(**over: Any) -> Iterator[Emulator]:
    """This serves an emulator on a free port while the block lasts."""
    emulator = Emulator(**over)
    thread = threading.Thread(target=emulator.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield emulator
    finally:
        emulator.shutdown()
        thread.join()
        emulator.server_close()


def client_of(emulator: Emulator, **over: Any) -> stripe.StripeClient:
    """This makes the official client, without retries of its own."""
    settings: dict[str, Any] = {"max_network_retries": 0} | over
    return stripe.StripeClient(
        "sk_test_emulator",
        base_addresses={"api": emulator.url},
        http_client=stripe.RequestsClient(timeout=(2, 5)),
        **settings,
    )


def control(emulator: Emulator, door: str, **wish: Any) -> Any:
    """This knocks at the control door."""
    url = f"{emulator.url}/_control/{door}"
    asks = door in {"requests", "webhooks"} or (door == "mode" and not wish)
    answer = requests.get(url, timeout=15) if asks else requests.post(url, json=wish, timeout=15)
    answer.raise_for_status()
    return answer.json()


class Receiver(http.server.ThreadingHTTPServer):
    """Takes webhooks; `answer` decides the status of each from (headers, body)."""

    daemon_threads = True

    def __init__(self, answer: Callable[[dict[str, str], bytes], int] = lambda _, __: 200) -> None:
        super().__init__(("127.0.0.1", 0), _Hook)
        self.answer = answer
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/hook"

    @property
    def events(self) -> list[dict[str, Any]]:
        """What arrived, in order."""
        return [json.loads(body) for _, body in self.got]


class _Hook(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = dict(self.headers.items())
        self.server.got.append((headers, body))
        self.send_response(self.server.answer(headers, body))
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@contextlib.contextmanager
def receiving(**over: Any) -> Iterator[Receiver]:
    """This receives webhooks while the block lasts."""
    receiver = Receiver(**over)
    thread = threading.Thread(target=receiver.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.shutdown()
        thread.join()
        receiver.server_close()
