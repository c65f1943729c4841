"""Mails as mail programs show them."""


def html_of(markup: str) -> str:
    """This turns MJML into HTML that mail programs show: tables, with all styles inlined."""
    # Only workers write letters; read at once, the compilers would lie in the memory of every web process.
    import css_inline
    import mjml

    return css_inline.inline(mjml.mjml2html(markup), load_remote_stylesheets=False)
