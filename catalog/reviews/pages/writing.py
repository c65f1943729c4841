"""Writing a review: from the product page by anybody, from an order's page by whoever bought it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.assets import actions as assets
from catalog.assets.rules import BadPicture
from catalog.products.models import Product
from catalog.products.queries import UnknownProduct
from catalog.reviews import queries, rules
from catalog.reviews.actions import writing
from catalog.reviews.models import Purchase
from catalog.reviews.pages import sections
from catalog.reviews.pages.reading import product_of
from catalog.sizing import queries as sizing
from commerce import clock, db
from commerce.errors import Invalid
from commerce.identity import marks
from commerce.storefront.doors import ShopRequest, door, slow_down, too_often

SALT = "catalog.bought"


class ReviewForm(forms.Form):
    """Stars, words and a name; pictures are read beside it."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        asks_fit = kwargs.pop("asks_fit")
        super().__init__(*args, **kwargs)
        if asks_fit:
            self.fields["fit"] = forms.ChoiceField(
                label=_("How does the size turn out?"),
                choices=[("", ""), *sections.fit_names().items()],
                required=False,
                error_messages={"invalid_choice": _("Choose how the size turns out")},
            )
        self.fields["stars"] = forms.TypedChoiceField(
            label=_("Your rating"),
            choices=[(str(stars), name) for stars, name in star_names()],
            coerce=int,
            error_messages={
                "required": _("Choose from one to five stars"),
                "invalid_choice": _("Choose from one to five stars"),
            },
        )
        self.fields["title"] = forms.CharField(
            label=_("In one line"), max_length=rules.LONGEST_TITLE, required=False
        )
        short = _("Tell a little more: at least %(number)s letters") % {
            "number": rules.SHORTEST_TEXT
        }
        self.fields["text"] = forms.CharField(
            label=_("Your review"),
            help_text=_("What do you use it for? What do you like, what would you change?"),
            min_length=rules.SHORTEST_TEXT,
            max_length=rules.LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 6}),
            error_messages={"required": short, "min_length": short},
        )
        self.fields["name"] = forms.CharField(
            label=_("Name to show"),
            help_text=_("A first name or nickname is enough. Everybody can read it."),
            max_length=rules.LONGEST_NAME,
            widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
            error_messages={"required": _("Enter a name to show, a nickname will do")},
        )


def star_names() -> list[tuple[int, str]]:
    """What stars mean, the best first."""
    return [
        (5, _("Excellent")),
        (4, _("Good")),
        (3, _("All right")),
        (2, _("Not so good")),
        (1, _("Poor")),
    ]


def bought_token(*, order_number: str, sku: str) -> str:
    """This signs that whoever holds it may speak for a line of an order."""
    return signing.dumps([order_number, sku], salt=SALT)


@door("GET", "POST")
def write(request: ShopRequest, slug: str) -> HttpResponse:
    """This takes a review of a product; an account that bought it speaks as a buyer."""
    product = product_of(slug)
    customer_id = marks.read(request.POST.get("customer", ""), user_id=request.user.pk)
    bought = None
    if customer_id is not None:
        bought = queries.purchase_of(customer_id=customer_id, product_id=product.pk)
    return _form(request, _About(product, bought, customer_id))


@door("GET", "POST")
def write_bought(request: ShopRequest, token: str) -> HttpResponse:
    """This takes a review by whoever comes from the page of the order.

    Raises:
        UnknownProduct: when the link is not one of ours, or the product is gone.
    """
    try:
        order_number, sku = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        message = "this link leads to no purchase"
        raise UnknownProduct(message) from error
    bought = queries.find_purchase(order_number=order_number, sku=sku)
    product = queries.find_product_by_sku(sku)
    if product is None:
        message = "there is no such product"
        raise UnknownProduct(message)
    return _form(request, _About(product, bought, None))


@dataclass(frozen=True, slots=True)
class _About:
    """What is reviewed, and as whom."""

    product: Product
    purchase: Purchase | None
    customer_id: int | None


def _form(request: ShopRequest, about: _About) -> HttpResponse:
    product = about.product
    form = ReviewForm(
        request.POST if request.method == "POST" else None, asks_fit=sizing.asks_fit(product.pk)
    )
    language = get_language() or "en"
    if request.method == "POST":
        if too_often(request, what="review", limit=6, seconds=3600):
            return slow_down(request, seconds=3600)
        if form.is_valid() and _take(request, form, about):
            messages.success(request, _("Thank you! Your review shows as soon as we have read it."))
            slug = queries.slug_of(product, language=language)
            # Thanks stand on top of the page: an anchor further down would scroll past them.
            return HttpResponseRedirect(reverse("product", args=[slug]))
    context = {
        "form": form,
        "name": queries.name_of(product, language=language),
        "product_path": reverse("product", args=[queries.slug_of(product, language=language)]),
        "stars": star_names(),
        "chosen": str(form["stars"].value() or request.GET.get("stars", "")),
        "fits": list(sections.fit_names().items()) if "fit" in form.fields else [],
        "chosen_fit": str(form["fit"].value() or "") if "fit" in form.fields else "",
        "most_photos": rules.MOST_PHOTOS,
        "bought": about.purchase is not None,
    }
    return render(
        request, "catalog/reviews/write.html", context, status=422 if form.errors else 200
    )


def _take(request: ShopRequest, form: ReviewForm, about: _About) -> bool:
    """Pictures first, outside of the transaction; whatever is refused stands on the form."""
    said = form.cleaned_data
    words = rules.Words(
        stars=said["stars"],
        title=said["title"],
        text=said["text"],
        name=said["name"],
        language=get_language() or "en",
        fit=said.get("fit", ""),
    )
    try:
        rules.check(words)
        photos = _photos(request)
        with db.transaction():
            writing.write(
                product=about.product,
                words=words,
                photos=photos,
                purchase=about.purchase,
                customer_id=about.customer_id,
                at=clock.now(),
            )
    except rules.AlreadyReviewed:
        form.add_error(None, _("You have reviewed this purchase already. Thank you!"))
    except BadPicture:
        form.add_error(None, _("Choose pictures as JPEG, PNG or WebP of at most 15 MB each"))
    except TooManyPictures:
        most = rules.MOST_PHOTOS
        text = ngettext(
            "Choose at most %(number)s picture", "Choose at most %(number)s pictures", most
        )
        form.add_error(None, text % {"number": most})
    except Invalid as error:
        field = error.field if error.field in form.fields else None
        form.add_error(field, _("Change this entry: it cannot be shown like this"))
    return not form.errors


class TooManyPictures(Invalid):
    """More pictures than a review shows."""

    code = "too_many_pictures"


def _photos(request: ShopRequest) -> list[int]:
    files = [one for one in request.FILES.getlist("photos") if one.size]
    if len(files) > rules.MOST_PHOTOS:
        message = "too many pictures"
        raise TooManyPictures(message, field="photos")
    found = []
    for one in files:
        asset, _fresh = assets.take_upload(
            data=one.read(), title="", alts={}, by=request.actor, at=clock.now()
        )
        found.append(asset.pk)
    return found
