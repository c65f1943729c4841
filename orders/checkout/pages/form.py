"""What the shopper typed on the checkout page: read, judged as a whole, and shown again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from typing_extensions import override

from commerce.channels import destinations
from commerce.errors import Anticipated, Invalid
from commerce.storefront import addressing, moments
from commerce.storefront.doors import ShopRequest
from crm import public as crm
from crm.contracts import Address, SavedAddress
from inventory import public as inventory
from orders.cart.pages import holding as bag
from orders.cart.queries import Holder
from orders.checkout.actions.filling import Details
from orders.checkout.models import Checkout
from orders.checkout.pages import counter as counters
from orders.checkout.pages.counter import Counter
from orders.checkout.pages.note import NoteForm
from payments import public as payments
from payments.contracts import KeptCard

CARD = "card"
# What a kept card is called among the ways to pay: this, and its id.
KEPT = "card:"
# And what a wallet handed over: this, and its token with a label, signed by us.
EXPRESS = "express:"
EXPRESS_LASTS = 12 * 3600


class ContactForm(forms.Form):
    """How we reach the shopper."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "email", "inputmode": "email", "enterkeyhint": "next"}
        self.fields["email"] = forms.CharField(
            label=_("E-mail"),
            required=False,
            help_text=_("For the confirmation and news of the delivery"),
            widget=forms.EmailInput(attrs=attrs),
            max_length=254,
        )
        self.fields["email"].asked = True  # type: ignore[attr-defined]  # read by the field tag


class Problems(forms.Form):
    """A form of forms: its summary lists the problems of all parts in the order of the page."""

    def __init__(self, *parts: forms.Form) -> None:
        super().__init__()
        self.parts = parts

    @property
    @override
    def errors(self) -> Any:
        """All problems, for the question whether there are any."""
        return {name: error for part in self.parts for name, error in part.errors.items()}

    @override
    def non_field_errors(self) -> Any:
        return [error for part in self.parts for error in part.non_field_errors()]

    @override
    def __iter__(self) -> Any:
        return (bound for part in self.parts for bound in part)


@dataclass(frozen=True, kw_only=True)
class Express:
    """What a wallet handed over, as a way to pay: `label` says so to its owner, `token` pays once."""

    token: str
    label: str

    @property
    def code(self) -> str:
        """Its name among the ways to pay, which nobody but us can make."""
        return EXPRESS + signing.dumps([self.token, self.label], salt=EXPRESS, compress=True)


def read_express(wanted: str) -> Express | None:
    """This reads such a name back; None for one that is not ours, or too old."""
    try:
        token, label = signing.loads(
            wanted.removeprefix(EXPRESS), salt=EXPRESS, max_age=EXPRESS_LASTS
        )
    except signing.BadSignature:
        return None
    return Express(token=token, label=label)


@dataclass(kw_only=True)
class Typed:
    """The parts of the page, bound to what was typed or filled from what we know.

    `saved_id` is the chosen entry of the address book, empty for a new address. `card` is the kept card
    that pays, empty for another one; `keep` says that this other one is to be kept. `express` is what a
    wallet handed over.
    """

    contact: ContactForm
    address: addressing.AddressPart
    billing: addressing.AddressPart
    billing_same: bool
    note: NoteForm
    counter: Counter
    countries: tuple[str, ...]
    saved: tuple[SavedAddress, ...]
    saved_id: str
    delivery: str
    method: str
    member: bool = False
    cards: tuple[KeptCard, ...] = ()
    card: str = ""
    keep: bool = False
    express: Express | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def form(self) -> Problems:
        """All parts as one, for the error summary."""
        parts: list[forms.Form] = [self.contact]
        if self.counter.chosen:
            parts.append(self.counter.form)
        elif not self.saved_id:
            parts.append(self.address)
        return Problems(*parts, *([] if self.billing_same else [self.billing]), self.note)

    @property
    def may_keep(self) -> bool:
        """Whether another card may be kept: somebody is signed in, and has not kept many."""
        return self.member and len(self.cards) < payments.MOST_KEPT_CARDS

    @property
    def ship_to(self) -> Address:
        """Where to, as typed or as saved; not judged yet."""
        for entry in self.saved:
            if entry.public_id == self.saved_id:
                return entry.address
        return Address(**self.address.typed())


