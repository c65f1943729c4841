"""The control door: bad days, disputes, expiries and what has been asked, for tests and demos."""

import json
from collections.abc import Callable
from typing import Any

from payments.stripe_emulator import captures, disputes, errors, modes, past, refunds
from payments.stripe_emulator.webhooks import Sender
from payments.stripe_emulator.world import World

Row = dict[str, Any]


class Control:
    """The doors under `/_control/`; JSON in, JSON out."""

    def __init__(self, *, world: World, faults: modes.Modes, sender: Sender) -> None:
        self._world, self._faults, self._sender = world, faults, sender
        self.requests: list[Row] = []
        self._doors: dict[tuple[str, str], Callable[[Row], Row]] = {
            ("GET", "mode"): self._shown,
            ("POST", "mode"): self._mode,
            ("GET", "requests"): lambda _: {"data": list(self.requests)},
            ("GET", "webhooks"): lambda _: {"data": list(self._sender.log)},
            ("POST", "webhook-url"): self._receiver,
            ("POST", "resend"): self._resend,
            ("POST", "drain"): self._drain,
            ("POST", "dispute"): self._dispute,
            ("POST", "expire"): self._expire,
            ("POST", "refund"): self._refund,
            ("POST", "adopt"): self._adopt,
            ("POST", "reset"): self._reset,
        }

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, str]:
        """This answers one control request with a status and JSON."""
        door = self._doors.get((method, path.removeprefix("/_control/")))
        if door is None:
            return 404, json.dumps({"error": {"message": f"No control door {method} {path}"}})
        try:
            wish = json.loads(body or b"{}")
            if not isinstance(wish, dict):
                raise errors.invalid("A JSON object is expected.")
            return 200, json.dumps(door(wish))
        except errors.ApiError as error:
            return error.status, json.dumps({"error": error.body})
        except (ValueError, KeyError, TypeError) as error:
            message = f"{type(error).__name__}: {error}"
            return 400, json.dumps({"error": {"message": message}})

    def note(self, entry: Row) -> None:
        """This remembers one API request, the last thousand of them."""
        self.requests.append(entry)
        del self.requests[:-1000]

    def _shown(self, _: Row) -> Row:
        webhooks = {"mode": self._sender.mode, "url": self._sender.url}
        return self._faults.shown() | {"webhooks": webhooks}

    def _mode(self, wish: Row) -> Row:
        if wish.get("mode") in modes.WEBHOOK_MODES:
            self._sender.mode = wish["mode"]
            self._sender.delay = float(wish.get("seconds") or 5)
            if not wish.get("keep"):
                self._faults.set({"mode": "ok"})
        else:
            self._faults.set(wish)
            if not wish.get("keep"):
                self._sender.mode = "ok"
        return self._shown({})

    def _receiver(self, wish: Row) -> Row:
        self._sender.url = str(wish["url"])
        self._sender.secret = str(wish.get("secret") or self._sender.secret)
        return self._shown({})

    def _resend(self, wish: Row) -> Row:
        event = self._world.store.get("event", str(wish["event"]))
        return {"sent": self._sender.publish(event)}

    def _drain(self, wish: Row) -> Row:
        return {"empty": self._sender.drain(float(wish.get("seconds") or 10))}

    def _dispute(self, wish: Row) -> Row:
        """Opens `{payment_intent|charge, reason?, amount?}` or ends `{dispute, outcome: won|lost}`."""
        with self._world.store.lock:
            if "dispute" in wish:
                row = self._world.store.get("dispute", str(wish["dispute"]))
                answer = disputes.end(self._world, row, won=wish["outcome"] == "won")
            else:
                charge = self._charge(wish)
                reason, amount = (
                    str(wish.get("reason") or "fraudulent"),
                    wish.get("amount"),
                )
                answer = disputes.open_dispute(self._world, charge, reason=reason, amount=amount)
            self._world.flush()
        return answer

    def _charge(self, wish: Row) -> Row:
        if "charge" in wish:
            return self._world.store.get("charge", str(wish["charge"]))
        intent = self._world.store.get("payment_intent", str(wish["payment_intent"]))
        return self._world.store.get("charge", str(intent["latest_charge"]))

    def _expire(self, wish: Row) -> Row:
        """Ends `{payment_intent}` as if its authorization had run out after seven days."""
        with self._world.store.lock:
            row = self._world.store.get("payment_intent", str(wish["payment_intent"]))
            if row["status"] in {"succeeded", "canceled"}:
                raise errors.unexpected_state(row, "expired", "requires_capture")
            answer = captures.end(self._world, row, "automatic")
            self._world.flush()
        return answer

    def _refund(self, wish: Row) -> Row:
        """Ends a pending `{refund, outcome: succeeded|failed}`."""
        with self._world.store.lock:
            succeeded = wish["outcome"] == "succeeded"
            answer = refunds.settle_pending(self._world, str(wish["refund"]), succeeded=succeeded)
            self._world.flush()
        return answer

    def _adopt(self, wish: Row) -> Row:
        """Remembers payments that were over before the emulator began."""
        with self._world.store.lock:
            answer = past.adopt(self._world, wish)
            self._world.flush()
        return answer

    def _reset(self, _: Row) -> Row:
        with self._world.store.lock:
            self._world.store.reset()
            self._world.flush()
        self._faults.set({"mode": "ok"})
        self._sender.mode = "ok"
        self._sender.forget()
        self.requests.clear()
        return {"reset": True}
