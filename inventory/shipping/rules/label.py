"""A parcel label as SVG, 100 by 150 millimeters, with a barcode that scans."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from inventory.shipping.rules import barcode


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWords:
    """What stands on a label."""

    carrier: str
    service: str
    sender: Sequence[str]
    receiver: Sequence[str]
    country: str
    reference: str
    tracking_number: str


def draw(words: LabelWords) -> str:
    """This draws the label; every text is escaped."""
    bars = barcode.bars(words.tracking_number)
    unit = 84 / sum(bars)
    drawn, x = [], 8.0
    for index, width in enumerate(bars):
        if index % 2 == 0:
            drawn.append(f'<rect x="{x:.3f}" y="96" width="{width * unit:.3f}" height="30"/>')
        x += width * unit
    sender = _lines(words.sender, y=22, step=4, size=3)
    receiver = _lines(words.receiver, y=50, step=6.5, size=5)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="150mm" viewBox="0 0 100 150" '
        'font-family="Helvetica, Arial, sans-serif" fill="#000">'
        '<rect width="100" height="150" fill="#fff"/>'
        '<rect x="2" y="2" width="96" height="146" fill="none" stroke="#000" stroke-width=".5"/>'
        f'<text x="6" y="13" font-size="7" font-weight="700">{escape(words.carrier)}</text>'
        f'<text x="94" y="13" font-size="5" text-anchor="end">{escape(words.service)}</text>'
        '<path d="M2 17h96M2 40h96M2 90h96M2 138h96" stroke="#000" stroke-width=".4"/>'
        f"{sender}{receiver}"
        f'<text x="94" y="86" font-size="9" font-weight="700" text-anchor="end">{escape(words.country)}</text>'
        f"{''.join(drawn)}"
        f'<text x="50" y="133" font-size="5" text-anchor="middle" letter-spacing=".6">'
        f"{escape(words.tracking_number)}</text>"
        f'<text x="6" y="145" font-size="4">{escape(words.reference)}</text></svg>'
    )


def _lines(lines: Sequence[str], *, y: float, step: float, size: float) -> str:
    return "".join(
        f'<text x="6" y="{y + step * row:g}" font-size="{size:g}">{escape(line)}</text>'
        for row, line in enumerate(line for line in lines if line)
    )
