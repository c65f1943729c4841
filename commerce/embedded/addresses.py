"""The environment of a demo: what every process of it is told, and what others read from services.json."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from commerce.embedded import owner
from commerce.embedded.state import State, port_is_free, write

DEFAULT_PORT = 8000
SHARED = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "PORT",
    "SITE_URL",
    "STRIPE_API_BASE",
    "STRIPE_SECRET_KEY",
    "STRIPE_PUBLISHABLE_KEY",
    "STRIPE_WEBHOOK_SECRET",
)


def environment(state: State, *, database: str, cache: str) -> dict[str, str]:
    """This makes the environment of every process of the demo; what the caller has set wins.

    Raises:
        CannotStart: when PORT is not a number.
    """
    kept = state.keepsakes()
    port = web_port()
    site = os.environ.get("SITE_URL") or f"http://localhost:{port}"
    ours = {
        "DJANGO_SETTINGS_MODULE": "commerce.settings.development",
        "PYTHONUNBUFFERED": "1",
        "SECRET_KEY": kept["SECRET_KEY"],
        "PORT": str(port),
        "SITE_URL": site,
        **_stripe(kept),
    }
    theirs = {key: value for key, value in os.environ.items() if not key.startswith("PG") and value}
    found = {"DATABASE_URL": database, "REDIS_URL": cache, "KONTOR_STATE": str(state.folder)}
    return {**ours, **theirs, **found}


def web_port() -> int:
    """This reads PORT.

    Raises:
        CannotStart: when it is not a number.
    """
    raw = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not raw.isdigit():
        message = f"PORT must be a number, not {raw!r}."
        raise owner.CannotStart(message)
    return int(raw)


def demand_free_port() -> None:
    """This makes sure that the web server can listen.

    Raises:
        CannotStart: naming the way out, when somebody else listens there.
    """
    if not port_is_free(web_port()):
        message = f"Port {web_port()} is taken; choose another one: PORT=8001 make demo"
        raise owner.CannotStart(message)


def publish(state: State, settings: Mapping[str, str]) -> None:
    """This writes services.json, so that commands started by hand find the running demo."""
    shared = {name: settings[name] for name in SHARED if settings.get(name)}
    write(state.services, {**shared, "SUPERVISOR_PID": str(os.getpid())})


def emulator_options(state: State, settings: Mapping[str, str]) -> dict[str, str]:
    """This words the payment emulator's options; none when a real provider is used."""
    base = settings.get("STRIPE_API_BASE", "")
    if not base:
        return {}
    return {
        "--port": str(urlsplit(base).port),
        "--state": str(state.folder / "stripe.db"),
        "--webhook-url": f"http://127.0.0.1:{settings['PORT']}/webhooks/stripe/",
        "--webhook-secret": settings["STRIPE_WEBHOOK_SECRET"],
        "--allow-origin": settings["SITE_URL"],
    }


def _stripe(kept: Mapping[str, str]) -> dict[str, str]:
    if os.environ.get("STRIPE_SECRET_KEY"):
        return {}
    return {
        "STRIPE_API_BASE": f"http://127.0.0.1:{kept['EMULATOR_PORT']}",
        "STRIPE_SECRET_KEY": "sk_test_emulator",
        "STRIPE_PUBLISHABLE_KEY": "pk_test_emulator",
        "STRIPE_WEBHOOK_SECRET": kept["STRIPE_WEBHOOK_SECRET"],
    }
