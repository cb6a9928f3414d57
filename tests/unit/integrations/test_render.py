from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from assistant.messages import Reply, ToolCall
from assistant.records import Opinion, RecordedTurn, Relayed, Summary, Thread
from assistant.sources import Excerpt, Neighbour, Sources
from integrations.web import render
from tools.kit.tool import Attachment, Citation, Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

STANDARD = "T/ISC 0106—2026"
MOMENT = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)


class Titles(Sources):
    """Knows titles and nothing else."""

    def __init__(self, titles: Mapping[tuple[str, str], str]) -> None:
        self._titles = titles

    def title(self, document: str, clause: str) -> str | None:
        return self._titles.get((document, clause))


def cite(clause: str, document: str = STANDARD, quote: str = "平台应支持") -> Citation:
    return Citation(document=document, clause=clause, quote=quote)


def rendered(text: str, *citations: Citation, titles: Mapping[tuple[str, str], str] | None = None) -> str:
    known = titles or {(c.document, c.clause): c.clause for c in citations}
    return render.answer(Reply(id="t", text=text, citations=citations), Titles(known))


def address(clause: str, document: str = STANDARD) -> str:
    return render.source_address(document, clause, "平台应支持")


def test_the_label_stands_at_the_end_of_a_generated_reply_only() -> None:
    assert rendered("答。").endswith("\n\n*AI 生成 · 请以原文为准*")
    by_model = Reply(id="t", text="答。", model="qwen-plus")
    assert "AI 生成 · 由 qwen-plus 作答" in render.answer(by_model, Titles({}))
    assert render.answer(Reply(id="t", text="太长了", generated=False), Titles({})) == "太长了"


def test_pictures_are_shown_and_files_linked_that_the_text_does_not_link() -> None:
    chart = Attachment(name="图", media_type="image/png", path="/files/radar.png?assessment=1")
    linked = Attachment(name="a.xlsx", media_type="application/x", path="/files/a.xlsx")
    other = Attachment(name="b.json", media_type="application/json", path="/files/b.json")
    reply = Reply(id="t", text="[下载](http://x/files/a.xlsx)", attachments=(chart, chart, linked, other))
    shown = render.answer(reply, Titles({})).split("\n\n")
    assert shown[1:3] == ["![图](/files/radar.png?assessment=1)", "附件：[b.json](/files/b.json)"]


def test_a_citation_is_linked_where_the_source_is_named() -> None:
    text = f"要诊断。\n\n> 8.3.1 b) 原文\n\n出处：{STANDARD} 8.3.1 b)（需求识别）"
    shown = rendered(text, cite("8.3.1 b)"))
    assert f"出处：[{STANDARD} 8.3.1 b)]({address('8.3.1 b)')})（需求识别）" in shown
    assert "> 8.3.1 b) 原文" in shown
    assert "引用：" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "见 8.3.1 b)。",  # an item is not its clause
        "见 8.3.10。",
        "见 18.3.1。",
        "投入 8.3.1 万元。",
        "> 8.3.1 需求识别",
    ],
)
def test_another_number_is_not_taken_for_the_clause(text: str) -> None:
    shown = rendered(text, cite("8.3.1"))
    assert text in shown
    assert f"引用：[8.3.1]({address('8.3.1')})" in shown


def test_a_chapters_number_is_not_looked_for_in_sentences() -> None:
    shown = rendered("共 4 项。", cite("4"))
    assert "共 4 项。" in shown
    assert f"引用：[4]({address('4')})" in shown


def test_every_citation_is_reachable_once() -> None:
    citations = [cite("8.3.1 a)"), cite("8.3.1 b)"), cite("8.3.1 a)")]
    shown = rendered("见 8.3.1 a)，再见 8.3.1 a)。", *citations)
    assert shown.count(f"]({address('8.3.1 a)')})") == 1
    assert f"引用：[8.3.1 b)]({address('8.3.1 b)')})" in shown


def test_a_policy_is_linked_by_its_title() -> None:
    key = ("GZ-1", "要点")
    shown = rendered("出处：《广州[试点]方案》·要点", cite("要点", "GZ-1"), titles={key: "广州[试点]方案"})
    assert f"出处：[《广州\\[试点\\]方案》]({address('要点', 'GZ-1')})·要点" in shown


