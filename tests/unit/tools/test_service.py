"""How the assistant itself is used is told by its own notes, and no question to the sources is taken for one."""

from __future__ import annotations

import pytest

from assistant.bootstrap import DATA
from corpus.catalogs import load, load_questions
from corpus.lexical import normalise
from tools.knowledge.service import LONGEST, SURE, sure

CATALOGS = load(DATA)
NOTES = CATALOGS.service


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
        ("商会拉我进来的，你这个是做什么的", "what-is-it"),
        ("这公众号是干啥用的", "what-is-it"),
        ("居委让我们测的这个诊断，是做啥的", "diagnosis-what"),
        ("做诊断有什么好处", "diagnosis-what"),
        ("10题的跟26题的有什么不同", "forms-differ"),
        ("全部有多少道题", "diagnosis-count"),
        ("诊断要交什么资料，要准备啥", "diagnosis-prepare"),
        ("不做诊断行不行", "diagnosis-duty"),
        ("我们填的数据会报给税务吗", "reported"),
        ("我们的信息会不会卖给别人", "used-for"),
        ("诊断结果存多久", "where-kept"),
        ("能发语音吗", "voice-pictures"),
        ("会讲广东话吗", "dialect"),
        ("选错了还能改吗", "change-answer"),
        ("不会填的怎么办", "cannot-answer"),
        ("跳过的题会不会拉低分", "left-out"),
        ("测评准不准", "accurate"),
        ("能让财务来填吗", "others-fill"),
        ("隔多久要再测", "retest"),
        ("你们平台是不是官方的", "who-runs"),
        ("你是用deepseek吗", "which-model"),
        ("我跟你说的会被录下来吗", "remembers"),
        ("你半夜也在吗", "night"),
        ("怎样才算登记", "registered"),
        ("报告可以打印吗", "report-form"),
        ("报告作废了，老板还能打开吗", "link-void"),
        ("打了2分，没人来问", "score-followed"),
        ("打低分会不会被为难", "score-named"),
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
        "你们干嘛把我的单关了",
        "这个场景是做什么的",
        "诊断看哪五个维度",
        "把材料报给街道",
        "平台要报给监管部门吗",
        "给我下载word报告",
        "作废报告链接",
        "还剩几题",
        "第3题改成2",
        "让会计来答",
        "记住我说的话",
        "晚上车间设备停机多",
        "我们公司用deepseek写文案",
        "重新诊断",
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


@pytest.mark.parametrize(
    "text", ["要是把报告链接作废了，客户还能打开吗", "报告以前能下载pdf，现在还能吗", "测一次要多久"]
)
def test_what_is_only_asked_about_is_surely_no_request(text: str) -> None:
    assert sure(normalise(text), CATALOGS) == SURE


@pytest.mark.parametrize("text", ["把报告链接作废", "出报告，要pdf的", "把报告发给老板", "测一下我们厂"])
def test_a_request_is_surely_no_question_of_the_assistant(text: str) -> None:
    assert sure(normalise(text), CATALOGS) == 0.0
