"""What staff may write: Markdown becomes HTML of an allow-list; links and pictures are known addresses."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li",
    "a", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub", "dl", "dt", "dd", "abbr", "address",
    "bdi",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "th": {"scope", "colspan"},
    "td": {"colspan"},
    "ol": {"start"},
    "h2": {"id"},
    "h3": {"id"},
}
_LINK = re.compile(
    r"(?:category|product|page):[\w-]{1,160}"
    r"|/(?![/\\])[^\s\\<>\"']{0,490}"
    r"|https://[\w.-]{1,200}(?:/[^\s\\<>\"']{0,290})?"
    r"|mailto:[\w.+-]{1,64}@[\w.-]{1,190}"
    r"|tel:\+?[\d-]{3,20}"
)
_PICTURE = re.compile(
    r"/(?:pictures|static|media)/(?!\.)[\w./-]{1,280}\.(?:avif|webp|jpe?g|png|svg)"
)
_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
_MARKUP = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@lru_cache(maxsize=512)
def html_of(source: str) -> str:
    """This turns Markdown, or HTML within it, into HTML that holds nothing but the allow-list.

    Scripts, styles, event handlers, frames and foreign protocols are gone; h1 belongs to the page;
    headings get an id, so that contents lists can lead to them; tables scroll inside themselves.
    """
    rendered = str(_MARKUP.render(source)).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    cleaned = nh3.clean(
        rendered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"https", "http", "mailto", "tel", "page", "category", "product"},
        link_rel="noopener",
    )
    taken: set[str] = set()
    with_ids = _HEADING.sub(lambda found: _heading(found, taken), cleaned)
    return with_ids.replace(
        "<table>", '<div class="scroller" tabindex="0" role="group"><table>'
    ).replace("</table>", "</table></div>")


def headings(html: str) -> tuple[tuple[str, str], ...]:
    """This lists the headlines of a text as (id, words), for a contents list."""
    found = re.findall(r'<h2 id="([\w-]+)">(.*?)</h2>', html, re.DOTALL)
    return tuple((anchor, nh3.clean(words, tags=set())) for anchor, words in found)


def is_link(text: str) -> bool:
    """This tells whether a link leads somewhere we allow: inside the shop, https, mail or phone."""
    return _LINK.fullmatch(text) is not None and ".." not in text


def is_picture(text: str) -> bool:
    """This tells whether an address is one of our own pictures; nothing is loaded from elsewhere."""
    return _PICTURE.fullmatch(text) is not None and ".." not in text


def _heading(found: "re.Match[str]", taken: set[str]) -> str:
    words = nh3.clean(found[2], tags=set())
    anchor = re.sub(r"[^\w]+", "-", words.lower()).strip("-")[:60] or "part"
    while anchor in taken:
        anchor += "-2"
    taken.add(anchor)
    return f'<h{found[1]} id="{anchor}">{found[2]}</h{found[1]}>'
