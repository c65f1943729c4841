"""Translations are whole: what shoppers read is said in every language."""

from django.core.management import call_command
from django.utils import translation
from django.utils.translation import gettext, ngettext


def test_every_text_of_the_shop_is_translated_and_compiled() -> None:
    """I18N2: no missing msgid for a shipped language, no stale .mo."""
    call_command("messages", check=True)


def test_speaks_german() -> None:
    with translation.override("de"):
        assert gettext("Add to bag") == "In die Tasche"
        assert ngettext("%(counter)s product", "%(counter)s products", 2) == "%(counter)s Produkte"
