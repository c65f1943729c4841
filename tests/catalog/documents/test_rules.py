"""What a paper may be is seen by its content (P8, X31)."""

import zlib

import pytest

from catalog.documents import rules
from tests.builders.papers import pdf


def packed(objects: bytes) -> bytes:
    """A PDF whose further objects are packed in a stream, as newer writers do."""
    stream = zlib.compress(objects)
    body = b"9 0 obj\n<< /Type /ObjStm /N 1 /Filter /FlateDecode >>\nstream\n" + stream
    return pdf().replace(b"xref\n", body + b"\nendstream\nendobj\nxref\n", 1)


def test_takes_a_plain_pdf_and_one_with_packed_objects() -> None:
    rules.check(pdf())
    rules.check(packed(b"<< /Type /Metadata >>"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "at most, and not be empty"),
        (b"x" * (rules.MOST_BYTES + 1), "10 MB at most"),
        (b"<html><script>alert(1)</script>%%EOF", "no complete PDF"),
        (b"\x89PNG\r\n\x1a\n%%EOF", "no complete PDF"),
        (pdf()[:200], "no complete PDF"),
        (pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 9 0 R"), "is locked"),
        (pdf().replace(b"/Pages 2", b"/OpenAction << /S /JavaScript >> /Pages 2"), "holds scripts"),
        (pdf().replace(b"/Pages 2", b"/AA << /S /Java#53cript >> /Pages 2"), "holds scripts"),
        (pdf().replace(b"/Pages 2", b"/AA << /S /Launch /F (x) >> /Pages 2"), "holds scripts"),
        (packed(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "holds scripts"),
        (packed(b"<< /S /J#61vaScript >>"), "holds scripts"),
        (packed(b"<<>>").replace(b"/ObjStm", b"/Obj#53tm"), "cannot be read"),
        (packed(b"<<>>").replace(zlib.compress(b"<<>>"), b"not packed at all"), "cannot be read"),
        (packed(b" " * 21_000_000), "cannot be read"),
    ],
)
def test_refuses_what_is_no_paper(data: bytes, said: str) -> None:
    with pytest.raises(rules.BadDocument) as refused:
        rules.check(data)

    assert said in refused.value.message
    assert refused.value.field == "file"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Manual.pdf", "Manual.pdf"),
        ("Mode d’emploi été.PDF", "Mode-d-emploi-été.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\a b.pdf", "a-b.pdf"),
        ('x"; filename=evil.html', "x-filename=evil.html.pdf".replace("=", "-")),
        ("\u202egnp.exe\r\nSet-Cookie: a=b", "gnp.exe-Set-Cookie-a-b.pdf"),
        ("....", "manual.pdf"),
        ("", "manual.pdf"),
        ("a" * 300, "a" * 76 + ".pdf"),
    ],
)
def test_file_names_are_scrubbed(sent: str, kept: str) -> None:
    assert rules.file_name(sent, fallback="manual") == kept


def test_a_reader_is_shown_papers_in_their_language_and_others_only_where_there_is_none() -> None:
    def paper(name: str, kind: str, language: str) -> dict[str, str]:
        return {"name": name, "kind": kind, "language": language}

    every = [
        paper("m-en", "manual", "en"),
        paper("m-de", "manual", "de"),
        paper("c", "certificate", ""),
        paper("c-en", "certificate", "en"),
        paper("s-en", "safety", "en"),
        paper("s-fr", "safety", "fr"),
    ]

    wanted, others = rules.told(every, language="de")

    assert [one["name"] for one in wanted] == ["m-de", "c", "s-en", "s-fr"]
    assert [one["name"] for one in others] == ["m-en", "c-en"]
    assert [one["name"] for one in rules.in_order(every, language="de")] == [
        "m-de", "c", "m-en", "c-en", "s-en", "s-fr",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"language": "tlh"}, "language"),
        ({"title": "a\nb"}, "title"),
        ({"title": "a" * 161}, "title"),
    ],
)
def test_refuses_words_that_do_not_fit(over: dict[str, str], field: str) -> None:
    said = {"kind": "manual", "language": "de", "title": "Aufbau"} | over

    with pytest.raises(rules.BadPaperWords) as refused:
        rules.check_words(**said, languages={"de", "en"})

    assert refused.value.field == field
