"""Pictures as bytes: decoding what was sent, and encoding what goes out. Nothing else reads uploads."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from catalog.assets import rules

MASTER_QUALITY = 92
QUALITY = {"avif": 58, "webp": 80}
# Faster encoding costs a few percent of size; a shopper may be waiting for the first view.
AVIF_SPEED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """An upload decoded and written anew as WebP, without whatever else the file carried."""

    data: bytes
    width: int
    height: int
    color: str


def decode(data: bytes) -> Master:
    """This reads an upload within its limits and writes it anew, upright and without metadata.

    Raises:
        BadPicture: when it is no JPEG, PNG, WebP, AVIF or GIF, is broken, or unpacks to too much.
    """
    rules.check_size(sent=len(data))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=sorted(rules.KINDS)) as sent:
                rules.check_size(sent=len(data), width=sent.width, height=sent.height)
                upright = ImageOps.exif_transpose(sent)
                picture = upright.convert("RGBA" if _is_clear(upright) else "RGB")
    except rules.BadPicture:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError,
            Image.DecompressionBombWarning) as error:  # fmt: skip
        message = "this is no JPEG, PNG, WebP, AVIF or GIF that can be read"
        raise rules.BadPicture(message, field="file") from error
    picture.thumbnail((rules.LONGEST_SIDE, rules.LONGEST_SIDE), Image.Resampling.LANCZOS)
    return Master(
        data=_encode(picture, "webp", MASTER_QUALITY),
        width=picture.width,
        height=picture.height,
        color=_dominant(picture),
    )


def render(data: bytes, *, width: int, kind: str) -> bytes:
    """This makes one rendition of one of our own files: a width in pixels, kind avif or webp."""
    with Image.open(io.BytesIO(data)) as master:
        height = rules.height_of(width, original_width=master.width, original_height=master.height)
        picture = master.convert("RGBA" if _is_clear(master) else "RGB")
        if width < master.width:
            picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    return _encode(picture, kind, QUALITY[kind])


def _encode(picture: Image.Image, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    if kind == "avif":
        picture.save(out, "AVIF", quality=quality, speed=AVIF_SPEED)
    else:
        picture.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def _is_clear(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _dominant(picture: Image.Image) -> str:
    """The color most pixels are near to, as a placeholder while the picture loads."""
    small = picture.convert("RGB").resize((48, 48))
    few = small.quantize(6)
    palette, counts = few.getpalette() or [], few.getcolors() or []
    place = max((count, index) for count, index in counts if isinstance(index, int))[1]
    red, green, blue = palette[3 * place : 3 * place + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
