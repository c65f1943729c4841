"""Staff answer questions, those that wait first."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override
from unfold.widgets import UnfoldAdminTextareaWidget

from catalog import permissions
from catalog.questions import actions, rules
from catalog.questions.models import Question
from catalog.questions.states import QuestionFlow
from commerce import clock
from commerce.http.context import actor_of
from commerce.staff.buttons import Button, ButtonForm, column, press, step
from commerce.staff.screens import ReadOnlyAdmin

TONES = {"waiting": "warning", "answered": "success", "refused": "danger"}


class AnswerForm(ButtonForm):
    """What we answer; everybody can read it."""

    text = forms.CharField(
        label=_("Answer"), max_length=rules.LONGEST_ANSWER, widget=UnfoldAdminTextareaWidget
    )


class RefuseForm(ButtonForm):
    """Why the question does not show."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    """Questions; addresses are not shown."""

    list_display: ClassVar = ["__str__", "product", "language", "state_shown", "asked_at"]
    list_filter: ClassVar = ["state", "language"]
    list_select_related: ClassVar = ["product"]
    search_fields: ClassVar = ["text", "answer"]
    fields: ClassVar = [
        "product", "text", "name", "language", "state", "answer", "answered_at", "reason",
        "asked_at",
    ]  # fmt: skip
    ordering: ClassVar = [Case(When(state="waiting", then=0), default=1), "-id"]
    actions_detail: ClassVar = ["answer", "refuse"]
    buttons_in: ClassVar = {move: QuestionFlow.sources(move) for move in ("answer", "refuse")}

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).exclude(state="erased")

    @column(title=_("State"), order="state", label=TONES)
    def state_shown(self, row: Question) -> tuple[str, str]:
        """The state, in the color of its kind."""
        return row.state, row.get_state_display()

    @step(title=_("Answer"), path="answer", icon="reply", right="answer")
    def answer(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This answers the question and shows both."""
        return press(
            request,
            Button(
                title=gettext("Answer this question"),
                submit=gettext("Answer"),
                back=_back(object_id),
                form=AnswerForm,
                explanation=Question.objects.get(pk=object_id).text,
                work=lambda said: actions.answer(
                    question_id=int(object_id),
                    text=said["text"],
                    by=actor_of(request),
                    at=clock.now(),
                ),
                done=gettext("The answer shows now"),
            ),
        )

    @step(title=_("Refuse"), path="refuse", icon="block", right="answer")
    def refuse(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """This keeps the question from showing."""
        return press(
            request,
            Button(
                title=gettext("Keep this question from showing"),
                submit=gettext("Refuse"),
                back=_back(object_id),
                form=RefuseForm,
                work=lambda said: actions.refuse(
                    question_id=int(object_id),
                    reason=said["reason"],
                    by=actor_of(request),
                    at=clock.now(),
                ),
                done=gettext("The question does not show"),
            ),
        )

    def has_answer_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Answering in public has a right of its own."""
        return bool(request.user.has_perm(permissions.ANSWER_QUESTION))


def _back(object_id: int) -> str:
    return reverse("admin:catalog_question_change", args=[object_id])
