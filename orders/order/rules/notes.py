"""What a shopper writes to those who pack: made fit to be kept, shown and printed, never interpreted."""

import unicodedata

from commerce.errors import Invalid

LONGEST_NOTE = 500
# Characters that turn the reading direction of what stands around them: a note must not reach out of itself.
_TURNING = {
    chr(code) for code in (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


class NoteTooLong(Invalid):
    """The note is longer than anybody reads while packing (`most` in data)."""

    code = "note_too_long"


def tidy(text: str) -> str:
    """This makes a note fit: line ends and blank lines in order, control characters gone.

    Raises:
        NoteTooLong: for more than LONGEST_NOTE characters.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = "\n".join(_plain(line) for line in lines).strip()
    while "\n\n\n" in kept:
        kept = kept.replace("\n\n\n", "\n\n")
    if len(kept) > LONGEST_NOTE:
        message = f"a note has at most {LONGEST_NOTE} characters"
        raise NoteTooLong(message, field="note", most=LONGEST_NOTE)
    return kept


def _plain(line: str) -> str:
    found = line.replace("\t", " ")
    return "".join(one for one in found if _belongs(one)).rstrip()


def _belongs(one: str) -> bool:
    return one not in _TURNING and unicodedata.category(one) not in {"Cc", "Cs", "Co", "Cn"}
