"""Three enterprises on file, people of two of them, and an operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.adoption import put_firms
from tests.fakes.front_desk import Clock, Person, filled

if TYPE_CHECKING:
    from assistant.bootstrap import Application


app = filled(put_firms)


@pytest.fixture
def owner(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "owner", enterprise="e-狮岭精")


@pytest.fixture
def other(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "other", enterprise="e-金明五")


@pytest.fixture
def operator(app: Application, clock: Clock) -> Person:
    return Person(app, clock, "张工", role="operator")
