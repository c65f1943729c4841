"""What a product page tells below the pictures: facts in groups, care, safety, who answers for it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.assets.rules import share_url
from catalog.documents import rules as papers
from commerce.money import wording

Row = Mapping[str, Any]
# These are told in sections of their own.
CARE = ("care",)
LEGAL = ("safety", "manufacturer", "responsible_person")
GRAMS, MILLIMETERS = 1000, 10
TIMES = "\N{MULTIPLICATION SIGN}"


def details(sheet: Row, variant: Row) -> dict[str, Any]:
    """This sorts a sheet's attributes into the sections of the page."""
    every = [*sheet["attributes"], *variant.get("attributes", ())]
    plain = [one for one in every if one["code"] not in {*CARE, *LEGAL} and one["text"]]
    measures = [_fact(one) for one in plain if one["kind"] == "number"]
    made = [_fact(one) for one in plain if one["kind"] != "number"]
    groups = [
        {"name": _("Material and make"), "facts": made},
        {"name": _("Measures"), "facts": [*measures, *_sizes(variant)]},
    ]
    return {
        "fact_groups": [group for group in groups if group["facts"]],
        "care": _of(every, CARE),
        "legal": _of(every, LEGAL),
        "box": sheet.get("box", ()),
        **_papers(sheet),
    }


def passed_on(image: str, *, alt: str) -> dict[str, str]:
    """This tells the head which picture to show where the page is passed on (SEO8)."""
    return {"share_image": share_url(image), "share_alt": alt}


def _papers(sheet: Row) -> dict[str, list[dict[str, Any]]]:
    """Papers in the reader's language first; the same papers in other languages wait folded away."""
    language = get_language() or ""
    wanted, others = papers.told(sheet.get("documents", ()), language=language)
    return {
        "documents": [_paper(one, language) for one in wanted],
        "foreign_documents": [_paper(one, language) for one in others],
    }


def _paper(one: Row, language: str) -> dict[str, Any]:
    kinds = {
        "manual": _("Manual"),
        "safety": _("Safety sheet"),
        "certificate": _("Certificate"),
        "care": _("Care leaflet"),
    }
    foreign = one["language"] if one["language"] != language else ""
    return {
        "title": one["title"] or kinds[one["kind"]],
        "kind": kinds[one["kind"]] if one["title"] else "",
        "title_language": foreign if one["title"] else "",
        "language": foreign,
        "language_name": LANG_INFO.get(foreign, {}).get("name_local", ""),
        "size": one["size"],
        "path": one["url"],
    }


def _of(every: Iterable[Row], codes: tuple[str, ...]) -> list[dict[str, str]]:
    found = {one["code"]: one for one in every if one["text"]}
    return [_fact(found[code]) for code in codes if code in found]


def _fact(one: Row) -> dict[str, str]:
    return {"name": one["name"], "value": one["text"]}


def _sizes(variant: Row) -> list[dict[str, str]]:
    """What the piece measures and weighs, in the units people use."""
    found, language = [], get_language() or "en"
    sizes = [variant[side] for side in ("length_mm", "width_mm", "height_mm")]
    if all(sizes):
        first, second, last = (str(round(Decimal(size) / MILLIMETERS, 1)) for size in sizes)
        ends = [wording.figure(first, language), wording.figure(second, language)]
        text = f" {TIMES} ".join([*ends, wording.measure(last, "cm", language)])
        found.append({"name": _("Packed size"), "value": text})
    grams = variant["weight_g"]
    if grams:
        heavy = str(round(Decimal(grams) / GRAMS, 1))
        light = wording.measure(str(grams), "g", language)
        weight = light if grams < GRAMS else wording.measure(heavy, "kg", language)
        found.append({"name": _("Weight"), "value": weight})
    return found
