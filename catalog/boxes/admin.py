"""What is in the box, as rows of the product screen."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.admin import TabularInline

from catalog.boxes import actions, rules
from catalog.boxes.models import BoxLine
from commerce import clock
from commerce.http.context import actor_of
from commerce.staff import words


class BoxLineForm(forms.ModelForm):
    """So many of something, in every language."""

    class Meta:
        model = BoxLine
        fields = ("quantity", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(words.initial("text", self.instance.words))

    def line(self) -> rules.Line:
        """The line as the action takes it."""
        texts = words.read("text", self.cleaned_data, self.instance.words)
        return rules.Line(quantity=self.cleaned_data["quantity"], words=texts)


class BoxInline(TabularInline):  # type: ignore[misc]
    """What is in the box, in order."""

    model = BoxLine
    extra = 0
    hide_title = True
    ordering_field = "position"
    verbose_name_plural = _("In the box")

    @override
    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        fields = words.fields_for(
            "text", label=str(_("What")), longest=rules.LONGEST_TEXT, required=True
        )
        form = type("SpokenBoxLineForm", (BoxLineForm,), dict(fields))
        return super().get_formset(request, obj, **kwargs | {"form": form})

    @override
    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        spoken = [words.name_of("text", language) for language in words.languages()]
        return ["quantity", *spoken, "position"]


def save_box(request: HttpRequest, product_id: int, formset: Any) -> None:
    """This packs the box as the inline rows say, in their order."""
    kept = [
        form
        for form in formset.forms
        if form.cleaned_data.get("quantity") and not form.cleaned_data.get("DELETE")
    ]
    kept.sort(key=lambda form: form.cleaned_data.get("position") or 0)
    actions.pack(
        product_id=product_id,
        lines=[form.line() for form in kept],
        by=actor_of(request),
        at=clock.now(),
    )
