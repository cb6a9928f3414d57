from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.messages import Reply
from integrations.wechat import render, wording
from integrations.wechat.splitting import LIMIT, size
from tools.kit.tool import Attachment, Citation, Suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

BASE = "https://shuzhi.example.gov.cn"
PAGE = f"{BASE}/a/3fXk29aLw0-PqR7tYuIo12"
STANDARD = "T/ISC 0106—2026"
LABEL = "AI 生成 · 请以原文为准"
MORE = f'……全文、出处和图表：<a href="{PAGE}">点这里看全文</a>'
LINK = re.compile(r'<a href="([^"<>\s]*)">([^<>]*)</a>')
LONG = f"{BASE}/x?" + "q" * 300
SENTENCE = "平台应支持对企业开展数字化成熟度诊断，量化打分。"


def shorten(url: str) -> str:
    assert len(url.encode()) > 200
    return f"{BASE}/s/k"


def suggestions(*titles: str) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(title=title) for title in titles)


def reply(text: str, *titles: str, **values: Any) -> Reply:
    return Reply(id="t", text=text, suggestions=suggestions(*titles), **values)


def compose(answer: Reply, most: int = 1) -> render.Composed:
    return render.compose(answer, most=most, page=PAGE, token="t1", base=BASE, shorten=shorten)


def combined(earlier: Sequence[tuple[str, Reply, str]], now: Reply | None) -> str:
    return render.combined(earlier, now, page=PAGE, token="t1", base=BASE, shorten=shorten)


def choice(number: int, title: str) -> str:
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={title}&msgmenuid=t1-{number}">{title}</a>'


# --- an answer ----------------------------------------------------------------------------------------------------


def test_an_answer_as_it_is_read() -> None:
    answer = reply(
        "平台要能给企业做数字化成熟度诊断，量化打分、可对比可跟踪。\n\n> 平台应支持对企业开展数字化成熟度诊断。\n\n"
        f"出处：{STANDARD} 8.3.1 b)（需求识别，2026-05-11 发布）",
        "需求识别都有哪些要求？",
        "下一条讲什么？",
        citations=(Citation(document=STANDARD, clause="8.3.1 b)", quote="平台应支持"),),
    )
    shown = (
        "平台要能给企业做数字化成熟度诊断，量化打分、可对比可跟踪。\n\n「平台应支持对企业开展数字化成熟度诊断。」\n\n"
        f'出处：<a href="{PAGE}">{STANDARD} 8.3.1 b)</a>（需求识别，2026-05-11 发布）\n\n接下来（点一下，或回数字）：\n'
        f"1. {choice(1, '需求识别都有哪些要求？')}\n2. {choice(2, '下一条讲什么？')}\n\n{LABEL}"
    )
    assert compose(answer) == render.Composed((shown,), complete=True, numbered=True)


def test_a_question_with_options_shows_them_once_to_tap() -> None:
    answer = reply(
        "记下：没有计划。\n\n**第 2/10 题** 近一年花了多少？（占营收）\n\n1. 几乎没花\n2. 不到一半\n\n回数字也行。",
        "1. 几乎没花",
        "2. 不到一半",
        "跳过",
    )
    shown = compose(answer)
    assert LINK.sub(r"[\2]", shown.parts[0]) == (
        "记下：没有计划。\n\n第 2/10 题 近一年花了多少？（占营收）\n\n回数字也行。\n\n"
        f"1. [几乎没花]\n2. [不到一半]\n3. [跳过]\n\n{LABEL}"
    )
    assert shown.numbered
    assert render.numbered(answer)


def test_numbers_of_the_text_are_not_those_of_the_choices() -> None:
    answer = reply("给你们先看这 2 个场景。\n\n1. **对账**：轻。\n2. **培训**：轻。", "对账", "比较前两个")
    shown = compose(answer)
    assert not shown.numbered
    assert f"接下来（点一下就行）：\n· {choice(1, '对账')}\n· {choice(2, '比较前两个')}" in shown.parts[0]


def test_what_ends_in_a_question_or_a_colon_leads_to_its_choices_itself() -> None:
    for text in ("确认登记吗？", "想做哪一种？快速版 10 题，完整版 26 题。", "点一句试试，或者直接打字："):
        assert compose(reply(text, "甲")).parts[0] == f"{text}\n\n1. {choice(1, '甲')}\n\n{LABEL}"


