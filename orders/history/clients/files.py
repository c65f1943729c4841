"""Reading Parquet and CSV in batches, so that a file of any size needs the same memory."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from orders.history.rules import FIELDS, BadLine, Line, Profile, check_columns, read_line

BATCH = 20_000


def checksum(path: Path) -> str:
    """This is the SHA-256 of a file.

    Raises:
        BadLine: with row 0, when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadLine(0, "", f"the file cannot be read: {error.strerror}") from error


def count(path: Path) -> int | None:
    """This tells how many lines a Parquet file has; None for formats that do not say."""
    if path.suffix.lower() == ".csv":
        return None
    return int(_opened(path).metadata.num_rows)


def batches(path: Path, *, profile: Profile, skip: int = 0) -> Iterator[list[Line]]:
    """This reads lines in batches, leaving out the first `skip`.

    Raises:
        BadLine: for a file that is no such file (row 0), or a line that cannot be read.
    """
    row = 0
    for batch in _record_batches(path, profile=profile):
        if row + batch.num_rows <= skip:
            row += batch.num_rows
            continue
        columns = [batch.column(profile.columns[name]).to_pylist() for name in FIELDS]
        lines = [
            read_line(number, values, profile=profile)
            for number, values in enumerate(zip(*columns, strict=True), start=row + 1)
            if number > skip
        ]
        row += batch.num_rows
        yield lines


def _record_batches(path: Path, *, profile: Profile) -> Iterator[Any]:
    wanted = list(profile.columns.values())
    try:
        if path.suffix.lower() == ".csv":
            yield from _csv(path, profile=profile)
            return
        file = _opened(path)
        check_columns(file.schema_arrow.names, profile=profile)
        yield from file.iter_batches(batch_size=BATCH, columns=wanted)
    except pa.ArrowException as error:
        raise BadLine(0, "", f"the file is damaged: {error}") from error


def _csv(path: Path, *, profile: Profile) -> Iterator[Any]:
    # Texts only: what a number or a date is, our own rules decide, row by row.
    texts = dict.fromkeys(profile.columns.values(), pa.string())
    options = pacsv.ConvertOptions(column_types=texts)
    blocks = pacsv.ReadOptions(block_size=1 << 22)
    with pacsv.open_csv(path, convert_options=options, read_options=blocks) as reader:
        check_columns(reader.schema.names, profile=profile)
        yield from reader


def _opened(path: Path) -> Any:
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise BadLine(0, "", f"this is no Parquet file: {str(error)[:160]}") from error
