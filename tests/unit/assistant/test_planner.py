"""The planner turns messages into calls by what they say and by what the conversation was about."""

from __future__ import annotations

import pytest

from assistant.calls import Ask, Call, Step
from assistant.planner import Subject, plan
from assistant.settling import Settled, settle
from corpus.lexical import normalise
from tools.catalog import BY_NAME
from tools.kit.tool import Focus, Pending, Suggestion

FOCUS = Focus(passages=("x",), question="8.3.1讲什么")
CLAUSE = Subject("T/ISC 0106—2026", "8.3.1", "8.3.1", "clause", ("8.3", "8.3.1 a)"))
ITEM = Subject("T/ISC 0106—2026", "8.3.1 b)", "8.3.1", "item", ("8.3.1 a)", "8.3.1 c)"))
POLICY = Subject("GZ-SUBSIDY-2025", "要点", "要点", "policy")


def planned(text: str, subject: Subject | None = None) -> tuple[Step, ...]:
    return plan(normalise(text), FOCUS if subject else None, subject, None, BY_NAME)


def only(text: str, subject: Subject | None = None) -> Call:
    (step,) = planned(text, subject)
    assert isinstance(step, Call)
    return step


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("8.3.1讲什么", "content"),
        ("8.3.1有几条", "count"),
        ("8.3.1 b)是必须的吗", "modality"),
        ("8.3.1由谁来做", "who"),
        ("附录2 a.1.2的公式印错了吗", "misprint"),
        ("a.1.2怎么算", "formula"),
    ],
)
def test_a_clause_is_read_under_the_aspect_asked_for(text: str, aspect: str) -> None:
    call = only(text)
    assert call.tool == "read_clause"
    assert call.arguments["aspect"] == aspect


def test_two_clauses_are_compared_only_where_asked() -> None:
    assert only("8.3.1和8.3.2有什么区别").arguments == {"first": "8.3.1", "second": "8.3.2"}
    assert [step.tool for step in planned("8.3.1和8.3.2讲什么") if isinstance(step, Call)] == ["read_clause"] * 2


def test_topics_are_compared_without_numbers_but_no_sentence_is_torn_apart() -> None:
    assert only("微调和强化学习有什么区别").tool == "compare"
    assert planned("万一这里头写的跟国家法律不一样，到底听谁的才算对") == ()


def test_a_correction_keeps_what_it_puts_in_place() -> None:
    assert only("不是8.3.1，是8.3.2").arguments["clause"] == "8.3.2"


@pytest.mark.parametrize(
    ("text", "subject", "clause"),
    [
        ("那第二条呢", CLAUSE, "8.3.1 第2项"),
        ("第三条呢", ITEM, "8.3.1 第3项"),
        ("c)呢", ITEM, "8.3.1 c)"),
        ("下一条", ITEM, "8.3.1 c)"),
        ("上一条讲什么", ITEM, "8.3.1 a)"),
        ("它是必须的吗", ITEM, "8.3.1 b)"),
        ("出自哪一条", ITEM, "8.3.1 b)"),
    ],
)
def test_follow_ups_lean_on_the_conversation(text: str, subject: Subject, clause: str) -> None:
    assert only(text, subject).arguments["clause"] == clause


def test_follow_ups_on_a_policy_read_its_fields() -> None:
    assert only("怎么申报", POLICY).arguments == {"policy": "GZ-SUBSIDY-2025", "aspect": "how_to_apply"}


def test_a_new_topic_is_searched_with_what_went_before() -> None:
    assert only("那MES呢", ITEM).arguments == {"question": "mes", "about": FOCUS.question}


def test_a_full_question_is_left_to_the_search_whatever_went_before() -> None:
    assert planned("平台建成以后日常运营工作要包含哪几样事情", ITEM) == ()


def test_a_pressed_tool_asks_for_what_it_needs() -> None:
    pressed = Call("read_clause", {})
    assert plan("", None, None, pressed, BY_NAME) == (Ask("read_clause", "clause", {}),)


def test_words_that_come_with_a_press_fill_the_one_open_parameter() -> None:
    (step,) = plan("8.1", None, None, Call("read_clause", {}, "8.1"), BY_NAME)
    assert step == Call("read_clause", {"clause": "8.1"}, "8.1")
    (listed,) = plan("皮具厂有哪些", None, None, Call("list_scenarios", {}, ""), BY_NAME)
    assert isinstance(listed, Call)
    assert listed.arguments == {"question": "皮具厂有哪些"}
    (whole,) = plan("下一条", None, None, Call("read_clause", {"clause": "8.2"}, ""), BY_NAME)
    assert isinstance(whole, Call)
    assert whole.arguments == {"clause": "8.2"}


def test_an_open_question_takes_the_message_as_its_answer_unless_it_asks_for_something_else() -> None:
    pending = Pending(tool="read_policy", slot="policy")
    assert settle("穗智转补贴", pending, BY_NAME, elsewhere=False) == Settled(
        Call("read_policy", {"policy": "穗智转补贴"}, "穗智转补贴")
    )
    assert settle("8.3.1讲什么", pending, BY_NAME, elsewhere=True) is None
    assert settle("算了", pending, BY_NAME, elsewhere=False) == Settled(dropped=True)


@pytest.mark.parametrize(
    ("said", "settled"), [("确认", "yes"), ("好的，提交吧", "yes"), ("先不要", "no"), ("mes是什么", "other")]
)
def test_a_change_waits_for_a_yes(said: str, settled: str) -> None:
    pending = Pending(tool="read_policy", slot=None, arguments={"policy": "x"})
    expected = {"yes": Settled(Call("read_policy", {"policy": "x"}, confirmed=True)), "no": Settled(dropped=True)}
    assert settle(normalise(said), pending, BY_NAME, elsewhere=False) == expected.get(settled)


def test_a_choice_is_taken_by_number_or_by_title() -> None:
    choices = tuple(Suggestion(title=t, tool="read_policy", arguments={"policy": t}) for t in ("甲", "乙"))
    pending = Pending(tool="read_policy", slot="policy", choices=choices)
    for said in ("2", "第二个", "乙"):
        assert settle(said, pending, BY_NAME, elsewhere=False) == Settled(Call("read_policy", {"policy": "乙"}, "乙"))
