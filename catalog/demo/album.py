"""The album: the developed pictures that ship with the demo, and what is known of each."""

import functools
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "pictures"
INDEX = FOLDER / "index.json"


@dataclass(frozen=True, kw_only=True)
class Print:
    """One developed picture; `drawing` is the digest of the SVG it was made from."""

    name: str
    width: int
    height: int
    dominant: str
    alts: dict[str, str]
    drawing: str

    @property
    def path(self) -> Path:
        """Where the AVIF lies."""
        return FOLDER / f"{self.name}.avif"


@functools.cache
def prints() -> dict[str, Print]:
    """Return the album by picture name; empty before the first `make pictures`."""
    if not INDEX.exists():
        return {}
    return {row["name"]: Print(**row) for row in json.loads(INDEX.read_text("utf-8"))}


def write(found: dict[str, Print]) -> None:
    """Write the index, one line per picture in order of names, so that changes read well."""
    rows = [json.dumps(asdict(found[name]), ensure_ascii=False) for name in sorted(found)]
    INDEX.write_text("[\n" + ",\n".join(rows) + "\n]\n", "utf-8")
    prints.cache_clear()


def digest(svg: str) -> str:
    """Return the short fingerprint of a drawing."""
    return hashlib.sha256(svg.encode()).hexdigest()[:16]
