"""Questions: asked, answered in public and by mail, forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from catalog.letters import actions as letters
from catalog.models import Letter, Question
from catalog.questions import actions, queries, rules
from commerce import db
from commerce.identity import marks
from commerce.states import IllegalMove
from tests.builders import storefront
from tests.builders.orders import STAFF

pytestmark = pytest.mark.django_db
ASKED = {"text": "Does it fit in a dishwasher?", "name": "Ada", "email": "ada@example.com"}


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Tries of other tests do not count."""
    cache.clear()
    yield
    cache.clear()


def _asked() -> tuple[storefront.Storefront, Question]:
    front = storefront.open_storefront()
    front.client.post("/p/blue-mug/questions/", ASKED)
    return front, Question.objects.get()


def _answer(row: Question, at: datetime, text: str = "Yes, every day.") -> None:
    with db.transaction():
        actions.answer(question_id=row.pk, text=text, by=STAFF, at=at)


def test_a_question_waits_for_its_answer() -> None:
    """P10: nothing shows before staff answered."""
    front, row = _asked()

    page = front.client.get("/p/blue-mug/questions/", headers={"HX-Part": "1"}).content.decode()

    assert (row.state, row.email, row.language) == ("waiting", "ada@example.com", "en")
    assert ASKED["text"] not in page


def test_the_answer_shows_and_is_mailed_once(at: datetime) -> None:
    """P10: question and answer on the page, one mail, and then the address goes."""
    front, row = _asked()

    _answer(row, at)
    letters.send(letter_id=Letter.objects.get().pk, at=at)
    part = front.client.get("/p/blue-mug/questions/", headers={"HX-Part": "1"}).content.decode()

    row.refresh_from_db()
    assert (row.state, row.email) == ("answered", "")
    assert "Does it fit in a dishwasher?" in part
    assert "Yes, every day." in part
    assert "<html" not in part
    assert mail.outbox[0].subject == "Your question about Blue mug"
    assert "Yes, every day." in mail.outbox[0].body
    assert Letter.objects.get().to == ""


def test_an_empty_answer_is_refused(at: datetime) -> None:
    _, row = _asked()

    with pytest.raises(rules.BadQuestion):
        _answer(row, at, text="  ")

    row.refresh_from_db()
    assert (row.state, Letter.objects.count()) == ("waiting", 0)


def test_a_question_is_answered_once(at: datetime) -> None:
    _, row = _asked()
    _answer(row, at)

    with pytest.raises(IllegalMove):
        _answer(row, at, text="No.")

    assert Question.objects.get().answer == "Yes, every day."


@pytest.mark.parametrize(
    ("change", "field"),
    [({"text": "short"}, "text"), ({"text": "x" * 601}, "text"), ({"email": "ada@"}, "email")],
)
def test_faults_are_named_beside_their_fields(change: dict[str, str], field: str) -> None:
    """X14: status 422, a summary that links to the field, what was typed stays."""
    front = storefront.open_storefront()

    answer = front.client.post("/p/blue-mug/questions/", ASKED | change)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#question-{field}"' in page
    assert "There is a problem" in page
    assert Question.objects.count() == 0


def test_an_erased_person_takes_questions_along(at: datetime) -> None:
    _, row = _asked()

    with db.transaction():
        actions.erase_person(
            customer_id=1, email_digest=marks.digest("ada@example.com"), by=STAFF, at=at
        )

    row.refresh_from_db()
    assert (row.state, row.text, row.name, row.email, row.digest) == ("erased", "", "", "", "")


def test_a_refused_question_does_not_show(at: datetime) -> None:
    _, row = _asked()

    with db.transaction():
        actions.refuse(question_id=row.pk, reason="advertising", by=STAFF, at=at)

    assert queries.answered(product_id=row.product_id) == []
    assert Question.objects.get().reason == "advertising"


def test_ones_own_language_comes_first_and_others_say_which_they_are(at: datetime) -> None:
    """P9, P10: nobody has to skip what they cannot read."""
    front, row = _asked()
    _answer(row, at)
    front.client.post("/de/p/blue-mug/questions/", {"text": "Darf sie in die Spülmaschine?"})
    _answer(Question.objects.get(language="de"), at + timedelta(days=1), text="Ja, jeden Tag.")

    english = front.client.get("/p/blue-mug/questions/", headers={"HX-Part": "1"}).content.decode()

    assert english.index("dishwasher") < english.index("Spülmaschine")
    assert english.count("Shown in the language it was written in") == 1
    assert "(<bdi>DE</bdi>)" in english
