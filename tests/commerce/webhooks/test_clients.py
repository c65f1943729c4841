"""The way out leads nowhere private: attack row 'SSRF'."""

import pytest

from commerce.webhooks import clients


@pytest.mark.parametrize(
    "url",
    [
        "http://93.184.215.14/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.1.2.3/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1]/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://user:pw@93.184.215.14/",
        "ftp://93.184.215.14/",
        "file:///etc/passwd",
        "https:///nowhere",
    ],
)
def test_refuses_private_and_odd_addresses(url: str) -> None:
    with pytest.raises(clients.Unreachable):
        clients.check(url=url, allow_private=False)


def test_a_public_address_is_pinned() -> None:
    assert clients.check(url="https://93.184.215.14/hook", allow_private=False) == "93.184.215.14"
