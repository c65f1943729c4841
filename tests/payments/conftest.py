from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from commerce.channels.queries import ChannelInfo
from payments.taxes import queries as taxes
from tests.builders.payments import Shop, running_shop


@pytest.fixture
def shop(channel: ChannelInfo, settings: Settings) -> Iterator[Shop]:
    """A shop in channel eu whose Stripe is an emulator."""
    with running_shop(settings) as running:
        yield running


@pytest.fixture(autouse=True)
def _fresh_rates() -> Iterator[None]:
    taxes.forget()
    yield
    taxes.forget()
