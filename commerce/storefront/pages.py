"""The switches of the frame: language, channel (currency), theme."""

from urllib.parse import unquote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commerce.channels import queries as channels
from commerce.http import shelf
from commerce.http.context import CHANNEL_COOKIE, channel_of
from commerce.storefront import paths
from commerce.storefront.context import SUGGESTION_COOKIE, THEME_COOKIE, THEMES
from commerce.storefront.doors import came_from

NOTICE_COOKIE = "notice"
shelf.depends_on(NOTICE_COOKIE, lambda mark: mark[:20])
YEAR = 365 * 24 * 3600


@require_POST
def choose_preferences(request: HttpRequest) -> HttpResponse:
    """This remembers language and channel, and sends the visitor to the same page in them (N4).

    What is not offered there leads to what comes closest, and says so. Unknown languages and
    channels change nothing; `stay` only waves the suggestion away.
    """
    wanted, path = request.POST, _back(request)
    if "stay" in wanted:
        answer = HttpResponseRedirect(path)
        answer.set_cookie(SUGGESTION_COOKIE, "no", max_age=YEAR, samesite="Lax")
        return answer
    language = wanted.get("language", "")
    spoken = language if language in dict(settings.LANGUAGES) else paths.language_of(path)
    channel = channels.all_channels().get(wanted.get("channel", ""))
    chosen = channel if channel is not None and channel.on_storefront else None
    answer = HttpResponseRedirect(_there(request, path, channel=chosen, language=spoken))
    if spoken == language:
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax")
    if chosen is not None:
        answer.set_cookie(CHANNEL_COOKIE, chosen.code, max_age=YEAR, samesite="Lax")
    return answer


def _there(
    request: HttpRequest, path: str, *, channel: channels.ChannelInfo | None, language: str
) -> str:
    """The counterpart of a page in the chosen channel and language, with the question it carried."""
    bare, mark, query = path.partition("?")
    try:
        channel = channel or channel_of(request)
    except channels.UnknownChannel:
        return paths.in_language(bare, language) + mark + query
    found = paths.counterpart(unquote(bare), channel=channel, language=language)
    if not found.exact:
        with translation.override(language):
            messages.info(request, _("That is not offered here. This comes closest to it."))
        return iri_to_uri(found.path)
    return iri_to_uri(found.path) + mark + query


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """This remembers light, dark or the device's own theme."""
    answer = HttpResponseRedirect(_back(request))
    wanted = request.POST.get("theme", "")
    if wanted in {"auto", *THEMES}:
        answer.set_cookie(THEME_COOKIE, wanted, max_age=YEAR, samesite="Lax")
    return answer


@require_POST
def close_notice(request: HttpRequest) -> HttpResponse:
    """This remembers that a visitor has read the announcement; a new one shows again."""
    answer = HttpResponseRedirect(_back(request))
    mark = request.POST.get("notice", "")
    if len(mark) <= 20 and mark.isalnum():
        answer.set_cookie(NOTICE_COOKIE, mark, max_age=YEAR, samesite="Lax")
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """This asks to send the form again, after a cookie was lost or the page grew old."""
    return render(request, "403_csrf.html", {"again": came_from(request)}, status=403)


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe and wanted.startswith("/") else "/"
