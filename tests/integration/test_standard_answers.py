"""Answers about the standard: how parts bind, what a premise gets wrong, who acts, and units side by side."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from assistant.bootstrap import DATA
from corpus.lexical import normalise
from corpus.library import Library
from corpus.passages import STANDARD, Kind, Modality, Passage
from tools.catalog import BY_NAME
from tools.kit.tool import ToolContext
from tools.knowledge import binding, comparing, locating, obligations, premises, standard

if TYPE_CHECKING:
    from corpus.reading import Reading
    from tools.knowledge.draft import Answer
    from tools.knowledge.standard import Aspect

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return Library(DATA, tmp_path_factory.mktemp("var")).current()


def unit(library: Reading, clause: str) -> Passage:
    found = locating.resolve(library, clause)
    assert found is not None
    return found


def answer(library: Reading, clause: str, aspect: Aspect = "content", question: str = "") -> Answer:
    return standard.answer(library, unit(library, clause), aspect, normalise(question)).result()


def compare(library: Reading, question: str, *clauses: str) -> Answer:
    return comparing.compared(library, [unit(library, c) for c in clauses], normalise(question)).result()


def clauses(result: Answer) -> list[str]:
    return [citation.clause for citation in result.citations]


# --- how strongly ------------------------------------------------------------------------------------------------


def test_an_item_that_binds_in_one_part_is_answered_part_by_part(library: Reading) -> None:
    text = answer(library, "8.4.2 b)", "modality", "8.4.2 b是必须的吗").text
    assert not text.startswith("不是硬性要求")
    lead = text.partition("\n")[0]
    assert "规划设计”用“应”，必须做到" in lead
    assert "关键环节”用“宜”，是建议" in lead


def test_the_part_asked_about_comes_first(library: Reading) -> None:
    text = answer(library, "8.4.2 b)", "modality", "展示内容必须覆盖采购环节吗").text
    assert text.index("用“宜”") < text.index("用“应”")


def test_counts_leave_out_what_there_is_none_of(library: Reading) -> None:
    lead = answer(library, "8.2.1", "list").text.partition("\n")[0]
    assert "1项用“应”" in lead
    assert "5项没有用“应”或“宜”" in lead
    assert "0项" not in lead


@pytest.mark.parametrize(
    ("clause", "aspect", "lead", "cited"),
    [
        ("8.4.2", "shoulds", "有 2 项", ["8.4.2", "8.4.2 b)", "8.4.2 d)"]),
        ("8.4.2", "shalls", "有 3 项，另有 8.4.2 b)", ["8.4.2", *(f"8.4.2 {x})" for x in "abce")]),
        ("7", "shoulds", "有 3 项", ["7", "7.1 e)", "7.3 e)", "7.4 c)"]),
        ("8", "shoulds", "有 4 项", ["8", "8.1 e)", "8.4.2 b)", "8.4.2 d)", "8.4.3 c)"]),
    ],
)
def test_only_the_items_of_one_force_are_listed(
    library: Reading, clause: str, aspect: Aspect, lead: str, cited: list[str]
) -> None:
    result = answer(library, clause, aspect)
    assert lead in result.text.partition("\n")[0]
    assert clauses(result) == cited


def test_a_single_item_is_judged_instead_of_listed(library: Reading) -> None:
    assert answer(library, "7.1 e)", "shalls").text.startswith("不是硬性要求")


def test_the_listing_of_a_clause_without_recommendations_says_so(library: Reading) -> None:
    result = answer(library, "8.3.1", "shoulds")
    assert "没有建议做" in result.text
    assert "全部用“应”" in result.text
    assert clauses(result)[0] == "8.3.1"


@pytest.mark.parametrize(("modality", "count"), [(Modality.SHALL, 163), (Modality.SHOULD, 25)])
def test_the_whole_standard_can_be_listed(library: Reading, modality: Modality, count: int) -> None:
    text = obligations.listing(library, None, modality).result().text
    assert f"有 {count} 项" in text
    assert len(text) < 2500


def test_a_duty_is_only_confirmed_where_the_sentence_covers_it(library: Reading) -> None:
    assert answer(library, "8.3.4 a)", "modality", "项目启动、进度跟踪是必须的吗").text.startswith("是必须做到的")
    assert answer(library, "8.4.2 a)", "modality", "必须一千平吗").text.startswith("原文没有这样写")
    for question in ("必须用华为的卡吗", "必须每周开例会吗"):
        assert not answer(library, "8.3.4 a)", "modality", question).text.startswith("是必须")


# --- premises ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "aspect", "question", "start"),
    [
        ("8.3.1 b)", "content", "诊断要看六个维度对吧", "不对，原文写的是“五大维度”"),
        ("8.3.1 b)", "content", "诊断要看5个维度对吧", "对，原文写的是“五大维度”"),
        ("8.3.1", "content", "8.3.1有6项对吧", "不对。**8.3.1 需求识别** 共 5 项"),
        ("8.3.1", "count", "8.3.1一共五条没错吧", "对。"),
        ("附录2", "content", "附录2是六大类对吧", "对。"),
        ("附录2", "content", "附录2有50个指标是吗", "不对。"),
        ("3", "content", "第3章有5个术语对吧", "不对，第3章共 4 个术语"),
        ("3.2", "content", "大模型参数不低于10亿对吧", "不对，原文写的是“1亿规模”"),
        ("6.1.3 a)", "content", "等保二级就够了吧", "不对，原文写的是“三级等保能力”"),
        ("前言", "content", "起草人有21位对吧", "不对。主要起草人有 20 位"),
        ("8.3.1", "content", "8.3.1是讲企业触达的对吧", "不对，8.3.1 讲的是“需求识别”，“企业触达”在 8.3.2"),
        ("8.3.2", "content", "8.3.2讲的是需求识别，对吗", "不对，8.3.2 讲的是“企业触达”"),
        ("8.3.2", "content", "8.3.2是关于企业触达的吧", "对。"),
        ("8.3.1 b)", "content", "8.3.1 b是讲企业画像的对吧", "不对，“企业画像”在 8.3.1 e)"),
        ("6.1.1.1 a)", "modality", "服务器一定要用国产的对吧", "不对。不是硬性要求"),
        ("6.1.1.1 a)", "content", "国产化只是建议对吧", "对。不是硬性要求"),
        ("6.1.3 a)", "content", "6.1.3 a是建议对吧", "不对。是必须做到的"),
        ("8.4.2", "modality", "8.4.2都是必须的对吧", "不全是。"),
        ("8.3.1", "modality", "8.3.1都是必须的对吧", "对。"),
        ("7.1 e)", "modality", "7.1 e是不是必须", "不是硬性要求"),
        ("8.3.1 a)", "content", "报告是给领导看的对吧", "以原文为准："),
        ("8.3.1 a)", "content", "说说8.3.1 a吧", "平台必须"),
    ],
)
def test_what_a_question_takes_for_granted_is_checked(
    library: Reading, clause: str, aspect: Aspect, question: str, start: str
) -> None:
    assert answer(library, clause, aspect, question).text.startswith(start)


def test_numbers_are_read_with_what_they_count() -> None:
    def read(text: str) -> list[tuple[int, str]]:
        return [(figure.value, figure.noun) for figure in premises.figures(text)]

    assert read("覆盖五大维度") == [(5, "维度")]
    assert read("十五个小类") == [(15, "小类")]
    assert read("三级等保能力要求") == [(3, "级")]
    assert read("建立一个机制，统一管理") == []
    assert read("第3项") == []


# --- who ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "start"),
    [
        ("8.2.1 e)", "生态与合作伙伴管理负责"),
        ("8.2.1 c)", "由“用户增长与需求挖掘”负责"),
        ("8.2.1", "按能力模块分工：平台整体运营管理、"),
        ("8.2.3 c)", "原文写明了分工：行业专家负责对企业业务逻辑"),
        ("8.2.3 d)", "原文写明由平台来做，涉及运营团队、生态合作伙伴"),
        ("8.4.1 a)", "原文写明由平台运营方来做"),
        ("8.3.5 c)", "原文写明专人负责"),
        ("6.1.3 f)", "本条没有单独点名责任人"),
    ],
)
def test_who_acts_is_read_from_the_item(library: Reading, clause: str, start: str) -> None:
    assert answer(library, clause, "who", "谁负责").text.startswith(start)


# --- side by side ------------------------------------------------------------------------------------------------


def test_a_difference_in_force_and_an_overlap_are_named(library: Reading) -> None:
    result = compare(library, "8.1 d和8.1 e的区别", "8.1 d)", "8.1 e)")
    lead = result.text.partition("\n")[0]
    assert "8.1 d) 用“应”，必须做；8.1 e) 用“宜”，是建议" in lead
    assert "内容有重叠，都提到数字化咨询、定制化解决方案、工业互联网应用" in lead
    assert result.text.count("\n> ") == 2
    assert clauses(result) == ["8.1 d)", "8.1 e)"]


def test_identical_sides_are_said_to_be_the_same(library: Reading) -> None:
    result = compare(library, "AGV和智能搬运机器人有什么区别", "4 AGV", "4 AGV")
    assert "查到的是同一处：**4 AGV**" in result.text
    assert "AGV AGV" not in result.text
    assert clauses(result) == ["4 AGV"]


def test_a_side_that_was_only_guessed_is_said_to_be(library: Reading) -> None:
    text = compare(library, "微调和区块链有什么区别", "3.3", "6.1.3 d)").text
    assert text.startswith("“区块链”没有查到对应的规定，下面是最接近的 6.1.3 d)")


def test_clauses_are_compared_in_short_lines_and_more_than_two_are_welcome(library: Reading) -> None:
    result = compare(library, "8.3.1、8.3.2和8.3.3有什么不同", "8.3.1", "8.3.2", "8.3.3")
    lines = [line for line in result.text.split("\n") if line.startswith("- ")]
    assert len(lines) == 15
    assert max(map(len, lines)) <= 36
    assert clauses(result)[:3] == ["8.3.1", "8.3.2", "8.3.3"]


def test_clauses_with_much_the_same_item_are_said_to_overlap(library: Reading) -> None:
    assert "6.1.1.1 c) 和 6.1.1.2 b) 意思相近" in compare(library, "", "6.1.1.1", "6.1.1.2").text


# --- front matter and buttons ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "question", "quote", "said"),
    [
        ("封面", "什么时候实施", "2026-05-11 发布\n2026-06-11 实施", "6月11日"),
        ("封面", "标准号是多少", "T/ISC 0106—2026", "T/ISC 0106—2026"),
        ("前言", "起草单位有哪些", "", "佳都科技集团股份有限公司"),
        ("前言", "主要起草人有哪些", "", "起草人有 20 位：黄柳洪、"),
        ("前言", "谁归口", "本文件由中国互联网协会提出并归口。", "归口"),
        ("引言", "和法律冲突怎么办", "对本文件中的具体事项，法律法规另有规定的，需遵照其规定执行。", "法律法规"),
    ],
)
def test_front_matter_quotes_only_the_lines_that_answer(
    library: Reading, clause: str, question: str, quote: str, said: str
) -> None:
    result = answer(library, clause, "content", question)
    cited = result.citations[0].quote
    assert said in result.text.partition("\n")[0]
    assert cited in unit(library, clause).display
    assert cited == (quote or cited)
    assert all(f"> {line}" in result.text for line in cited.split("\n"))
    assert "团 体 标 准" not in result.text


@pytest.mark.parametrize("clause", ["封面", "前言", "引言", "3.3", "4 AGV", "3", "附录2 a.1.2", "8.3.1 e)"])
def test_no_next_one_is_offered_where_there_is_none(library: Reading, clause: str) -> None:
    assert "下一条讲什么？" not in {s.title for s in answer(library, clause).suggestions}


@pytest.mark.parametrize(
    ("clause", "title", "arguments"),
    [
        ("8.4.2", "8.4.2 哪些是必须的？", {"clause": "8.4.2", "aspect": "shalls"}),
        ("8.3.1", "下一条讲什么？", {"clause": "8.3.2"}),
        ("8.3.1 b)", "下一条讲什么？", {"clause": "8.3.1 c)"}),
        ("8.3", "8.3.1 需求识别", {"clause": "8.3.1"}),
        ("前言", "什么时候发布和实施？", {"clause": "封面"}),
    ],
)
def test_buttons_lead_on(library: Reading, clause: str, title: str, arguments: dict[str, str]) -> None:
    offered = {s.title: s.arguments for s in answer(library, clause).suggestions}
    assert offered[title] == arguments


async def test_every_button_works_and_every_quote_is_verbatim(library: Reading) -> None:
    labels = {p.clause for p in library.passages if p.document == STANDARD and p.kind is not Kind.FACT}
    context = ToolContext("enterprise", "c", "v", "m", NOW, cast("Any", library))
    for label in sorted(labels):
        for aspect in ("content", "modality", "shalls", "who"):
            result = answer(library, label, cast("Any", aspect), "这一条呢")
            for citation in result.citations:
                assert any(citation.quote in p.display for p in library.find(citation.document, citation.clause))
            for suggestion in result.suggestions if aspect == "content" else ():
                pressed = await BY_NAME[suggestion.tool or ""].run(context, suggestion.arguments)
                assert pressed.citations, (label, suggestion.title)
                assert not pressed.declined


def test_mixed_items_are_found_by_their_parts(library: Reading) -> None:
    items = obligations.items(library, None)
    assert [p.clause for p in items if binding.is_mixed(p)] == ["8.4.2 b)"]
    assert len(items) == 193


def test_a_picture_title_is_not_taken_into_a_list(library: Reading) -> None:
    assert "图4" not in answer(library, "8.2.1", "list").text


def test_facts_about_an_appendix_are_not_printed_with_it(library: Reading) -> None:
    assert "共2个附录" not in answer(library, "附录1").text


# --- the opening pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "question", "page"),
    [
        ("引言", "什么时候开始实施的", "封面"),
        ("前言", "几时生效", "封面"),
        ("封面", "主要起草人是谁", "前言"),
        ("引言", "目的是什么", "引言"),
        ("前言", "前言里写了什么时间", "前言"),
        ("引言", "讲了什么", "引言"),
    ],
)
async def test_what_another_opening_page_holds_is_read_there(
    library: Reading, clause: str, question: str, page: str
) -> None:
    context = ToolContext("enterprise", "c", "v", "m", NOW, cast("Any", library), question=question)
    result = cast("Answer", await BY_NAME["read_clause"].run(context, {"clause": clause}))
    assert clauses(result)[0] == page


@pytest.mark.parametrize("question", ["你们是照哪份标准做的", "平台依据的标准是哪个", "你们执行什么标准"])
async def test_which_standard_the_platform_goes_by(library: Reading, question: str) -> None:
    context = ToolContext("enterprise", "c", "v", "m", NOW, cast("Any", library), question=question)
    result = cast("Answer", await BY_NAME["search_sources"].run(context, {"question": question}))
    assert "T/ISC 0106—2026" in result.text.partition("\n")[0]
    assert "6月11日" in result.text


@pytest.mark.parametrize("question", ["标准里面多少分才算三级", "标准给诊断划了及格线吗", "诊断要考几分才算合格"])
async def test_the_standard_sets_no_scores_for_levels(library: Reading, question: str) -> None:
    context = ToolContext("enterprise", "c", "v", "m", NOW, cast("Any", library), question=question)
    result = cast("Answer", await BY_NAME["search_sources"].run(context, {"question": question}))
    assert result.declined
    assert "没有写诊断多少分算几级" in result.text


@pytest.mark.parametrize("question", ["城市试点评测三级要多少分", "2022年版评测指标多少分算三级"])
async def test_the_official_scores_are_told_of_the_index(library: Reading, question: str) -> None:
    context = ToolContext("enterprise", "c", "v", "m", NOW, cast("Any", library), question=question)
    result = cast("Answer", await BY_NAME["search_sources"].run(context, {"question": question}))
    assert "没有写诊断多少分算几级" not in result.text
