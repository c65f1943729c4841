"""python -m bench [soak]: measure the house, or load it for long and watch memory and books."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench import house, load, report, shopping, statements
from bench.report import Row, Run
from commerce.env import ROOT

# How many products of one variant and one language are imported for the row that peers are compared in.
PLAIN = 5_000
# name, path, best peer per second, what must be reached, most SQL statements
READS = (
    (
        "product list, 24 with price, JSON",
        "/api/v1/products?limit=24",
        "69 (133 without price)",
        "1,000",
        "3",
    ),
    (
        "category + price sort, 24, JSON",
        "/api/v1/products?category=vase&sort=price&limit=24",
        "82",
        "1,000",
        "3",
    ),
    ("product detail, JSON", "/api/v1/products/{public_id}", "94", "1,000", "4"),
    ("search, two words, facet counts, JSON", "/api/v1/search?q=oak+lamp", "20", "200", ""),
    ("product list as full page", "/products/", "6.8", "250", "6"),
    ("category as full page", "/c/vase/", "2.5", "250", "6"),
    ("product as full page", "/p/{slug}/", "", "250", ""),
)


# Where the row of the kept page stands: after the three pages that are made anew.
_AFTER_PAGES = len(READS)


def main() -> None:
    """This reads the options and runs the bench or the soak."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", default="run", choices=["run", "soak"])
    parser.add_argument("--products", type=int, default=_scale(os.environ.get("SCALE", "")))
    parser.add_argument("--seconds", type=int, default=int(os.environ.get("SECONDS_A_ROW", "10")))
    options = parser.parse_args()
    with house.servers() as environment:
        _fill(environment, options.products)
        if options.what == "soak":
            soak(environment, minutes=int(os.environ.get("MINUTES", "60")))
        else:
            run(environment, products=options.products, seconds=options.seconds)


def run(environment: Mapping[str, str], *, products: int, seconds: int) -> None:
    """This measures every row and writes the table."""
    known = json.loads((house.STATE / "bench.json").read_text())
    database = house.pgbench(environment)
    with house.served("bench.hello:application", environment) as (base, _):
        hello = load.run(url=f"{base}/", headers={}, seconds=seconds)
    sql = statements.count(environment, known, READS)
    with house.served("commerce.wsgi:application", environment) as (base, web):
        rows = [_read(base, known, row, sql=sql, seconds=seconds) for row in READS]
        memory = house.memory_of(web)
        rows += _writes(base, known, sql=sql, seconds=seconds)
        race = _race(environment, base, known)
    rows.insert(_AFTER_PAGES, _kept_page(environment, known, seconds=seconds))
    rows += _imports(known)
    books = _verify(environment)
    done = Run(
        at=report.now(),
        products=products,
        seconds=seconds,
        cores=os.cpu_count() or 0,
        hello=hello,
        database=database,
        rows=rows,
        race=race,
        memory_mb=memory,
        notes=[books],
    )
    target = report.write(done)
    _say(report.table(done))
    _say(f"written to {target.relative_to(ROOT)} and bench/README.md")


def _kept_page(environment: Mapping[str, str], known: Mapping[str, Any], *, seconds: int) -> Row:
    """The list page once more, from the shelf (`commerce.http.shelf`), as the house serves it by default."""
    row = ("product list as full page, page cache on", "/products/", "", "2,500", "")
    settings = {**environment, "PAGE_CACHE_SECONDS": "60"}
    with house.served("commerce.wsgi:application", settings) as (base, _):
        return _read(base, known, row, sql={row[0]: 0}, seconds=seconds)


def soak(environment: Mapping[str, str], *, minutes: int) -> None:
    """This mixes reading and buying at half speed for long, and tells how memory and latency move."""
    known = json.loads((house.STATE / "bench.json").read_text())
    with house.served("commerce.wsgi:application", environment) as (base, web):
        for minute in range(1, minutes + 1):
            read = load.run(url=f"{base}/products/", headers={}, seconds=30)
            bought = shopping.run(
                shopping.checkout, base=base, key=known["key"], skus=known["skus"], seconds=30
            )
            for reason, times in bought.reasons.items():
                _say(f"  {times} x {reason}")
            _say(
                f"minute {minute}: page p95 {read.p95} ms, order p95 {bought.p95} ms, "
                f"{read.bad + bought.bad} bad answers, {house.memory_of(web):,.0f} MB"
            )
    _say(_verify(environment))


