"""Answers to other questions than the one that is open: corrections, several at once, a row of them."""

from __future__ import annotations

import pytest

from tests.fakes.answering import MATCHER, QUESTIONNAIRE, means
from tools.domain.answering import BEFORE, JUST, LATEST, OPEN, Correction, corrects, understand


@pytest.mark.parametrize(
    ("text", "of", "answer"),
    [
        ("第3题改成2", 3, "2"), ("第三题我想改成4", 3, "4"), ("第三题改成第五个", 3, "第五个"),
        ("3题改成用Excel", 3, "用excel"),
        ("把第2题改为第一个", 2, "第一个"), ("第2题选错了，应该是4", 2, "4"), ("改一下第3题", 3, None),
        ("回到第2题", 2, None), ("不对，刚才第二题应该选4", 2, "4"), ("我第二题填错了应该填4", 2, "4"),
        ("第3题重答", 3, None), ("上一题改成2", BEFORE, "2"), ("前一题应该是2", BEFORE, "2"),
        ("刚才那题改成4", BEFORE, "4"), ("改一下上一题", BEFORE, None), ("第十二题改成不知道", 12, "不知道"),
        ("把第4题的答案换成2", 4, "2"), ("设备联网那题我补一下，大概三成能联网", ("Q07",), "大概三成能联网"),
        ("质量检验和追溯那题答错了，应该是第4个", ("Q14",), "第4个"), ("安全那题改成2", ("Q10", "Q20"), "2"),
        ("客户资料那题改成3", ("Q20", "Q16"), "3"), ("嗰题拣错咗，应该系第三个", LATEST, "第三个"),
        ("那这题我说错了，是月底人工对账", LATEST, "月底人工对账"), ("我说错了，是白板", LATEST, "白板"),
        ("业务系统那题我选错了，其实有一套金蝶在用，改一下", ("Q08",), "有一套金蝶在用"),
        ("等下 前面花钱那个说多了，应该不到千分之五", ("Q02",), "不到千分之五"),
        ("刚才花钱那个我说少了，应该是百分之二", ("Q02",), "百分之二"), ("联网那个讲大了，也就一成",
        ("Q07",), "也就一成"),
        ("刚才联网的比例说高了，也就一成", ("Q07",), "也就一成"), ("上一题我答多了 应该两成不到", BEFORE, "两成不到"),
        ("不好意思上一题我报高了，是三成", BEFORE, "三成"), ("那个联网的，我记错了，应该是一半", ("Q07",), "一半"),
        ("上周测的问卷里面，设备联网那题我选错了", ("Q07",), None), ("上个月做的诊断，第4题答错了", 4, None),
        ("做完了才发现安全那题填得不对", ("Q10", "Q20"), None),
        ("刚才那题，我们车间就是靠喊的", JUST, "我们车间就是靠喊的"), ("刚才那个问题我们是白板", JUST, "白板"),
    ],
)  # fmt: skip
def test_corrections(text: str, of: int | str | tuple[str, ...], answer: str | None) -> None:
    assert [(found.of, found.answer) for found in corrects(text, MATCHER.names)] == [(of, answer)]
    if (of, answer) == (BEFORE, None):
        assert means("Q05", text) == "back"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一题选2，第二题选3", [(1, "2"), (2, "3")]),
        ("第1题和第2题都改成3", [(1, "3"), (2, "3")]),
        ("系统那题改成3，设备那题改成2", [(("Q08",), "3"), (("Q07",), "2")]),
        ("选2，另外第一题改成3", [(OPEN, "选2"), (1, "3")]),
        ("这题跳过，上一题改成3", [(OPEN, "这题跳过"), (BEFORE, "3")]),
    ],
)
def test_several_answers_in_one_message(text: str, found: list[tuple[object, str]]) -> None:
    assert [(each.of, each.answer) for each in corrects(text, MATCHER.names)] == found


@pytest.mark.parametrize(
    "text",
    ["第三个", "3", "第3题什么意思", "第8题是什么意思", "第二条讲什么", "人数改成120", "第8.3.1条", "质量问题怎么解决",
     "不对，是3", "这题是3", "系统那题我没答错吧", "第3题没选错", "打错了，是3分", "说错了 应该给4分",
     "回到刚才那题，选第三个"],
)  # fmt: skip
def test_what_is_no_correction(text: str) -> None:
    assert corrects(text, MATCHER.names) == ()


def test_a_question_named_alone_is_asked_again() -> None:
    assert corrects("第三题") == (Correction(3, None),)


@pytest.mark.parametrize(
    ("text", "options", "since"),
    [
        ("前四题一起给你：3、2、1、2", (2, 1, 0, 1), 1),
        ("3 2 1 2", (2, 1, 0, 1), None),
        ("前四题3212", (2, 1, 0, 1), 1),
        ("第2到4题都选3", (2, 2, 2), 2),
        ("后面三题都选2", (1, 1, 1), None),
        ("接下来三题分别是一、二、三", (0, 1, 2), None),
    ],
)
def test_questions_in_a_row_are_answered_at_once(text: str, options: tuple[int, ...], since: int | None) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id["Q01"], MATCHER)
    assert understood is not None
    assert (understood.sense, understood.several, understood.since) == ("several", options, since)


@pytest.mark.parametrize("text", ["前三题：3、2", "前三题3212", "3212"])
def test_a_row_that_does_not_fit_its_questions_is_none(text: str) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id["Q01"], MATCHER)
    assert understood is None or understood.sense != "several"


def test_what_an_answer_becomes_is_for_the_last_one() -> None:
    assert corrects("不对，改成用了一套系统") == (Correction(LATEST, "用了一套系统"),)
    assert corrects("是前面录数据那题我选错了，现在都是扫码实时录", MATCHER.names) == (
        Correction(("Q09",), "现在都是扫码实时录"),
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("等哈等哈，前头排产那道我选错了，改成第三个，系统下工单手工报工", "第三个,系统下工单手工报工"),
        ("前面排产那题选错了，改成第三个", "第三个"),
        ("上头排产那道应该是2", "2"),
    ],
)
def test_an_earlier_question_is_named_by_its_subject_alone(text: str, answer: str) -> None:
    assert corrects(text, MATCHER.names) == (Correction(("Q13",), answer),)


@pytest.mark.parametrize("text", ["排产前头那道改成3", "有一道工序我选错了", "前头那道工序改成自动的"])
def test_a_step_of_work_or_the_question_beside_is_no_earlier_one(text: str) -> None:
    assert corrects(text, MATCHER.names) == ()