def read(
    request: ShopRequest,
    holder: Holder,
    checkout: Checkout,
    *,
    at: datetime,
    given: Mapping[str, str] | None = None,
) -> Typed:
    """This reads the page's form from the request, or fills it from what is known.

    `given` stands for a posted form: what a wallet handed over.
    """
    posted = given or (_posted_form(request) if request.method == "POST" else None)
    countries = destinations.served(request.channel, at=at) or request.channel.countries
    saved = _deliverable(holder, countries)
    there = bag.destination_of(request)
    known = dict(checkout.ship_to) or {"country": there.country, "postcode": there.postcode}
    saved_id = _chosen(posted, saved, dict(checkout.ship_to))
    billed = _billed(checkout, saved, saved_id=saved_id, countries=countries)
    counter = counters.read(request, checkout, posted, name=str(known.get("full_name", "")))
    delivery = _posted(posted, "delivery") or checkout.delivery_code
    email = checkout.email or (request.user.email if request.user.is_authenticated else "")
    cards = kept_cards(request, holder, at=at)
    wanted = _posted(posted, "method") if posted else _same_card(request, cards)
    method, card = _way_to_pay(wanted, checkout.method, cards)
    express = read_express(wanted) if wanted.startswith(EXPRESS) else None
    return Typed(
        contact=ContactForm(posted, initial={"email": email}),
        address=_part(countries, posted, known, prefix="", section="shipping"),
        billing=_part(countries, posted, billed, prefix="billing", section="billing"),
        billing_same=posted.get("same") == "1" if posted is not None else not billed,
        note=NoteForm(posted, initial={"note": checkout.note}),
        counter=counter,
        countries=countries,
        saved=saved,
        saved_id=saved_id,
        delivery=delivery if inventory.is_pickup(delivery) == counter.chosen else "",
        method=method,
        member=holder.customer_id is not None,
        cards=cards,
        card=card,
        keep=bool(holder.customer_id and _posted(posted, "keep")),
        express=express,
    )


def _deliverable(holder: Holder, countries: tuple[str, ...]) -> tuple[SavedAddress, ...]:
    """The entries of an account's address book where the channel delivers."""
    if holder.customer_id is None:
        return ()
    found = crm.saved_addresses(customer_id=holder.customer_id)
    return tuple(one for one in found if one.address.country in countries)


def kept_cards(request: ShopRequest, holder: Holder, *, at: datetime) -> tuple[KeptCard, ...]:
    """This lists the cards of a customer who is signed in, where cards are taken; guests keep none (K7)."""
    if holder.customer_id is None or CARD not in request.channel.payment_methods:
        return ()
    return payments.kept_cards(customer_id=holder.customer_id, at=at)


def _same_card(request: ShopRequest, cards: tuple[KeptCard, ...]) -> str:
    """The kept card of the try before, when its bank sent the shopper back here."""
    wanted = request.GET.get("method", "")
    return wanted if wanted in {KEPT + one.public_id for one in cards} else ""


def _way_to_pay(wanted: str, known: str, cards: tuple[KeptCard, ...]) -> tuple[str, str]:
    """The method and the kept card: as chosen now, else the card one keeps first, else as chosen before."""
    if wanted.startswith(KEPT):
        return CARD, wanted.removeprefix(KEPT)
    if wanted.startswith(EXPRESS):
        return (CARD, "") if read_express(wanted) else ("", "")
    if wanted:
        return wanted, ""
    good = [one.public_id for one in cards if not one.expired]
    return (CARD, good[0]) if good and known in {"", CARD} else (known, "")


def _posted_form(request: ShopRequest) -> Mapping[str, str]:
    """What was posted; `use` is the town that was offered instead of the typed one (K4)."""
    if "use" not in request.POST:
        return request.POST
    changed = request.POST.copy()
    changed["city"] = request.POST["use"][:100]
    return changed


def _posted(posted: Mapping[str, str] | None, name: str) -> str:
    return posted.get(name, "") if posted is not None else ""


def preview(checkout: Checkout, typed: Typed) -> Checkout:
    """This lays what was typed over a checkout in memory, so that options and totals follow it."""
    if typed.counter.chosen:
        checkout.collector = typed.counter.collector
    else:
        columns = asdict(typed.ship_to)
        columns["line1"] = columns["line1"] or "-"
        if columns["country"] not in typed.countries:
            columns["country"] = typed.countries[0]
        checkout.ship_to = columns
    checkout.delivery_code, checkout.method = typed.delivery, typed.method
    return checkout


def judge(typed: Typed) -> Details | None:
    """This judges every part and tells all problems at once; None when there are any."""
    for part in (typed.address, typed.billing, typed.note):
        part.full_clean()
    _judge_email(typed)
    if typed.counter.chosen:
        later = typed.method == "invoice"
        has_bill_to = not typed.billing_same
        typed.problems += typed.counter.judge(pays_later=later, has_bill_to=has_bill_to)
    elif not typed.saved_id:
        _judge_address(typed.address, typed.ship_to)
    if not typed.billing_same:
        _judge_address(typed.billing, Address(**typed.billing.typed()))
    _judge_choices(typed)
    if typed.form.errors or typed.problems:
        return None
    return Details(
        email=str(typed.contact["email"].value()),
        ship_to=None if typed.counter.chosen else typed.ship_to,
        collector=typed.counter.collector if typed.counter.chosen else None,
        bill_to=None if typed.billing_same else Address(**typed.billing.typed()),
        bill_to_delivery=typed.billing_same,
        note=str(typed.note.cleaned_data["note"]),
        delivery_code=typed.delivery,
        method=typed.method,
    )


