"""Style sheets by area and scripts of every page: many small files to write, one file each to load.

While developing, every source file is linked on its own. `collectstatic` joins the files of an area,
makes them small and hands the result to Django's manifest storage, which names it by its content.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from typing_extensions import override
from whitenoise.storage import CompressedManifestStaticFilesStorage

FOLDER = "kontor/css"
# The order is the order of the cascade inside of a layer.
BUNDLES: Mapping[str, tuple[str, ...]] = {
    "core": ("tokens", "base", "components", "forms", "goods", "bag", "frame", "header", "footer"),
    "home": ("home",),
    # Stores are on every product's page: one file more would be one round trip more before anything is drawn.
    "catalogue": ("listing", "product", "reviews", "sizes", "stores"),
    "checkout": ("checkout", "account"),
    "account": ("account",),
    "lists": ("account", "lists"),
    "compare": ("compare",),
    "stores": ("stores",),
    "guide": ("guide",),
}
# What every page runs: the libraries as they come and how they are set, and our own modules, each in a block of its own.
LIBRARIES = ("vendor/htmx.min.js", "js/swaps.js", "vendor/idiomorph-ext.min.js")
MODULES = ("js/frame.js", "js/search.js", "js/marks.js")
JOINED_LIBRARIES, JOINED_MODULES = "kontor/js/libraries.bundle.js", "kontor/js/shell.bundle.js"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,])\s*")
_AFTER_COLON = re.compile(r":\s+")
_LAST_SEMICOLON = re.compile(r";}")


class UnknownBundle(LookupError):
    """A template asks for an area that is not listed above."""


def small(css: str) -> str:
    """This takes out what only readers need: comments and spaces; strings keep single spaces."""
    text = _SPACE.sub(" ", _COMMENT.sub("", css))
    text = _AFTER_COLON.sub(":", _AROUND.sub(r"\1", text))
    return _LAST_SEMICOLON.sub("}", text).strip()


def paths(area: str) -> tuple[str, ...]:
    """This lists the files a page links for an area: the joined one where it was made.

    Raises:
        UnknownBundle: when there is no such area.
    """
    if area not in BUNDLES:
        raise UnknownBundle(area)
    return _where_joined(_name(area), (f"{FOLDER}/{one}.css" for one in BUNDLES[area]))


def libraries() -> tuple[str, ...]:
    """This lists the classic scripts of every page, in their order."""
    return _where_joined(JOINED_LIBRARIES, (f"kontor/{one}" for one in LIBRARIES))


def modules() -> tuple[str, ...]:
    """This lists the modules of every page, in their order."""
    return _where_joined(JOINED_MODULES, (f"kontor/{one}" for one in MODULES))


def _where_joined(name: str, sources: Iterable[str]) -> tuple[str, ...]:
    made: Mapping[str, str] = getattr(staticfiles_storage, "hashed_files", {})
    return (name,) if name in made and not settings.DEBUG else tuple(sources)


def joined(area: str) -> str:
    """This is the content of an area's style sheet."""
    return "".join(small(_source(f"{FOLDER}/{one}.css")) for one in BUNDLES[area])


def joined_libraries() -> str:
    """This is the content of the libraries' file."""
    return ";\n".join(_source(f"kontor/{one}") for one in LIBRARIES)


def joined_modules() -> str:
    """This is the content of the modules' file; their names stay apart as if they were files."""
    return "".join(f"{{\n{_source(f'kontor/{one}')}}}\n" for one in MODULES)


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Writes the bundles before every file gets its name by content."""

    @override
    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if not dry_run:
            for name, content in _all_joined():
                if self.exists(name):
                    self.delete(name)
                self.save(name, ContentFile(content.encode()))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)


def _all_joined() -> Iterator[tuple[str, str]]:
    yield from ((_name(area), joined(area)) for area in BUNDLES)
    yield JOINED_LIBRARIES, joined_libraries()
    yield JOINED_MODULES, joined_modules()


def _name(area: str) -> str:
    return f"{FOLDER}/{area}.bundle.css"


def _source(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        message = f"{name} is missing under {settings.STATIC_URL}"
        raise UnknownBundle(message)
    with open(found, encoding="utf-8") as file:  # noqa: PTH123 - a finder's own path
        return file.read()
