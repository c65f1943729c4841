from collections.abc import Iterator

import pytest
import stripe

from payments.stripe_emulator.server import Emulator
from tests.builders.stripe import client_of, running_emulator


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with running_emulator() as running:
        yield running


@pytest.fixture
def sdk(emulator: Emulator) -> stripe.StripeClient:
    return client_of(emulator)
