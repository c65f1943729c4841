"""How pictures are placed in their slots: which width is loaded, and what a crop keeps in view.

Inline styles are not allowed, so a focal point becomes two classes in steps of a tenth; the sheet
`base.css` turns them into the place that a crop keeps.
"""

import re

_OURS = re.compile(r"(/pictures/[^/]+/)\d+\.(avif|webp)")


def focus(across: int, down: int) -> str:
    """This is the focal point (percent from the left and the top) as classes; empty in the middle."""
    x, y = (across + 5) // 10, (down + 5) // 10
    return "" if (x, y) == (5, 5) else f"fx-{x} fy-{y}"


def focus_narrow(classes: str) -> str:
    """These are the classes of `focus` for narrow screens alone, where another picture is shown."""
    return classes.replace("fx-", "px-").replace("fy-", "py-") or "px-5 py-5"


def at_width(address: str, width: int) -> str:
    """This is the address of the same picture at another width; what is none of ours stays as it is."""
    found = _OURS.fullmatch(address)
    return address if found is None else f"{found[1]}{width}.{found[2]}"
