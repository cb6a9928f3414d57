"""What a sentence of a model needs to be shown."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding import Evidence, Screen, Sentences, check
from tools.kit.tool import Citation, ToolResult

STANDARD = "T/ISC 0106—2026"
RESPONSE = "应建立问题受理机制，对企业诉求在2个工作日内响应；"
REVIEW = "宜每半年开展一次满意度调查，\n  满意度应不低于85%。"
POLICY = "对新购置设备按投资额的百分之二十给予补助，单个企业最高300万元，申报截至2026年9月30日（粤工信〔2025〕12号）。"


class Calculated(ToolResult):
    value: str
    share: str


def evidence(asked: str = "多久要响应？", *results: ToolResult) -> Evidence:
    found = Evidence(asked, earlier=["我们厂有120人"], today=date(2026, 11, 23))
    passages = ToolResult(
        text="找到三条。",
        citations=(
            Citation(document=STANDARD, clause="8.3.1 b)", quote=RESPONSE),
            Citation(document=STANDARD, clause="8.3.2", quote=REVIEW),
            Citation(document="GD-2025-07", clause="补助标准", quote=POLICY),
        ),
    )
    for result in (passages, *results):
        found.add(result)
    return found


B, C, P = f"〔{STANDARD} 8.3.1 b)〕", f"〔{STANDARD} 8.3.2〕", "〔GD-2025-07 补助标准〕"


@pytest.mark.parametrize(
    "sentence",
    [
        f"平台要建立受理机制{B}。",
        f"标准写明“应建立问题受理机制”{B}。",
        f"“应建立问题受理机制，对企业诉求在2个工作日内响应。”{B}",
        f"原文是“满意度应不低于８５％”{C}。",
        f"原文是“宜每半年开展一次满意度调查，满意度应不低于85%”{C}。",
        f"原文是“**应建立**问题受理机制”{B}。",
        f"两条都要做{B}{C}。",
        f"两条都要做〔{STANDARD} 8.3.1 b)；{STANDARD} 8.3.2〕。",
        f"两条都要做〔{STANDARD} 8.3.1 b)、8.3.2〕。",
        "平台要建立受理机制〔T/ISC 0106-2026 8.3.1 b）〕。",
        f"满意度不低于百分之八十五{C}。",
        f"2 个工作日内响应{B}。",
        f"两个工作日内响应{B}。",
        f"补助20%，最高300万元{P}。",
        f"最高三百万元{P}。",
        f"截止2026年9月30日{P}。",
        f"9月30日前申报{P}。",
        f"依据粤工信〔2025〕12号{P}。",
        f"8.3.1和8.3.2都说到{B}。",
        "1. 建立受理机制；",
        "（2）开展调查。",
        "② 开展调查。",
        "- 3）开展调查。",
        "今天是2026年11月23日。",
        "你们厂120人。",
        "第一，建立机制；第二，开展调查。",
        "这两条都不难，统一年度计划里写上就行，千万别漏，十分重要。",
        "一共查到3条。",
        "你问的“多久要响应”，标准有规定。",
        "标准没有写罚款〔none〕。",
        f"这里的“响应”指的是回复{B}。",
    ],
)
def test_what_rests_on_the_sources_holds(sentence: str) -> None:
    assert check(sentence, evidence()).problem is None


@pytest.mark.parametrize(
    ("sentence", "problem", "detail"),
    [
        (f"要设热线〔{STANDARD} 8.9.9〕。", "citation", "8.9.9"),
        (f"要设热线{B}〔{STANDARD} 8.3.1 c)〕。", "citation", "8.3.1 c)"),
        (f"要设热线〔{STANDARD} 8.3.1 b)、8.9.9〕。", "citation", "8.9.9"),
        ("要设热线〔GB/T 19001—2016 8.3.1 b)〕。", "citation", "19001"),
        (f"标准写明“应在一个工作日内书面答复”{B}。", "quotation", "书面答复"),
        (f"标准写明“应建立问题受理机制”{C}。", "quotation", "问题受理机制"),
        (f"标准写明“应建立受理机制，对企业诉求响应”{B}。", "quotation", "应建立受理机制"),
        (f"标准写明「应在一个工作日内书面答复」{B}。", "quotation", "书面答复"),
        (f'标准写明"应在一个工作日内书面答复"{B}。', "quotation", "书面答复"),
        ("标准写明“应在一个工作日内书面答复", "quotation", "书面答复"),
        (f"标准写明“多久要响应呢朋友”{B}。", "quotation", "多久"),
        (f"3个工作日内响应{B}。", "figure", "3"),
        (f"三个工作日内响应{B}。", "figure", "三"),
        (f"36小时内响应{B}。", "figure", "36"),
        (f"2小时内响应{B}。", "figure", "2小时"),
        (f"满意度不低于90%{C}。", "figure", "90%"),
        (f"满意度不低于百分之九十{C}。", "figure", "百分之九十"),
        (f"最高300元{P}。", "figure", "300元"),
        (f"最高500万元{P}。", "figure", "500万元"),
        (f"最高五百万元{P}。", "figure", "五百万元"),
        (f"截止2026年10月30日{P}。", "figure", "2026年10月30日"),
        (f"2025年9月30日截止{P}。", "figure", "2025年9月30日"),
        (f"依据粤工信〔2024〕12号{P}。", "figure", "12号"),
        (f"依据GB/T 19001—2016{B}。", "figure", "19001"),
        ("8.9.9也有规定。", "figure", "8.9.9"),
        ("拨打400-820-8820咨询。", "figure", "400"),
        ("共有七项要求。", "figure", "七项"),
        ("标准于2019年发布。", "figure", "2019年"),
        ("采用ISO27001认证。", "figure", "ISO27001"),
    ],
)
def test_what_does_not_is_found_out(sentence: str, problem: str, detail: str) -> None:
    verdict = check(sentence, evidence())
    assert verdict.problem == problem
    assert detail in verdict.detail
    assert verdict.detail in verdict.feedback()


def test_words_and_figures_of_the_person_may_be_repeated_but_not_ascribed_to_a_source() -> None:
    asked = "标准说“平台每年奖励企业五百万元”对吗？"
    assert check("你说的“平台每年奖励企业五百万元”没有依据〔none〕。", evidence(asked)).holds
    assert check(f"对，“平台每年奖励企业五百万元”{B}。", evidence(asked)).problem == "quotation"


def test_figures_of_a_tool_may_be_given() -> None:
    result = Calculated(text="当期为0.8532。", value="0.8532", share="12.5%")
    assert check("当期是85.32%，占12.5%。", evidence("算一下", result)).holds
    assert check("当期是85.3%。", evidence("算一下", result)).problem == "figure"


def test_a_name_a_tool_has_said_holds_where_digits_stand_before_it() -> None:
    result = Calculated(text="**附录2 e.2.2** 见报告 434a00d0dbfe9932。", value="1", share="2%")
    assert check("看附录2 e.2.2，报告434a00d0dbfe9932。", evidence("算一下", result)).holds
    assert check("看附录2 e.2.3。", evidence("算一下", result)).problem == "figure"


def test_a_citation_carries_the_words_of_the_source() -> None:
    verdict = check(f"原文是“宜每半年开展一次满意度调查，满意度应不低于８５％”{C}，另见{B}。", evidence())
    assert [citation.quote for citation in verdict.citations] == [REVIEW[:-1], RESPONSE]
    assert verdict.citations[0].quote in REVIEW


def test_two_passages_under_one_label_are_told_apart_by_the_quotation() -> None:
    found = Evidence("附录一有哪些？")
    passages = [
        Citation(document=STANDARD, clause="附录1", quote=quote) for quote in ("智能排产系统应用", "设备预测性维护")
    ]
    found.add(ToolResult(text="", citations=tuple(passages)))
    verdict = check(f"有“设备预测性维护”〔{STANDARD} 附录1〕。", found)
    assert [citation.quote for citation in verdict.citations] == ["设备预测性维护"]


def test_a_quotation_may_hold_another() -> None:
    found = Evidence("怎么受理？")
    quote = "应采用“一窗受理”模式，集中办理。"
    found.add(ToolResult(text="", citations=(Citation(document=STANDARD, clause="7.1", quote=quote),)))
    assert check(f"写明“应采用“一窗受理”模式”〔{STANDARD} 7.1〕。", found).holds
    assert check(f"写明“应采用‘一窗受理’模式”〔{STANDARD} 7.1〕。", found).holds
    assert check(f"写明“应取消“一窗受理”模式”〔{STANDARD} 7.1〕。", found).problem == "quotation"


ANSWER = (
    f"要。标准写明“应建立问题受理机制；……”{B}。\n\n另外：\n- 满意度要查！“一次。两次。”\n{C}\n"
    "- See 8.3.1 b). Then 2.5 more。结束"
)


@given(st.lists(st.integers(1, len(ANSWER) - 1)))
def test_the_pieces_text_arrives_in_make_no_difference(cuts: list[int]) -> None:
    whole = Sentences()
    expected = [*whole.feed(ANSWER), *whole.close()]
    torn = Sentences()
    found: list[str] = []
    edges = [0, *sorted(set(cuts)), len(ANSWER)]
    for start, end in pairwise(edges):
        found.extend(torn.feed(ANSWER[start:end]))
    found.extend(torn.close())
    assert found == expected
    assert "".join(found) == ANSWER


def test_a_sentence_keeps_its_quotation_and_its_citation() -> None:
    sentences = Sentences()
    text = f"写明“应受理；应答复。”{B}\n{C}。 后面还有。"
    assert [*sentences.feed(text), *sentences.close()] == [f"写明“应受理；应答复。”{B}\n{C}。 ", "后面还有。"]


def shown(screen: Screen, text: str) -> tuple[str, str]:
    early = "".join(verdict.visible for verdict in screen.feed(text))
    return early, "".join(verdict.visible for verdict in screen.close())


def test_nothing_is_released_before_a_citation_has_been_seen() -> None:
    screen = Screen(evidence())
    assert screen.feed("要。很快就要。") == []
    released = screen.feed(f"“应建立问题受理机制”{B}。后面") + screen.close()
    assert "".join(verdict.visible for verdict in released) == f"要。很快就要。“应建立问题受理机制”{B}。后面"
    assert screen.verdict is None


def test_an_answer_without_any_citation_is_held_back() -> None:
    screen = Screen(evidence())
    assert shown(screen, "要。平台都要做。") == ("", "")
    assert screen.verdict is not None
    assert screen.verdict.problem == "uncited"


def test_saying_that_the_sources_are_silent_needs_no_citation() -> None:
    screen = Screen(evidence())
    assert "".join(shown(screen, "标准没有规定罚款〔none〕。可以问当地主管部门。")) == (
        "标准没有规定罚款。可以问当地主管部门。"
    )
    assert screen.verdict is None


def test_from_the_first_false_sentence_on_nothing_is_released() -> None:
    screen = Screen(evidence())
    early, late = shown(screen, f"要做{B}。36小时内响应{B}。也要查{C}。")
    assert early + late == f"要做{B}。"
    assert screen.verdict is not None
    assert screen.verdict.detail == "36小时"


def test_an_answer_that_repeats_what_was_shown_goes_on_behind_it() -> None:
    screen = Screen(evidence(), [f"要做{B}。", f"也要查{C}。"])
    assert "".join(shown(screen, f"要做{B}。 也要查{C}。\n满意度不低于85%{C}。")) == f"满意度不低于85%{C}。"


def test_short_talk_needs_no_tool_and_long_talk_does() -> None:
    short = Screen(Evidence("你好"))
    assert "".join(shown(short, "你好，有什么想了解的？")) == "你好，有什么想了解的？"
    long = Screen(Evidence("讲讲标准"))
    assert shown(long, "平台应当建立机制。" * 40) == ("", "")
    assert long.verdict is not None
    assert long.verdict.problem == "unsourced"
