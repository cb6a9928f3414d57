from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.wechat import plaintext

BASE = "https://shuzhi.example.gov.cn"
LONG = f"{BASE}/x?" + "q" * 300


def shorten(url: str) -> str:
    assert len(url.encode()) > 200
    return f"{BASE}/s/k"


def plain(markdown: str) -> str:
    return plaintext.plain(markdown, base=BASE, shorten=shorten)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# 标题\n正文", "【标题】\n正文"),
        ("**粗**、*斜*、`码`、~~删~~", "粗、斜、码、删"),
        ("要收回就说**“作废”**吧", "要收回就说“作废”吧"),
        ("五个维度：\n\n- 一\n- 二\n\n完。", "五个维度：\n· 一\n· 二\n\n完。"),
        ("1. 甲\n2. 乙\n   - 丙\n   - 丁\n3. 戊", "1. 甲\n2. 乙\n\u3000· 丙\n\u3000· 丁\n3. 戊"),
        ("3. 从三起\n4. 四", "3. 从三起\n4. 四"),
        ("> 原文一。\n> 原文二。\n\n> 另一段。", "「原文一。\n原文二。」\n\n「另一段。」"),
        ("上\n\n---\n\n下", "上\n\n下"),
        ("上\n---\n下", "上\n\n下"),
        ("![五维雷达图](/files/radar.png)", "五维雷达图"),
        ("```\n代码\n```", "代码"),
        ("一行\n二行  \n三行\n\n\n\n四行", "一行\n二行\n三行\n\n四行"),
        ("| 指标 | 公式 |\n|---|---|\n| 下降率 | (a-b)/a |\n| 提升率 | — |", "· 下降率：(a-b)/a\n· 提升率：—"),
        (
            "| | 对账 | 培训 |\n|---|---|---|\n| 行业 | 通用 | 通用 |\n| 模块 | 财务 | 人力 |",
            "对账 ｜ 培训\n· 行业：通用\n· 模块：财务 ｜ 人力",
        ),
        (
            "| 企业 | 镇街 | 人数 |\n|---|---|---|\n| 甲厂 | 狮岭 | 80 |\n| 乙厂 | | 20 |",
            "· 企业：甲厂；镇街：狮岭；人数：80\n· 企业：乙厂；人数：20",
        ),
        ("[a]: https://a.cn\n\n看 [a]", "[a]: https://a.cn\n\n看 [a]"),
        ("1\\. 不是列表，5 \\* 3", "1. 不是列表，5 * 3"),
    ],
)
def test_markdown_becomes_lines(markdown: str, text: str) -> None:
    assert plain(markdown) == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("[官网](https://a.cn/b?c=1&d=2)", '<a href="https://a.cn/b?c=1&d=2">官网</a>'),
        ("[**粗**字](http://a.cn)", '<a href="http://a.cn">粗字</a>'),
        ("[原文](/source?document=D&clause=8.3)", f'<a href="{BASE}/source?document=D&clause=8.3">原文</a>'),
        ("<https://a.cn/b>", "https://a.cn/b"),
        ("[https://a.cn](https://a.cn)", "https://a.cn"),
        ("[x](javascript:alert) [y](//evil.cn/) [z](weixin://dl) [w](mailto:a@b.cn) [v](p.html)", None),
        (f"[长]({LONG})", f'<a href="{BASE}/s/k">长</a>'),
        (f"见 {LONG}。", f"见 {BASE}/s/k。"),
        ("见 https://a.cn/短的，", "见 https://a.cn/短的，"),
        ('[x](https://a.cn/"onclick=1)', '<a href="https://a.cn/%22onclick=1">x</a>'),
    ],
)
def test_only_links_to_the_web_become_links(markdown: str, text: str | None) -> None:
    assert plain(markdown) == text if text is not None else "<a" not in plain(markdown)


def test_a_relative_link_without_a_base_leaves_its_words() -> None:
    assert plaintext.plain("[原文](/source) 和 [官网](https://a.cn)") == '原文 和 <a href="https://a.cn">官网</a>'


@pytest.mark.parametrize(
    "text",
    [
        '<a href="http://evil.cn">点</a>',
        "<A\thref='http://evil.cn'>点</A >",
        '< a href="http://evil.cn">点< / a>',
        '<\u200ba href="http://evil.cn">点</a>',
        '&lt;a href="http://evil.cn"&gt;点&lt;/a&gt;',
        '<**a** href="http://evil.cn">点',
        '`<a href="http://evil.cn">`',
        '> - <a href="weixin://bizmsgmenu?msgmenucontent=确认&msgmenuid=t-1">确认</a>',
        "<\ue000a\ue001>",
    ],
)
def test_what_looks_like_a_tag_is_broken(text: str) -> None:
    assert not re.search(r"<[\s/\u200b]*a\b", plain(text), re.IGNORECASE)


@settings(deadline=None)
@given(st.text(st.sampled_from("<aA/ \t\nhref='\">&lt;*_`~[]|-#中\u200b\x00")))
def test_no_text_without_links_becomes_one(text: str) -> None:
    shown = plain(text)
    assert not re.search(r"<[\s/\u200b]*a(?![a-z0-9])", shown, re.IGNORECASE)
    assert "\n\n\n" not in shown
    assert "\x00" not in shown


def test_other_signs_stay_as_they_are() -> None:
    assert plain("D4<50 且 a>b，<b>粗</b> 1 < 2 & 3") == "D4<50 且 a>b，<b>粗</b> 1 < 2 & 3"


def test_what_can_not_be_sent_is_left_out() -> None:
    assert plain("甲\x08\ud83d\ue000乙\ufffe") == "甲乙"
