"""The buttons that end a product's life and say what comes after it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.lifecycle import actions
from catalog.products import queries as products
from catalog.products.models import Product
from catalog.products.rules import FAREWELLS
from commerce import clock
from commerce.errors import Invalid
from commerce.http.context import actor_of
from commerce.staff.buttons import Button, ButtonForm, press


class SuccessorForm(ButtonForm):
    """What comes after, and what the old address answers."""

    successor = forms.CharField(
        label=_("Successor: SKU of one of its variants"), required=False, max_length=80
    )
    farewell = forms.ChoiceField(
        label=_("Once it is retired, its address answers with"), choices=FAREWELLS
    )


def successor(request: HttpRequest, object_id: int, *, back: str) -> HttpResponse:
    """This is the button that names a successor."""
    return _press(
        request, object_id, back=back, act=actions.name_successor, title=gettext("Name a successor")
    )


def retire(request: HttpRequest, object_id: int, *, back: str) -> HttpResponse:
    """This is the button that ends a product's life."""
    return _press(request, object_id, back=back, act=actions.retire, title=gettext("Retire"))


def _press(
    request: HttpRequest, object_id: int, *, back: str, act: Callable[..., Any], title: str
) -> HttpResponse:
    row = Product.objects.select_related("successor").get(pk=object_id)
    now = str(row.successor) if row.successor else gettext("none")
    return press(
        request,
        Button(
            title=title,
            submit=title,
            back=back,
            form=SuccessorForm,
            about=row,
            initial={"successor": _sku_of(row.successor), "farewell": row.farewell},
            explanation=gettext("Successor so far: %(name)s. Leave it empty for none.")
            % {"name": now},
            work=lambda said: act(
                product_id=int(object_id),
                successor_id=_product_of(said["successor"].strip()),
                farewell=said["farewell"],
                by=actor_of(request),
                at=clock.now(),
            ),
            done=gettext("Done"),
        ),
    )


def _sku_of(product: Product | None) -> str:
    variant = product.variants.order_by("position", "pk").first() if product else None
    return variant.sku if variant else ""


def _product_of(sku: str) -> int | None:
    if not sku:
        return None
    found = products.ids_by_sku([sku])
    if sku not in found:
        message = gettext("no variant has the SKU %(sku)s") % {"sku": sku}
        raise Invalid(message, field="successor")
    return products.products_of([found[sku]])[found[sku]]
