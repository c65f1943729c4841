"""The field for a word to those who pack, shown on request (K3)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from orders.order.rules.notes import LONGEST_NOTE


class NoteForm(forms.Form):
    """A word to those who pack."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"] = forms.CharField(
            label=_("Note to those who pack"),
            required=False,
            max_length=LONGEST_NOTE,
            help_text=_("Up to 500 characters, such as where to leave the parcel"),
            error_messages={
                "max_length": too_long(),
                "null_characters_not_allowed": _("Write the note with letters and digits"),
            },
            widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        )


def too_long() -> str:
    """This says how long a note may be."""
    return _("Shorten the note to 500 characters")
