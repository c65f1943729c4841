"""Address forms: the fields of a country as form fields, and its faults as sentences."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from typing_extensions import override

SIZES = {"postcode": "third", "city": "two-thirds"}
ASIDE = ("company", "line2", "phone")


class Described(Protocol):
    """A field as crm describes it."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def autocomplete(self) -> str: ...
    @property
    def example(self) -> str: ...
    @property
    def choices(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def inputmode(self) -> str: ...
    @property
    def longest(self) -> int: ...


class AddressPart(forms.Form):
    """The fields of one address, made from the country's description; the rules are crm's.

    `section` is the autocomplete section ("shipping", "billing"); names carry the form's prefix.
    """

    def __init__(
        self,
        *args: Any,
        described: Iterable[Described],
        countries: Sequence[str],
        section: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"),
            choices=country_choices(tuple(countries), get_language() or "en"),
            widget=forms.Select(attrs={"autocomplete": f"{section} country"}),
        )
        for one in described:
            self.fields[one.name] = _form_field(one, section)

    def main(self) -> list[forms.BoundField]:
        """The fields everybody sees, country first because it decides about the rest."""
        return [bound for bound in self if bound.name not in ASIDE]

    def aside(self) -> list[forms.BoundField]:
        """The fields shown on request."""
        return [bound for bound in self if bound.name in ASIDE]

    def aside_filled(self) -> bool:
        """This tells whether the fields on request hold or lack something, so that they open."""
        return any(bound.value() or bound.errors for bound in self.aside())

    def typed(self) -> dict[str, str]:
        """What was typed, whether good or not; the keys are the fields of an address."""
        return {name: str(self[name].value() or "").strip() for name in self.fields}

    def tell(self, faults: Iterable[Mapping[str, str]]) -> None:
        """This puts crm's faults beside their fields."""
        for fault in faults:
            name = fault["field"] if fault["field"] in self.fields else "line1"
            if name not in self.errors:
                self.add_error(name, worded(fault["code"], name, self._example(name)))

    def _example(self, name: str) -> str:
        return str(getattr(self.fields[name], "example", ""))


class AddressField(forms.CharField):
    """A text field that knows its width, an example, and whether the country asks for it."""

    size = ""
    example = ""
    asked = True


class RegionField(forms.ChoiceField):
    """A closed list of regions."""

    size = ""
    example = ""
    asked = True

    @override
    def valid_value(self, value: Any) -> bool:
        """The rules of the country judge, so that one sentence says what is wrong."""
        return True


def worded(code: str, field: str, example: str) -> str:
    """This says what to do about a fault of an address field."""
    if code == "long":
        return _("Use fewer characters")
    if code == "characters":
        return _("Use letters, digits and ordinary signs only")
    sentences = {
        "full_name": _("Enter your full name"),
        "line1": _("Enter the street and house number"),
        "city": _("Enter the town or city"),
        "region": _("Choose the region"),
        "country": _("Choose a country we deliver to"),
        "phone": _("Enter a phone number with its area code, or leave it empty"),
        "company": _("Enter the company"),
    }
    if field == "postcode":
        return _("Enter the postcode, like %(example)s") % {"example": example or "1012 AB"}
    return sentences.get(field, _("Complete this field"))


@lru_cache(maxsize=64)
def country_choices(codes: tuple[str, ...], language: str) -> list[tuple[str, str]]:
    """This names countries in a language, sorted by name as readers expect."""
    names = Locale.parse(language, sep="-").territories
    return sorted(((code, str(names.get(code, code))) for code in codes), key=lambda row: row[1])


def country_name(code: str, language: str) -> str:
    """This names one country in a language."""
    return str(Locale.parse(language, sep="-").territories.get(code, code))


def _form_field(one: Described, section: str) -> forms.Field:
    attrs = {"autocomplete": f"{section} {one.autocomplete}", "maxlength": str(one.longest)}
    if one.inputmode:
        attrs["inputmode"] = one.inputmode
    if one.name == "phone":
        attrs |= {"type": "tel", "inputmode": "tel"}
    help_text = _("For the courier only") if one.name == "phone" else ""
    if one.choices:
        field: AddressField | RegionField = RegionField(
            label=one.label,
            required=False,
            choices=[("", _("Choose")), *one.choices],
            widget=forms.Select(attrs={"autocomplete": attrs["autocomplete"]}),
        )
    else:
        field = AddressField(
            label=one.label, required=False, help_text=help_text, widget=forms.TextInput(attrs)
        )
    field.size = SIZES.get(one.name, "")
    field.example = one.example
    field.asked = one.required
    return field
