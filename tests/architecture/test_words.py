"""No template says anything to shoppers but through gettext (I18N2): what the pseudo-locale walk sees, for every page."""

import re
from pathlib import Path

import pytest

from commerce import env

TEMPLATES = env.ROOT / "templates"
# Staff screens and mails have catalogs and proofs of their own; the style guide is for staff.
ELSEWHERE = ("admin/", "mail/", "cms/styleguide/")
TRANSLATED = re.compile(r"{%-?\s*(blocktranslate|comment)\b.*?{%-?\s*end\1\s*-?%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
SILENT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
READ_OUT = re.compile(r'\b(?:aria-label|placeholder|title|alt)="([^"]*)"')
HTML = re.compile(r"<[^<>]*>", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{3}")
# Names, the kind of a page (`og_type`), and words of markup that a tag inside of a tag leaves over.
NAMES = re.compile(r"^product$|\bPDF\b|data-[a-z-]+(?:=\"\")?")
FILES = sorted(
    str(one.relative_to(TEMPLATES))
    for one in TEMPLATES.rglob("*.html")
    if not str(one.relative_to(TEMPLATES)).startswith(ELSEWHERE)
)


def bare(markup: str) -> list[str]:
    """These are the words of a template that nobody can translate."""
    plain = SILENT.sub("", TAG.sub("", TRANSLATED.sub("", markup)))
    texts = [*READ_OUT.findall(plain), *HTML.sub("\n", plain).splitlines()]
    return [text.strip() for text in texts if WORD.search(NAMES.sub("", text))]


@pytest.mark.parametrize("name", FILES)
def test_a_template_has_no_words_of_its_own(name: str) -> None:
    assert bare(Path(TEMPLATES / name).read_text()) == []


def test_planted_words_are_found() -> None:
    assert (
        bare('<p>{% translate "Fine" %}</p>{% blocktranslate %}Fine{% endblocktranslate %}') == []
    )
    assert bare("<p>Sold out</p>") == ["Sold out"]
    assert bare('<a aria-label="Close" href="/x">{{ one }}</a>') == ["Close"]
