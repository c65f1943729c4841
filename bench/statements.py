"""How many SQL statements one request costs, counted in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from bench import shopping
from commerce.env import ROOT


def count(
    environment: Mapping[str, str], known: Mapping[str, Any], reads: Sequence[tuple[str, ...]]
) -> dict[str, int]:
    """This counts for every read by path, and for the two writes."""
    asked = {name: path.format(**known) for name, path, *_ in reads}
    answer = subprocess.run(
        [sys.executable, "-m", "bench.statements"],
        cwd=ROOT,
        env=dict(environment),
        check=True,
        capture_output=True,
        text=True,
        input=json.dumps({"paths": asked, "key": known["key"], "skus": known["skus"][:10]}),
    )
    found: dict[str, int] = json.loads(answer.stdout.strip().splitlines()[-1])
    return found


class _Inside(shopping.Shopper):
    """A shopper in this very process, so that the driver can be watched."""

    @override
    def __post_init__(self) -> None:
        """There is no line to open."""

    @override
    def post(self, path: str, body: dict[str, Any], once: str = "") -> tuple[int, dict[str, Any]]:
        from django.test import Client

        client = Client(headers={"Authorization": f"Bearer {self.key}"}, SERVER_NAME="127.0.0.1")
        headers = {"Idempotency-Key": once} if once else {}
        answer = client.post(
            f"/api/v1/{path}", body, content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json()


def _count_here() -> None:
    import django

    django.setup()
    from django.test import Client

    asked = json.loads(sys.stdin.read())
    client = Client(headers={"Authorization": f"Bearer {asked['key']}"}, SERVER_NAME="127.0.0.1")
    found = {}
    sent = _watch()
    for name, path in asked["paths"].items():
        client.get(path)
        sent.clear()
        client.get(path)
        found[name] = len(sent)
    shopper = _Inside("", asked["key"])
    for name, work in {
        "add to cart, fresh cart": shopping.cart,
        "whole checkout, 2 lines, orders": shopping.checkout,
    }.items():
        work(shopper, asked["skus"], 1)
        sent.clear()
        wrong = work(shopper, asked["skus"], 2)
        found[name] = -1 if wrong else len(sent)
    sys.stdout.write(json.dumps(found) + "\n")


def _watch() -> list[object]:
    """Counted at the driver, where hot reads that pass Django by are seen too; BEGIN and COMMIT are not."""
    import psycopg

    sent: list[object] = []
    execute = psycopg.Cursor.execute

    def counting(self: Any, query: Any, *rest: Any, **more: Any) -> Any:
        sent.append(query)
        return execute(self, query, *rest, **more)

    psycopg.Cursor.execute = counting  # type: ignore[method-assign]
    return sent


if __name__ == "__main__":
    _count_here()