def test_a_bold_mention_stays_bold() -> None:
    shown = rendered("- **附录1** 方法", cite("附录1"))
    assert f"- **[附录1]({address('附录1')})** 方法" in shown


def test_a_source_that_is_gone_is_not_linked() -> None:
    shown = rendered("见 8.3.1 b)。", cite("8.3.1 b)"), titles={("x", "y"): "z"})
    assert "见 8.3.1 b)。" in shown
    assert "/source" not in shown


def test_a_colon_before_letters_is_no_directive() -> None:
    assert "比例 1\\:n，见 https://example.com/a" in rendered("比例 1:n，见 https://example.com/a")


def test_an_address_survives_brackets_and_dashes() -> None:
    assert render.source_address(STANDARD, "8.3.1 b)") == (
        "/source?document=T%2FISC%200106%E2%80%942026&clause=8.3.1%20b%29"
    )


def test_a_tools_summary_is_words_not_data() -> None:
    found = [{"document": STANDARD, "clause": f"8.3.{n}", "title": "题"} for n in range(7)]
    call = ToolCall(name="search_sources", arguments={"question": "问" * 80}, result={"passages": found})
    text = render.summary(call)
    assert text.startswith("按“" + "问" * 60 + "……”查资料")
    assert "查到 7 处：" in text
    assert text.count("\n- ") == 6
    assert "还有 2 处" in text
    named = ToolCall(name="read_clause", arguments={"clause": "8.3.1 b)", "aspect": "content"}, result={})
    assert render.summary(named) == "按“8.3.1 b)”查资料\n\n已完成。"
    assert render.summary(call, failed=True) == "没有查成，改用其他办法回答。"
    assert render.summary(ToolCall(name="x", arguments={}, result={"total": 3})) == "已完成。"


def test_turns_become_the_steps_the_page_nests() -> None:
    suggestion = Suggestion(title="下一条？", tool="read_clause", arguments={"clause": "8.3.2"})
    reply = Reply(
        id="turn-1",
        text="答。",
        tool_calls=(ToolCall(name="search_sources", arguments={"question": "问"}, result={}),),
        suggestions=(suggestion,),
    )
    answered = RecordedTurn("turn-1", "m1", "问", None, {}, "done", reply, Opinion(-1, "不对"), MOMENT, MOMENT)
    pressed = RecordedTurn("turn-2", "m2", "", "search_sources", {}, "received", None, None, MOMENT, None)
    thread = Thread(Summary("c1", "问", "web", MOMENT, MOMENT), (answered, pressed))
    steps = render.steps(thread, {"search_sources": "查资料"}, Titles({}), MOMENT + render.LONGEST_ANSWER)
    by_id = {step["id"]: step for step in steps}
    assert [step["type"] for step in steps] == [
        "user_message",
        "run",
        "tool",
        "assistant_message",
        "user_message",
        "run",
        "assistant_message",
    ]
    assert by_id["run-m1"]["parentId"] == "m1"
    assert by_id["run-m1"]["feedback"] == {"id": "turn-1", "forId": "run-m1", "value": 0, "comment": "不对"}
    assert by_id["answer-m1"]["parentId"] == "run-m1"
    assert by_id["answer-m1"]["createdAt"] == "2026-11-23T01:02:03.456Z"
    assert by_id["m2"]["output"] == "查资料"
    assert "还没有答完" in by_id["answer-m2"]["output"]
    during = render.steps(thread, {}, Titles({}), MOMENT + timedelta(seconds=5))
    assert during[-1]["output"] == "正在作答……"
    assert render.message_of("run-m1") == "m1"
    assert render.actions("m1", reply.suggestions) == [
        {
            "id": "ask-m1-0",
            "name": "ask",
            "label": "下一条？",
            "payload": {"title": "下一条？", "tool": "read_clause", "arguments": {"clause": "8.3.2"}},
            "forId": "answer-m1",
        }
    ]


