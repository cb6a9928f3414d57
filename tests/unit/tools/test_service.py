"""How the assistant itself is used is told by its own notes, and no question to the sources is taken for one."""

from __future__ import annotations

import pytest

from assistant.bootstrap import DATA
from corpus.catalogs import load, load_questions
from corpus.lexical import normalise
from tools.knowledge.service import LONGEST

NOTES = load(DATA).service


def asked(text: str) -> str | None:
    said = normalise(text)
    return next((note.id for note in NOTES if note.answers(said)), None)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("解绑以后我们的资料还在不在", "leave-keeps"),
        ("资料清空了还能恢复吗", "erased-back"),
        ("我们财务也想用，邀请码能给她发吗", "colleague"),
        ("没绑企业可以先用吗", "unbound"),
        ("怎么绑我们公司", "bind"),
        ("转人工以后你还回我吗", "person-after"),
        ("找人工要排队吗", "person-wait"),
        ("想投诉，去哪里投诉", "complain"),
        ("提了需求几天有人联系", "ticket-time"),
        ("报告链接多久过期", "report-link"),
        ("我们填的别家看得到吗", "who-sees"),
        ("测到一半退出会不会白测", "stop-halfway"),
        ("你们测的等级政府认吗", "official"),
        ("打的分还能改吗", "score-change"),
        ("提醒怎么关掉", "notices"),
        ("打分满分是几分来着", "scale"),
        ("你们的回答靠谱吗", "reliable"),
        ("你是真人吗", "human"),
        ("诊断要钱吗", "fee"),
        ("聊天记录能删吗", "history"),
    ],
)
def test_a_note_answers_what_people_ask_of_the_assistant(text: str, note: str) -> None:
    assert asked(text) == note


@pytest.mark.parametrize(
    "text",
    [
        "客户投诉平均处理时长怎么算",
        "标准对企业档案有什么要求",
        "申报小巨人要不要钱",
        "设备报警太多怎么关",
        "视觉质检准不准",
        "帮我解绑",
        "转人工",
        "别发了",
    ],
)
def test_other_questions_and_requests_are_none(text: str) -> None:
    assert asked(text) is None


def test_no_expected_question_to_the_sources_is_taken_for_one() -> None:
    every = (q for unit in load_questions(DATA).values() for group in unit.by_field().values() for q in group)
    assert [q for q in every if len(normalise(q)) <= LONGEST and asked(q)] == []


def test_notes_are_unlike_and_say_something() -> None:
    assert len({note.id for note in NOTES}) == len(NOTES)
    assert all(note.answer.endswith("。") for note in NOTES)
