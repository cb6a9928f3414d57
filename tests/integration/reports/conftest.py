"""Somebody who has reports made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.front_desk import Clock, Person

if TYPE_CHECKING:
    from assistant.bootstrap import Application


@pytest.fixture
def person(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "us")
