"""What a browser's languages say about the language and country its owner may want."""

from collections.abc import Collection, Iterable

from django.utils.translation.trans_real import parse_accept_lang_header

from commerce.channels.queries import ChannelInfo


def wished(header: str, *, languages: Collection[str]) -> tuple[str, str]:
    """This reads Accept-Language: the first language of `languages`, and the first country named.

    Either is empty when the header names none: "fr-CA, en;q=0.5" wishes ("fr", "CA").
    """
    tags = [tag for tag, _weight in parse_accept_lang_header(header.lower())]
    spoken = next((one for tag in tags if (one := tag.partition("-")[0]) in languages), "")
    first = tags[0].rpartition("-")[2] if tags and "-" in tags[0] else ""
    return spoken, first.upper() if len(first) == 2 else ""


def channel_for(
    country: str, *, here: ChannelInfo, among: Iterable[ChannelInfo]
) -> ChannelInfo | None:
    """This finds the channel that delivers to a country, unless the present one does or none."""
    if not country or country in here.countries:
        return None
    return next((one for one in among if country in one.countries and not one.domain), None)
