"""The walk ends, whatever filters combine."""

from commerce.crawl import walking
from commerce.crawl.walking import Answer

BASE = "https://x"


def _shelf(url: str) -> Answer:
    """A shop whose every page links ten filters more."""
    if url.endswith("sitemap.xml"):
        return Answer(status=200, kind="application/xml")
    number = url.count("=")
    links = "".join(f'<a href="/c/mugs/?color={number}{one}">x</a>' for one in range(10))
    return Answer(status=200, text=f'<html lang="en" dir="ltr"><h1>Mugs</h1>{links}</html>')


def test_of_addresses_alike_only_some_are_walked_and_the_rest_counted() -> None:
    found = walking.walk(_shelf, base=BASE, alike=3)

    assert (found.visited, found.left_out) == (4, 17)


def test_asking_for_several_at_once_finds_the_same() -> None:
    alone = walking.walk(_shelf, base=BASE, alike=3)
    together = walking.walk(_shelf, base=BASE, alike=3, together=4)

    assert together.faults == alone.faults
    assert list(together.pages) == list(alone.pages)


def test_what_hangs_on_every_thing_is_walked_for_some_of_them_only() -> None:
    def shop(url: str) -> Answer:
        if url.endswith("sitemap.xml"):
            return Answer(status=200, kind="application/xml")
        things = "".join(f'<a href="/p/mug-{n}/">x</a>' for n in range(8))
        part = f'<a href="{url}reviews/">x</a>' if url.count("/") == 5 else ""
        return Answer(status=200, text=f'<html lang="en" dir="ltr"><h1>x</h1>{things}{part}</html>')

    found = walking.walk(shop, base=BASE, alike=3)

    assert len([url for url in found.pages if url.endswith("/reviews/")]) == 3
    assert len([url for url in found.pages if "/p/" in url]) == 8 + 3
