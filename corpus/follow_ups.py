"""Typed records of the rules by which the platform comes back to enterprises, and of its manners."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, model_validator

from corpus.records import Record, read

if TYPE_CHECKING:
    from pathlib import Path

Moment = Literal[
    "diagnosis_unfinished",
    "report_unread",
    "scenarios_undecided",
    "ticket_recorded",
    "ticket_resolved",
    "ticket_verified",
    "ticket_closed",
    "adoption_planned",
    "adoption_live",
    "adoption_unused",
    "diagnosis_done",
    "diagnosis_old",
    "policy_deadline",
    "promise_made",
    "promise_owed",
    "campaign",
]
"""What a rule counts from, and what must still hold when it is sent."""
Route = Literal["window", "notice", "web", "email", "person"]
"""How a follow-up reaches its contact: as a message in an open window, as a notice they have allowed, in the web inbox,
by e-mail, or through a person of the platform."""
Purpose = Literal["diagnosis", "scenario", "ticket", "policy", "satisfaction", "campaign"]


class Step(Record):
    """One reminder of a rule.

    Attributes:
        name: Its name within the rule.
        days: Days after the moment, before it where negative.
        text: Its own words; None takes the rule's.
    """

    name: str
    days: float
    text: str | None = None


class Press(Record):
    """A button: its title, the tool it runs, and the arguments; values may hold placeholders."""

    title: str
    tool: str
    arguments: dict[str, Any] = Field(default_factory=dict)


class Rule(Record):
    """A rule of follow-ups.

    Attributes:
        id: Its id.
        title: What operators call it.
        who: Whom it is for, in words.
        moment: What it counts from, and what must still hold.
        holds: That condition in words.
        steps: The reminders, in order.
        purpose: What people can opt out of.
        text: What is said; ``{…}`` are facts of the moment.
        press: The button below, which a short "yes" presses too.
        most: How often a contact hears of this rule at the most …
        within_days: … in so many days.
        stale_days: Days after which what could not be sent is out of date.
        routes: Ways it may take, the first that is open.
        clause: The clause of the standard it serves.
        active: Whether it is planned and sent.
    """

    id: str
    title: str
    who: str
    moment: Moment
    holds: str
    steps: tuple[Step, ...] = Field(min_length=1)
    purpose: Purpose
    text: str
    press: Press | None = None
    most: int = Field(2, ge=1)
    within_days: int = Field(30, ge=1)
    stale_days: float = Field(14, gt=0)
    routes: tuple[Route, ...] = ("window", "notice", "web", "email", "person")
    clause: str
    active: bool = True

    @model_validator(mode="after")
    def _steps_differ(self) -> Rule:
        if len({step.name for step in self.steps}) != len(self.steps):
            msg = f"{self.id}: two steps of one name"
            raise ValueError(msg)
        return self

    def words(self, step: str) -> str:
        """Return what is said at a step."""
        return next((one.text for one in self.steps if one.name == step and one.text), self.text)


class Manners(Record):
    """When and how often a contact may be told anything of the platform's own accord.

    Attributes:
        opens: The time of day from which messages go out, in Asia/Shanghai.
        closes: The time from which they don't any more.
        workdays_only: Whether only on workdays.
        most_a_day: Messages a contact gets on one day at the most.
        most_a_week: Messages in any seven days.
        quiet_minutes: How long a talk must have rested.
        answer_days: Days within which an answer goes on where the message pointed.
        converted_days: Days within which what it asked for counts as its doing.
    """

    opens: time
    closes: time
    workdays_only: bool
    most_a_day: int = Field(ge=1)
    most_a_week: int = Field(ge=1)
    quiet_minutes: int = Field(ge=0)
    answer_days: int = Field(ge=1)
    converted_days: int = Field(ge=1)

    @model_validator(mode="after")
    def _opens_first(self) -> Manners:
        if self.opens >= self.closes:
            msg = "the hours must open before they close"
            raise ValueError(msg)
        return self


class FollowUps(Record):
    """All rules, by id, and the manners that hold for every one."""

    manners: Manners
    rules: dict[str, Rule]


def load_follow_ups(data: Path) -> FollowUps:
    """Read ``follow_ups.yaml``.

    Args:
        data: The folder of data files.

    Raises:
        ValueError: A record is incomplete, or two rules have one id.
    """
    raw = read(data / "follow_ups.yaml")
    rules = [Rule.model_validate(record) for record in raw["rules"]]
    by_id = {rule.id: rule for rule in rules}
    if len(by_id) != len(rules):
        msg = "two rules of one id"
        raise ValueError(msg)
    return FollowUps(manners=Manners.model_validate(raw["manners"]), rules=by_id)
