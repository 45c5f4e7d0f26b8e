"""The published opportunity of tests/opportunities, for tests that go through the whole house."""

from tests.opportunities.conftest import (  # noqa: F401  fixtures that those of this file stand on
    babek,
    complete,
    draft,
    elmira,
    nigar,
    organisation,
    published,
    submitted,
    three_regions,
    union,
    vusal,
)
