"""Words per language on staff forms: one field for each language a channel speaks."""

from collections.abc import Mapping
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from commerce.channels import queries as channels

# A long text shows so many lines at first; whoever writes more pulls the field larger.
LONG_ROWS = 4


def name_of(part: str, language: str) -> str:
    """This names the form field of a text in a language."""
    return f"{part}__{language.replace('-', '_')}"


def fields_for(
    part: str, *, label: str, longest: int, long: bool = False, required: bool = False
) -> dict[str, forms.Field]:
    """This makes the fields of one text; only the first language may be required."""
    found: dict[str, forms.Field] = {}
    for place, language in enumerate(channels.all_languages()):
        found[name_of(part, language)] = forms.CharField(
            label=f"{label} ({language})",
            max_length=longest,
            required=required and place == 0,
            widget=UnfoldAdminTextareaWidget(attrs={"rows": LONG_ROWS})
            if long
            else UnfoldAdminTextInputWidget(),
        )
    return found


def initial(part: str, words: Mapping[str, Any]) -> dict[str, str]:
    """This fills the fields of one text from {language: text}."""
    return {
        name_of(part, language): str(words.get(language) or "")
        for language in channels.all_languages()
    }


def read(part: str, cleaned: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, str]:
    """This reads the fields back into {language: text}; languages nobody edits stay, empty ones go."""
    found = {language: str(text) for language, text in words.items()}
    for language in channels.all_languages():
        found[language] = str(cleaned.get(name_of(part, language)) or "").strip()
    return {language: text for language, text in found.items() if text}


def languages() -> tuple[str, ...]:
    """This lists the languages of the fields, in their order."""
    return channels.all_languages()


def any_of(words: Mapping[str, Any]) -> str:
    """This picks the first language's text, else any."""
    for language in channels.all_languages():
        if words.get(language):
            return str(words[language])
    return str(next((text for text in words.values() if text), ""))
