"""Staff teach search which words mean the same."""

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.search.models import SearchMiss, Synonyms
from commerce.staff.screens import ReadOnlyAdmin, StaffAdmin


class SynonymsForm(forms.ModelForm):
    """At least two words or phrases, separated by commas."""

    class Meta:
        model = Synonyms
        fields = ("language", "words")
        help_texts: ClassVar = {"words": _("Separated by commas: sofa, couch, settee")}

    def clean_words(self) -> list[str]:
        """The words, each once."""
        kept = list(
            dict.fromkeys(text.strip() for text in self.cleaned_data["words"] if text.strip())
        )
        if len(kept) < 2:
            message = _("Give at least two words that mean the same.")
            raise forms.ValidationError(message)
        return kept


@admin.register(Synonyms)
class SynonymsAdmin(StaffAdmin):
    """Synonyms per language; searches follow within seconds."""

    form = SynonymsForm
    list_display: ClassVar = ["__str__", "language"]
    list_filter: ClassVar = ["language"]
    search_fields: ClassVar = ["words"]


@admin.register(SearchMiss)
class SearchMissAdmin(ReadOnlyAdmin):
    """What shoppers searched in vain, the most wanted first; a synonym or a purchase may help."""

    list_display: ClassVar = ["term", "times", "helped", "language", "channel_id", "last_at"]
    list_filter: ClassVar = ["language", "channel_id"]
    search_fields: ClassVar = ["term", "helped"]
    date_hierarchy = "last_at"