def _fill(environment: Mapping[str, str], products: int) -> None:
    _say(f"filling with {products:,} products")
    _manage(environment, "migrate", "--no-input", "-v0")
    _manage(environment, "collectstatic", "--no-input", "-v0")
    _manage(environment, "flush", "--no-input", "-v0")
    _python(environment, "-m", "bench.fill", str(PLAIN), "plain")
    _manage(environment, "flush", "--no-input", "-v0")
    _python(environment, "-m", "bench.fill", str(products))


def _read(
    base: str,
    known: Mapping[str, Any],
    row: tuple[str, ...],
    *,
    sql: Mapping[str, int],
    seconds: int,
) -> Row:
    name, path, peers, must, most = row
    url = base + path.format(**known)
    headers = {"Authorization": f"Bearer {known['key']}"} if "/api/" in path else {}
    load.run(url=url, headers=headers, seconds=2)
    found = load.run(url=url, headers=headers, seconds=seconds)
    _say(f"{name}: {found.rps:,.0f} a second, p95 {found.p95} ms, {found.bad} bad")
    return Row(name=name, load=found, sql=sql.get(name), peers=peers, must=must, most_sql=most)


def _writes(
    base: str, known: Mapping[str, Any], *, sql: Mapping[str, int], seconds: int
) -> list[Row]:
    found = []
    key, skus = known["key"], known["skus"]
    body = json.dumps({"lines": [{"sku": skus[0], "quantity": 1}]})
    headers = {"Authorization": f"Bearer {key}"}
    filled = load.run(url=f"{base}/api/v1/carts", headers=headers, seconds=seconds, body=body)
    bought = shopping.run(shopping.checkout, base=base, key=key, skus=skus, seconds=seconds)
    for name, done, peers, must, most in (
        ("add to cart, fresh cart", filled, "50", "300", "8"),
        ("whole checkout, 2 lines, orders", bought, "14.3", "60", "40"),
    ):
        _say(f"{name}: {done.rps:,.0f} a second, p95 {done.p95} ms, {done.bad} bad")
        for reason, times in done.reasons.items():
            _say(f"  {times} x {reason}")
        found.append(
            Row(name=name, load=done, sql=sql.get(name), peers=peers, must=must, most_sql=most)
        )
    return found


def _race(environment: Mapping[str, str], base: str, known: Mapping[str, Any]) -> dict[str, Any]:
    sku = known["skus"][-1]
    _python(environment, "-m", "bench.scarce", sku, "5")
    found = shopping.race(base=base, key=known["key"], sku=sku, buyers=50)
    _say(f"5 in stock, 50 buyers: {found}")
    return found


def _imports(known: Mapping[str, Any]) -> list[Row]:
    plain = json.loads((house.STATE / "plain.json").read_text())
    return [
        _import_row("catalog import, products", plain, peers="145", must="2,000"),
        _import_row("the same, two variants in two languages", known, peers="", must=""),
    ]


def _import_row(name: str, known: Mapping[str, Any], *, peers: str, must: str) -> Row:
    rate = float(known["import_rate"])
    done = load.Load(rps=rate, p50=0, p95=0, p99=0, bad=0, generator="own")
    return Row(name=name, load=done, sql=None, peers=peers, must=must)


def _verify(environment: Mapping[str, str]) -> str:
    _manage(environment, "drain_outbox")
    said = _manage(environment, "verify_books").strip().splitlines()
    return "After the run `verify_books` said: " + "; ".join(said)


def _manage(environment: Mapping[str, str], *command: str) -> str:
    return _python(environment, "manage.py", *command)


def _python(environment: Mapping[str, str], *command: str) -> str:
    answer = subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=ROOT,
        env=dict(environment),
        check=False,
        capture_output=True,
        text=True,
    )
    if answer.returncode:
        message = f"{' '.join(command)} failed: {answer.stdout[-2000:]}{answer.stderr[-2000:]}"
        raise SystemExit(message)
    return answer.stdout


def _scale(text: str) -> int:
    return {"": 10_000, "1m": 500_000}.get(text) or int(text)


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Path(house.STATE).mkdir(parents=True, exist_ok=True)
    main()
