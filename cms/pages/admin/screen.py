"""The list of pages, the editor, and the revisions."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.decorators import action
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from cms import permissions
from cms.blocks.rules import kinds
from cms.pages import actions, queries, rules
from cms.pages.admin import editor
from cms.pages.admin.editor import Draft
from cms.pages.models import Page
from commerce import clock, db
from commerce.channels.queries import all_channels, get_channel
from commerce.errors import Anticipated
from commerce.http.context import actor_of
from commerce.staff import presence
from commerce.staff.buttons import Dialog, refused
from commerce.staff.screens import ReadOnlyAdmin

WRITING = ("save", "preview", "publish", "schedule")


class NewPageDialog(Dialog):
    """Where the page stands and what it is called."""

    channel = forms.ChoiceField(label=_("Channel"), widget=UnfoldAdminSelectWidget)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("static", _("Static")), ("legal", _("Legal")), ("home", _("Home"))],
        widget=UnfoldAdminSelectWidget,
    )
    slug = forms.CharField(label=_("Address"), max_length=80, widget=UnfoldAdminTextInputWidget)
    title = forms.CharField(label=_("Title"), max_length=120, widget=UnfoldAdminTextInputWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel = self.fields["channel"]
        assert isinstance(channel, forms.ChoiceField)
        channel.choices = [(one.code, one.name) for one in all_channels().values()]


@admin.register(Page)
class PageAdmin(ReadOnlyAdmin):
    """Pages of every channel; a row opens the editor."""

    list_display = ["slug", "channel", "kind", "state", "published_at", "publish_at"]
    list_filter = ["channel", "kind", "state"]
    list_select_related = ["channel"]
    search_fields = ["slug"]
    actions_list = ["new_page"]

    @action(  # type: ignore[untyped-decorator]
        description=_("New page"),
        url_path="new",
        permissions=["write"],
        dialog={
            "title": _("New page"),
            "description": _("Nobody sees it before it is published."),
            "form_class": NewPageDialog,
            "form_submit_text": _("Create"),
        },
    )
    def new_page(self, request: HttpRequest, form: Any) -> HttpResponse:
        """This makes a page and opens it in the editor."""
        said = form.cleaned_data
        channel = get_channel(said["channel"])
        try:
            with db.transaction():
                content = rules.checked(
                    titles={channel.language: said["title"]},
                    descriptions={},
                    blocks=[],
                    languages=channel.languages,
                )
                made = actions.create_page(
                    channel=channel,
                    slug=said["slug"],
                    kind=said["kind"],
                    content=content,
                    at=clock.now(),
                    by=actor_of(request),
                )
        except Anticipated as error:
            return refused(request, error, form=form, method=self.new_page)
        return _leave(reverse("admin:cms_page_change", args=[made.pk]))

    def has_write_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Who may make new pages."""
        return request.user.has_perm(permissions.ADD_PAGE)

    @override
    def get_urls(self) -> list[Any]:
        revisions = path(
            "<int:page_id>/revisions/",
            self.admin_site.admin_view(self.revisions),
            name="cms_page_revisions",
        )
        return [revisions, *super().get_urls()]

    @override
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """This is the editor: every button submits the whole page, so that nothing typed is lost."""
        _demand(request, permissions.VIEW_PAGE)
        page = _page(object_id)
        languages = queries.channel_of(page).languages
        if request.method != "POST":
            return self._editor(request, page, _stored(page))
        _demand(request, permissions.CHANGE_PAGE)
        draft = editor.read(request.POST, languages=languages)
        button = request.POST.get("do", "save")
        if button == "unpublish":
            return self._unpublish(request, page)
        if button not in WRITING:
            changed = editor.press(draft, button, kind=request.POST.get("kind", ""))
            messages.info(request, gettext("Changed here, not saved yet"))
            return self._editor(request, page, changed)
        return self._write(request, page, draft, button=button)

    def revisions(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """This lists every save, compares two of them, and brings one back on the button."""
        _demand(request, permissions.VIEW_PAGE)
        page = _page(str(page_id))
        if request.method == "POST":
            return self._restore(request, page)
        rows = list(page.revisions.order_by("-number")[:100])
        newest = rows[0].number if rows else 0
        after = _number(request.GET.get("after"), newest)
        before = _number(request.GET.get("before"), max(after - 1, 1))
        try:
            found = [
                _content(page, queries.get_revision(page_id=page.pk, number=one))
                for one in (before, after)
            ]
        except queries.UnknownPage as error:
            raise Http404(error.message) from error
        values = {
            **self.admin_site.each_context(request),
            "title": gettext("Revisions of %s") % page.slug,
            "page": page,
            "rows": rows,
            "before": before,
            "after": after,
            "changes": rules.changes(found[0], found[1]),
            "may_write": request.user.has_perm(permissions.CHANGE_PAGE),
        }
        return render(request, "admin/cms/page/revisions.html", values)

    def _write(
        self, request: HttpRequest, page: Page, draft: Draft, *, button: str
    ) -> HttpResponse:
        if button in {"publish", "schedule"}:
            _demand(request, permissions.PUBLISH_PAGE)
        try:
            with db.transaction():
                _save(page, draft, by=actor_of(request))
                if button == "publish":
                    actions.publish(page_id=page.pk, at=clock.now(), by=actor_of(request))
                if button == "schedule":
                    _schedule(request, page)
        except actions.StaleDraft as error:
            # What was typed stays, both are shown side by side, and saving again is meant.
            newer = dataclasses.replace(draft, seen=int(error.data["number"]))
            return self._editor(request, page, newer, error=error)
        except Anticipated as error:
            return self._editor(request, page, draft, error=error)
        if button == "preview":
            return redirect(_preview(page))
        said = {"publish": gettext("Published"), "schedule": gettext("Planned")}
        messages.success(request, said.get(button, gettext("Draft saved")))
        return redirect("admin:cms_page_change", page.pk)

    def _unpublish(self, request: HttpRequest, page: Page) -> HttpResponse:
        _demand(request, permissions.PUBLISH_PAGE)
        try:
            with db.transaction():
                actions.unpublish(page_id=page.pk, at=clock.now(), by=actor_of(request))
        except Anticipated as error:
            messages.error(request, error.message)
        else:
            messages.success(request, gettext("The page is offline"))
        return redirect("admin:cms_page_change", page.pk)

    def _restore(self, request: HttpRequest, page: Page) -> HttpResponse:
        _demand(request, permissions.CHANGE_PAGE)
        number = _number(request.POST.get("number"), 0)
        try:
            with db.transaction():
                actions.restore_revision(
                    page_id=page.pk, number=number, at=clock.now(), by=actor_of(request)
                )
        except queries.UnknownPage as error:
            raise Http404(error.message) from error
        messages.success(request, gettext("Revision %d is the draft again") % number)
        return redirect("admin:cms_page_change", page.pk)

    def _editor(
        self, request: HttpRequest, page: Page, draft: Draft, *, error: Anticipated | None = None
    ) -> HttpResponse:
        languages = queries.channel_of(page).languages
        faults = list(error.data.get("faults", ())) if error else []
        may_write = request.user.has_perm(permissions.CHANGE_PAGE)
        values = {
            **self.admin_site.each_context(request),
            "title": page.slug,
            "page": page,
            "draft": draft,
            "languages": [
                {
                    "code": one,
                    "title": draft.titles.get(one, ""),
                    "description": draft.descriptions.get(one, ""),
                }
                for one in languages
            ],
            "blocks": editor.drawn(draft, languages=languages, faults=faults),
            "kinds": kinds.KINDS.values(),
            "problem": error.message if error else "",
            "faults": faults,
            "differences": _differences(page, draft, error),
            "others": presence.look_in(request, page) if may_write else (),
            "preview": _preview(page),
            "may_write": may_write,
            "may_publish": request.user.has_perm(permissions.PUBLISH_PAGE),
        }
        status = 422 if error else 200
        return render(request, "admin/cms/page/editor.html", values, status=status)


def _save(page: Page, draft: Draft, *, by: Any) -> None:
    content = _typed(page, draft)
    actions.save_draft(page_id=page.pk, content=content, seen=draft.seen, at=clock.now(), by=by)


def _typed(page: Page, draft: Draft) -> rules.Content:
    return rules.checked(
        titles=draft.titles,
        descriptions=draft.descriptions,
        blocks=list(draft.blocks),
        languages=queries.channel_of(page).languages,
    )


def _differences(page: Page, draft: Draft, error: Anticipated | None) -> Any:
    """What somebody else saved meanwhile, against what stands here."""
    if not isinstance(error, actions.StaleDraft):
        return ()
    newest = queries.get_revision(page_id=page.pk, number=draft.seen)
    return rules.changes(_content(page, newest), _typed(page, draft))


def _schedule(request: HttpRequest, page: Page) -> None:
    actions.schedule(
        page_id=page.pk,
        publish_at=_moment(request.POST.get("publish_at", "")),
        unpublish_at=_moment(request.POST.get("unpublish_at", "")),
        at=clock.now(),
        by=actor_of(request),
    )


def _stored(page: Page) -> Draft:
    if page.draft is None:
        return Draft(seen=0)
    return editor.started(_content(page, page.draft), seen=page.draft.number)


def _content(page: Page, revision: Any) -> rules.Content:
    languages = queries.languages_for(queries.channel_of(page), "en")
    return queries.content_of(revision, languages=languages)


def _preview(page: Page) -> str:
    place = reverse("home") if page.kind == "home" else reverse("page", args=[page.slug])
    return f"{place}?preview={queries.preview_token(page)}"


def _page(object_id: str) -> Page:
    try:
        return queries.get_page(page_id=int(object_id) if object_id.isdigit() else 0)
    except queries.UnknownPage as error:
        raise Http404(error.message) from error


def _moment(typed: str) -> datetime | None:
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=UTC) if typed else None
    except ValueError as error:
        message = "Enter a moment, like 2026-12-01 09:00"
        raise rules.BadPage(message, field="publish_at") from error


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def _demand(request: HttpRequest, right: str) -> None:
    if not request.user.has_perm(right):
        raise PermissionDenied


def _leave(to: str) -> HttpResponse:
    """A dialog is left by a header that htmx reads."""
    answer = redirect(to)
    answer["HX-Redirect"] = to
    return answer
