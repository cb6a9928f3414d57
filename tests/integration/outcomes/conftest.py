"""Firms on file, an operator who asks after them, and follow-ups that are put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.front_desk import Clock, Person, filled
from tests.fakes.outcomes import Rows, put_firms

if TYPE_CHECKING:
    from assistant.bootstrap import Application


app = filled(put_firms)


@pytest.fixture
def operator(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "op", role="operator")


@pytest.fixture
def rows(app: Application, clock: Clock) -> Rows:
    return Rows(app, clock)
