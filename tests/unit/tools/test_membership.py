"""Invitations: what a code is made of, how it is read back, how long it holds, and how often one may guess."""

from __future__ import annotations

import random
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.database.repositories.memberships import Belonging
from tools.domain.membership import (
    ALPHABET,
    DIGITS,
    FOR_MEMBERS,
    LETTERS,
    MOST_WRONG,
    WITHIN,
    canonical,
    digest,
    new_code,
    new_scene,
    only_code,
    read_code,
    shown,
    standing,
    wait_until,
)
from tools.kit.errors import Conflict, InvalidArguments
from tools.membership.finding import left_by_others, other, own, place_in, read_name, which
from tools.membership.joining import _read, _sure
from tools.membership.lexicon import HOW_TO_BIND, PASSED_ON, WHOM_ASKED
from tools.membership.managing import _read_confirmed, _unbinds
from tools.membership.showing import _for_colleague

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
codes = st.integers(0).map(lambda seed: new_code(random.Random(seed).choice))
scenes = st.integers(0).map(
    lambda seed: new_scene(lambda size: urlsafe_b64encode(random.Random(seed).randbytes(size)).decode().rstrip("="))
)


@given(codes)
def test_a_code_has_eight_characters_none_of_which_looks_like_another(code: str) -> None:
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert not set("01ILOSZV8") & set(ALPHABET)
    assert set(code) & set(LETTERS)
    assert set(code) & set(DIGITS)


@given(codes, st.sampled_from(["{}", " {} ", "“{}”", "{}。", "邀请码：{}", "我的邀请码是{}，帮我绑定", "用 {} 绑定"]))
def test_a_code_is_read_back_however_it_is_written(code: str, words: str) -> None:
    for written in (
        shown(code),
        code,
        shown(code).replace("-", " "),
        shown(code).replace("-", "—"),
        shown(code).lower(),
    ):
        assert canonical(words.format(written)) == code
        assert canonical(normalise(words.format(written))) == code


@given(codes)
def test_a_code_may_be_spelt_out(code: str) -> None:
    for between in (" ", ", ", "、", "-"):
        assert canonical(between.join(code)) == code
        assert only_code(between.join(code).lower())


@given(scenes)
def test_a_ticket_is_read_as_it_is_in_its_own_case(scene: str) -> None:
    assert len(scene) == 24
    assert canonical(scene) == scene
    assert only_code(scene) == scene
    assert read_code(f"扫码：{scene}") == scene
    if scene != scene.swapcase():
        assert digest(scene) != digest(scene.swapcase())


@given(codes)
def test_what_is_kept_does_not_hold_the_code(code: str) -> None:
    assert code.lower() not in digest(code).lower()
    assert digest(code) == digest(str(canonical(shown(code))))


@pytest.mark.parametrize(
    "words",
    [
        "feedback",
        "20261126",
        "T20261126-003",
        "SC-LT-001",
        "8.3.1 b)",
        "我要绑定企业",
        "",
        "b_short",
        "ABCDEFGH",
        "91440101MA59ABCD1X",
    ],
)
def test_what_is_no_code_is_none(words: str) -> None:
    assert only_code(normalise(words)) is None
    assert read_code(normalise(words)) is None


def test_a_code_with_a_wrong_character_is_still_told_for_one() -> None:
    assert only_code("abcd-1045") == "abcd-1045"
    assert canonical("ABCD-1045") == "ABCD1045"


@pytest.mark.parametrize(
    ("words", "surely"),
    [
        ("KM7W-3QTY", 1.0),
        ("km7w3qty", 1.0),
        ("我的邀请码是 KM7W-3QTY", 0.9),
        ("绑定 KM7W-3QTY", 0.9),
        ("KM7W-3QTY 这个码怎么用", 0.0),
        ("不要绑定 KM7W-3QTY", 0.0),
        ("设备型号 KM7W-3QTY 能联网", 0.0),
        ("我要绑定企业", 0.0),
        ("km7w3qty 我同事也能用这个吗", 0.9),
        ("如果 KM7W-3QTY 这个码过期呢", 0.0),
        ("哦那是HRTW-583", 0.8),
        ("翻到另一条了，KM7W-3QTY", 0.8),
        ("型号是ABCD-1234的机床", 0.0),
    ],
)
def test_a_message_that_hands_in_a_code_is_known_by_it(words: str, surely: float) -> None:
    assert _sure(normalise(words), cast("Any", None)) == surely


def test_an_invitation_stands_until_it_is_used_revoked_or_late() -> None:
    until = NOW + FOR_MEMBERS
    assert standing(None, None, until, NOW) == "open"
    assert standing(None, None, until, until - timedelta(seconds=1)) == "open"
    assert standing(None, None, until, until) == "expired"
    assert standing(None, NOW, until, NOW) == "revoked"
    assert standing(NOW, NOW, until, until) == "used"


