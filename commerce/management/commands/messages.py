"""`manage.py messages`: collects the texts of the house and compiles translations, with Babel alone."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog, mofile, pofile
from babel.messages.extract import extract
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize
from typing_extensions import override

from commerce import env
from commerce.embedded import words

KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
VALUES = re.compile(r"%\(\w+\)[sd]|%[sd]|<[^>]+>")
TEMPLATES = (".html", ".mjml", ".txt")
APPS = ("commerce", "catalog", "crm", "inventory", "payments", "orders", "cms", "bi")
# What shoppers see must be said in every language; staff screens follow when their rooms do.
SHOPPERS = re.compile(
    r"^templates/(?!admin/|unfold/)"
    r"|^[a-z]+/[a-z]+/pages(/|\.py$)|/templatetags/|^commerce/storefront/|^orders/tracking/"
    r"|^crm/(customers|consents|newsletter)/queries\.py$|^payments/gateways/queries\.py$|^(orders/mail|catalog/letters)/queries\.py$"
    r"|^inventory/stores/queries\.py$|^orders/lists/queries/letters\.py$"
)


class Command(BaseCommand):
    """Updates each language's .po from the sources and writes its .mo.

    `--check` compiles what changed, writes no .po, and fails when a language that is spoken has no .po, when a shopper's
    text lacks its translation or one of its plural forms, when a translation names other values
    than the text, or when a .mo is stale.
    """

    requires_system_checks = ()
    help = "Collect texts, update translations and compile them."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is missing")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            words.compile_all()
        found = collected()
        paths = sorted((env.ROOT / "commerce" / "locale").glob("*/LC_MESSAGES/django.po"))
        for code in {one for one, _name in settings.LANGUAGES} - {"en"}:
            if not any(path.parent.parent.name == code for path in paths):
                message = f"{code} is spoken but has no django.po"
                raise CommandError(message)
        for path in paths:
            self._language(path, found, check=options["check"])

    def _language(self, path: Path, found: Catalog, *, check: bool) -> None:
        with path.open("rb") as file:
            known = pofile.read_po(file, locale=path.parent.parent.name)
        stale = _bytes(path.with_suffix(".mo")) not in {b"", _compiled(known)}
        known.update(found, no_fuzzy_matching=True, keep_user_comments=False)
        known.obsolete.clear()
        missing = [one for one in known if one.id and not _said(one.string) and _for_shoppers(one)]
        if check:
            self._check(path, known, missing, stale=stale)
            return
        with path.open("wb") as file:
            pofile.write_po(file, known, width=100, sort_output=True, ignore_obsolete=True)
        path.with_suffix(".mo").write_bytes(_compiled(known))
        self.stdout.write(f"{path.parent.parent.name}: {len(missing)} of {len(known)} missing")

    def _check(self, path: Path, known: Catalog, missing: list[Any], *, stale: bool) -> None:
        language = path.parent.parent.name
        wrong = [f"{one.id!r}: {fault}" for one in known for fault in faults(one, known)]
        wrong += [f"{one.id!r} is not said ({one.locations[0][0]})" for one in missing]
        for line in wrong:
            self.stderr.write(f"{language}: {line}")
        if wrong or stale:
            message = f"{language}: {len(wrong)} texts missing or wrong; run manage.py messages"
            raise CommandError(message)


def faults(one: Any, known: Catalog) -> list[str]:
    """This lists what is wrong with a translation: plural forms that lack, values that differ.

    A form for one or two of something may leave the number out ("a product"), but never name a
    value the text does not have.
    """
    plural = isinstance(one.id, tuple | list)
    said = list(one.string) if isinstance(one.string, tuple | list) else [one.string]
    if not one.id or not any(said):
        return []
    found = []
    if plural and (len(said) != known.num_plurals or not all(said)):
        found.append(f"{known.num_plurals} plural forms, all of them said")
    wanted = _values(one.id[1] if plural else one.id)
    last = said[-1]
    found += [f"{text!r} names other values" for text in said if not _values(text) <= wanted]
    if _values(last) != wanted:
        found.append(f"{last!r} leaves values out")
    return found


def _values(text: str) -> set[str]:
    return set(VALUES.findall(text))


def collected() -> Catalog:
    """This collects every text of the house with the files that say it."""
    found = Catalog(project="Kontor", charset="utf-8")
    for path in sources():
        name = path.relative_to(env.ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        code = _flat(templatize(text, origin=name)) if path.suffix in TEMPLATES else text
        for _line, message, _comments, context in extract(
            "python", BytesIO(code.encode()), keywords=KEYWORDS
        ):
            flags = ["python-format"] if "%(" in str(message) else []
            found.add(message, locations=[(name, 0)], context=context, flags=flags)
    return found


def sources() -> Iterator[Path]:
    """This walks the files that may hold texts, in a fixed order."""
    for path in sorted((env.ROOT / "templates").rglob("*")):
        if path.suffix in TEMPLATES:
            yield path
    for app in APPS:
        for path in sorted((env.ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def _compiled(known: Catalog) -> bytes:
    target = BytesIO()
    mofile.write_mo(target, known)
    return target.getvalue()


def _flat(code: str) -> str:
    """A template has no indentation that Python would understand."""
    return "\n".join(line.strip() for line in code.split("\n"))


def _for_shoppers(message: Any) -> bool:
    return any(SHOPPERS.search(name) for name, _line in message.locations)


def _said(string: Any) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
