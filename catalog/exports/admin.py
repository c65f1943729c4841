"""Staff see what each feed told and left out, fetch it, and have it built anew."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override

from catalog import permissions
from catalog.exports import actions, queries
from catalog.exports.models import FeedRun
from commerce import clock, spreadsheets
from commerce.channels import queries as channels
from commerce.http.context import actor_of
from commerce.staff import buttons
from commerce.staff.buttons import column
from commerce.staff.screens import ReadOnlyAdmin

LOOK_AGAIN = 5
TONES = {"building": "info", "ready": "success", "failed": "danger"}


@admin.register(FeedRun)
class FeedRunAdmin(ReadOnlyAdmin):
    """Runs, the newest first: when, how many rows, what was left out."""

    list_display: ClassVar = [
        "__str__", "state_shown", "progress", "rows_ok", "rows_failed", "started_at",
        "finished_at", "files",
    ]  # fmt: skip
    list_filter: ClassVar = ["state", "channel_code", "language"]
    ordering: ClassVar = ["-id"]
    fields: ClassVar = [
        "channel_code", "language", "address", "state", "progress", "started_at", "finished_at",
        "started_by", "rows_ok", "rows_failed", "size", "problem", "left_out", "files",
    ]  # fmt: skip
    readonly_fields: ClassVar = ["address", "progress", "left_out", "files"]
    actions_list: ClassVar = ["build"]
    actions_detail: ClassVar = ["again"]

    def has_build_permission(self, request: HttpRequest, *_args: Any) -> bool:
        """Who may have feeds built."""
        return request.user.has_perm(permissions.BUILD_FEED)

    @buttons.step(title=gettext_lazy("Build all feeds"), path="build", icon="sync", right="build")
    def build(self, request: HttpRequest) -> HttpResponse:
        """This begins a run of every feed; workers build them one after the other."""

        def work(_form: dict[str, Any]) -> None:
            for channel, language in queries.wanted():
                actions.request(
                    channel=channel, language=language, by=actor_of(request), at=clock.now()
                )

        button = buttons.Button(
            title=_("Build all feeds"),
            submit=_("Build"),
            back=reverse("admin:catalog_feedrun_changelist"),
            work=work,
            done=_("The feeds are being built; this list shows how far they are."),
            explanation=_("The present files are served until the new ones are ready."),
        )
        return buttons.press(request, button)

    @buttons.step(title=gettext_lazy("Build again"), path="again", icon="replay", right="build")
    def again(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This builds the feed of a run once more, such as after what was left out has been mended."""
        row = self._row(request, object_id)

        def work(_form: dict[str, Any]) -> None:
            channel = channels.get_channel(row.channel_code)
            actions.request(
                channel=channel, language=row.language, by=actor_of(request), at=clock.now()
            )

        button = buttons.Button(
            title=_("Build %(feed)s again") % {"feed": row},
            submit=_("Build"),
            back=reverse("admin:catalog_feedrun_changelist"),
            work=work,
            done=_("The feeds are being built; this list shows how far they are."),
            explanation=_("The present files are served until the new ones are ready."),
        )
        return buttons.press(request, button)

    @admin.display(description=gettext_lazy("Progress"))
    def progress(self, row: FeedRun) -> str:
        """How far the run is, as a bar and in numbers."""
        words = _("%(done)s of %(all)s products") % {
            "done": row.products_done,
            "all": row.products_total,
        }
        if row.state != "building":
            return words if row.products_total else "-"
        return format_html(
            '<progress value="{}" max="100" aria-label="{}">{} %</progress> {}',
            row.percent,
            _("Progress"),
            row.percent,
            words,
        )

    @override
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return _looking_again(super().changelist_view(request, extra_context))

    @override
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        return _looking_again(super().changeform_view(request, object_id, form_url, extra_context))

    @column(title=gettext_lazy("State"), order="state", label=TONES)
    def state_shown(self, row: FeedRun) -> tuple[str, str]:
        """The state, in the color of its kind."""
        return row.state, row.get_state_display()

    @admin.display(description=gettext_lazy("Files"))
    def files(self, row: FeedRun) -> str:
        """Links to what the run made."""
        own = reverse("admin:catalog_feedrun_file", args=[row.pk])
        report = reverse("admin:catalog_feedrun_faults", args=[row.pk])
        links = [(own, _("Feed"))] if row.file else []
        links += [(report, _("Left out"))] if row.rows_failed else []
        return format_html_join(" · ", '<a href="{}">{}</a>', links) or "-"

    @admin.display(description=gettext_lazy("Address"))
    def address(self, row: FeedRun) -> str:
        """Where merchant centers fetch it."""
        own = reverse("feed", args=[row.channel_code, row.language])
        return format_html('<a href="{0}">{0}</a>', own)

    @admin.display(description=gettext_lazy("Left out"))
    def left_out(self, row: FeedRun) -> str:
        """The first reasons."""
        return "; ".join(reason for _sku, reason in row.faults[:20]) or "-"

    @override
    def get_urls(self) -> list[Any]:
        shown = self.admin_site.admin_view
        return [
            path("<int:run_id>/file/", shown(self.file), name="catalog_feedrun_file"),
            path("<int:run_id>/faults/", shown(self.faults), name="catalog_feedrun_faults"),
            *super().get_urls(),
        ]

    def file(self, request: HttpRequest, run_id: int) -> HttpResponseBase:
        """This hands out the file of a run."""
        row = self._row(request, run_id)
        if not row.file:
            raise Http404
        name = f"{row}.xml"
        return FileResponse(default_storage.open(row.file), as_attachment=True, filename=name)

    def faults(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """This hands out what was left out, and why, as a table."""
        row = self._row(request, run_id)
        text = spreadsheets.csv_text(["sku", "reason"], row.faults)
        answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{row}-left-out.csv"'
        return answer

    def _row(self, request: HttpRequest, run_id: int | str) -> FeedRun:
        found = FeedRun.objects.filter(pk=run_id).first()
        if found is None or not self.has_view_permission(request, found):
            raise Http404
        return found


def _looking_again(answer: HttpResponse) -> HttpResponse:
    """While a feed is being built the page looks again by itself, without a script."""
    if FeedRun.objects.filter(state="building").exists():
        answer["Refresh"] = str(LOOK_AGAIN)
    return answer
