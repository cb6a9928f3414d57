"""How documents are cut: at headings, between paragraphs, between sentences, never inside one."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.blocks import Block, Role, headings, join, paragraphs
from corpus.passages import Kind, Passage
from corpus.splitting import LONGEST, SHORTEST, UNBROKEN, sentences, split

SENTENCE = "企业应当建立覆盖全员的数据安全管理制度并明确责任人。"


def cut(*blocks: Block) -> list[Passage]:
    return split(blocks, document="doc-1", title="数据管理办法", version="2")


def heading(text: str, level: int) -> Block:
    return Block(text, Role.HEADING, level)


def row(*cells: str, first: bool = False) -> Block:
    return Block(" | ".join(cells), Role.ROW, first=first)


def test_a_passage_is_labelled_by_its_heading_and_knows_the_headings_above() -> None:
    found = cut(
        heading("总则", 1),
        heading("目的", 2),
        Block("为了规范数据管理，制定本办法。"),
        heading("范围", 2),
        Block("适用于全体员工。"),
        heading("附则", 1),
        Block("自发布之日起施行。"),
    )
    assert [(p.clause, p.path) for p in found] == [
        ("目的", ("数据管理办法", "总则")),
        ("范围", ("数据管理办法", "总则")),
        ("附则", ("数据管理办法",)),
    ]
    assert {(p.document, p.version, p.kind) for p in found} == {("数据管理办法", "2", Kind.UPLOAD)}


def test_passages_are_chained_in_reading_order_with_ids_of_the_document() -> None:
    found = cut(*(Block(SENTENCE * 8) for _ in range(3)))
    assert [p.id for p in found] == ["doc-1#1", "doc-1#2", "doc-1#3"]
    assert [(p.previous, p.next) for p in found] == [(None, "doc-1#2"), ("doc-1#1", "doc-1#3"), ("doc-1#2", None)]
    assert [p.clause for p in found] == ["第1段", "第2段", "第3段"]


def test_a_heading_with_nothing_below_it_is_not_lost() -> None:
    found = cut(heading("总则", 1), heading("已废止", 2), heading("附则", 1), Block("自发布之日起施行。"))
    assert [(p.clause, p.display) for p in found] == [("已废止", "已废止"), ("附则", "自发布之日起施行。")]


def test_short_paragraphs_join_and_headings_keep_them_apart() -> None:
    found = cut(
        heading("一", 1), *(Block(f"第{n}步，检查设备。") for n in range(6)), heading("二", 1), Block("到此为止。")
    )
    assert [p.clause for p in found] == ["一", "二"]
    assert found[0].display.count("\n") == 5


def test_a_passage_stays_on_its_page_and_is_labelled_by_it() -> None:
    found = cut(Block("第一页的话。", page=1), Block("第二页的话。", page=2), Block("也在第二页。", page=2))
    assert [(p.clause, p.page, p.display) for p in found] == [
        ("第1页", 1, "第一页的话。"),
        ("第2页", 2, "第二页的话。\n也在第二页。"),
    ]


def test_a_cut_table_repeats_its_first_row_and_never_breaks_another() -> None:
    rows = [row(f"设备{n}", "每季度保养一次并登记在册" * 3) for n in range(30)]
    found = cut(row("名称", "要求", first=True), *rows)
    assert len(found) > 3
    assert all(p.display.startswith("名称 | 要求\n") for p in found)
    shown = [line for p in found for line in p.display.split("\n") if line != "名称 | 要求"]
    assert shown == [r.text for r in rows]


def test_a_long_sentence_stays_whole_and_an_endless_one_does_not() -> None:
    long = "甲" * (LONGEST + 300) + "。"
    assert cut(Block(long + "短句。"))[0].display == long
    endless = "乙" * (UNBROKEN * 3)
    found = cut(Block(endless))
    assert "".join(p.display for p in found) == endless
    assert max(len(p.display) for p in found) <= UNBROKEN


def test_a_full_stop_inside_a_number_ends_no_sentence_and_a_quotation_mark_goes_with_its_own() -> None:
    assert sentences("增长3.5个百分点。他说：“可以。”于是开工！Look here. Then stop.") == [
        "增长3.5个百分点。",
        "他说：“可以。”",
        "于是开工！",
        "Look here.",
        " Then stop.",
    ]


def test_an_article_of_a_regulation_becomes_its_own_citable_unit() -> None:
    blocks = [b for text in ("第十二条 企业应当备份。", "第十三条　备份每日一次。") for b in headings(text)]
    assert [(p.clause, p.display) for p in cut(*blocks)] == [
        ("第十二条", "第十二条 企业应当备份。"),
        ("第十三条", "第十三条　备份每日一次。"),
    ]


def test_a_line_that_only_looks_like_a_heading_keeps_its_words_in_the_text() -> None:
    found = cut(*headings("12 个月内完成"), Block("逾期不予受理。"))
    assert found[0].display == "12 个月内完成\n逾期不予受理。"


def test_lines_broken_by_the_page_are_joined_and_new_items_are_not() -> None:
    lines = [
        "为贯彻落实国家有关部署加快推进企业数智化转型",
        "工作，现提出以下意见。",
        "（一）加强领导。",
        "（二）加大投入。",
    ]
    assert [join(group) for group in paragraphs(lines)] == [
        "为贯彻落实国家有关部署加快推进企业数智化转型工作，现提出以下意见。",
        "（一）加强领导。",
        "（二）加大投入。",
    ]


SENTENCES = st.text(alphabet="数智企业管理要求，a1 ", min_size=1, max_size=90).map(lambda t: "句" + t.strip() + "。")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=12).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=8))
def test_nothing_is_lost_doubled_or_cut_inside_a_sentence(texts: list[str]) -> None:
    found = cut(*(Block(text) for text in texts))
    assert re.sub(r"\s", "", "".join(p.display for p in found)) == re.sub(r"\s", "", "".join(texts))
    assert all(p.display.startswith("句") and p.display.endswith("。") for p in found)
    for passage in found:
        assert len(passage.display) <= LONGEST + SHORTEST