@given(st.lists(st.integers(0, 7200), max_size=12))
def test_nobody_may_try_more_than_five_wrong_codes_an_hour(seconds: list[int]) -> None:
    wrong = [NOW - timedelta(seconds=ago) for ago in seconds]
    until = wait_until(wrong, NOW)
    late = [at for at in wrong if at > NOW - WITHIN]
    assert (until is not None) == (len(late) >= MOST_WRONG)
    if until is not None:
        assert NOW < until <= NOW + WITHIN
        assert wait_until(wrong, until) is None


def one(name: str | None, number: int, *, current: bool = False, verified: bool = True) -> Belonging:
    return Belonging(f"e{number}", name, verified, NOW + timedelta(days=number), current)


OURS, OTHER, OWN = (
    one("广州市狮岭精工皮具有限公司", 1, current=True),
    one("金明五金厂", 2),
    one(None, 3, verified=False),
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("切换到金明五金", OTHER),
        ("用精工皮具的身份", OURS),
        ("切换到第2家", OTHER),
        ("换成3号", OWN),
        ("切换企业", None),
        ("换另一家", None),
        ("切回原来的", None),
        ("切换到我原来的那家公司", None),
        ("", None),
    ],
)
def test_which_of_ones_own_is_read_from_words(question: str, found: Belonging | None) -> None:
    assert own([OURS, OTHER, OWN], None, question) == found


def test_which_of_ones_own_is_named_by_a_button_or_a_short_answer() -> None:
    assert own([OURS, OTHER, OWN], "e3", "") == OWN
    assert own([OURS, OTHER, OWN], "2", "") == OTHER
    assert own([OURS, OTHER, OWN], "金明", "") == OTHER
    assert own([OURS, OTHER, OWN], "金明五金厂", "") == OTHER


@pytest.mark.parametrize("question", ["切换到远山五金", "换成宏图美妆", "退出远山五金"])
def test_a_firm_that_is_not_ones_own_is_never_taken_for_the_other_of_two(question: str) -> None:
    with pytest.raises(InvalidArguments) as caught:
        own([OURS, OTHER], None, question)
    assert {title for _, title in caught.value.data["options"]} == {OURS.name, OTHER.name}  # type: ignore[attr-defined]


def test_the_other_of_two_is_known_and_of_more_asked_for() -> None:
    assert other([OURS, OTHER]) == OTHER
    assert other([OURS, OTHER, OWN]) is None
    options = cast("list[tuple[str, str]]", which([OURS, OTHER, OWN]).data["options"])
    assert [value for value, _ in options] == ["e1", "e2", "e3"]
    with pytest.raises(Conflict):
        which([])


def test_two_of_one_name_are_told_apart() -> None:
    options = cast(
        "list[tuple[str, str]]", which([one("金明五金", 1), one("金明五金", 2, verified=False)]).data["options"]
    )
    assert len({title for _, title in options}) == 2
    assert "未核实" in options[1][1]


@pytest.mark.parametrize(
    ("words", "place"), [("第2位", 2), ("第三个", 3), ("2号", 2), ("2", 2), ("金明五金一厂", None), ("撤掉", None)]
)
def test_a_place_in_a_list_is_read(words: str, place: int | None) -> None:
    assert place_in(words) == place


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("恒发皮具", "恒发皮具"),
        (" 金明五金 ", "金明五金"),
        ("谁能代表金明五金", None),
        ("给这家发个邀请码", None),
        ("我是谁", None),
    ],
)
def test_a_request_is_no_answer_to_which_enterprise(words: str, name: str | None) -> None:
    assert read_name(words, SimpleNamespace().__dict__) == name


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("我还有个公司，码是RTWX3489", "RTWX3489"),
        ("我是海悦日化财务，邀请码K7MP4QXD", "K7MP4QXD"),
        ("打错了，是K 7 M P 4 Q X D", "K7MP4QXD"),
        ("不是K7MP4QXX，是k7mp横杠4qxd", "K7MP4QXD"),
        ("仲有个码，r t w x 三四七九，帮我绑埋", "RTWX3479"),
        ("邀请码：K7MP.4QXD", "K7MP4QXD"),
        ("邀请码 k7m p4q xd", "K7MP4QXD"),
    ],
)
def test_a_code_is_read_out_of_talk(words: str, code: str) -> None:
    read = _read(normalise(words), cast("Any", None))
    assert read is not None
    assert canonical(read["code"]) == code


@pytest.mark.parametrize(
    "words", ["我现在还代表金叶食品吧", "我而家代表边间公司", "我现在算哪家的人？", "我绑了几家公司"]
)
def test_whom_the_speaker_speaks_for_is_asked(words: str) -> None:
    assert WHOM_ASKED.search(normalise(words))


@pytest.mark.parametrize("words", ["我代表金叶食品", "切换到金叶食品吧", "我们算哪个行业"])
def test_whom_the_speaker_speaks_for_is_not_asked(words: str) -> None:
    assert not WHOM_ASKED.search(normalise(words))