def judge_step(typed: Typed, step: str) -> bool:
    """This judges one section alone, when a screen that shows one at a time goes on to the next."""
    if step == "contact":
        _judge_email(typed)
    elif step == "delivery" and typed.counter.chosen:
        typed.problems += typed.counter.judge(pays_later=False, has_bill_to=False)
    elif step == "delivery" and not typed.saved_id:
        typed.address.full_clean()
        _judge_address(typed.address, typed.ship_to)
    return not (typed.form.errors or typed.problems)


def blame(typed: Typed, refusal: Anticipated) -> None:
    """This puts a refusal of the house where the shopper can act on it."""
    if refusal.code in {"not_delivered_there", "no_tax_rate"}:
        typed.address.add_error("country", addressing.worded("choose", "country", ""))
    elif refusal.code == "unknown_delivery":
        typed.problems.append(_("This way of delivery is not offered here. Choose another one."))
        typed.delivery = ""
    elif refusal.code in {"saved_card_gone", "unknown_card"}:
        typed.problems.append(_("This card cannot pay any more. Choose another one."))
        typed.card, typed.express = "", None
    elif refusal.code == "unknown_method":
        typed.problems.append(_("This way to pay is not offered here. Choose another one."))
        typed.method = ""
    else:
        typed.problems.append(_("Something is still missing. Look through the form once more."))


def arrives(earliest: date | None, latest: date | None, language: str) -> str:
    """This words a span of days, such as "Thu, 26 to Fri, 27 Nov"."""
    if earliest is None or latest is None:
        return ""
    return moments.days(earliest, latest, language=language)


def _judge_email(typed: Typed) -> None:
    typed.contact.full_clean()
    try:
        crm.check_email(email=str(typed.contact["email"].value() or ""))
    except Anticipated:
        typed.contact.add_error("email", _("Enter an e-mail address, like name@example.com"))


def _judge_choices(typed: Typed) -> None:
    if not typed.delivery:
        told = _("Choose the store") if typed.counter.chosen else _("Choose how it gets to you")
        typed.problems.append(told)
    if not typed.method:
        typed.problems.append(_("Choose how you pay"))
    if typed.card:
        typed.problems += _judge_card(typed)


def _judge_card(typed: Typed) -> list[str]:
    chosen = next((one for one in typed.cards if one.public_id == typed.card), None)
    if chosen is None:
        typed.card = ""
        return [_("This card is not kept any more. Choose another one.")]
    return [_("This card has expired. Choose another one.")] if chosen.expired else []


def _judge_address(part: addressing.AddressPart, address: Address) -> None:
    try:
        crm.check_address(address=address)
    except Invalid as error:
        part.tell(error.data.get("faults", ()))


def _chosen(
    posted: Mapping[str, str] | None, saved: tuple[SavedAddress, ...], known: Mapping[str, Any]
) -> str:
    ids = {entry.public_id for entry in saved}
    if posted is not None:
        wanted = posted.get("saved", "")
        return wanted if wanted in ids else ""
    for entry in saved:
        if known and asdict(entry.address) == known:
            return entry.public_id
    return saved[0].public_id if saved and not known else ""


def _billed(
    checkout: Checkout,
    saved: tuple[SavedAddress, ...],
    *,
    saved_id: str,
    countries: tuple[str, ...],
) -> dict[str, Any]:
    """The invoice address to begin with: as kept, or the account's own for invoices; empty for the same."""
    if checkout.bill_to or checkout.ship_to:
        return dict(checkout.bill_to)
    own = next((one for one in saved if one.is_billing_default), None)
    if own is None or own.public_id == saved_id or own.address.country not in countries:
        return {}
    return asdict(own.address)


def _part(
    countries: tuple[str, ...], posted: Any, known: dict[str, Any], *, prefix: str, section: str
) -> addressing.AddressPart:
    name = f"{prefix}-country" if prefix else "country"
    wanted = (posted.get(name) if posted is not None else None) or known.get("country")
    country = wanted if wanted in countries else countries[0]
    return addressing.AddressPart(
        posted,
        prefix=prefix or None,
        initial={"country": country} | known,
        described=crm.address_form(country=country).fields,
        countries=countries,
        section=section,
    )
