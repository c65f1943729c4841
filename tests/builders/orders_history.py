"""Builders for files of past invoices: every kind of dirt, with totals known beforehand."""

import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

COLUMNS = (
    "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID",
    "Country",
)  # fmt: skip
START = datetime(2011, 3, 1, 9, 0)  # noqa: DTZ001 - as the till writes it


class DirtyFile:
    """Rows as a merchant's till writes them, with the lines and pence of each kind counted along."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.lines: Counter[str] = Counter()
        self.minor: Counter[str] = Counter()

    def add(self, kind: str, *, pence: int, **columns: Any) -> None:
        """This adds a row of which `kind` and the amount in pence are known."""
        self.rows.append(columns)
        self.lines[kind] += 1
        self.minor[kind] += pence

    def write(self, path: Path, **more: Any) -> Path:
        """This writes the rows as Parquet; `more` are columns to replace, as arrays."""
        arrays: dict[str, Any] = {
            name: pa.array([row.get(name) for row in self.rows]) for name in COLUMNS
        }
        pq.write_table(pa.table({**arrays, **more}), path)
        return path


def make_dirty_file(*, invoices: int = 400, seed: int = 7) -> DirtyFile:
    """This makes a file with every kind of line; a few thousand rows for 400 invoices."""
    dice, file = random.Random(seed), DirtyFile()  # noqa: S311
    for number in range(invoices):
        head = {
            "InvoiceNo": str(536000 + number),
            "InvoiceDate": START + timedelta(hours=7 * number),
            "CustomerID": None if number % 4 == 0 else 12000.0 + number % 60,
            "Country": ("United Kingdom", "EIRE", "Germany", "Unspecified")[number % 4],
        }
        for place in range(dice.randint(1, 12)):
            quantity, pence = dice.randint(1, 24), dice.randint(10, 2500)
            code = (
                f"{20000 + (number * 7 + place) % 300}{'Aab'[place % 3] if place % 5 == 0 else ''}"
            )
            file.add(
                "sold", pence=quantity * pence, **head, StockCode=code, Quantity=quantity,
                Description=f"THING {code.upper()}", UnitPrice=pence / 100,
            )  # fmt: skip
        _dirt(file, number, head)
    return file


def _dirt(file: DirtyFile, number: int, head: dict[str, Any]) -> None:
    known = {**head, "CustomerID": 12001.0}
    credit = {**known, "InvoiceNo": f"C{536000 + number}"}
    if number % 5 == 0:
        file.add("postage", pence=1800, **head, StockCode="POST", Description="POSTAGE", Quantity=1,
                 UnitPrice=18.0)  # fmt: skip
    if number % 7 == 0:
        file.add("cancelled", pence=-510, **credit, StockCode="20001", Description="THING",
                 Quantity=-2, UnitPrice=2.55)  # fmt: skip
    if number % 11 == 0:
        file.add("stock_correction", pence=0, **{**head, "CustomerID": None}, StockCode="20002",
                 Description="damaged?", Quantity=-5, UnitPrice=0.0)  # fmt: skip
        file.add("free", pence=0, **known, StockCode="20003", Description="GIFT", Quantity=1,
                 UnitPrice=0.0)  # fmt: skip
    if number % 40 == 0:
        file.add("fee", pence=-1500, **credit, StockCode="AMAZONFEE", Description="AMAZON FEE",
                 Quantity=-1, UnitPrice=15.0)  # fmt: skip
        file.add("discount", pence=-250, **credit, StockCode="D", Description="Discount",
                 Quantity=-1, UnitPrice=2.5)  # fmt: skip
        file.add("sample", pence=-100, **credit, StockCode="S", Description="SAMPLES",
                 Quantity=-1, UnitPrice=1.0)  # fmt: skip
        file.add("manual", pence=333, **head, StockCode="M", Description="Manual", Quantity=1,
                 UnitPrice=3.325)  # fmt: skip
        file.add("unknown_product", pence=1667, **head, StockCode="gift_0001_20",
                 Description="VOUCHER", Quantity=1, UnitPrice=16.67)  # fmt: skip
        file.add("adjustment", pence=-1106206, **{**head, "InvoiceNo": f"A{number}",
                 "CustomerID": None}, StockCode="B", Description="Adjust bad debt", Quantity=1,
                 UnitPrice=-11062.06)  # fmt: skip
