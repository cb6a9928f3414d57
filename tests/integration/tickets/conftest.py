"""Who has tickets and who works on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.front_desk import Clock, Person

if TYPE_CHECKING:
    from assistant.bootstrap import Application


@pytest.fixture
def owner(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "owner", enterprise="E1")


@pytest.fixture
def operator(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "张工", role="operator")
