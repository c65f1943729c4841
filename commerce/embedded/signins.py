"""Addresses and sign-ins of the demo: on the terminal for people, in a private file for scripts."""

from collections.abc import Mapping
from typing import Any

from commerce.embedded.console import Console
from commerce.embedded.state import State, read, write

RULE = "-" * 78


def known(state: State) -> bool:
    """This answers whether the seed has left its sign-ins."""
    return (state.folder / "demo-accounts.json").exists()


def show(state: State, console: Console, environment: Mapping[str, str]) -> None:
    """This writes demo-credentials.json for scripts and prints it for people.

    Without an environment (another process runs the demo) the file is only printed.
    """
    file = state.folder / "demo-credentials.json"
    if environment:
        accounts = read(state.folder / "demo-accounts.json")
        write(file, {**_addresses(environment), **accounts})
    found = read(file)
    if not found:
        return
    lines = [RULE, *_address_lines(found), "", *_people(found), RULE]
    console.show("\n".join(lines))


def _addresses(environment: Mapping[str, str]) -> dict[str, Any]:
    site = environment["SITE_URL"].rstrip("/")
    emulator = environment.get("STRIPE_API_BASE", "")
    return {
        "base_url": site,
        "admin_url": f"{site}/admin/",
        "api_url": f"{site}/api/v1/",
        "emulator": {"url": emulator, "control": f"{emulator}/_control"} if emulator else None,
    }


def _address_lines(found: Mapping[str, Any]) -> list[str]:
    base = found["base_url"]
    lines = [
        f"  Shop      {base}/",
        f"  Staff     {found['admin_url']}",
        f"  API       {base}/api/docs/",
    ]
    if found.get("emulator"):
        lines.append(
            f"  Payments  {found['emulator']['url']} (stands in for Stripe; card 4242 4242 4242 4242)"
        )
    return lines


def _people(found: Mapping[str, Any]) -> list[str]:
    staff = found.get("staff") or []
    rows = [("Staff", one) for one in (staff if isinstance(staff, list) else [staff])]
    rows += [("Customer", one) for one in found.get("customers", [])]
    lines = [f"  {kind:<9} {one.get('email', '')}  {one.get('password', '')}" for kind, one in rows]
    keys = [(one.get("name", ""), one.get("api_key", "")) for one in found.get("partners", [])]
    return lines + [f"  Partner   {name}  {key}" for name, key in keys]
