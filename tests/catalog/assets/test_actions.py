"""Pictures come in as bytes and go out as renditions of ours (DAM)."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from catalog.assets import actions
from catalog.assets.models import Asset, Rendition
from catalog.assets.rules import BadPicture
from commerce import db
from tests.builders.catalog import BY
from tests.builders.commerce import AT


def png(color: str = "#3366cc", size: tuple[int, int] = (900, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def take(data: bytes) -> Any:
    return actions.take_upload(data=data, title="Mug.PNG", alts={"en": "A mug"}, by=BY, at=AT)


def test_writes_an_upload_anew_under_a_name_of_ours(tmp_path: Path) -> None:
    asset, fresh = take(png())

    assert fresh is True
    assert (asset.width, asset.height) == (900, 600)
    assert asset.color == "#3366cc"
    stored = tmp_path / asset.original
    assert stored.read_bytes()[8:12] == b"WEBP"
    assert "mug" not in asset.original.lower()


def test_the_same_bytes_are_the_same_asset_dam_5() -> None:
    first, _ = take(png())
    second, fresh = take(png())

    assert (second.pk, fresh) == (first.pk, False)
    assert Asset.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png()[:200],
        b"%PDF-1.7",
        b"x" * 15_000_001,
    ],
)
def test_refuses_what_is_no_picture(data: Any) -> None:
    with pytest.raises(BadPicture):
        take(data)

    assert Asset.objects.count() == 0


def test_refuses_a_picture_that_unpacks_to_too_much() -> None:
    with pytest.raises(BadPicture):
        take(png(size=(10_000, 5_001)))


def test_renders_each_width_and_kind_once(tmp_path: Path) -> None:
    asset, _ = take(png())

    assert actions.render(asset_id=asset.pk, at=AT) == 6
    assert actions.render(asset_id=asset.pk, at=AT) == 0
    made = Rendition.objects.filter(asset=asset)
    assert set(made.values_list("width", "format")) == {
        (width, kind) for width in (320, 480, 640) for kind in ("avif", "webp")
    }
    assert all((tmp_path / one.path).stat().st_size == one.size for one in made)


def test_a_picture_is_shown_before_the_worker_came_to_it(client: Client, tmp_path: Path) -> None:
    asset, _ = take(png())

    answer: Any = client.get(f"/pictures/{asset.key}/480.avif")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/avif"
    assert "immutable" in answer["Cache-Control"]
    with Image.open(io.BytesIO(b"".join(answer.streaming_content))) as shown:
        assert shown.size == (480, 320)


@pytest.mark.parametrize("path", ["481.avif", "480.svg", "99999.webp", "0.webp"])
def test_only_listed_renditions_are_made(client: Client, path: Any) -> None:
    asset, _ = take(png())

    assert client.get(f"/pictures/{asset.key}/{path}").status_code == 404
    assert client.get("/pictures/unknown/480.avif").status_code == 404


def test_originals_are_unreachable_dam_4(client: Client) -> None:
    asset, _ = take(png())

    assert client.get(f"/media/{asset.original}").status_code == 404


def test_describes_and_says_so(facts: Callable[[], list[str]]) -> None:
    asset, _ = take(png())

    with db.transaction():
        actions.describe(public_id=asset.public_id, alts={"de": "Ein Becher"}, by=BY, at=AT)

    asset.refresh_from_db()
    assert asset.alts == {"en": "A mug", "de": "Ein Becher"}
    assert facts() == ["catalog.asset_changed"]


def test_refuses_a_focus_outside() -> None:
    asset, _ = take(png())

    with pytest.raises(actions.BadFocus), db.transaction():
        actions.describe(public_id=asset.public_id, focus=(50, 101), by=BY, at=AT)


def test_a_drawing_is_refused_with_what_to_send_instead() -> None:
    sent = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"

    with pytest.raises(BadPicture) as refused:
        take(sent)

    assert refused.value.message == (
        "drawings (SVG) are not taken; send the picture as PNG, JPEG, WebP or AVIF"
    )
    assert Asset.objects.count() == 0


def test_names_the_limit_that_a_huge_picture_breaks() -> None:
    with pytest.raises(BadPicture) as refused:
        take(png(size=(10_000, 5_001)))

    assert refused.value.message == "a picture may have 50 megapixels at most"


def test_a_photo_taken_sideways_stands_upright_and_tells_nothing_of_where_it_was_taken(
    tmp_path: Path,
) -> None:
    """A telephone's JPEG: rotation by EXIF, and a place in it."""
    picture = Image.new("RGB", (1200, 800), "#2255aa")
    picture.paste("#dd3322", (0, 0, 1200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92, exif=exif.tobytes())

    asset, _ = take(out.getvalue())

    assert (asset.width, asset.height) == (800, 1200)
    with Image.open(tmp_path / asset.original) as stored:
        assert dict(stored.getexif()) == {}
        right, middle = stored.getpixel((780, 600)), stored.getpixel((300, 600))
    assert isinstance(right, tuple)
    assert isinstance(middle, tuple)
    assert right[0] > 200 > right[2]
    assert middle[2] > 150 > middle[0]


def test_a_picture_in_printers_inks_becomes_one_for_screens(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("CMYK", (640, 800), (0, 255, 255, 0)).save(out, "JPEG", quality=95)

    asset, _ = take(out.getvalue())

    with Image.open(tmp_path / asset.original) as stored:
        pixel = stored.getpixel((10, 10))
        assert stored.mode == "RGB"
    assert isinstance(pixel, tuple)
    assert pixel[0] > 230
    assert max(pixel[1:3]) < 40
    assert actions.render(asset_id=asset.pk, at=AT) == 6