def test_every_message_of_a_generated_answer_is_labelled() -> None:
    assert compose(reply("答。")).parts == (f"答。\n\n{LABEL}",)
    assert compose(reply("答。", model="qwen-plus")).parts == ("答。\n\nAI 生成 · 由 qwen-plus 作答 · 请以原文为准",)
    assert compose(reply("答。", generated=False)).parts == ("答。",)
    first, second = compose(reply(SENTENCE * 40), 2).parts
    assert first.endswith("\n\nAI 生成 · 未完，接下一条")
    assert second.endswith(f"\n\n{LABEL}")
    first, second = compose(reply(SENTENCE * 40, generated=False), 2).parts
    assert first.endswith("\n\n（未完，接下一条）")
    assert second.endswith("。")


def test_there_is_no_message_of_nothing() -> None:
    assert compose(reply("")).parts == ()
    with pytest.raises(ValueError, match="at least one"):
        compose(reply("答。"), 0)


@pytest.mark.parametrize(
    ("text", "citation", "line"),
    [
        ("要诊断。", (STANDARD, "8.3.1 b)"), f'依据：<a href="{PAGE}">{STANDARD} 8.3.1 b)</a>'),
        ("依据标准 8.3.1 b)。", (STANDARD, "8.3.1 b)"), None),
        ("见 8.3.1 b)。", (STANDARD, "8.3.1"), f'依据：<a href="{PAGE}">{STANDARD} 8.3.1</a>'),
        ("投入 8.3 万元。", (STANDARD, "8.3"), f'依据：<a href="{PAGE}">{STANDARD} 8.3</a>'),
        (f"{STANDARD} 8 讲运营。", (STANDARD, "8"), None),
        ("可以申请。", ("GZ-SUBSIDY-2025", "申报方式"), f'依据：<a href="{PAGE}">点这里看出处</a>'),
        ("《改造奖补》可以申请。", ("GZ-SUBSIDY-2025", "申报方式"), None),
        ("场景目录是草案。", ("SC-FI-065", "场景描述"), None),
        ("三年。", ("公司章程", "第三条"), f'依据：<a href="{PAGE}">《公司章程》第三条</a>'),
        ("依据：诊断 L1。", ("SC-FI-065", "场景描述"), f'出处：<a href="{PAGE}">点这里看出处</a>'),
        ("出处：企业自述", (STANDARD, "8.3.1"), None),
    ],
)
def test_sources_are_named_where_the_text_does_not(text: str, citation: tuple[str, str], line: str | None) -> None:
    document, clause = citation
    shown = compose(reply(text, citations=(Citation(document=document, clause=clause, quote="引"),))).parts[0]
    assert line is None or f"\n\n{line}\n\n" in shown
    assert line is not None or wording.BASIS not in shown.removeprefix(text)


def test_pictures_and_files_the_text_does_not_link_are_on_the_page() -> None:
    chart = Attachment(name="五维雷达图", media_type="image/png", path="/files/radar.png")
    linked = Attachment(name="报告.docx", media_type="application/x", path="/r/x/report.docx")
    answer = reply(f"[下载]({BASE}/r/x/report.docx)", attachments=(chart, chart, linked))
    assert f'\n\n图表和附件：<a href="{PAGE}">五维雷达图</a>\n\n' in compose(answer).parts[0]


def test_two_messages_carry_what_one_can_not_and_the_choices_stand_in_the_last() -> None:
    text = "\n\n".join(f"第{number}段。" + SENTENCE * 8 for number in "一二三四五")
    assert not compose(reply(text, "甲", "乙")).complete
    shown = compose(reply(text, "甲", "乙"), 2)
    assert shown.complete
    assert [size(part) <= LIMIT for part in shown.parts] == [True, True]
    assert "bizmsgmenu" not in shown.parts[0]
    assert shown.parts[1].count("bizmsgmenu") == 2
    said = shown.parts[0].removesuffix("\n\nAI 生成 · 未完，接下一条") + "\n\n" + shown.parts[1]
    assert said.startswith(text)


def test_what_does_not_fit_is_cut_at_the_end_of_a_sentence_and_linked() -> None:
    for most in (1, 2):
        shown = compose(reply(SENTENCE * 100, "甲", "乙"), most)
        assert not shown.complete
        assert len(shown.parts) == most
        assert all(size(part) <= LIMIT for part in shown.parts)
        said, rest = shown.parts[-1].split(f"\n{MORE}\n\n")
        assert said.endswith("量化打分。")
        assert rest == f"接下来（点一下，或回数字）：\n1. {choice(1, '甲')}\n2. {choice(2, '乙')}\n\n{LABEL}"
        assert size(shown.parts[-1]) > LIMIT - 2 * size(SENTENCE)


