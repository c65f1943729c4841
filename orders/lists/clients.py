"""Turns our markup into what mail programs show."""

import css_inline
import mjml


def html_of(markup: str) -> str:
    """This turns MJML into HTML that mail programs show: tables, with all styles inlined."""
    return css_inline.inline(mjml.mjml2html(markup), load_remote_stylesheets=False)
