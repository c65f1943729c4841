"""What is missing before a product may show in a channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commerce.errors import Refused

FULL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is missing; `field` says where it belongs."""

    code: str
    field: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What readiness looks at: names and missing attributes per language, and what there is.

    `unpriced` are SKUs without a price in the channel, `clashing` SKUs that share all their axes.
    """

    names: Mapping[str, str]
    missing: Mapping[str, Sequence[str]]
    skus: Sequence[str]
    unpriced: Sequence[str]
    clashing: Sequence[str] = ()
    has_picture: bool = True
    needs_picture: bool = False
    retired: bool = False


class NotReady(Refused):
    """The product has gaps; `data["gaps"]` lists them."""

    code = "not_ready"


def gaps(draft: Draft, *, languages: Sequence[str]) -> tuple[Gap, ...]:
    """This lists what is missing; a product without gaps may be published.

    The channel's first language must be complete, further ones fall back to it.
    """
    first = languages[0] if languages else "en"
    found = []
    if draft.retired:
        found.append(Gap(code="retired", field="state", detail="the product is retired"))
    if not draft.names.get(first, "").strip():
        found.append(Gap(code="no_name", field=f"words/{first}/name", detail=f"no name in {first}"))
    found += [
        Gap(code="no_value", field=f"values/{code}", detail=f"{code} is required in {first}")
        for code in draft.missing.get(first, ())
    ]
    return (*found, *_about_variants(draft), *_about_pictures(draft))


def _about_variants(draft: Draft) -> list[Gap]:
    if not draft.skus:
        return [Gap(code="no_variant", field="variants", detail="there is no active variant")]
    return [
        *(
            Gap(code="no_price", field=f"variants/{sku}/price", detail=f"{sku} has no price")
            for sku in draft.unpriced
        ),
        *(
            Gap(
                code="same_options",
                field=f"variants/{sku}/values",
                detail=f"{sku} cannot be told from another variant",
            )
            for sku in draft.clashing
        ),
    ]


def _about_pictures(draft: Draft) -> list[Gap]:
    if draft.needs_picture and not draft.has_picture:
        return [Gap(code="no_picture", field="pictures", detail="there is no picture")]
    return []


def clashing(axes: Mapping[str, tuple[object, ...]]) -> tuple[str, ...]:
    """This lists SKUs whose axis values another variant has, too; one without axes never clashes."""
    seen: dict[tuple[object, ...], list[str]] = {}
    for sku, values in axes.items():
        seen.setdefault(values, []).append(sku)
    return tuple(sku for values, same in seen.items() if values and len(same) > 1 for sku in same)


def refuse_gaps(found: Sequence[Gap]) -> None:
    """This raises when there are gaps.

    Raises:
        NotReady: carrying them.
    """
    if found:
        message = "; ".join(gap.detail for gap in found[:5])
        listed = [{"code": gap.code, "field": gap.field, "detail": gap.detail} for gap in found]
        raise NotReady(message, gaps=listed)
