"""Staff change menus: one line per link."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.widgets import UnfoldAdminTextareaWidget

from cms.navigation import actions, rules
from cms.navigation.models import Menu
from commerce.channels.queries import get_channel_by_id
from commerce.staff.screens import ActingAdmin


class MenuForm(forms.ModelForm):
    """Lines such as `page:terms` or `/products/ | en: Everything | de: Alles`."""

    lines = forms.CharField(
        label=_("Lines"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 14}),
        help_text=_(
            "One link per line: page:terms, category:mugs, /path/ or https://…, then the words per "
            "language: /products/ | en: Everything | de: Alles. Pages need no words."
        ),
    )

    class Meta:
        model = Menu
        fields = ["channel", "place"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            languages = get_channel_by_id(self.instance.channel_id).languages
            written = [_written(one, languages) for one in self.instance.entries]
            self.fields["lines"].initial = "\n".join(written)

    @override
    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        channel = found.get("channel")
        if channel is not None:
            languages = get_channel_by_id(channel.pk).languages
            try:
                found["entries"] = rules.checked(_read(found.get("lines", "")), languages=languages)
            except rules.BadMenu as error:
                self.add_error("lines", f"{error.field}: {error.message}")
        return found


@admin.register(Menu)
class MenuAdmin(ActingAdmin):
    """The menus of every channel."""

    form = MenuForm
    list_display = ["place", "channel"]
    list_filter = ["channel"]
    list_select_related = ["channel"]

    @override
    def save_model(self, request: HttpRequest, obj: Menu, form: Any, change: bool) -> None:
        actions.set_menu(
            channel=get_channel_by_id(obj.channel_id),
            place=obj.place,
            entries=form.cleaned_data["entries"],
        )
        obj.pk = Menu.objects.get(channel_id=obj.channel_id, place=obj.place).pk


def _written(line: dict[str, Any], languages: tuple[str, ...]) -> str:
    said = [f"{one}: {line['titles'][one]}" for one in languages if one in line["titles"]]
    return " | ".join([line["to"], *said])


def _read(text: str) -> list[dict[str, Any]]:
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        to, *words = (part.strip() for part in line.split("|"))
        pairs = [word.partition(":") for word in words]
        found.append({"to": to, "titles": {code.strip(): said.strip() for code, _, said in pairs}})
    return found
