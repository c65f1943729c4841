"""What leaves the house as a table is text to every spreadsheet, and comes back as it was."""

import pytest

from commerce import spreadsheets


@pytest.mark.parametrize("text", ["=1+1", "+49", "-x", "@home", "'quoted", "plain", ""])
def test_a_cell_comes_back_as_it_was(text: str) -> None:
    assert spreadsheets.plain(spreadsheets.cell(text)) == text
