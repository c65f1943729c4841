"""The walk sees what is wrong with pages."""

import pytest

from commerce.crawl import judging, reading

GOOD = """<!doctype html><html lang="en" dir="ltr"><head><title>Mugs · Kontor</title>
<meta name="description" content="Mugs of clay."><link rel="canonical" href="https://x/c/mugs/">
<link rel="alternate" hreflang="en" href="https://x/c/mugs/">
<link rel="alternate" hreflang="x-default" href="https://x/c/mugs/">
<meta property="og:title" content="Mugs"><meta property="og:image" content="https://x/i.jpg">
<meta property="og:url" content="https://x/c/mugs/">
<script type="application/ld+json">{"@type": "ItemList"}</script><script nonce="n">1</script>
</head><body><h1>Mugs</h1><h2>All</h2><img src="/i.webp" alt="" width="1" height="1"></body></html>"""
URL = "https://x/c/mugs/"


def _faults(markup: str) -> list[str]:
    page = reading.read(markup)
    return judging.of_page(URL, page, language="en") + judging.of_found(URL, page)


def test_a_good_page_has_no_faults() -> None:
    assert _faults(GOOD) == []
    assert reading.read(GOOD).things("ItemList") == [{"@type": "ItemList"}]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<h1>Mugs</h1>", "", "has 0 h1"),
        ("<h2>", "<h4>", "jumps from h1 to h4"),
        (' alt=""', "", "picture without alt"),
        (' height="1"', "", "picture without height"),
        ('<script nonce="n">', "<script>", "inline scripts without nonce"),
        ("<h1>", '<h1 style="color:red">', "inline style"),
        ("<h1>", '<h1 onclick="x()">', "inline handler"),
        ("<h2>All", '<h2 id="a">All</h2><p id="a">', "has the id 'a' 2 times"),
        ("All", "None", "shows a placeholder: 'None'"),
        ("All", "%(count)s left", "shows a placeholder"),
        ("All", "{{ name }}", "shows a placeholder"),
        ('lang="en"', 'lang="de"', "says it speaks 'de'"),
        ('dir="ltr"', 'dir="rtl"', "runs 'rtl'"),
        ("Mugs · Kontor", "Mugs " * 20, "has a title of"),
        ("Mugs of clay.", "", "has a description of 0"),
        ('{"@type": "ItemList"}', "{oops", "data nobody can read"),
        ('<link rel="canonical" href="https://x/c/mugs/">', "", "no canonical"),
        ("All</h2>", '</h2><p class="empty">Nothing</p>', "shows an empty state"),
    ],
)
def test_a_fault_is_named(old: str, new: str, fault: str) -> None:
    assert old in GOOD

    assert any(fault in one for one in _faults(GOOD.replace(old, new)))


def test_twins_and_unanswered_languages_are_named() -> None:
    page = reading.read(
        GOOD.replace('hreflang="en" href="https://x/c/mugs/"', 'hreflang="de" href="https://x/de/"')
    )
    other = reading.read(
        GOOD.replace('canonical" href="https://x/c/mugs/', 'canonical" href="https://x/c/two/')
    )

    found = judging.of_all({URL: page, "https://x/c/two/": other})

    assert any("has the title of" in one for one in found)
    assert any("which was not found" in one for one in found)


def test_a_map_and_the_walk_must_agree() -> None:
    page = reading.read(GOOD)

    found = judging.of_maps(["https://x/gone/"], {URL: page})

    assert found == [
        "https://x/gone/: is in a sitemap and not to be found",
        f"{URL}: is in no sitemap",
    ]


def test_words_marked_as_another_language_are_not_the_page_s_own() -> None:
    """I18N5: a visitor's words in English are no text that was forgotten to translate."""
    page = reading.read(
        '<html lang="de"><p>Gut</p><div lang="en"><p>All right</p></div><p>Ja</p></html>'
    )

    assert (page.texts, page.quoted) == (["Gut", "Ja"], ["All right"])