def test_an_open_question_and_its_choices_stay_whatever_is_cut() -> None:
    shown = compose(reply(f"{SENTENCE * 100}\n\n共 3 项。\n\n确认登记吗？", "确认", "先不"))
    assert shown.parts[0].endswith(
        f"{MORE}\n\n确认登记吗？\n\n1. {choice(1, '确认')}\n2. {choice(2, '先不')}\n\n{LABEL}"
    )


def test_of_a_long_last_paragraph_the_question_stays() -> None:
    shown = compose(reply(f"{SENTENCE * 100}最头疼哪件事？说一句。", "质量"))
    assert f"{MORE}\n\n最头疼哪件事？说一句。\n\n1. " in shown.parts[0]


def test_a_line_that_only_announces_is_not_left_standing() -> None:
    text = SENTENCE * 22 + "\n\n相关：\n" + "\n".join(f"- {SENTENCE * 12}" for _ in range(4))
    assert f"量化打分。\n{MORE}" in compose(reply(text)).parts[0]


def test_choices_that_have_no_room_as_links_are_typed() -> None:
    titles = [f"{number}{'选' * 40}" for number in range(9)]
    shown = compose(reply(f"{SENTENCE * 100}\n\n{'问' * 150}？", *titles))
    assert "bizmsgmenu" not in shown.parts[0]
    assert "\n1. 0选" in shown.parts[0]
    assert size(shown.parts[0]) <= LIMIT


PARAGRAPHS = st.sampled_from(
    [
        SENTENCE,
        SENTENCE * 12,
        "相关：\n- **8.3.5** 满意度保障。\n- **7.3 a)** 场景列表。",
        "> 平台应支持。",
        "1. 甲\n2. 乙",
        f"[下载]({LONG}) · [网页](/r/x)",
        "确认吗？",
        "👩‍👧 很好" * 60,
        f"出处：{STANDARD} 8.3.1 b)（需求识别）",
        "字" * 900,
    ]
)
REPLIES = st.builds(
    lambda paragraphs, titles, model, generated: reply(
        "\n\n".join(paragraphs), *titles, model=model, generated=generated
    ),
    st.lists(PARAGRAPHS, min_size=1, max_size=8),
    st.lists(st.sampled_from(["确认", "1. 甲", "要什么条件？", "选项" * 15, "<a b"]), max_size=12),
    st.sampled_from(["planner", "qwen-plus", "m" * 90]),
    st.booleans(),
)


@settings(max_examples=300, deadline=None)
@given(REPLIES, st.integers(1, 2))
def test_messages_are_never_too_many_or_too_long_and_links_stay_whole(answer: Reply, most: int) -> None:
    shown = compose(answer, most)
    assert 1 <= len(shown.parts) <= most
    for part in shown.parts:
        assert size(part) <= LIMIT
        assert "AI 生成" in part or not answer.generated
        assert part.count("<a ") == len(LINK.findall(part)) == part.count("</a>")
    assert shown.complete or MORE in shown.parts[-1]
    assert "bizmsgmenu" not in "".join(shown.parts[:-1])


# --- answers that come late ---------------------------------------------------------------------------------------


def handed_over(question: str, answer: Reply, most: int = 1) -> render.Composed:
    return render.handed_over(question, answer, most=most, page=PAGE, token="t1", base=BASE, shorten=shorten)


def test_an_answer_handed_over_says_what_was_asked() -> None:
    shown = handed_over("怎么申请\n补贴", reply("先备案。", "要什么条件？")).parts[0]
    assert shown == (
        "你刚才问的“怎么申请 补贴”，答案在这里：\n\n先备案。\n\n"
        f"接下来（点一下，或回数字）：\n1. {choice(1, '要什么条件？')}\n\n{LABEL}"
    )
    assert handed_over("", reply("先备案。")).parts[0].startswith("刚才那一问，答案在这里：\n\n先备案。")


def test_a_quoted_question_is_short_and_harmless() -> None:
    said = handed_over('<a href="http://evil.cn">' + "👩‍👧" * 40, reply("答。")).parts[0].split("\n")[0]
    assert len(said) < 60
    assert "<a" not in said
    assert "👩‍👧……”" in said or "……" in said


