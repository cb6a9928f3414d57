from __future__ import annotations

import random
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.wechat.splitting import LIMIT, beginning, glued, size, split

SENTENCES = (
    "平台应支持对企业开展数字化成熟度诊断，量化打分、可对比可跟踪。",
    "申报前要先备案；逾期不补！",
    "能不能申请？以主管部门当期通知为准……",
    "设备联网以后，排产、报工和质检都能看到进度",
    "The platform runs on K8s, see below. ",
    "、其中",
    "（含税），",
    "\n",
    "\n\n",
    "\n· 口径：同物料、同数量比价\n",
    "\n行业：通用制造 ｜ 皮革皮具；投入：轻；周期：两三周\n",
    "\n1. 还没讨论过\n2. 有人提，没有计划\n",
    "相关：",
    "“作废”",
)
RUNS = ("设备联网以后排产报工和质检都能看到进度", "的要求", "见", "和", "等", "按照")
"""What has no end a part could have."""
WHOLES = {
    "emoji": ("👩‍👩‍👧‍👦", "👍🏽", "🇨🇳", "❤️‍🔥", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "e\u0301", "각", "👩🏽‍🏭"),
    "link": (
        '<a href="https://shuzhi.example.gov.cn/a/3fXk29aLw0">点这里看全文</a>',
        '<a href="weixin://bizmsgmenu?msgmenucontent=需要什么条件？&msgmenuid=t-1">需要什么条件？</a>',
        '<a href="https://example.cn/s?q=1,2.3&b=%20">《办法》第三条，第 2 款。</a>',
    ),
    "word": ("Kubernetes", "T20261126-001", "o'clock"),
    "address": ("https://www.miit.gov.cn/zwgk/zcwj/art_2026.html", "http://a.cn/x,y;z?k=1&m=2!3.4"),
    "figure": (
        "-5%", "2026年11月26日", "3 个百分点", "1,234.5 万元", "5—12 周", "10%—20%", "30万度", "8:30", "1/10 题",
        "D4≥50", "0.57 kgCO2e/度", "第 3 题", "2026-11-26", "¥1,200.00", "12 桶", "三十万元", "3.5 倍", "2 MB", "±0.5℃",
        "100 至 200 人", "两个工作日",
    ),
    "citation": (
        "8.3.1 b)", "附录2 a.1.2", "T/ISC 0106—2026", "T/ISC 0106—2026 8.3.1 b)", "T/ISC 0106—2026 附录2 c.3.2",
        "《数据安全法》第三条", "《促进中小企业发展条例》（粤府〔2024〕94号）", "工信部企业〔2026〕2号",
        "GB/T 22239-2019", "8.2.2 第1项", "〔2023〕26号", "〔附件三〕", "GB 45438-2025",
        "《“扶商”新政（2025 年）》·有效期", "a.2.3", "第三章", "附录 A",
    ),
}  # fmt: skip
"""What is never cut, by kind."""
UNITS = (
    "%", " 万元", "亿元", " 个百分点", "天", " 人", "家企业", "吨标准煤", " 平方米", "kWh", " MB/s", "台套", " 担",
    "元/吨",
)  # fmt: skip


def figure(chance: random.Random) -> str:
    value = f"{chance.choice(('', '-', '+', '≥'))}{chance.randint(0, 9_999_999):,}{chance.choice(('', '.5'))}"
    return value + chance.choice(UNITS)


def text_with_wholes(chance: random.Random) -> tuple[str, list[tuple[int, int]]]:
    """Make a text, and say where in it what is never cut stands."""
    parts: list[str] = []
    wholes: list[tuple[int, int]] = []
    length = 0
    running = chance.random() < 0.5
    for _ in range(chance.randint(5, 40)):
        whole = ""
        if chance.random() < 0.6:
            kind = chance.choice(tuple(WHOLES))
            whole = figure(chance) if kind == "figure" and chance.random() < 0.5 else chance.choice(WHOLES[kind])
        piece = whole or chance.choice(RUNS if running else SENTENCES)
        # What stands side by side would be read as something else: 2 MB and 3, an address and a letter.
        piece += (
            chance.choice(("的", "与", "和") if running else ("，", "。", "\n", " 和", "的要求，")) if whole else ""
        )
        if whole:
            wholes.append((length, length + len(whole)))
        parts.append(piece)
        length += len(piece)
    return "".join(parts), wholes


def ends(parts: tuple[str, ...]) -> list[int]:
    return list(accumulate(map(len, parts)))[:-1]


def test_nothing_that_is_read_as_one_is_cut_in_ten_thousand_texts() -> None:
    chance = random.Random(20261126)
    cuts = 0
    for _ in range(10_000):
        text, wholes = text_with_wholes(chance)
        limit = chance.choice((240, 300, 420, 700, LIMIT))
        parts = split(text, limit)
        assert "".join(parts) == text
        assert all(0 < size(part) <= limit for part in parts)
        for end in ends(parts):
            cuts += 1
            assert not glued(text, end), text[end - 8 : end + 8]
            inside = [text[a:b] for a, b in wholes if a < end < b]
            assert not inside, (inside, text[end - 8 : end + 8])
    assert cuts > 10_000


