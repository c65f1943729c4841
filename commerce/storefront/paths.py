"""Addresses across languages: English has no prefix, every other language its own."""

from django.conf import settings

_PREFIXES = tuple(
    f"/{code}/" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE
)


def without_language(path: str) -> str:
    """This strips the language prefix from a path."""
    for prefix in _PREFIXES:
        if path.startswith(prefix):
            return path[len(prefix) - 1 :]
    return path


def in_language(path: str, language: str) -> str:
    """This gives the path of the same page in another language."""
    bare = without_language(path)
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"
