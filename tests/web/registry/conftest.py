"""Who sits at the Union's desk."""

import pytest
from django.test import Client

from tests.people import World


@pytest.fixture
def elmira(client: Client, world: World) -> Client:
    """Signed in: the owner of the Union, who decides."""
    client.force_login(world.elmira)
    return client
