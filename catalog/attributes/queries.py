"""Reads of families and attributes."""

from collections.abc import Collection

from catalog.attributes.models import Attribute, AttributeOption, Family, FamilyAttribute
from catalog.attributes.rules import Asked, Kind
from commerce.errors import NotFound


class UnknownFamily(NotFound):
    """No family has this code."""

    code = "unknown_family"


def get_family(code: str) -> Family:
    """This finds a family by code.

    Raises:
        UnknownFamily: when there is none.
    """
    found = Family.objects.filter(code=code).first()
    if found is None:
        message = f"there is no family {code!r}"
        raise UnknownFamily(message, field="family")
    return found


def google_categories() -> dict[str, int]:
    """This tells the number in Google's taxonomy of each family that has one, by code; one query."""
    rows = Family.objects.filter(google_category__isnull=False)
    found = rows.values_list("code", "google_category")
    return {code: number for code, number in found if number}


def asked_by(family_ids: Collection[int]) -> dict[int, tuple[Asked, ...]]:
    """This tells what each family asks, in order; one query."""
    found: dict[int, list[Asked]] = {}
    rows = FamilyAttribute.objects.filter(family_id__in=family_ids).select_related("attribute")
    for row in rows.order_by("family_id", "position", "id"):
        found.setdefault(row.family_id, []).append(
            Asked(
                code=row.attribute.code,
                kind=row.attribute.kind,
                translated=row.attribute.translated,
                is_axis=row.is_axis,
                required_in=tuple(row.required_in),
            )
        )
    return {family: tuple(asked) for family, asked in found.items()}


def kinds(codes: Collection[str]) -> dict[str, Kind]:
    """This describes attributes for checking values; two queries."""
    options: dict[str, set[str]] = {}
    rows = AttributeOption.objects.filter(attribute__code__in=codes)
    for attribute, option in rows.values_list("attribute__code", "code"):
        options.setdefault(attribute, set()).add(option)
    return {
        row.code: Kind(
            code=row.code,
            kind=row.kind,
            many=row.many,
            translated=row.translated,
            options=options.get(row.code, set()),
        )
        for row in Attribute.objects.filter(code__in=codes)
    }


def attributes(codes: Collection[str]) -> dict[str, Attribute]:
    """This reads attributes with their options by code; two queries."""
    rows = Attribute.objects.filter(code__in=codes).prefetch_related("options")
    return {row.code: row for row in rows.order_by("position", "code")}
