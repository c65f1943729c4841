"""Pictures as bytes: decoding what was sent, and encoding what goes out. Nothing else reads uploads."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from catalog.assets import rules

MASTER_QUALITY = 92
SHARE_QUALITY = 84
# So wide a strip at the sides of a picture goes on beyond it.
EDGE = 12
JUMP = 36
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
        message = (
            "drawings (SVG) are not taken; send the picture as PNG, JPEG, WebP or AVIF"
            if _is_drawing(data)
            else "this is no JPEG, PNG, WebP, AVIF or GIF that can be read"
        )
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


def render_share(data: bytes, *, focus: tuple[int, int]) -> bytes:
    """This makes the JPEG to pass on, 1200 x 630, from one of our own files.

    A wide picture is cut around its focal point (percent); a tall one stands whole in the middle, and
    its edges go on to both sides, as wall and table of a still life do.
    """
    with Image.open(io.BytesIO(data)) as master:
        upright = master.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "#ffffff")
        picture = Image.alpha_composite(ground, upright).convert("RGB")
    width, height = rules.SHARE_SIZE
    if picture.width * height >= picture.height * width:
        shared = ImageOps.fit(
            picture, rules.SHARE_SIZE, Image.Resampling.LANCZOS,
            centering=(focus[0] / 100, focus[1] / 100),
        )  # fmt: skip
    else:
        shared = _widened(picture, width=width, height=height)
    out = io.BytesIO()
    shared.save(out, "JPEG", quality=SHARE_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _widened(picture: Image.Image, *, width: int, height: int) -> Image.Image:
    inner = ImageOps.contain(picture, (width, height), Image.Resampling.LANCZOS)
    left = (width - inner.width) // 2
    right = inner.width + left
    sides = [_column(inner, start) for start in (0, inner.width - EDGE)]
    if any(map(_is_busy, sides)):
        wide = ImageOps.fit(picture, (width, height)).filter(ImageFilter.GaussianBlur(40))
    else:
        wide = Image.new("RGB", (width, height))
        wide.paste(sides[0].resize((max(left, 1), height), Image.Resampling.BICUBIC), (0, 0))
        wide.paste(
            sides[1].resize((max(width - right, 1), height), Image.Resampling.BICUBIC), (right, 0)
        )
    wide.paste(inner, (left, 0))
    return wide


def _column(picture: Image.Image, start: int) -> Image.Image:
    strip = picture.crop((start, 0, start + EDGE, picture.height))
    return strip.resize((1, picture.height), Image.Resampling.BOX).filter(ImageFilter.BoxBlur(2))


def _is_busy(column: Image.Image) -> bool:
    """Whether something stands at the edge: brightness jumps from one row to one a little below."""
    light = list(column.convert("L").tobytes())
    return any(abs(one - other) > JUMP for one, other in zip(light, light[8:], strict=False))


def _encode(picture: Image.Image, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    if kind == "avif":
        picture.save(out, "AVIF", quality=quality, speed=AVIF_SPEED)
    else:
        picture.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def _is_drawing(data: bytes) -> bool:
    """An SVG may carry scripts and addresses of others; nothing that we serve shall."""
    return b"<svg" in data[:2000].lower()


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
