"""Staff look at pictures, word them, and send new ones."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.widgets import UnfoldAdminFileFieldWidget

from catalog.assets import actions
from catalog.assets.models import Asset
from catalog.assets.rules import picture_url
from commerce import clock
from commerce.errors import Anticipated
from commerce.http.context import actor_of
from commerce.identity.actor import Actor
from commerce.staff import words
from commerce.staff.screens import UploadingAdmin


class AssetForm(forms.ModelForm):
    """What a picture shows, in every language, and where to look in it."""

    class Meta:
        model = Asset
        fields = ("title", "focal_x", "focal_y")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(words.initial("alt", self.instance.alts))

    def alts(self) -> dict[str, str]:
        """The texts as the action takes them; an empty one is taken away."""
        return {
            language: str(self.cleaned_data.get(words.name_of("alt", language)) or "").strip()
            for language in words.languages()
        }


class UploadForm(AssetForm):
    """A new picture: decoded and written anew before anything is stored."""

    file = forms.FileField(label=_("Picture"), widget=UnfoldAdminFileFieldWidget())

    by: ClassVar[Actor]

    class Meta:
        model = Asset
        fields = ("title",)

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is None:
            return cleaned
        try:
            self.instance, _fresh = actions.take_upload(
                data=file.read(),
                title=cleaned.get("title") or file.name,
                alts={language: text for language, text in self.alts().items() if text},
                by=self.by,
                at=clock.now(),
            )
        except Anticipated as refusal:
            self.add_error("file", refusal.message)
        cleaned["title"] = self.instance.title
        return cleaned


@admin.register(Asset)
class AssetAdmin(UploadingAdmin):
    """The library of pictures, the latest first."""

    list_display: ClassVar = ["preview", "title", "size_text", "color", "created_at"]
    list_display_links: ClassVar = ["preview", "title"]
    search_fields: ClassVar = ["title", "=public_id", "=key"]
    readonly_fields: ClassVar = ["large", "size_text", "color", "public_id"]
    ordering: ClassVar = ["-id"]

    class Media:
        css: ClassVar = {"all": ["kontor/staff/focal.css"]}
        js: ClassVar = [Script("kontor/staff/focal.js", defer=True)]

    @override
    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        base = AssetForm if obj else UploadForm
        spoken = words.fields_for("alt", label=str(_("What it shows")), longest=300)
        form = type("SpokenAssetForm", (base,), {**spoken, "by": actor_of(request)})
        return super().get_form(request, obj, **kwargs | {"form": form})

    @override
    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        spoken = [words.name_of("alt", language) for language in words.languages()]
        if obj is None:
            return ["file", "title", *spoken]
        return [
            "large",
            "title",
            *spoken,
            ("focal_x", "focal_y"),
            "size_text",
            "color",
            "public_id",
        ]

    @override
    def save_model(self, request: HttpRequest, obj: Asset, form: Any, change: bool) -> None:
        if change:
            actions.describe(
                public_id=obj.public_id,
                alts=form.alts(),
                focus=(obj.focal_x, obj.focal_y),
                title=obj.title,
                by=actor_of(request),
                at=clock.now(),
            )

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="")
    def preview(self, row: Asset) -> SafeString:
        """A small view."""
        return shown(row.key, 64)

    @admin.display(description=_("Picture"))
    def large(self, row: Asset) -> SafeString:
        """A large view to press on where shoppers shall look, and the crops that keep this point."""
        crops = format_html_join(
            "",
            '<span class="focal__crop focal__crop--{}" data-focal-crop><img src="{}" alt=""></span>',
            ((slot, picture_url(row.key, 320)) for slot in ("portrait", "square", "wide")),
        )
        return format_html(
            '<div class="focal" data-focal><img src="{}" width="{}" height="{}" alt="">'
            '<span class="focal__mark" data-focal-mark></span></div>'
            '<div class="focal__crops">{}</div>',
            picture_url(row.key, 480),
            row.width,
            row.height,
            crops,
        )

    @admin.display(description=_("Size"))
    def size_text(self, row: Asset) -> str:
        """Width and height in pixels."""
        return f"{row.width} \u00d7 {row.height}"


def shown(key: str, width: int) -> SafeString:
    """This is a picture as HTML, `width` pixels wide."""
    return format_html(
        '<img src="{}" width="{}" alt="" loading="lazy" style="border-radius:6px;height:auto;aspect-ratio:4/5;object-fit:cover">',
        picture_url(key, 320 if width <= 320 else 480),
        width,
    )
