"""Compiles the translations: what Django reads is made from what translators write, without GNU gettext."""

from pathlib import Path

from babel.messages import mofile, pofile

from commerce.env import ROOT


def compile_all() -> int:
    """This compiles every catalog that changed since it was compiled, and returns how many those were."""
    catalogs = [
        path for path in sorted(ROOT.glob("[a-z]*/locale/*/LC_MESSAGES/*.po")) if _changed(path)
    ]
    for catalog in catalogs:
        with catalog.open("rb") as source:
            words = pofile.read_po(source, locale=catalog.parent.parent.name)
        unfinished = catalog.with_suffix(".mo.new")
        with unfinished.open("wb") as target:
            mofile.write_mo(target, words)
        unfinished.replace(catalog.with_suffix(".mo"))
    return len(catalogs)


def _changed(catalog: Path) -> bool:
    compiled = catalog.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalog.stat().st_mtime