def test_several_answers_go_into_one_message() -> None:
    text = combined(
        [("甲问", reply("甲答。"), f"{BASE}/a/1"), ("乙问", reply("乙答。"), f"{BASE}/a/2")], reply("丙答。", "丁")
    )
    assert text == (
        "你刚才问的“甲问”：\n甲答。\n\n你刚才问的“乙问”：\n乙答。\n\n这次问的：\n丙答。\n\n"
        f"接下来（点一下，或回数字）：\n1. {choice(1, '丁')}\n\n{LABEL}"
    )


def test_one_answer_alone_is_handed_over_or_composed() -> None:
    earlier = reply("甲答。", "乙")
    assert combined([("甲问", earlier, PAGE)], None) == handed_over("甲问", earlier).parts[0]
    assert combined([], earlier) == compose(earlier).parts[0]
    assert combined([("甲问", reply(""), PAGE)], earlier) == compose(earlier).parts[0]
    assert combined([], None) == ""


def test_only_earlier_answers_carry_the_choices_of_the_last() -> None:
    text = combined(
        [("甲问", reply("甲答。", "乙"), f"{BASE}/a/1"), ("丙问", reply("丙答。", "丁"), f"{BASE}/a/2")], None
    )
    assert "这次问的" not in text
    assert choice(1, "丁") in text
    assert "乙</a>" not in text


def test_long_answers_are_cut_and_linked_and_the_present_one_gets_half_the_room() -> None:
    pages = [f"{BASE}/a/{number}" for number in range(3)]
    earlier = [(f"{number}问", reply(SENTENCE * 60), page) for number, page in enumerate(pages)]
    text = combined(earlier, reply(f"{SENTENCE * 60}\n\n确认吗？", "确认"))
    assert size(text) <= LIMIT
    assert all(f'"{page}"' in text for page in [*pages, PAGE])
    assert text.endswith(f"确认吗？\n\n1. {choice(1, '确认')}\n\n{LABEL}")
    assert size(text[text.index("这次问的") :]) > LIMIT * 0.4


def test_the_options_of_a_question_stay_when_there_is_no_room_for_links() -> None:
    options = [f"{number}. {'选项' * 7}" for number in range(1, 6)]
    question = reply("第 1/10 题 怎么看？\n\n" + "\n".join(options), *options, "跳过", "先到这")
    text = combined([("很长的问题" * 9, reply(SENTENCE * 60), f"{BASE}/a/{'x' * 120}{n}") for n in range(5)], question)
    assert size(text) <= LIMIT
    assert all(option in text for option in options)
    assert "6. 跳过\n7. 先到这" in text


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=40), REPLIES, st.integers(1, 330)), max_size=render.MOST_CARRIED),
    st.none() | REPLIES,
)
def test_every_answer_is_in_the_message_at_least_by_its_link(
    drawn: list[tuple[str, Reply, int]], now: Reply | None
) -> None:
    earlier = [(question, answer, f"{BASE}/a/{n}{'x' * length}") for n, (question, answer, length) in enumerate(drawn)]
    text = combined(earlier, now)
    assert size(text) <= LIMIT
    assert text.count("<a ") == len(LINK.findall(text)) == text.count("</a>")
    if len(earlier) + (now is not None) > 1:
        assert len(re.findall("你刚才问的“|刚才那一问：", text)) >= len(earlier)
        assert now is None or "这次问的：" in text


def test_more_answers_than_a_message_can_name_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 5"):
        combined([("问", reply("答。"), PAGE)] * 6, None)


# --- words --------------------------------------------------------------------------------------------------------


def test_the_greeting_says_what_is_kept_and_fits_with_its_starters() -> None:
    greeting = reply(wording.welcome(BASE), *wording.STARTERS, generated=False)
    (shown,) = compose(greeting).parts
    assert f'<a href="{BASE}/privacy">隐私说明</a>' in shown
    assert "保存对话" in shown
    assert shown.count("bizmsgmenu") == len(wording.STARTERS)


def test_small_sentences_are_short_and_say_what_to_do_next() -> None:
    names = "VOICE_UNHEARD IMAGE_RECEIVED VIDEO_RECEIVED LOCATION_RECEIVED LINK_RECEIVED EMPTY_RECEIVED"
    states = "TOO_MANY STILL_LOOKING NOTHING_WAITING UNKNOWN_KEY FAILED"
    for name in f"{names} {states}".split():
        assert 10 < len(getattr(wording, name)) < 70, name