@pytest.mark.parametrize(
    "said",
    [
        "把138开头那个手机号跟新科光电脱钩",
        "新科光电那个小李离职了，帮我把他的绑定断开",
        "新科光电换人了，旧的绑定去掉",
        "新科光电第二位解绑",
        "把新科光电那个微信解除绑定",
    ],
)
def test_what_ends_a_binding_is_surely_for_that(said: str) -> None:
    assert _unbinds(normalise(said), cast("Any", None)) >= 0.8


@pytest.mark.parametrize(
    "said", ["怎么给企业解绑", "先别解绑", "解绑了没有", "谁解绑的", "场景和企业脱钩", "给新科光电绑定一个号"]
)
def test_what_asks_about_it_or_denies_it_is_not(said: str) -> None:
    assert _unbinds(normalise(said), cast("Any", None)) == 0.0


@pytest.mark.parametrize(
    "words",
    ["怎么把我们公司绑到平台上", "咋把咱厂绑进来啊", "如何将我们企业绑定", "点样将我哋间厂绑上嚟", "我们厂怎么绑"],
)
def test_how_a_firm_is_bound_is_asked(words: str) -> None:
    assert HOW_TO_BIND.search(normalise(words))


@pytest.mark.parametrize(
    "words", ["怎么把我们厂的设备绑上来", "怎么把我们厂解绑", "怎么把扫码枪绑到工位", "怎么给客户公司绑定优惠"]
)
def test_how_other_things_are_bound_is_no_such_question(words: str) -> None:
    assert not HOW_TO_BIND.search(normalise(words))


@pytest.mark.parametrize(
    "words",
    ["给我们文员一个邀请码", "帮我同事开个码", "我老婆也想用，帮她弄个码", "再来一张给我们财务的，给财务发个邀请码"],
)
def test_a_colleagues_code_is_asked_for(words: str) -> None:
    assert _for_colleague(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "老板给我一个邀请码",
        "同事发我一个邀请码，在哪填",
        "给恒泰皮具发个邀请码",
        "给他们厂长发个邀请码",
        "先不给会计发邀请码",
        "怎么给同事发个邀请码",
        "叫你们的人给会计发个邀请码",
        "给会计发个邀请码 KM7W-3QTY",
    ],
)
def test_no_colleagues_code_is_asked_for(words: str) -> None:
    assert not _for_colleague(normalise(words))


@pytest.mark.parametrize("words", ["好 帮我登记", "帮我转告平台的人发一个", "叫你们的人办一下", "邀请码这件事反映上去"])
def test_what_is_put_to_the_platforms_people(words: str) -> None:
    assert PASSED_ON.search(normalise(words))


@pytest.mark.parametrize("words", ["登记我们40个人", "帮我登记个需求：要扫码枪", "不用登记了", "怎么登记"])
def test_what_else_is_put_down_is_not(words: str) -> None:
    assert not PASSED_ON.search(normalise(words))


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("出纳小黄走那天自己把绑定退了", True),
        ("前任厂长上周已经解绑了", True),
        ("我自己把绑定退了", False),
        ("帮小黄把绑定退了", False),
        ("我要退出绑定", False),
    ],
)
def test_who_tells_that_others_have_left_leaves_nothing(words: str, others: bool) -> None:  # noqa: FBT001 -- expected
    assert left_by_others(normalise(words)) is others


@pytest.mark.parametrize(
    ("words", "bids"),
    [
        ("宝盈那家执照还没核到，先别认", False),
        ("宝盈那家执照还没核到", False),
        ("宝盈先不要核实", False),
        ("宝盈那家核实了吧", True),
        ("宝盈那家还没核实，帮我核实一下", True),
        ("宝盈是不是核实一下", True),
    ],
)
def test_what_is_not_to_be_confirmed_yet_is_not(words: str, bids: bool) -> None:  # noqa: FBT001 -- expected
    assert (_read_confirmed(normalise(words), cast("Any", None)) is not None) is bids


def test_a_code_nobody_trusts_is_not_handed_in() -> None:
    words = normalise("群里有人甩了个码 A7K2-99QX 说谁用都行，这该不会是骗子吧")
    assert _sure(words, cast("Any", None)) == 0
    assert _read(words, cast("Any", None)) is None
    assert _read(normalise("邀请码 A7K2-99QX 是不是过期了"), cast("Any", None)) is not None


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("昨天换去盛辉那边办事，忘了换回来没有，给瞅一眼", True),
        ("刚才切到盛辉了，切回来了没", True),
        ("供应商那边的货换回来没有", False),
        ("换去盛辉那边", False),
    ],
)
def test_who_forgot_whether_they_switched_back_is_told(words: str, asked: bool) -> None:  # noqa: FBT001 -- expected
    assert (WHOM_ASKED.search(normalise(words)) is not None) is asked
