"""`make pictures`: draw and develop the demo shop's pictures; finished ones are kept.

The line drawings of empty pages are written anew each time, as they need no developing.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from typing_extensions import override

from catalog.demo import album, shoot
from catalog.studio import darkroom, lines

QUALITY = 41
LINES = settings.BASE_DIR / "commerce/static/kontor/icons/drawings.svg"
# What the pictures may weigh; with their index, half a megabyte, six.
BUDGET = 5_500_000


class Command(BaseCommand):
    """Develops every shot whose drawing changed into AVIF, and rewrites the album's index."""

    help = "Render the demo pictures into catalog/demo/pictures (needs a headless Chromium)."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", default="", help="render shots whose name starts so")
        parser.add_argument("--force", action="store_true", help="render unchanged drawings too")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        album.FOLDER.mkdir(exist_ok=True)
        LINES.write_text(lines.sheet(), "utf-8")
        known, kept = album.prints(), {}
        with darkroom.open_darkroom() as room:
            for number, shot in enumerate(shoot.shot_list()):
                old = known.get(shot.name)
                if not shot.name.startswith(options["only"]):
                    kept.update({shot.name: old} if old is not None else {})
                    continue
                svg = shot.draw()
                mark = album.digest(svg)
                if old is not None and old.drawing == mark and not options["force"]:
                    kept[shot.name] = old
                    continue
                width, height = shot.size
                picture = room.develop(svg, width=width, height=height, quality=QUALITY)
                kept[shot.name] = album.Print(
                    name=shot.name,
                    width=width,
                    height=height,
                    dominant=picture.dominant,
                    alts=dict(shot.alt),
                    drawing=mark,
                )
                kept[shot.name].path.write_bytes(picture.avif)
                if number % 50 == 0:
                    album.write({**known, **kept})
                    self.stdout.write(f"{number}: {shot.name}, {len(picture.avif)} bytes")
        album.write(kept)
        self._tidy(kept)

    def _tidy(self, kept: dict[str, album.Print]) -> None:
        for file in album.FOLDER.glob("*.avif"):
            if file.stem not in kept:
                file.unlink()
        size = sum(print_.path.stat().st_size for print_ in kept.values())
        self.stdout.write(f"{len(kept)} pictures, {size / 1024:.0f} KB")
        if size > BUDGET:
            self.stderr.write(f"over the budget of {BUDGET / 1024:.0f} KB")
