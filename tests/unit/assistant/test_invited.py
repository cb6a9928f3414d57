"""What a message means where a follow-up was the last thing said: it presses the button, answers, or is about else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assistant.nudges import Nudge
from assistant.settling import settle
from assistant.telling import invitation
from corpus.lexical import normalise
from tools.catalog import BY_NAME
from tools.domain.follow_ups import shipped
from tools.kit.tool import Pending, Suggestion

UNTIL = datetime(2026, 12, 1, tzinfo=UTC)
SCORED = {"stage": "process", "about": "ticket", "name": "{number}"}


def invited(rule_id: str) -> Pending:
    """The question a rule's follow-up leaves open; its arguments keep their braces."""
    rule = shipped().rules[rule_id]
    assert rule.press is not None
    nudge = Nudge(
        id="n",
        route="web",
        channel="web",
        user="u",
        contact="c",
        enterprise="e",
        rule=rule_id,
        step="s",
        title=rule.title,
        purpose=rule.purpose,
        text=rule.text,
        told_at=UNTIL,
        press=Suggestion(title=rule.press.title, tool=rule.press.tool, arguments=dict(rule.press.arguments)),
    )
    pending = invitation(nudge, UNTIL)
    assert pending is not None
    return pending


@pytest.mark.parametrize(
    ("rule", "words", "arguments"),
    [
        ("diagnosis_unfinished", "好", {}),
        ("diagnosis_unfinished", "1", {}),
        ("diagnosis_unfinished", "接着", {}),
        ("diagnosis_unfinished", "好的，继续", {}),
        ("diagnosis_unfinished", "我现在答", {}),
        ("ticket_to_verify", "解决了", {"number": "{number}", "action": "verify"}),
        ("ticket_to_verify", "没解决", {"number": "{number}", "action": "reopen", "question": "没解决"}),
        ("ticket_to_revisit", "又坏了", {"number": "{number}", "action": "reopen", "question": "又坏了"}),
        ("satisfaction_ticket", "1", SCORED | {"score": 1, "question": "1"}),
        ("satisfaction_ticket", "好", SCORED),
        ("adoption_go_live", "已经上线了", {"scenario": "{scenario_id}", "state": "live"}),
        ("promise_made", "好了", {"promise": "{promise_id}", "state": "kept"}),
        ("promise_made", "改到下周三", {"promise": "{promise_id}", "question": "改到下周三"}),
        ("report_unread", "打开看看", {}),
    ],
)
def test_it_ends_in_the_tool_that_was_pointed_at(rule: str, words: str, arguments: dict[str, Any]) -> None:
    pending = invited(rule)
    settled = settle(normalise(words), pending, BY_NAME, elsewhere=False)
    assert settled is not None
    assert settled.call is not None
    assert settled.call.tool == pending.tool
    assert dict(settled.call.arguments) == arguments
    assert not settled.call.confirmed


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("diagnosis_unfinished", "今天天气怎么样"),
        ("diagnosis_unfinished", "B"),
        ("diagnosis_unfinished", "别再给我发提醒了"),
        ("adoption_go_live", "好"),  # it was told when it goes live, not asked whether it has
        ("adoption_go_live", "缺一台服务器"),
        ("policy_deadline", "我们有50人"),
    ],
)
def test_it_is_taken_for_itself(rule: str, words: str) -> None:
    assert settle(normalise(words), invited(rule), BY_NAME, elsewhere=False) is None


def test_what_clearly_asks_for_something_else_is_no_answer() -> None:
    assert settle(normalise("没解决"), invited("ticket_to_verify"), BY_NAME, elsewhere=True) is None


def test_a_no_ends_it() -> None:
    settled = settle(normalise("不用了"), invited("diagnosis_unfinished"), BY_NAME, elsewhere=False)
    assert settled is not None
    assert settled.dropped


def test_it_waits_until_its_time_has_passed() -> None:
    pending = invited("diagnosis_unfinished")
    assert not pending.lapsed(UNTIL - timedelta(seconds=1))
    assert pending.lapsed(UNTIL)
    assert not pending.model_copy(update={"until": None}).lapsed(UNTIL)
