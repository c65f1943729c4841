"""Line drawings for empty pages, covers and gift cards: the studio's own shapes in one weight of line.

They take their colors from the page's tokens, so that light, dark and every channel's look suit them.
Each is a symbol of 160 x 120 units that stands on a floor at 100.
"""

from catalog.studio import mug, vase
from catalog.studio.canvas import Point, smooth
from catalog.studio.look import Look

FLOOR = 100.0
_DASHED = 'stroke-dasharray="3 3.5" opacity=".7"'


def sheet() -> str:
    """Return all drawings as one sprite, in order of their names."""
    symbols = "\n".join(
        f'<symbol id="{name}" viewBox="0 0 160 120">{_DRAWN[name]()}</symbol>'
        for name in sorted(_DRAWN)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" '
        f'stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">\n{symbols}\n</svg>\n'
    )


def _turned(points: tuple[Point, ...], *, at: float, tall: float, more: str = "") -> str:
    """Return the outline of a turned thing, standing on the floor around `at`."""
    top, bottom = points[0][0], points[-1][0]
    unit = tall / (bottom - top)
    right = [(at + r * unit, FLOOR - (bottom - y) * unit) for y, r in points]
    left = [(2 * at - x, y) for x, y in reversed(right)]
    (x, y), rim = right[0], right[0][0] - at
    return (
        f'<path d="M{x:.1f} {y:.1f}{smooth(right)} L{left[0][0]:.1f} {left[0][1]:.1f}{smooth(left)}" '
        f'{more}/><ellipse cx="{at}" cy="{y:.1f}" rx="{rim:.1f}" ry="{max(1.2, rim * 0.18):.1f}" '
        f"{more}/>"
    )


def _vase(shape: str, *, at: float, tall: float, more: str = "") -> str:
    look = Look(seed="lines", axes={"shape": shape, "girth": 1.0, "top": 380})
    return _turned(vase.profile(look), at=at, tall=tall, more=more)


def _mug(*, at: float, tall: float, more: str = "") -> str:
    look = Look(seed="lines", axes={"shape": "straight", "girth": 1.0})
    side, y = at + tall * 0.43, FLOOR - tall
    handle = (
        f'<path d="M{side:.1f} {y + tall * 0.2:.1f} c{tall * 0.42:.1f} {-tall * 0.08:.1f} '
        f'{tall * 0.42:.1f} {tall * 0.62:.1f} -1 {tall * 0.56:.1f}" {more}/>'
    )
    return handle + _turned(mug.profile(look), at=at, tall=tall, more=more)


def _ground(*, wide: float = 136, at: float = 80) -> str:
    """Return the window's light on the wall, the thing's shadow and the floor's line."""
    return (
        '<g stroke="none" fill="var(--backdrop)"><path d="M34 18 62 8v52L34 70Z"/>'
        '<path d="M68 6l24-8v52l-24 9Z" transform="translate(0 6)"/>'
        f'<ellipse cx="{at + 8}" cy="101" rx="44" ry="5"/></g>'
        f'<path d="M{80 - wide / 2} 100H{80 + wide / 2}" opacity=".55"/>'
    )


_PAPER = 'fill="var(--surface)"'
_SOFT = 'fill="var(--action-soft)"'


def _bag() -> str:
    return (
        _ground(at=72)
        + '<path d="M54 54c-2-34 36-34 34 0" opacity=".6"/>'
        + f'<path d="M40 52q32 7 64 0l4 42q0 6-6 6H42q-6 0-6-6Z" {_PAPER}/>'
        + f'<path d="M37.500 82h69.300l1.200 12q0 6-6 6H42q-6 0-6-6Z" {_SOFT}/>'
        + '<path d="M40 52q32-9 64 0q-32 7-64 0"/>'
        + '<path d="M56 57c-2-38 36-38 34 0"/><path d="M53 57h6v10h-6zM87 57h6v10h-6z"/>'
        + _mug(at=126, tall=22, more=_DASHED)
    )


def _wishes() -> str:
    heart = "M80 30c-5-9-18-5-16 5 1 7 10 12 16 17 6-5 15-10 16-17 2-10-11-14-16-5Z"
    return (
        _ground(wide=108)
        + f'<path d="M22 100h116v6H22z" {_PAPER}/><path d="M36 106v8M124 106v8"/>'
        + _vase("moon", at=50, tall=40, more=_DASHED)
        + _vase("bottle", at=110, tall=46, more=_DASHED)
        + f'<path d="{heart}" {_SOFT}/><path d="M80 52v48" stroke-dasharray="1 5"/>'
    )


