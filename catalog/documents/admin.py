"""Staff keep the papers, and see on a product which come with it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.admin import TabularInline
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from catalog.documents import actions, queries, rules
from catalog.documents.models import Document, ProductDocument
from catalog.products.models import Product
from commerce import clock, db
from commerce.channels import queries as channels
from commerce.errors import Anticipated
from commerce.http.context import actor_of
from commerce.identity.actor import Actor
from commerce.staff.buttons import Button, ButtonForm, press, step
from commerce.staff.screens import UploadingAdmin

MOST_SHOWN = 12


class PaperForm(ButtonForm):
    """A new paper: what it is, in which language, and the file, judged by its content."""

    file = forms.FileField(label=_("File (PDF)"), widget=UnfoldAdminFileFieldWidget())
    kind = forms.ChoiceField(label=_("Kind"), choices=rules.KINDS)
    language = forms.ChoiceField(label=_("Language"), required=False)
    title = forms.CharField(
        label=_("Title, when the kind does not say enough"),
        max_length=rules.LONGEST_TITLE,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        super().__init__(*args, **kwargs)


class DocumentForm(forms.ModelForm):
    """What a paper is."""

    class Meta:
        model = Document
        fields = ("kind", "language", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = language_choices()
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"),
            choices=choices,
            required=False,
            widget=UnfoldAdminSelectWidget(choices=choices),
        )
        self.fields["title"].widget = UnfoldAdminTextInputWidget()


class UploadForm(DocumentForm):
    """A new paper; taken in before its row is."""

    file = forms.FileField(label=_("File (PDF)"), widget=UnfoldAdminFileFieldWidget())

    by: ClassVar[Actor]

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is None or self.errors:
            return cleaned
        try:
            self.instance = take(cleaned, by=self.by)
        except Anticipated as refusal:
            self.add_error("file" if refusal.field == "file" else None, refusal.message)
        return cleaned


@admin.register(Document)
class DocumentAdmin(UploadingAdmin):
    """The papers of the house, the latest first."""

    list_display: ClassVar = ["__str__", "kind", "language", "size_text", "created_at"]
    list_filter: ClassVar = ["kind", "language"]
    search_fields: ClassVar = ["title", "name", "=public_id"]
    readonly_fields: ClassVar = ["download", "comes_with", "size_text", "public_id", "created_at"]
    ordering: ClassVar = ["-id"]
    actions_detail: ClassVar = ["discard"]

    @override
    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, **kwargs | {"form": DocumentForm})
        form = type("OwnUploadForm", (UploadForm,), {"by": actor_of(request)})
        return super().get_form(request, obj, **kwargs | {"form": form})

    @override
    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        said = ["kind", "language", "title"]
        return (
            ["file", *said]
            if obj is None
            else ["download", *said, "comes_with", "size_text", "public_id"]
        )

    @override
    def save_model(self, request: HttpRequest, obj: Document, form: Any, change: bool) -> None:
        if change:
            actions.describe(
                public_id=obj.public_id,
                kind=obj.kind,
                language=obj.language,
                title=obj.title,
                by=actor_of(request),
                at=clock.now(),
            )

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_discard_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Throwing papers away is for those who may delete them."""
        return bool(request.user.has_perm("catalog.delete_document"))

    @step(title=_("Throw away"), path="discard", icon="delete", right="discard")
    def discard(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This deletes the paper and its file."""
        row = Document.objects.get(pk=object_id)
        return press(
            request,
            Button(
                title=gettext("Throw this document away"),
                submit=gettext("Throw away"),
                back=reverse("admin:catalog_document_changelist"),
                explanation=gettext(
                    "The file is deleted for good. Take it off its products first."
                ),
                work=lambda _said: actions.discard(public_id=row.public_id),
                done=gettext("The document is gone"),
            ),
        )

    @admin.display(description=_("File"))
    def download(self, row: Document) -> SafeString:
        """A link that downloads it."""
        return format_html(
            '<a class="text-primary-600" href="{}">{}</a>',
            rules.address(row.key, row.name),
            row.name,
        )

    @admin.display(description=_("Comes with"))
    def comes_with(self, row: Document) -> Any:
        """The products it comes with, to go there and take it off; a long list is cut."""
        keys = queries.products_with(row.pk)
        shown = Product.objects.filter(pk__in=keys[:MOST_SHOWN]).order_by("pk")
        links = format_html_join(
            ", ", '<a class="text-primary-600" href="{}">{}</a>',
            ((reverse("admin:catalog_product_change", args=[one.pk]), str(one)) for one in shown),
        )  # fmt: skip
        more = len(keys) - MOST_SHOWN
        return format_html("{}{}", links, f", +{more}" if more > 0 else "") if keys else "\u2013"

    @admin.display(description=_("Size"), ordering="size")
    def size_text(self, row: Document) -> str:
        """The size as people read it."""
        return filesizeformat(row.size)


class PaperInline(TabularInline):  # type: ignore[misc]
    """The papers of a product, in order."""

    model = ProductDocument
    extra = 0
    hide_title = True
    autocomplete_fields: ClassVar = ["document"]
    fields: ClassVar = ["document", "kind", "position"]
    readonly_fields: ClassVar = ["kind"]
    ordering_field = "position"
    verbose_name_plural = _("Documents")

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("document")

    @admin.display(description=_("Kind"))
    def kind(self, row: ProductDocument) -> str:
        """What the paper is."""
        return row.document.get_kind_display() if row.document_id else ""


def language_choices() -> list[tuple[str, Any]]:
    """This lists the languages a paper may be in, those of our channels first."""
    named = queries.languages()
    own = [code for code in channels.all_languages() if code in named]
    rest = sorted((code for code in named if code not in own), key=lambda code: named[code].lower())
    return [("", _("No words")), *((code, named[code]) for code in (*own, *rest))]


def take(said: dict[str, Any], *, by: Actor) -> Document:
    """This takes in what a form was sent.

    Raises:
        BadDocument, BadPaperWords: as the action.
    """
    row, _fresh = actions.take_upload(
        data=said["file"].read(),
        sent_name=said["file"].name,
        kind=said["kind"],
        language=said.get("language") or "",
        title=said.get("title") or "",
        by=by,
        at=clock.now(),
    )
    return row


def add_paper(request: HttpRequest, object_id: int, *, back: str) -> HttpResponse:
    """This is the button of a product that takes a paper in and puts it to the product."""

    def work(said: dict[str, Any]) -> None:
        by = actor_of(request)
        row = take(said, by=by)
        with db.transaction():
            actions.add_to(product_id=int(object_id), document_id=row.pk, by=by, at=clock.now())

    return press(
        request,
        Button(
            title=gettext("Add a document"),
            submit=gettext("Add"),
            back=back,
            form=PaperForm,
            explanation=gettext(
                "PDF of at most 10 MB, without scripts, forms or a password. Shoppers download it "
                "from the product's page."
            ),
            work=work,
            done=gettext("The document comes with the product now"),
            outside=True,
        ),
    )


def save_papers(request: HttpRequest, product_id: int, formset: Any) -> None:
    """This sets the papers as the inline rows say, in their order."""
    kept = [
        form.cleaned_data
        for form in formset.forms
        if form.cleaned_data.get("document") and not form.cleaned_data.get("DELETE")
    ]
    kept.sort(key=lambda data: data.get("position") or 0)
    actions.enclose(
        product_id=product_id,
        document_ids=[data["document"].pk for data in kept],
        by=actor_of(request),
        at=clock.now(),
    )
