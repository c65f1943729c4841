"""Style sheets by area."""

import gzip
import re

import pytest

from commerce.storefront import bundles

# KB after compression, of what a page of this area links (3.1).
BUDGETS = {"home": 22, "catalogue": 24, "checkout": 22, "account": 22}


def test_spaces_and_comments_go_and_meaning_stays() -> None:
    css = '/* why */\n.a > .b :is(.c, .d) {\n  margin: calc(1rem + 2px) 0;\n  content: "a b";\n}\n'

    assert bundles.small(css) == '.a > .b :is(.c,.d){margin:calc(1rem + 2px) 0;content:"a b"}'


@pytest.mark.parametrize(("area", "most"), BUDGETS.items())
def test_stays_within_its_budget(area: str, most: int) -> None:
    css = bundles.joined("core") + bundles.joined(area)

    assert len(gzip.compress(css.encode())) <= most * 1000


def test_an_unknown_area_is_a_mistake_of_ours() -> None:
    with pytest.raises(bundles.UnknownBundle):
        bundles.paths("moon")


def test_the_order_of_layers_comes_first() -> None:
    assert bundles.joined("core").startswith(
        "@layer reset,tokens,base,layout,components,pages,utilities;"
    )


def test_the_scripts_of_every_page_are_two_files_and_keep_their_names_apart() -> None:
    """3.1: requests before scrolling; a module's own names stay its own."""
    modules = bundles.joined_modules()

    assert bundles.joined_libraries().index("var htmx=") < bundles.joined_libraries().index(
        "var Idiomorph="
    )
    # Several modules call something `box`; each stands in a block of its own.
    assert modules.count("\nconst box =") > 1
    assert modules.count("\n{\n") + modules.startswith("{\n") >= len(bundles.MODULES)
    assert not re.search(r"^\s*(import|export)\b", modules, re.MULTILINE)
    assert len(bundles.modules()) == len(bundles.MODULES)
