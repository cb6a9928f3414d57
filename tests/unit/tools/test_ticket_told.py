"""What tells a ticket by its number or its matter, and what is only told of others, of oneself, or to a colleague."""

from __future__ import annotations

import time

import pytest

from corpus.lexical import normalise
from tools.domain.tickets import bidding
from tools.domain.tickets.cues import puts_down
from tools.domain.tickets.doing import adds, read_move
from tools.domain.tickets.faults import told_only
from tools.domain.tickets.listing import asks_of_matter
from tools.domain.tickets.persons import speaks_of_person, wants_person
from tools.domain.tickets.revising import revised
from tools.domain.tickets.urging import to_colleague, urges


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("T20261126-003再补一句，机器是海天250吨的", "机器是海天250吨的"),
        ("T-0071再补一句，机器是海天250吨的", "机器是海天250吨的"),
        ("给T20261126-003加一句，我们只有周末能停机", "我们只有周末能停机"),
        ("T20261126-003这张单补一句，型号T-20001的", "型号t-20001的"),
        ("T20261126-003能不能再补一句？", ""),
        ("T20261126-003到哪步了？再给它加一句，我们只有周末能停机", ""),
    ],
)
@pytest.mark.parametrize("operator", [False, True])
def test_a_note_goes_to_the_ticket_of_the_number(words: str, more: str, *, operator: bool) -> None:
    assert adds(words) == more
    if more:
        move = read_move(words, operator=operator)
        assert (move.action, normalise(move.note)) == ("note", more)


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("我那个注塑机联网的单子补充一句，一共18台机", "注塑机联网"),
        ("那个联网的需求再补一句，要能看产量", "联网"),
        ("这个客户的单子补充一句，明天要交", ""),
        ("那张单子补充一句：一共18台", ""),
    ],
)
def test_a_note_goes_to_the_ticket_told_by_its_matter(words: str, which: str) -> None:
    text = normalise(words)
    assert bidding.adds(text)
    assert bidding.adds_to_named(text) is (which != "" or "客户" in words)
    assert bidding.which(text) == (which or ("客户" if "客户" in words else ""))


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("扫码枪那个登记了没，没有就登记一下", "扫码枪"),
        ("刚说的掉线的事报了没，没报就报一下", "刚说的掉线"),
        ("登记了没，没有就登记一下", ""),
    ],
)
def test_what_is_named_is_put_down_if_it_was_not(words: str, what: str) -> None:
    text, shown = normalise(words), {"question": "扫码枪老是掉线"}
    assert puts_down(text)
    assert bidding.not_down(text) == what
    assert revised(text, shown) == shown
    assert (revised(text, {"question": "空压机半夜报警"}) is None) is bool(what)


@pytest.mark.parametrize(
    "words", ["员工人数那个登记了没，没有就登记一下", "社保那个交了没，没交就交一下", "税那个报了没，没报就报一下"]
)
def test_what_is_of_the_file_or_of_offices_is_no_ticket(words: str) -> None:
    assert not puts_down(normalise(words))


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("那个群发弄好了没有", False),
        ("那个导入弄好了没", False),
        ("那个撤掉成员的事弄好了没", False),
        ("那个名单弄好了没", False),
        ("ERP那个弄好了没", True),
    ],
)
def test_what_is_done_elsewhere_is_no_matter_of_a_ticket(words: str, asked: bool) -> None:  # noqa: FBT001 -- expected
    assert asks_of_matter(normalise(words)) is asked


@pytest.mark.parametrize(
    ("words", "wanted", "spoken_of"),
    [
        ("你后面坐的是真人还是纯机器", False, True),
        ("银行那机器人才叫烦，喊了八遍人工都不理我", False, True),
        ("你是真人还是机器？给我转人工", True, False),
        ("转人工一般要排多久队啊", False, False),
        ("接人工大概要等几分钟", False, False),
        ("我要转人工，现在要等多久", True, False),
        ("你们客服没人理我，换个人来", True, False),
    ],
)
def test_who_asks_about_persons_or_tells_of_others_calls_nobody(
    words: str,
    wanted: bool,  # noqa: FBT001 -- what is expected
    spoken_of: bool,  # noqa: FBT001 -- the same
) -> None:
    assert wants_person(normalise(words)) is wanted
    assert speaks_of_person(normalise(words)) is spoken_of


@pytest.mark.parametrize(
    ("words", "only"),
    [
        ("前街老何投诉了软件商，据说真赔了钱", True),
        ("隔壁厂举报过那家供应商", True),
        ("我让网管重启下看看", True),
        ("先让电工查一下", True),
        ("我要投诉软件商，收了钱不干活", False),
        ("客户投诉了三次色差，品质一直不行", False),
        ("我们想找个专家来看看", False),
        ("我请你们派人来看看", False),
    ],
)
def test_what_others_or_ones_own_people_do_opens_nothing(words: str, only: bool) -> None:  # noqa: FBT001 -- expected
    assert told_only(normalise(words)) is only


@pytest.mark.parametrize(
    ("words", "theirs"),
    [
        ("小梁啊，万和那张你去跟技术部催一声，我开会呢", True),
        ("王工，那张单你下午去催一下", True),
        ("小助手啊，你去催一下那张单", False),
        ("万和那张帮我催一声那张单", False),
    ],
)
def test_what_is_said_to_a_colleague_urges_nothing(words: str, theirs: bool) -> None:  # noqa: FBT001 -- expected
    assert to_colleague(normalise(words)) is theirs
    assert not (theirs and urges(normalise(words)))


@pytest.mark.parametrize(
    "part", ["那个", "扫码枪", "没有", "登记", "的单子", "我", "投诉了", "小梁啊", "你", "还是", "机器", "T-0071"]
)
def test_long_messages_are_read_at_once(part: str) -> None:
    for count in (40, 2000 // len(part)):
        for text in (part * count, f"我那个{part * count}"):
            begun = time.perf_counter()
            for read in (adds, bidding.not_down, told_only, to_colleague, speaks_of_person, wants_person):
                read(text)
            assert time.perf_counter() - begun < 2
