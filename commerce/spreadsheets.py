"""Files that no spreadsheet runs: cells that look like formulas are told to be text."""

import csv
import io
from collections.abc import Iterable, Sequence

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: object) -> str:
    """This words a cell; a text that a spreadsheet would run gets an apostrophe in front.

    Numbers stay numbers, also negative ones.
    """
    text = str(value)
    if isinstance(value, str) and text.startswith(_RISKY):
        return f"'{text}"
    return text


def plain(text: str) -> str:
    """This is a cell as it was before `cell` told it to be text."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_RISKY) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """This writes a CSV file with a byte order mark, which spreadsheets need to see UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([cell(name) for name in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()
