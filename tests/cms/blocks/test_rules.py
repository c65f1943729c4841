"""What blocks may hold."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from typing_extensions import override

from cms.blocks.rules import check, kinds, text
from commerce.env import ROOT

LANGUAGES = ("en", "de")


class Elements(HTMLParser):
    """Notes every element that a browser would make."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def block(kind: str = "rich_text", **over: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": "a1",
        "kind": kind,
        "settings": {},
        "texts": {"en": {"body": "Hello"}},
    }
    return found | over


def faults(*raw: Any) -> list[tuple[str, str]]:
    with pytest.raises(check.BadBlocks) as refused:
        check.checked(list(raw), languages=LANGUAGES)
    return [(one["pointer"], one["code"]) for one in refused.value.data["faults"]]


def test_reads_what_it_wrote() -> None:
    raw = block(
        "hero",
        hidden=True,
        shown_until="2026-12-24T18:00:00+01:00",
        settings={"image": "/pictures/abc/1280.webp", "action_to": "category:mugs"},
        texts={"en": {"title": "Hello", "action": "Look"}, "de": {"title": "Hallo"}},
    )

    found = check.checked([raw], languages=LANGUAGES)

    assert check.checked(check.plain(found), languages=LANGUAGES) == found
    assert found[0].settings == raw["settings"]
    assert not found[0].visible(datetime(2026, 11, 2, tzinfo=UTC))


def test_names_every_fault_with_its_place() -> None:
    assert faults(
        block("marquee"),
        block(texts={"en": {"body": "x", "onclick": "y"}}),
        "not a block",
        block("hero", key="a2", texts={"en": {}}, settings={"image": "https://evil.example/x.png"}),
        block(key="a 3", colour="red"),
        block(key="a4", texts={"fr": {"body": "Salut"}}),
    ) == [
        ("/blocks/0/kind", "kind"),
        ("/blocks/1/texts/en/onclick", "unknown"),
        ("/blocks/2", "block"),
        ("/blocks/3/settings/image", "picture"),
        ("/blocks/3/texts", "missing"),
        ("/blocks/4/colour", "unknown"),
        ("/blocks/4/key", "key"),
        ("/blocks/5/texts/fr", "language"),
        ("/blocks/5/texts", "missing"),
    ]


@pytest.mark.parametrize("raw", [None, {}, "x", [[]], [None], [block()] * 61])
def test_refuses_what_is_no_list_of_blocks(raw: Any) -> None:
    with pytest.raises(check.BadBlocks):
        check.checked(raw, languages=LANGUAGES)


def test_keys_are_unique() -> None:
    assert faults(block(), block()) == [("/blocks/1/key", "double")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("limit", 2, "number"),
        ("limit", True, "number"),
        ("limit", "8", "number"),
        ("source", "all", "choice"),
        ("rail", "yes", "yes"),
        ("products", "mug", "codes"),
        ("products", ["x"] * 25, "codes"),
        ("action_to", "javascript:alert(1)", "link"),
        ("category", "a\nb", "characters"),
    ],
)
def test_checks_each_type_of_field(field: str, value: Any, code: str) -> None:
    raw = block(
        "product_row",
        settings={"source": "popular", field: value},
        texts={"en": {"title": "Popular"}},
    )

    assert faults(raw) == [(f"/blocks/0/settings/{field}", code)]


def test_checks_items_part_by_part() -> None:
    raw = block(
        "proof", texts={"en": {"points": [{"icon": "bomb", "title": "x"}, {"icon": "truck"}]}}
    )

    assert faults(raw) == [
        ("/blocks/0/texts/en/points/0/icon", "choice"),
        ("/blocks/0/texts/en/points/1/title", "missing"),
    ]


def test_a_block_speaks_one_language_whole() -> None:
    """CMS-5: never a mix inside one block."""
    raw = block(
        "banner",
        texts={"en": {"title": "Hello", "text": "More"}, "de": {"text": "Nur der Text"}},
    )
    with pytest.raises(check.BadBlocks):
        check.checked([raw], languages=LANGUAGES)
    half = check.Block(
        key="a", kind="banner", texts={"en": {"title": "Hello"}, "de": {"text": "x"}}
    )

    assert check.language_of(half, ("de", "en")) == "en"
    assert check.language_of(half, ("de",)) is None


def test_shows_between_its_times() -> None:
    start, end = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 24, tzinfo=UTC)
    advent = check.Block(key="a", kind="rich_text", shown_from=start, shown_until=end)

    assert [
        advent.visible(moment) for moment in (datetime(2026, 11, 30, tzinfo=UTC), start, end)
    ] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        '<a href="jAvAsCrIpT:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        "<svg/onload=alert(1)>",
        '<iframe src="https://evil.example"></iframe>',
        '<p style="background:url(javascript:alert(1))">x</p>',
        '<div onclick="alert(1)">x</div>',
        "<style>@import 'https://evil.example'</style>",
        "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
        '<form action="https://evil.example"><input name="password"></form>',
        "## <img src=x onerror=alert(1)>",
        "{{ settings.SECRET_KEY }} {% load x %}",
    ],
)
def test_text_holds_no_code(evil: str) -> None:
    """Attack: stored XSS through rich text."""
    seen = Elements()
    seen.feed(text.html_of(evil))

    for tag, attributes in seen.found:
        assert tag in text.TAGS | {"div"}
        assert {name for name, _ in attributes} <= {
            "href",
            "id",
            "rel",
            "class",
            "tabindex",
            "role",
        }
        assert all(
            (value or "").startswith(("/", "https:")) for n, value in attributes if n == "href"
        )


def test_text_is_markdown() -> None:
    found = text.html_of(
        "# One\n\n## Two & more\n\n## Two & more\n\n| a |\n|---|\n| b |\n\n[x](/p/y/)"
    )

    assert "<h1" not in found
    assert '<h2 id="two-amp-more">' in found or '<h2 id="two-more">' in found
    assert text.headings(found)[1][0] != text.headings(found)[2][0]
    assert '<div class="scroller" tabindex="0" role="group"><table>' in found
    assert '<a href="/p/y/" rel="noopener">x</a>' in found


@pytest.mark.parametrize(
    ("link", "good"),
    [
        ("category:mugs", True),
        ("/pages/about/", True),
        ("https://example.com/x?y=1", True),
        ("mailto:hello@kontor.example", True),
        ("tel:+49-30-1", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("http://example.com", False),
        ("javascript:alert(1)", False),
        ("/a/../../admin", False),
        ('/x"onclick="y', False),
        ("", False),
    ],
)
def test_links_lead_where_we_allow(link: str, good: bool) -> None:
    assert text.is_link(link) is good


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("/pictures/abc-1/1280.webp", True),
        ("/static/kontor/x.svg", True),
        ("https://evil.example/x.png", False),
        ("/pictures/../secret.png", False),
        ("/admin/x.png", False),
        ("/pictures/x.html", False),
    ],
)
def test_pictures_are_our_own(address: str, good: bool) -> None:
    """X29: no third-party origins."""
    assert text.is_picture(address) is good


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=lambda kind: kind.code)
def test_every_kind_has_a_face(kind: kinds.Kind) -> None:
    assert (ROOT / "templates" / "cms" / "blocks" / f"{kind.template}.html").exists()
