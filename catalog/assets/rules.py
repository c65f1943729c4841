"""Addresses and sizes of pictures, and what may come in."""

from commerce.errors import Refused

WIDTHS = (320, 480, 640, 960, 1280)
FORMATS = ("avif", "webp")
# What other sites show of a page that was passed on (SEO8); they all read JPEG.
SHARE_SIZE = (1200, 630)
MOST_BYTES = 15_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2560
KINDS = {"JPEG", "PNG", "WEBP", "AVIF", "GIF"}


class BadPicture(Refused):
    """The upload is no picture we take."""

    code = "bad_picture"


def picture_url(key: str, width: int = 640, kind: str = "webp") -> str:
    """This is the address of a picture: `/pictures/<key>/<width>.<kind>`, kind avif or webp."""
    return f"/pictures/{key}/{width}.{kind}"


def share_url(url: str) -> str:
    """This is the address of the picture to pass on, from any address of the picture; empty for foreign ones."""
    base = url.rpartition("/")[0]
    return f"{base}/share.jpg" if base.startswith("/pictures/") else ""


def share_path(key: str) -> str:
    """This is where the picture to pass on lies in the storage."""
    return f"pictures/{key[:2]}/{key}/share.jpg"


def rendition_path(key: str, width: int, kind: str) -> str:
    """This is where a rendition lies in the storage."""
    return f"pictures/{key[:2]}/{key}/{width}.{kind}"


def original_path(key: str, kind: str) -> str:
    """This is where an original lies; nothing serves this folder."""
    return f"originals/{key[:2]}/{key}.{kind}"


def widths(original: int) -> tuple[int, ...]:
    """This tells the rendition widths of an original; none is larger than it, at least one is made."""
    return tuple(width for width in WIDTHS if width <= original) or (original,)


def height_of(width: int, *, original_width: int, original_height: int) -> int:
    """This keeps the proportions."""
    return max(1, (original_height * width + original_width // 2) // original_width)


def check_size(*, sent: int, width: int = 0, height: int = 0) -> None:
    """This refuses uploads that are too heavy, and pictures that unpack to too much.

    Raises:
        BadPicture: naming the limit.
    """
    if not 0 < sent <= MOST_BYTES:
        message = f"a picture may have {MOST_BYTES // 1_000_000} MB at most"
        raise BadPicture(message, field="file")
    if width * height > MOST_PIXELS:
        message = f"a picture may have {MOST_PIXELS // 1_000_000} megapixels at most"
        raise BadPicture(message, field="file")