def _results() -> str:
    return (
        _ground()
        + f'<path d="M28 84v14q16 5 32 0V84" {_PAPER}/><ellipse cx="44" cy="84" rx="16" ry="4" {_PAPER}/>'
        + f'<path d="M98 76v22q16 5 32 0V76" {_PAPER}/><ellipse cx="114" cy="76" rx="16" ry="4" {_PAPER}/>'
        + f'<circle cx="80" cy="56" r="24" {_SOFT}/><path d="m97 73 17 18" stroke-width="4"/>'
        + '<g transform="translate(80 -28)">'
        + _vase("amphora", at=0, tall=30, more=_DASHED)
        + "</g>"
    )


def _lost() -> str:
    return (
        _ground()
        + f'<g transform="translate(34 77) rotate(94) translate(0 -100)"><g {_PAPER}>'
        + _vase("amphora", at=0, tall=62)
        + '</g><path d="m-13 58 7 5-5 6 7 6"/></g>'
        + '<path d="M116 97c10-1 18-10 26-9M128 93c1-6 6-9 11-9-1 5-5 9-11 9ZM121 97c-2 4-1 8 1 11"/>'
        + f'<path d="m112 100 5-7 6 7Z" {_SOFT}/>'
    )


def _box() -> str:
    return (
        _ground()
        + '<g transform="translate(0 -31)">'
        + _mug(at=78, tall=24, more=_DASHED)
        + "</g>"
        + f'<path d="M44 66h72v34H44z" {_PAPER}/><path d="M44 66 30 56h36l14 10 14-10h36l-14 10" {_SOFT}/>'
        + '<path d="M72 66v12h16V66M54 90h14"/>'
    )


def _address() -> str:
    return (
        _ground()
        + f'<path d="M44 58 80 30l36 28v42H44z" {_PAPER}/><path d="M38 62 80 28l42 34" stroke-width="2.2"/>'
        + f'<path d="M70 100V74q10-9 20 0v26" {_SOFT}/><path d="M86 88v2M52 70h10v12H52zM98 70h10v12H98z"/>'
        + _vase("tulip", at=130, tall=18)
        + '<path d="M130 82c-1-8-6-9-8-12 5 0 8 4 8 8 1-5 4-9 8-9-1 4-6 6-8 13"/>'
    )


def _gift() -> str:
    return (
        _ground()
        + f'<rect x="32" y="40" width="96" height="60" rx="6" {_PAPER}/>'
        + f'<path d="M32 62h96v12H32z" {_SOFT}/>'
        + '<path d="M64 62c-14-2-18-18-8-18 6 0 8 10 8 18 0-8 3-18 9-18 9 0 5 16-9 18Zm0 0-8 26M64 62l10 26"/>'
        + '<path d="M98 88h20"/>'
    )


def _journal() -> str:
    return (
        _ground()
        + f'<path d="M78 58q-18-10-44-4v42q26-6 44 4 18-10 44-4V54q-26-6-44 4Z" {_PAPER}/>'
        + f'<path d="M88 66q12-5 26-4v14q-14-1-26 4Z" {_SOFT}/><path d="M78 58v42M44 65q12-1 24 4M44 76q12-1 24 4M44 86q12-1 24 4M88 90q12-5 26-4"/>'
        + _mug(at=136, tall=22)
    )


def _wallet() -> str:
    return (
        _ground()
        + f'<g {_DASHED}><rect x="50" y="34" width="66" height="42" rx="5" transform="rotate(-8 83 55)"/>'
        + '<path d="M49 51l67-9.500M58 66l14-2"/></g>'
        + f'<path d="M38 56h76q6 0 6 6v32q0 6-6 6H44q-6 0-6-6Z" {_PAPER}/>'
        + '<path d="M38 56q0-6 6-7l12-2M44 64h70" opacity=".6"/>'
        + f'<path d="M98 70h24q3 0 3 3v12q0 3-3 3H98q-7 0-7-9t7-9Z" {_SOFT}/><path d="M100 78v2"/>'
        + _vase("tulip", at=20, tall=22)
    )


_DRAWN = {
    "address": _address,
    "bag": _bag,
    "box": _box,
    "gift": _gift,
    "journal": _journal,
    "lost": _lost,
    "results": _results,
    "wallet": _wallet,
    "wishes": _wishes,
}