def test_words_that_went_on_to_a_person_show_no_answer_and_a_persons_words_stand_in_their_time() -> None:
    at = [MOMENT + timedelta(seconds=n) for n in range(5)]
    silent = Reply(id="turn-1", text="", generated=False)
    turns = tuple(
        RecordedTurn(f"turn-{n}", f"m{n}", f"话{n}", None, {}, "done", silent, None, at[n], at[n]) for n in (1, 3)
    )
    told = (Relayed("r2", "【工作人员 张工】您好", at[2]), Relayed("r4", "【工作人员 张工】再见", at[4]))
    thread = Thread(Summary("c1", "问", "web", MOMENT, MOMENT), turns, told)
    shown = [step for step in render.steps(thread, {}, Titles({}), at[4]) if step["type"] != "run"]
    assert [step["output"] for step in shown] == ["话1", "【工作人员 张工】您好", "话3", "【工作人员 张工】再见"]
    assert render.answer(silent, Titles({})) == ""


def excerpt(**changes: object) -> Excerpt:
    values: dict[str, Any] = {
        "document": STANDARD,
        "clause": "8.3.1 b)",
        "title": "8.3.1 需求识别",
        "path": ("8 运营服务能力要求",),
        "text": "第一行\n第二行",
        "plain": "一句话",
        "modality": "shall",
        "version": "2026-05-11",
        "before": Neighbour(STANDARD, "8.3.1 a)", "甲" * 200),
        "after": None,
        "below": (),
        "links": ("https://example.com/1",),
        **changes,
    }
    return Excerpt(**values)


def test_a_passage_is_shown_with_its_surroundings() -> None:
    text = render.passage(excerpt())
    assert f"*{STANDARD} › 8 运营服务能力要求*" in text
    assert "> 第一行\n> 第二行" in text
    assert "应（必须做到）" in text
    assert "**上一条** [8.3.1 a)](/source?" in text
    assert "甲" * 160 + "……" in text
    assert "下一条" not in text
    assert "[1](https://example.com/1)" in text


@pytest.mark.parametrize(
    ("clause", "title", "named"),
    [
        ("8.3.1 b)", "8.3.1 需求识别", "8.3.1 b) 需求识别"),
        ("8.3.1", "8.3.1 需求识别", "8.3.1 需求识别"),
        ("3.2", "数智化", "3.2 数智化"),
        ("要点", "广州方案", "广州方案 要点"),
        ("附录1", "附录1 场景地图", "附录1 场景地图"),
        ("附录2 a", "a 降低成本", "附录2 a 降低成本"),
        ("附录2 c.3.1", "研发周期缩短率", "附录2 c.3.1 研发周期缩短率"),
    ],
)
def test_a_heading_says_number_and_words_once(clause: str, title: str, named: str) -> None:
    assert render.heading_of(excerpt(clause=clause, title=title)) == named


@pytest.mark.parametrize(("document", "named"), [("GZ-1", "政策"), ("SC-QC-001", "场景目录")])
def test_a_catalogue_is_named_and_not_numbered(document: str, named: str) -> None:
    shown = render.passage(excerpt(document=document, title="广州方案", path=("广州方案",)))
    assert shown.startswith(f"*{named}*\n")
    found = [{"document": document, "clause": "要点", "title": "广州方案"}]
    summary = render.summary(ToolCall(name="search_sources", arguments={}, result={"passages": found}))
    assert f"- {named} 广州方案 要点" in summary


def test_a_neighbours_label_is_said_once() -> None:
    below = (Neighbour(STANDARD, "8.3.2", "8.3.2 企业触达"), Neighbour(STANDARD, "附录2 a", "a 降低成本"))
    shown = render.passage(excerpt(below=below))
    assert ") 企业触达" in shown
    assert ") 降低成本" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**恒利箱包（演示）**还没有做过诊断。", "**恒利箱包（演示）**\u200a还没有做过诊断。"),
        ("**11月30日（周一）**，会发 **17** 条", "**11月30日（周一）**，会发 **17** 条"),
        ("**智能排产**定了", "**智能排产**定了"),
        ("**甲**：**乙**定了", "**甲**：**乙**定了"),
        ("**甲**（演示）**乙（演示）**的", "**甲**（演示）**乙（演示）**\u200a的"),
    ],
)
def test_what_is_bold_and_ends_with_a_bracket_stays_bold(text: str, shown: str) -> None:
    assert render.answer(Reply(id="t", text=text, generated=False), Titles({})) == shown
