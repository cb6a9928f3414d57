"""Clause numbers are found however people write them, and figures are not taken for clauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.kit.references import Reference, find, number, spell_out, written

NUMERALS = "零一二三四五六七八九"
PARTS = st.lists(st.integers(1, 8), min_size=3, max_size=4)
LETTERS = st.sampled_from("abcdefghijklmn")


def named(text: str) -> list[str]:
    return [written(reference) for reference in find(normalise(text))]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("8.3.1讲什么", "8.3.1"),
        ("8．3．1讲什么", "8.3.1"),
        ("8。3。1", "8.3.1"),
        ("看一下 8.3 . 1 吧", "8.3.1"),
        ("8.3.1条件是什么", "8.3.1"),
        ("8.3平台怎么搞", "8.3"),
        ("6.1.1.1.1讲什么", "6.1.1.1.1"),
        ("6-1-1-2写了什么", "6.1.1.2"),
        ("八点三讲什么", "8.3"),
        ("六点一点三讲了啥", "6.1.3"),
        ("8点3点1的b", "8.3.1 b)"),
        ("八点三点一点b", "8.3.1 b)"),
        ("八点三点一的b项", "8.3.1 b)"),
        ("8.3.1.b", "8.3.1 b)"),
        ("8.3.1-b", "8.3.1 b)"),
        ("8-3-1-b", "8.3.1 b)"),
        ("6.1.3.a", "6.1.3 a)"),
        ("8.1.e", "8.1 e)"),
        ("8.1e", "8.1 e)"),
        ("6.1.2.1 c", "6.1.2.1 c)"),
        ("第6.1.1.1条（k）项原文", "6.1.1.1 k)"),
        ("第8.3.1条第b款", "8.3.1 b)"),
        ("8.3.1需求识别的b项", "8.3.1 b)"),
        ("what does 8.3.1 a say", "8.3.1 a)"),
        ("item (b) of clause 8.3.1", "8.3.1 b)"),
        ("8.2.2第三项", "8.2.2 第3项"),
        ("8.2.3(2)系讲乜", "8.2.3 第2项"),
        ("8.2.2第（二）项", "8.2.2 第2项"),
        ("8.2.2 3)", "8.2.2 第3项"),
        ("8.3.1的最后一条", "8.3.1 最后一项"),
        ("8.3.1倒数第二条", "8.3.1 倒数第2项"),
        ("第七章", "7"),
        ("第9章讲什么", "9"),
        ("第六章第二节", "6.2"),
        ("8章3节", "8.3"),
        ("八章三节", "8.3"),
        ("8.3第三小节", "8.3.3"),
        ("第八章第三节第1条", "8.3 第1项"),
        ("第八章第三节第1条b项", "8.3.1 b)"),
        ("第6章第1节第1小节第2条第c项", "6.1.1.2 c)"),
        ("chapter 8 section 3 item b", "8.3 b)"),
        ("第八章最后一节", "第8章 最后一项"),
        ("第8章的8.3.1", "8.3.1"),
        ("附录二", "附录2"),
        ("Annex B", "附录2"),
        ("附录2的c类", "附录2 c"),
        ("附录2第三类", "附录2 c"),
        ("附录2的a.1.2怎么算", "附录2 a.1.2"),
        ("附录二a1.2", "附录2 a.1.2"),
        ("附录二b点二点一", "附录2 b.2.1"),
        ("E点1点2", "附录2 e.1.2"),
        ("A1.2", "附录2 a.1.2"),
        ("c.3第三个指标", "附录2 c.3.3"),
        ("附录2第3类第1小类第2个", "附录2 c.1.2"),
        ("附录2 g.1", "附录2 g.1"),
        ("附录1第3条", "附录1 第3项"),
        ("附录1第二组", "附录1 第2组"),
        ("附录1第二组第三条", "附录1 第2组第3项"),
        ("9.1讲什么", "9.1"),
        ("9.1", "9.1"),
        ("9.15条", "9.15"),
        ("T/ISC 0106—2026的8.3.1", "8.3.1"),
    ],
)
def test_a_clause_is_found(text: str, label: str) -> None:
    assert named(text) == [label]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("8.3.1(b)和(c)", ["8.3.1 b)", "8.3.1 c)"]),
        ("8.3.1 a、b、c", ["8.3.1 a)", "8.3.1 b)", "8.3.1 c)"]),
        ("8.3.1 b c d", ["8.3.1 b)", "8.3.1 c)", "8.3.1 d)"]),
        ("8.3.1 b or c", ["8.3.1 b)", "8.3.1 c)"]),
        ("8.3.1（a）～（c）", ["8.3.1 a)", "8.3.1 b)", "8.3.1 c)"]),
        ("8.1e d那两条", ["8.1 e)", "8.1 d)"]),
        ("8.3.1的ac两条", ["8.3.1 a)", "8.3.1 c)"]),
        ("6.1.3abc", ["6.1.3 a)", "6.1.3 b)", "6.1.3 c)"]),
        ("8.3.1第一、三条", ["8.3.1 第1项", "8.3.1 第3项"]),
        ("8.3.1第一条和第三条", ["8.3.1 第1项", "8.3.1 第3项"]),
        ("8.3.1第一、二、三这三条", ["8.3.1 第1项", "8.3.1 第2项", "8.3.1 第3项"]),
        ("8.2.2第2到4项", ["8.2.2 第2项", "8.2.2 第3项", "8.2.2 第4项"]),
        ("8.2.3(1)(2)", ["8.2.3 第1项", "8.2.3 第2项"]),
        ("8.3.1前两条", ["8.3.1 第1项", "8.3.1 第2项"]),
        ("第八章第1、2节", ["8.1", "8.2"]),
        ("第六、七章", ["6", "7"]),
        ("第6到8章", ["6", "7", "8"]),
        ("6、7、8三章", ["6", "7", "8"]),
        ("附录1、2", ["附录1", "附录2"]),
        ("附录2 a、b类", ["附录2 a", "附录2 b"]),
        ("附录2的a.1.1到a.1.3", ["附录2 a.1.1", "附录2 a.1.2", "附录2 a.1.3"]),
        ("8.3.1到8.3.3", ["8.3.1", "8.3.2", "8.3.3"]),
        ("8.3.1 b)到8.3.1 d)", ["8.3.1 b)", "8.3.1 c)", "8.3.1 d)"]),
        ("6.1.3 a)和6.1.3 e)", ["6.1.3 a)", "6.1.3 e)"]),
        ("8.3.1的b、d，8.3.2的a", ["8.3.1 b)", "8.3.1 d)", "8.3.2 a)"]),
        ("第六章第一节和第七章第二节", ["6.1", "7.2"]),
        ("8.3是不是包括8.3.1", ["8.3", "8.3.1"]),
        ("ISO 9001的8.3和本标准8.4有啥区别", ["8.4"]),
        ("GB/T 22239和8.1.4有啥关系", ["8.1.4"]),
    ],
)
def test_lists_and_ranges_are_told_apart(text: str, labels: list[str]) -> None:
    assert named(text) == labels


@pytest.mark.parametrize(
    "text",
    [
        "提高3.5%",
        "良率8.5",
        "从3.5降到2.1",
        "3.5到4.2万",
        "花了12.5万",
        "做了1.2个亿",
        "营收5000万元",
        "3.8折",
        "身高1.75",
        "身高1.7",
        "评分4.5",
        "5.5左右",
        "8.3g内存",
        "7.1b模型",
        "2.0版本",
        "3.0时代",
        "v8.3.1",
        "用python 3.1行不行",
        "Windows 8.1能用吗",
        "10.1放假",
        "9.15之前交",
        "11.11活动",
        "6.1儿童节",
        "2026.3.1",
        "192.168.3.1",
        "晚上八点三十开会",
        "九点一刻",
        "一点一点描出来",
        "一点五倍",
        "三点一线",
        "c点一下",
        "GB/T 45288.1怎么说",
        "按GB/T 1.1起草",
        "GB/T 41867的3.2.25",
        "GB/T 22239 8.1.4",
        "GB/T 22239的8.1.4和8.1.5",
        "ISO 9001",
        "ISO 9001第八章",
        "clause 8.4 of ISO 9001",
        "T/ISC 0105的8.1",
        "数据安全法第三章",
        "b呢",
        "c项",
        "第三条呢",
        "前两条",
        "标准有8章吗",
        "技术、场景、运营三章里",
        "哪一章讲安全",
    ],
)
def test_figures_other_documents_and_lone_items_are_no_clauses(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "8.3.1第三方服务",
        "8.3.1的第三个月",
        "8.3.1 B端客户",
        "8.3.1 AI平台",
        "Is 8.3.1 a mandatory clause?",
        "which items in 8.3.1 are strict",
        "8.3.1跟第三方谈",
    ],
)
def test_words_after_a_clause_are_no_items(text: str) -> None:
    assert named(text) == ["8.3.1"]


def test_the_group_of_an_appendix_is_kept() -> None:
    (reference,) = find("附录1第二组第三条")
    assert (reference.label, reference.group, reference.ordinal) == ("附录1", 2, 3)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("请问第9章讲什么", "第9章"),
        ("那 第八章 第九节 呢", "第八章 第九节"),
        ("8.3.1的z项", "8.3.1的z项"),
        ("附录三", "附录三"),
    ],
)
def test_what_was_written_is_kept(text: str, name: str) -> None:
    assert [reference.written for reference in find(text)] == [name]


def test_every_unit_of_a_list_says_what_it_is() -> None:
    assert [r.written for r in find("第六章第一节b、c项")] == ["6.1 b)", "6.1 c)"]
    assert [r.written for r in find("第9到11章")] == ["第9章", "第10章", "第11章"]


def test_spans_stand_in_the_text_as_given_and_one_after_the_other() -> None:
    text = "八点三点一的b、c项和附录二a1.2"
    first, second, third = find(text)
    assert text[slice(*first.span)] == "八点三点一的b、c项"
    assert text[slice(*second.span)] == ""
    assert text[slice(*third.span)] == "附录二a1.2"
    assert first.span[1] <= second.span[0] <= second.span[1] <= third.span[0]


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("六点一点三讲了啥", "6.1.3讲了啥"),
        ("6-1-1-2", "6.1.1.2"),
        ("晚上八点三十开会", "晚上八点三十开会"),
        ("一点五倍", "一点五倍"),
    ],
)
def test_spoken_numbers_are_spelt_out(text: str, spelled: str) -> None:
    assert spell_out(text) == spelled


@given(PARTS, LETTERS)
def test_any_lettered_item_is_found_in_any_spelling(parts: list[int], letter: str) -> None:
    label = ".".join(map(str, parts))
    spoken = "点".join(NUMERALS[n] for n in parts)
    levels = [f"第{NUMERALS[parts[0]]}章", *(f"第{n}节" for n in parts[1:])]
    for text in (
        f"{label} {letter})",
        f"{label}{letter}",
        f"{label}.{letter}",
        f"{label}-{letter}",
        f"{label.replace('.', '-')}-{letter}",
        f"{label}（{letter.upper()}）讲什么",
        f"{spoken}的{letter}项",
        f"{spoken}点{letter}",
        f"第{label}条{letter}款",
        f"{''.join(levels)}{letter}项",
        f"{'的'.join(levels)}第{letter}条",
    ):
        (reference,) = find(normalise(text))
        assert (reference.label, reference.letter) == (label, letter), text


@given(PARTS, st.lists(LETTERS, min_size=2, max_size=5, unique=True), st.sampled_from("、，/和与跟及或"))
def test_any_list_of_letters_is_told_apart(parts: list[int], letters: list[str], mark: str) -> None:
    label = ".".join(map(str, parts))
    expected = [(label, letter) for letter in letters]
    for text in (
        f"{label} {mark.join(letters)}",
        f"{label}{mark.join(f'({letter})' for letter in letters)}",
        f"{label}的{mark.join(f'{letter}项' for letter in letters)}是必须的吗",
        f"{label} {' '.join(letters)}",
    ):
        assert [(r.label, r.letter) for r in find(normalise(text))] == expected, text


@given(PARTS, st.integers(1, 9), st.integers(1, 9), st.sampled_from("到至-~—"))
def test_any_range_is_filled(parts: list[int], low: int, more: int, mark: str) -> None:
    label = ".".join(map(str, parts))
    expected = list(range(low, low + more + 1))
    ordinals = find(normalise(f"{label}第{low}{mark}{low + more}项"))
    letters = find(normalise(f"{label} {chr(96 + low)}{mark}{chr(96 + low + more)}"))
    assert [r.ordinal for r in ordinals] == expected
    assert [ord(r.letter or "") - 96 for r in letters] == expected


@given(
    st.one_of(
        st.builds(
            Reference,
            st.lists(st.integers(1, 8), min_size=2, max_size=4).map(lambda parts: ".".join(map(str, parts))),
            letter=LETTERS,
        ),
        st.builds(
            Reference,
            st.lists(st.integers(1, 8), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts))),
            ordinal=st.integers(-9, 14).filter(bool),
        ).filter(lambda r: "." in r.label or (r.ordinal or 0) < 0),
        st.builds(Reference, st.just("附录1"), group=st.integers(1, 3), ordinal=st.none() | st.integers(1, 9)),
        st.builds(Reference, st.from_regex(r"\A附录2 [a-f](\.[1-9](\.[1-9])?)?\Z")),
        st.builds(Reference, st.sampled_from(["8.3", "8.3.1", "6.1.1.1", "9.1", "附录1", "附录2"])),
    )
)
def test_a_label_as_written_is_read_again(reference: Reference) -> None:
    label = written(reference)
    for text in (label, f"{label}讲什么"):
        (read,) = find(text)
        same = (read.label, read.letter, read.ordinal, read.group)
        assert same == (reference.label, reference.letter, reference.ordinal, reference.group), text


@given(st.text(alphabet="0123一二十第章节条项点.、和到()-abc 附录的前后最", max_size=40))
def test_spans_never_overlap_whatever_is_written(text: str) -> None:
    end = 0
    for reference in find(text):
        assert end <= reference.span[0] <= reference.span[1] <= len(text)
        end = reference.span[1]


@pytest.mark.parametrize(("text", "value"), [("十", 10), ("十二", 12), ("二十一", 21), ("两", 2), ("7", 7)])
def test_small_numbers_are_read(text: str, value: int) -> None:
    assert number(text) == value
