"""Profiles: one TOML file each, beside this module or anywhere."""

import re
import tomllib
from pathlib import Path
from typing import Any

from orders.history.rules import FIELDS, KINDS, Profile

FOLDER = Path(__file__).parent


class BadProfile(ValueError):
    """No such profile, or one that leaves something open; the message says what."""


def known() -> tuple[str, ...]:
    """This lists the profiles that come with the house."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load(name: str) -> Profile:
    """This reads a profile by name, or from a path that ends in .toml.

    Raises:
        BadProfile: when it is missing or incomplete.
    """
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        message = f"no readable profile {name!r}; known are {', '.join(known())}"
        raise BadProfile(message) from error
    try:
        return _profile(path.stem, found)
    except (KeyError, TypeError, re.error) as error:
        message = f"profile {name!r} is incomplete: {error}"
        raise BadProfile(message) from error


def _profile(code: str, found: dict[str, Any]) -> Profile:
    services = {
        service.upper(): kind
        for kind, services in found.get("services", {}).items()
        for service in services
    }
    odd = set(services.values()) - set(KINDS)
    if odd:
        message = f"services names unknown kinds: {', '.join(sorted(odd))}"
        raise BadProfile(message)
    return Profile(
        code=code,
        name=found["name"],
        channel=found["channel"],
        order_prefix=found["order_prefix"],
        currency=found["currency"],
        digits=int(found["digits"]),
        zone=found["zone"],
        language=found.get("language", "en"),
        columns={name: found["columns"][name] for name in FIELDS},
        product_code=re.compile(found["product_code"]),
        services=services,
        cancellation_prefix=found.get("cancellation_prefix", ""),
        adjustment_prefix=found.get("adjustment_prefix", ""),
        countries=found.get("countries", {}),
        credit=found.get("credit", ""),
    )
