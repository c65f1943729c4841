"""The moderation queue: staff read reviews, let them show, refuse them with a reason, and answer."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from catalog import permissions
from catalog.reviews import queries
from catalog.reviews.actions import deciding
from catalog.reviews.models import Review
from catalog.reviews.states import ReviewFlow
from commerce import clock, db
from commerce.audit import trail
from commerce.errors import Anticipated
from commerce.http.context import actor_of
from commerce.staff.buttons import Button, ButtonForm, column, press, step
from commerce.staff.screens import ReadOnlyAdmin

TONES = {"pending": "warning", "approved": "success", "rejected": "danger"}


class RejectForm(ButtonForm):
    """Why the review does not show."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ReplyForm(ButtonForm):
    """The merchant's answer."""

    text = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=deciding.LONGEST_REPLY,
        widget=UnfoldAdminTextareaWidget,
        help_text=_("Shown beneath the review; empty takes the answer back."),
    )


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    """Reviews, those that wait first; many can be approved at once."""

    list_display: ClassVar = ["said", "rated", "product", "state_shown", "verified", "reports", "written_at"]  # fmt: skip
    list_filter: ClassVar = ["state", "stars", "verified", "language"]
    list_select_related: ClassVar = ["product", "variant"]
    search_fields: ClassVar = ["title", "text", "name"]
    ordering: ClassVar = [Case(When(state="pending", then=0), default=1), "-reports", "-id"]
    buttons_in: ClassVar = {move: ReviewFlow.sources(move) for move in ("approve", "reject")}
    actions: ClassVar = ["approve_many"]
    actions_detail: ClassVar = ["approve", "reject", "reply"]
    fields: ClassVar = [
        "product", "variant", "rated", "fit", "title", "text", "pictures", "name", "language", "verified",
        "state", "reason", "reply", "replied_at", "helpful", "reports", "report_reasons",
        "written_at", "moves",
    ]  # fmt: skip
    readonly_fields: ClassVar = fields

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).exclude(state="erased")

    @column(title=_("Review"))
    def said(self, row: Review) -> str:
        """The title, or how the text begins."""
        return str(row)

    @column(title=_("Stars"), order="stars")
    def rated(self, row: Review) -> str:
        """The stars as a number and a picture, in one line."""
        return f"{row.stars}\N{NO-BREAK SPACE}{'★' * row.stars}{'☆' * (5 - row.stars)}"

    @column(title=_("State"), order="state", label=TONES)
    def state_shown(self, row: Review) -> tuple[str, str]:
        """The state, in the color of its kind."""
        return row.state, row.get_state_display()

    @admin.display(description=_("Pictures"))
    def pictures(self, row: Review) -> Any:
        """What the shopper photographed."""
        shown = queries.told(row, language=row.language).photos
        return format_html_join(
            " ", '<a href="{}"><img src="{}" alt="" height="120"></a>',
            ((one.src, one.thumb) for one in shown),
        ) or "\u2013"  # fmt: skip

    @admin.display(description=_("Reported as"))
    def report_reasons(self, row: Review) -> str:
        """What visitors say is wrong with it."""
        reasons = row.voices.filter(kind="report").values_list("reason", flat=True)
        return ", ".join(sorted(reasons)) or "\u2013"

    @admin.display(description=_("Decisions"))
    def moves(self, row: Review) -> Any:
        """Who decided what, when and why."""
        lines = [
            (one.at.strftime("%Y-%m-%d %H:%M"), one.by, one.move, one.reason)
            for one in trail.moves_of(row)
        ]
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{} {}: {} {}</li>", lines)
        ) if lines else "\u2013"  # fmt: skip

    @action(description=_("Approve"), permissions=["moderate"])  # type: ignore[untyped-decorator]
    def approve_many(self, request: HttpRequest, rows: QuerySet[Review]) -> None:
        """This shows the chosen reviews that wait."""
        done = 0
        for row in rows.filter(state="pending").order_by("pk"):
            try:
                with db.transaction():
                    deciding.approve(public_id=row.public_id, by=actor_of(request), at=clock.now())
            except Anticipated as refusal:
                messages.error(request, refusal.message)
            else:
                done += 1
        text = ngettext("%(count)s review shows now", "%(count)s reviews show now", done)
        messages.success(request, text % {"count": done})

    @step(title=_("Approve"), path="approve", icon="check", right="moderate")
    def approve(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This shows the review."""
        row = Review.objects.get(pk=object_id)
        return press(
            request,
            Button(
                title=gettext("Show this review"),
                submit=gettext("Approve"),
                back=_back(object_id),
                explanation=f"{row.stars} ★ {row.text[:400]}",
                work=lambda _said: deciding.approve(
                    public_id=row.public_id, by=actor_of(request), at=clock.now()
                ),
                done=gettext("The review shows now"),
            ),
        )

    @step(title=_("Reject"), path="reject", icon="block", right="moderate")
    def reject(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This refuses the review, or takes it back."""
        row = Review.objects.get(pk=object_id)
        return press(
            request,
            Button(
                title=gettext("Keep this review from showing"),
                submit=gettext("Reject"),
                back=_back(object_id),
                form=RejectForm,
                work=lambda said: deciding.reject(
                    public_id=row.public_id,
                    reason=said["reason"],
                    by=actor_of(request),
                    at=clock.now(),
                ),
                done=gettext("The review does not show"),
            ),
        )

    @step(title=_("Answer"), path="reply", icon="reply", right="moderate")
    def reply(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This answers in the merchant's name."""
        row = Review.objects.get(pk=object_id)
        return press(
            request,
            Button(
                title=gettext("Answer this review"),
                submit=gettext("Answer"),
                back=_back(object_id),
                form=ReplyForm,
                about=row,
                initial={"text": row.reply},
                explanation=row.text[:400],
                work=lambda said: deciding.reply(
                    public_id=row.public_id,
                    text=said["text"],
                    by=actor_of(request),
                    at=clock.now(),
                ),
                done=gettext("The answer is kept"),
            ),
        )

    def has_moderate_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Deciding what shows has a right of its own."""
        return bool(request.user.has_perm(permissions.MODERATE_REVIEW))


def _back(object_id: int) -> str:
    return reverse("admin:catalog_review_change", args=[object_id])
