"""What is done with a ticket, read from people's words: operators' moves, and what enterprises say of it."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.lexical import normalise
from tools.domain.tickets.cues import solved_that
from tools.domain.tickets.doing import does, read_move, read_moves


@pytest.mark.parametrize(
    ("words", "action", "more"),
    [
        ("T20261126-001排期到12月10日", "schedule", {"note": "排期到12月10日"}),
        ("把003号工单指派给李工", "assign", {"assignee": "李工"}),
        ("T20261126-001 转给王工处理，他懂ERP", "assign", {"assignee": "王工", "note": "他懂ERP"}),
        ("001号业务评估：合理", "assess", {"assessment": "business", "note": "合理"}),
        ("技术评估不可行：没有接口", "assess", {"assessment": "technical", "note": "没有接口"}),
        ("产品那边觉得可以做", "assess", {"assessment": "product"}),
        ("评估完了", "assess", {"assessment": None}),
        ("关闭T20261126-001", "close", {"note": ""}),
        ("回访过了，客户说可以", "revisit", {"note": "客户说可以"}),
        ("T20261126-002验证通过", "verify", {}),
        ("打回重做，企业说还报错", "reopen", {"note": "企业说还报错"}),
        ("给T20261126-001加备注：客户下周在", "note", {"note": "客户下周在"}),
        ("T20261126-001优先级改为特急", "grade", {"severity": "urgent"}),
        ("这单交给我", "assign", {"assignee": "我"}),
        ("安排到12月版本", "schedule", {}),
        ("T20261126-001已解决：接口已上线", "resolve", {"note": "接口已上线"}),
        ("你好", None, {}),
    ],
)
def test_what_operators_do(words: str, action: str | None, more: dict[str, Any]) -> None:
    read = read_move(words, operator=True)
    assert read.action == action
    assert {name: getattr(read, name) for name in more} == more


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("解决了", "verify"),
        ("搞定了，谢谢", "verify"),
        ("可以了，谢谢", "verify"),
        ("没问题了", "verify"),
        ("没解决", "reopen"),
        ("还是不行", "reopen"),
        ("问题还在", "reopen"),
        ("又坏了", "reopen"),
        ("修好了但是又坏了", "reopen"),
        ("好像没什么用", "reopen"),
        ("你好", None),
        ("关闭工单", "close"),
    ],
)
def test_what_enterprises_say_of_it(words: str, action: str | None) -> None:
    assert read_move(words, operator=False).action == action


@pytest.mark.parametrize(
    ("words", "moves"),
    [
        ("产品评估也过了，有现成方案", [("assess", "product", "", "有现成方案")]),
        (
            "三项都过了，排到下周，给小何",
            [("assess", None, "", ""), ("schedule", None, "", "排到下周"), ("assign", None, "小何", "")],
        ),
        ("技术评估：要先把工时数据补齐", [("assess", "technical", "", "要先把工时数据补齐")]),
        ("处理好了，标成已解决", [("resolve", None, "", "")]),
        ("客户说可以了，关单", [("verify", None, "", ""), ("close", None, "", "")]),
        ("回访过了，客户说可以", [("revisit", None, "", "客户说可以")]),
        ("备注一下：已道歉，派了人", [("note", None, "", "已道歉，派了人")]),
        ("派给陈工，排到12月中", [("assign", None, "陈工", ""), ("schedule", None, "", "排到12月中")]),
        ("他们说还没好", [("reopen", None, "", "")]),
    ],
)
def test_one_message_may_do_several_things(words: str, moves: list[tuple[Any, ...]]) -> None:
    read = read_moves(words, operator=True)
    assert [(one.action, one.assessment, one.assignee, one.note) for one in read] == moves


def test_several_assessments_stand_in_one_clause() -> None:
    read = read_moves("业务和产品评估都过了，技术要先补数据", operator=True)
    assert [one.assessment for one in read] == ["business", "product", "technical"]
    assert read[2].note == "技术要先补数据"


@pytest.mark.parametrize(
    ("words", "severity"),
    [("这张定成紧急", "urgent"), ("优先级改成低", "low"), ("优先级调高", "high"), ("改成普通", "normal")],
)
def test_how_a_ticket_is_graded(words: str, severity: str) -> None:
    assert read_move(words, operator=True).severity == severity


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("派给陈工", True),
        ("咁就派俾阿强跟啦", True),
        ("排期，12月中做", True),
        ("派给谁了", False),
        ("评估了吗", False),
        ("解决了没", False),
        ("狮岭有几家企业", False),
    ],
)
def test_what_is_done_with_the_ticket_under_discussion(words: str, done: bool) -> None:  # noqa: FBT001 -- what is expected
    assert does(normalise(words)) is done


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("恒利那张解决了，余料表交给他们了", ("resolve", "余料表交给他们了")),
        ("骏马的投诉再备注一条：已经电话道歉", ("note", "已经电话道歉")),
        ("恒利嗰张派俾陈工", ("assign", "")),
        ("还是换成陈工", ("assign", "")),
    ],
)
def test_which_ticket_it_is_may_stand_before_what_is_done(words: str, reading: tuple[str, str]) -> None:
    move = read_move(words, operator=True)
    assert (move.action, move.note) == reading


def test_both_of_two_assessments_are_read() -> None:
    assert [move.assessment for move in read_moves("产品和技术也评了", operator=True)] == ["product", "technical"]


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("嗰个乱码嘅表而家好咗啦", "verify"),
        ("the export issue is fixed now", "verify"),
        ("it is still not working", "reopen"),
        ("嗰把扫码枪今朝又连唔上", "reopen"),
    ],
)
def test_an_enterprise_says_in_its_own_words_how_it_stands(words: str, action: str) -> None:
    assert read_move(words, operator=False).action == action


@pytest.mark.parametrize(
    ("words", "solved"),
    [
        ("嗰个乱码嘅表而家好咗啦", True),
        ("上次报的导出乱码现在好了，多谢", True),
        ("上次报的导出乱码修好了吗", False),
        ("那个系统修好了，帮我再查下补贴", False),
        ("诊断做好了", False),
        ("那个报告打不开的事已经解决了", True),
        ("那个报告打不开的事应该已经解决了吧", False),
        ("之前说的登录不上，隔壁厂已经解决了", False),
        ("那个识别不了的，明天就能解决了", False),
    ],
)
def test_a_known_matter_is_said_to_be_solved(words: str, solved: bool) -> None:  # noqa: FBT001 -- what is expected
    assert solved_that(normalise(words)) is solved
