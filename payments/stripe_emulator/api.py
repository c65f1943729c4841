"""One API request from key check to stored answer: who asks, once or again, what comes of it."""

import base64
import binascii
import hashlib
import json
import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from payments.stripe_emulator import errors, forms, modes, routes
from payments.stripe_emulator.world import World, expand

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; `query` and `body` as they came, header names in lower case."""

    method: str
    path: str
    query: str = ""
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; status 0 means that the line is cut without one."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


class Api:
    """The Stripe API over one world; requests with the same idempotency key exclude each other."""

    def __init__(self, world: World, faults: modes.Modes) -> None:
        self._world = world
        self._faults = faults
        self._running: set[str] = set()
        self._guard = threading.Lock()

    def answer(self, request: Request) -> Answer:
        """This answers one request, with whatever the mode does to it."""
        fault = self._faults.befalls(request.method, request.path)
        if fault.kind == "hang":
            self._faults.wait(fault.seconds)
            return Answer(0, "")
        if fault.kind == "429":
            return _refused(_rate_limited())
        if fault.kind == "500" and not fault.stored:
            return _refused(_broken())
        done = self._once(request, fault)
        return Answer(0, "") if fault.kind == "charge-then-drop" else done

    def _once(self, request: Request, fault: modes.Fault) -> Answer:
        """Idempotency as documented: same key, same answer; other words 400; at once 409."""
        try:
            account = _account(request)
        except errors.ApiError as error:
            return _refused(error)
        given = request.headers.get("idempotency-key", "")
        if request.method != "POST" or not given:
            self._linger(fault)
            return self._perform(request, fault)[0]
        if len(given) > 255:
            return _refused(errors.invalid("Idempotency keys are at most 255 characters long."))
        key = f"{account}/{given}"
        with self._guard:
            if key in self._running:
                return _refused(_in_use())
            self._running.add(key)
        try:
            self._linger(fault)
            return self._keyed(request, fault, key)
        finally:
            with self._guard:
                self._running.discard(key)

    def _linger(self, fault: modes.Fault) -> None:
        if fault.kind == "slow":
            self._faults.wait(fault.seconds)

    def _keyed(self, request: Request, fault: modes.Fault, key: str) -> Answer:
        words = f"{request.path}?{request.body}".encode()
        fingerprint = hashlib.sha256(words).hexdigest()
        with self._world.store.lock:
            kept = self._world.store.answer(key)
            if kept is None:
                answer, keep = self._perform(request, fault)
                if keep:
                    self._world.store.keep_answer(
                        key, fingerprint=fingerprint, status=answer.status, body=answer.body
                    )
                    self._world.store.commit()
                return answer
        if kept[0] != fingerprint:
            return _refused(_other_words(key.partition("/")[2]))
        return Answer(kept[1], kept[2], {"Idempotent-Replayed": "true"})

    def _perform(self, request: Request, fault: modes.Fault) -> tuple[Answer, bool]:
        if fault.kind == "500":
            return _refused(_broken()), True
        with self._world.store.lock:
            try:
                return Answer(200, json.dumps(self._call(request))), True
            except errors.ApiError as error:
                return _refused(error), not error.validation
            finally:
                self._world.flush()

    def _call(self, request: Request) -> Row:
        route, ids = routes.find(request.method, request.path)
        values = forms.parse(request.body if request.method == "POST" else request.query)
        paths = values.pop("expand", [])
        if not isinstance(paths, list):
            raise errors.invalid("Invalid array", param="expand")
        self._check_browser(request, route, values)
        row = route.endpoint(self._world, forms.Params(values), *ids)
        return expand(self._world, json.loads(json.dumps(row)), paths)

    def _check_browser(self, request: Request, route: routes.Route, values: Row) -> None:
        """A publishable key opens few doors, and an intent only together with its secret."""
        if not _key(request).startswith("pk_"):
            return
        intent = "_intents/" in request.path
        if not route.browser or (intent and not values.get("client_secret")):
            raise errors.ApiError(
                "This API call cannot be made with a publishable API key. Please use a secret API"
                " key.",
                status=403,
                code="secret_key_required",
                validation=True,
            )


def _key(request: Request) -> str:
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() == "basic":
        try:
            return base64.b64decode(value).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    fields = parse_qs(request.body if request.method == "POST" else request.query)
    return fields.get("key", [""])[0]


def _account(request: Request) -> str:
    key = _key(request)
    if not key:
        raise errors.unauthorized(
            "You did not provide an API key. Set it with the Authorization header using Bearer"
            " auth."
        )
    if not key.startswith(("sk_test_", "rk_test_", "pk_test_")):
        shown = key[:8] + "*" * 8
        raise errors.unauthorized(f"Invalid API Key provided: {shown} (test keys only)")
    return key[:3] + hashlib.sha256(key.encode()).hexdigest()[:16]


def _refused(error: errors.ApiError) -> Answer:
    return Answer(error.status, json.dumps({"error": error.body}))


def _broken() -> errors.ApiError:
    return errors.ApiError(
        "An unknown error occurred (the emulator is told to fail).",
        status=500,
        kind="api_error",
    )


def _rate_limited() -> errors.ApiError:
    return errors.ApiError("Too many requests.", status=429, code="rate_limit")


def _in_use() -> errors.ApiError:
    return errors.ApiError(
        "There is currently another in-progress request using this Idempotent Key.",
        status=409,
        kind="idempotency_error",
        code="idempotency_key_in_use",
    )


def _other_words(key: str) -> errors.ApiError:
    return errors.ApiError(
        "Keys for idempotent requests can only be used with the same parameters they were first"
        f" used with. Try using a key other than '{key}' if you meant to execute a different"
        " request.",
        kind="idempotency_error",
    )
