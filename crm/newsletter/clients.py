"""Turns our markup into what mail programs show and understand."""

from collections.abc import Mapping

import css_inline
import mjml


def html_of(markup: str) -> str:
    """This turns MJML into HTML that mail programs show: tables, with all styles inlined."""
    return css_inline.inline(mjml.mjml2html(markup), load_remote_stylesheets=False)


def headers_to_leave(address: str) -> Mapping[str, str]:
    """These let a mail program offer leaving by itself (RFC 8058)."""
    if not address:
        return {}
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
