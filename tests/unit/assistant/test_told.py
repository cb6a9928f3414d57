"""What is only told is told from what is asked, wished for or to be looked up."""

from __future__ import annotations

import pytest

from assistant.bootstrap import DATA
from assistant.intents import cues
from corpus.catalogs import load_questions
from corpus.lexical import normalise

SCENARIO = "SC-"


@pytest.mark.parametrize(
    "text",
    [
        "机器坏了好几天没人修",
        "我们现在都是手工记账的",
        "软件公司说月底前装好",
        "老板这几天不在,事情都搁着了",
        "师傅走咗,冇人识调机",
        "仓库的料老是对不上",
        "昨天送货的车半路抛锚了",
    ],
)
def test_what_is_only_told(text: str) -> None:
    assert cues.tells(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "数据安全要求",
        "花都区的补贴政策",
        "专精特新认定条件",
        "讲讲大模型平台那节",
        "机器坏了找谁",
        "我们的机器坏了,帮我登记一下",
        "我想了解标准对服务商的要求",
        "听说小巨人有奖励",
        "仓库老是对不上账,怎么办",
        "设备故障率",
        "这样也行吧",
        "客户分层管理",
    ],
)
def test_what_is_asked_wished_for_or_to_be_looked_up(text: str) -> None:
    assert not cues.tells(normalise(text))


@pytest.mark.parametrize(("text", "wrong"), [("机器坏了好几天没人修", True), ("昨天去了趟佛山看展会", False)])
def test_what_goes_wrong_is_told_from_the_rest(text: str, *, wrong: bool) -> None:
    assert cues.in_trouble(normalise(text)) is wrong


def test_hardly_any_expected_question_is_taken_for_something_told() -> None:
    """But for those to the scenarios: they are asked by telling what goes wrong, and found by it."""
    questions = [
        question
        for unit, record in load_questions(DATA).items()
        for group in record.by_field().values()
        for question in group
        if SCENARIO not in unit
    ]
    told = [question for question in questions if cues.tells(normalise(question))]
    assert len(told) <= len(questions) * 0.003, told


@pytest.mark.parametrize(
    ("text", "wonders"), [("那就是40天?", True), ("能不能催一下?", False), ("可以存一下吗?", False), ("存一下", False)]
)
def test_a_polite_request_is_no_mere_question(text: str, *, wonders: bool) -> None:
    assert cues.only_wonders(normalise(text)) is wonders


@pytest.mark.parametrize("text", ["那我先问下老板，过两天再弄", "改天再说", "等老板回来再定"])
def test_what_is_put_off(text: str) -> None:
    assert cues.puts_off(normalise(text))


@pytest.mark.parametrize("text", ["帮我改天再催一下", "我们下周再做诊断", "标准说了算", "老板下周回来吗"])
def test_what_is_not_put_off(text: str) -> None:
    assert not cues.puts_off(normalise(text))