@settings(deadline=None)
@given(st.text(st.characters(codec=None)), st.integers(4, 60))
def test_any_text_is_given_back_and_no_part_is_too_long(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert "".join(parts) == text
    assert all(0 < size(part) <= limit for part in parts)


@settings(deadline=None)
@given(st.text(st.sampled_from("中a1，。\n 👩‍👧🏽🇨🇳é한"), min_size=1), st.integers(40, 90))
def test_characters_stay_whole_wherever_they_can(text: str, limit: int) -> None:
    clusters, start = [], 0
    for end in [*(place for place in range(1, len(text)) if not glued(text, place)), len(text)]:
        clusters.append(text[start:end])
        start = end
    if all(size(cluster) <= limit for cluster in clusters):
        assert not any(glued(text, end) for end in ends(split(text, limit)))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("甲" * 60 + "。\n乙乙。\n\n丙丙。\n" + "丁" * 60, "甲" * 60 + "。\n乙乙。\n\n"),
        ("甲" * 60 + "。\n" + "乙" * 10 + "。" + "丙" * 60, "甲" * 60 + "。\n"),
        ("甲" * 60 + "。" + "乙" * 10 + "，" + "丙" * 60, "甲" * 60 + "。"),
        ("甲" * 60 + "，" + "乙" * 60, "甲" * 60 + "，"),
        ("甲" * 120, "甲" * 100),
        ("“" + "甲" * 60 + "。”）" + "乙" * 60, "“" + "甲" * 60 + "。”）"),
        ("He said so. " * 30, "He said so. " * 25),
        ("· " + "甲" * 60 + "\n· " + "乙" * 60, "· " + "甲" * 60 + "\n"),
    ],
)  # fmt: skip
def test_a_part_ends_where_a_reader_would_pause(text: str, first: str) -> None:
    assert beginning(text, 300) == first


def test_an_end_that_would_leave_a_part_half_empty_counts_only_where_no_other_is_found() -> None:
    assert beginning("甲。\n\n" + "乙" * 60 + "。" + "丙" * 60, 300) == "甲。\n\n" + "乙" * 60 + "。"
    assert beginning("甲" * 20 + "。\n\n" + "乙" * 200, 300) == "甲" * 20 + "。\n\n"
    assert beginning("甲。\n\n" + "乙" * 200, 300) == "甲。\n\n" + "乙" * 97


def test_a_fuller_part_may_be_asked_for() -> None:
    text = "甲" * 60 + "。\n\n" + "乙" * 30 + "。" + "丙" * 60
    assert beginning(text, 300) == "甲" * 60 + "。\n\n"
    assert beginning(text, 300, full=0.9) == "甲" * 60 + "。\n\n" + "乙" * 30 + "。"


def test_no_part_begins_with_a_mark_that_closes() -> None:
    for length in range(90, 110):
        parts = split("甲" * length + "），" + "乙" * 100, 300)
        assert not any(part[0] in "），" for part in parts)


def test_what_is_longer_than_a_message_is_cut_between_characters() -> None:
    address = "https://example.cn/" + "a" * 5_000
    parts = split(f"见 {address} 。", 1_000)
    assert "".join(parts) == f"见 {address} 。"
    assert len(parts) <= 7


def test_halves_of_a_character_outside_the_plane_stay_together() -> None:
    text = "\ud83d\ude00" * 40
    assert all(len(part) % 2 == 0 for part in split(text, 20))


def test_texts_made_to_take_long_do_not() -> None:
    for text in (
        "1" * 50_000,
        "1," * 25_000,
        "<a " * 15_000,
        "A/" * 25_000,
        "a.1." * 12_000,
        "《" * 25_000,
        "\n" * 50_000,
    ):
        assert "".join(split(text)) == text


def test_there_are_no_parts_of_nothing() -> None:
    assert split("") == ()
    assert beginning("") == ""


def test_a_limit_below_one_character_is_refused() -> None:
    with pytest.raises(ValueError, match="below that of a character"):
        split("😀", 3)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("👩", "\u200d"),
        ("\u200d", "👧"),
        ("🇨", "🇳"),
        ("👍", "🏽"),
        ("e", "\u0301"),
        ("ᄒ", "ᅡ"),
        ("하", "ᆫ"),
        ("\r", "\n"),
    ],
)
def test_what_makes_one_character(before: str, after: str) -> None:
    assert glued(before + after, 1)


@pytest.mark.parametrize("text", ["中国", "ab", "\n\u0301", "한국", "😀😀"])
def test_what_makes_two(text: str) -> None:
    assert not glued(text, 1)


def test_flags_go_in_pairs() -> None:
    flags = "🇨🇳🇬🇧"
    assert [glued(flags, place) for place in (1, 2, 3)] == [True, False, True]


def test_no_cut_falls_between_a_number_and_its_item() -> None:
    for length in range(60, 110):
        text = "甲" * length + "\n1. 设备联网\n2. 排产\n· 三"
        assert all(
            not line.rstrip().endswith(("1.", "2.", "·")) for part in split(text, 300) for line in part.split("\n")
        )


def test_parts_follow_one_another_without_gap() -> None:
    text = "一二三。" * 2_000
    parts = split(text)
    assert all(a.endswith("。") and b.startswith("一") for a, b in pairwise(parts))
    assert len(parts) == -(-size(text) // (LIMIT // 12 * 12))
