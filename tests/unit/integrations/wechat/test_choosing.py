from __future__ import annotations

import re

import pytest

from assistant.messages import Reply
from integrations.wechat.choosing import choices, numbered, typed, without
from tools.kit.tool import Suggestion


def suggestions(*titles: str) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(title=title) for title in titles)


def test_a_choice_is_a_line_to_tap_with_the_number_it_answers_to() -> None:
    first, second = choices(suggestions("需要什么条件？", "1%—3% & <b> 'x' +"), "t1")
    assert first == ('1. <a href="weixin://bizmsgmenu?msgmenucontent=需要什么条件？&msgmenuid=t1-1">需要什么条件？</a>')
    assert second == (
        '2. <a href="weixin://bizmsgmenu?msgmenucontent=1%25—3%25%20%26%20%3Cb%3E%20%27x%27%20%2B&msgmenuid=t1-2">'
        "1%—3% & <b> 'x' +</a>"
    )


def test_a_title_that_has_its_number_is_not_numbered_twice() -> None:
    lines = choices(suggestions("1. 还没讨论过", "3. 有想法"), "t1")
    assert lines[0].startswith('1. <a href="weixin://bizmsgmenu?msgmenucontent=1.%20还没讨论过&')
    assert lines[0].endswith(">还没讨论过</a>")
    assert lines[1].endswith(">3. 有想法</a>")


def test_choices_without_numbers_have_bullets_and_the_same_ids() -> None:
    assert choices(suggestions("甲", "乙"), "t1", numbers=False)[1] == (
        '· <a href="weixin://bizmsgmenu?msgmenucontent=乙&msgmenuid=t1-2">乙</a>'
    )


def test_there_are_nine_choices_at_most_and_titles_are_cut() -> None:
    lines = choices(suggestions(*["长" * 100] * 12), "t1")
    assert len(lines) == 9
    assert lines[0].endswith(">" + "长" * 60 + "……</a>")


def test_a_title_can_not_break_out_of_its_link() -> None:
    (line,) = choices(suggestions('x"></a><a href="http://evil.cn">\n点'), "t1")
    assert len(re.findall("<a ", line)) == len(re.findall("</a>", line)) == 1
    assert re.fullmatch(r'1\. <a href="[^"<>\s]+">.*</a>', line)


def test_an_id_that_wechat_would_refuse_is_refused_here() -> None:
    assert choices(suggestions("甲"), "t" * 126)
    with pytest.raises(ValueError, match="too long"):
        choices(suggestions("甲"), "t" * 127)
    assert choices((), "t" * 127) == ()


def test_lines_to_type_have_the_same_numbers() -> None:
    offered = suggestions("1. 还没讨论过", "跳过")
    assert typed(offered, numbers=True) == ("1. 还没讨论过", "2. 跳过")
    assert typed(offered, numbers=False) == ("· 1. 还没讨论过", "· 跳过")


def test_lines_of_the_text_that_are_choices_are_dropped_and_no_others() -> None:
    assert without("题？\n1. 甲\n2. 乙\n跳过\n3. 丙", suggestions("1. 甲", "2. 乙", "跳过")) == "题？\n跳过\n3. 丙"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("哪一个？", True),
        ("题？\n\n1. 甲\n2. 乙", True),
        ("题？\n\n1. 甲\n2. 丙", False),
        ("1. **甲**：轻", False),
        ("- 3. 甲", True),
        ("共 1. 个", True),
    ],
)
def test_a_number_presses_a_choice_unless_the_text_has_numbers_of_its_own(text: str, *, expected: bool) -> None:
    assert numbered(Reply(id="t", text=text, suggestions=suggestions("1. 甲", "2. 乙"))) is expected
