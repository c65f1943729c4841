"""Staff edit channels and how they look; readers see the change within seconds."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold import widgets

from commerce import clock
from commerce.channels import destinations, looks, queries
from commerce.channels.looks import Look
from commerce.channels.models import Channel
from commerce.staff import duties
from commerce.staff.duties import Duty
from commerce.staff.screens import StaffAdmin
from commerce.storefront import addressing, theming

CHOICES = ("hue_action", "action_depth", "hue_backdrop", "radius", "display", "logo", "logo_svg")
FACES = [("bricolage", "Bricolage Grotesque"), ("figtree", "Figtree"), ("serif", "System serif")]


class ChannelForm(forms.ModelForm):
    """A channel, its look spelled out; a look in which some text could not be read is refused."""

    hue_action = forms.IntegerField(
        label=_("Hue of the action color"),
        widget=widgets.UnfoldAdminIntegerFieldWidget,
        help_text=_("0 to 359 degrees; spruce is 168, blue 250, violet 300, red 25"),
    )
    action_depth = forms.IntegerField(
        label=_("Lightness of the action color"),
        widget=widgets.UnfoldAdminIntegerFieldWidget,
        help_text=_(
            "In percent; 40 is shipped. Too light, and white words on buttons cannot be read."
        ),
    )
    hue_backdrop = forms.IntegerField(
        label=_("Hue of the studio's walls"),
        widget=widgets.UnfoldAdminIntegerFieldWidget,
        help_text=_("0 to 359 degrees; 95 is warm paper, 230 cool sky"),
    )
    radius = forms.ChoiceField(
        label=_("Corners"),
        choices=[(code, code) for code in looks.RADII],
        widget=widgets.UnfoldAdminSelectWidget,
    )
    display = forms.ChoiceField(
        label=_("Face of headlines"), choices=FACES, widget=widgets.UnfoldAdminSelectWidget
    )
    logo = forms.CharField(
        label=_("Logo: one of our pictures"),
        required=False,
        widget=widgets.UnfoldAdminTextInputWidget,
        help_text=_("The address of an uploaded picture, such as /pictures/…/640.webp"),
    )
    logo_svg = forms.CharField(
        label=_("Logo: a drawing"),
        required=False,
        widget=widgets.UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=_("Plain SVG without scripts and links; it goes before the picture"),
    )

    class Meta:
        model = Channel
        fields = tuple(
            field.name
            for field in Channel._meta.fields
            if field.name not in {"id", "theme", "version"}
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = looks.read(self.instance.theme or {})
        for name in CHOICES:
            self.fields[name].initial = getattr(present, name)

    @override
    def clean(self) -> dict[str, Any]:
        found = dict(super().clean() or {})
        self._check_countries(found)
        if not set(CHOICES) & set(self.errors):
            try:
                found["look"] = looks.check(Look(**{name: found[name] for name in CHOICES}))
            except looks.BadLook as error:
                self.add_error(error.field, error.message)
        return found

    def _check_countries(self, found: dict[str, Any]) -> None:
        """Nothing can be ordered where something is not known that selling takes; staff are told what."""
        if "countries" in self.errors:
            return
        named = found.get("countries")
        if not (isinstance(named, list) and named and all(map(_is_country, named))):
            said = _('Name at least one country, by its two letters: ["DE", "AT"]')
            self.add_error("countries", said)
            return
        lacking = destinations.gaps(
            origin=found.get("origin_country", ""), countries=named, day=clock.now().date()
        )
        for gap in lacking:
            self.add_error("countries", _in_words(gap))


def _is_country(code: object) -> bool:
    return isinstance(code, str) and len(code) == 2 and code.isascii() and code.isupper()


def _in_words(gap: destinations.Gap) -> str:
    language = get_language() or "en"
    names = [f"{addressing.country_name(one, language)} ({one})" for one in gap.countries]
    return f"{gap.words}: {', '.join(names)}"


class Hindered(admin.SimpleListFilter):
    """Channels with countries into which they cannot sell."""

    title = _("something missing")
    parameter_name = "hindered"

    @override
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("Yes"))]

    @override
    def queryset(self, request: HttpRequest, queryset: QuerySet[Channel]) -> QuerySet[Channel]:
        return queryset.filter(pk__in=hindered()) if self.value() == "1" else queryset


def hindered() -> QuerySet[Channel]:
    """The channels that name a country into which nothing can be sold."""
    day = clock.now().date()
    found = [
        row.pk
        for row in Channel.objects.all()
        if destinations.gaps(origin=row.origin_country, countries=row.countries, day=day)
    ]
    return Channel.objects.filter(pk__in=found)


duties.wait(
    Duty(
        title=_("Channels that cannot sell into all of their countries"),
        model="commerce.Channel",
        query="hindered=1",
        rows=hindered,
        urgent=True,
    )
)


@admin.register(Channel)
class ChannelAdmin(StaffAdmin):
    """Where we sell."""

    form = ChannelForm
    list_display = ["name", "code", "currency", "prices", "capture", "on_storefront", "missing"]
    list_filter = ["currency", "on_storefront", Hindered]
    search_fields = ["name", "code", "domain"]
    readonly_fields = ["try_on"]
    change_form_after_template = "admin/commerce/channel/after.html"

    @override
    def get_fieldsets(self, request: HttpRequest, obj: Channel | None = None) -> Any:
        own = [field.name for field in Channel._meta.fields if field.editable]
        rest = [name for name in own if name not in {"id", "theme", "version"}]
        return [
            (None, {"fields": rest}),
            (_("Look"), {"fields": [*CHOICES, "try_on"]}),
        ]

    @admin.display(description=_("Missing"))
    def missing(self, obj: Channel) -> str:
        """What selling into some of its countries lacks."""
        found = destinations.gaps(
            origin=obj.origin_country, countries=obj.countries, day=clock.now().date()
        )
        return "; ".join(map(_in_words, found))

    @admin.display(description=_("As it is saved"))
    def try_on(self, obj: Channel) -> str:
        """This links to the shop in the saved look."""
        link = theming.try_on_link(looks.read(obj.theme or {}))
        return format_html('<a href="{}" target="_blank">{}</a>', link, _("See the shop"))

    @override
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Besides saving, the form can be tried on: nothing is written, the shop opens in that look."""
        if "_try_on" in request.POST and self.has_change_permission(request):
            row = self.get_object(request, object_id or "")
            form = self.get_form(request, row, change=True)(request.POST, instance=row)
            if form.is_valid():
                return HttpResponseRedirect(theming.try_on_link(form.cleaned_data["look"]))
        answer: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        return answer

    @override
    def save_model(self, request: HttpRequest, obj: Channel, form: Any, change: bool) -> None:
        obj.theme = looks.written(form.cleaned_data["look"])
        super().save_model(request, obj, form, change)
        Channel.objects.filter(pk=obj.pk).update(version=F("version") + 1)
        queries.forget()
