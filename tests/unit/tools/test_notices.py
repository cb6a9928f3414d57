"""What is read as a wish for no notices, what is not, and what a wish changes in those before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.domain.notices import (
    ALL,
    KINDS,
    LONGEST,
    Purpose,
    answers_on_now,
    apart_in,
    asks_how,
    asks_still_told,
    may_resume,
    may_stop,
    only_speaks_of_resuming,
    only_speaks_of_stopping,
    purposes_in,
    refuses,
    resumed,
    seems_to_want_none,
    stopped,
    wants_again,
    wants_back,
    wants_none,
)

purposes = st.frozensets(st.sampled_from(sorted({ALL, *KINDS})), min_size=1)
held = st.frozensets(st.sampled_from(sorted({ALL, *KINDS})))


@pytest.mark.parametrize(
    "words",
    [
        "别发了", "退订", "TD", "td", "不要再给我推送", "政策提醒不用发了", "别再给我发消息了", "关掉提醒", "取消推送",
        "请停止推送", "能不能别发了", "活动通知停掉", "唔好再发嘢俾我", "唔想再收到推送", "不要再發了", "請停止推送",
        "stop sending me messages", "unsubscribe", "除了政策，其他都别发", "所有通知一律取消", "推送太多了，停掉吧",
        "勿扰",
    ],
)  # fmt: skip
def test_the_plain_ways_to_say_stop_are_certain(words: str) -> None:
    assert wants_none(normalise(words))
    assert may_stop(normalise(words))
    assert not wants_again(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "这些通知我一概不要",
        "我真的不需要你们提醒",
        "以后别联系我了",
        "不用告诉我工单进展了",
        "no reminders please, I am busy",
    ],
)
def test_stop_among_other_words_is_nearly_certain(words: str) -> None:
    assert seems_to_want_none(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "没说不要发", "我没让你停", "不是不要发，是发少点", "先别停", "先别给我停提醒", "不用退订", "别取消订阅",
        "I did not say stop",
    ],
)  # fmt: skip
def test_a_denial_stops_nothing_whatever_a_model_thinks(words: str) -> None:
    assert not may_stop(normalise(words))
    assert not wants_none(normalise(words))
    assert not seems_to_want_none(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "怎么退订", "如果退订了会不会漏掉政策", "提醒都停了吗", "上次退订过", "老板说别发了", "how do I unsubscribe",
        "别发给企业", "报告先别发给我老板", "别催了", "不要给我推荐场景", "发了", "再发", "恢复提醒", "我们不做推送",
        "不发了",
    ],
)  # fmt: skip
def test_questions_tales_and_other_matters_are_not_certain(words: str) -> None:
    assert not wants_none(normalise(words))
    assert not seems_to_want_none(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "恢复提醒",
        "继续推送",
        "把提醒打开",
        "政策提醒恢复",
        "重新给我发政策提醒",
        "取消退订",
        "我不退订了",
        "恢復推送",
        "开返提醒",
    ],
)
def test_the_plain_ways_to_have_them_again_are_certain(words: str) -> None:
    assert wants_again(normalise(words))
    assert may_resume(normalise(words))
    assert not wants_none(normalise(words))


@pytest.mark.parametrize("words", ["不恢复提醒", "先不恢复", "别恢复推送", "没说要恢复"])
def test_a_denial_resumes_nothing(words: str) -> None:
    assert not may_resume(normalise(words))
    assert not wants_again(normalise(words))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("别发了", {"all"}),
        ("政策提醒别发了", {"policy"}),
        ("政策和活动都别发", {"policy", "campaign"}),
        ("满意度回访别发了", {"satisfaction"}),
        ("复测就别提醒了", {"diagnosis"}),
        ("场景推荐别发了", {"scenario"}),
        ("工单进度不用通知我", {"ticket"}),
        ("除了政策，其他都别发", KINDS - {"policy"}),
        ("只要工单进展，其他别发", KINDS - {"ticket"}),
        ("其他都别发，只留政策", KINDS - {"policy"}),
        ("everything except policy", KINDS - {"policy"}),
        ("stop the policy alerts", {"policy"}),
    ],
)
def test_the_purpose_is_read_out_of_the_words(words: str, named: set[Purpose]) -> None:
    assert purposes_in(normalise(words)) == named


@given(st.text(max_size=300))
def test_any_words_can_be_read(words: str) -> None:
    text = normalise(words)
    assert purposes_in(text)
    if wants_none(text) or wants_again(text):
        assert len(text) <= LONGEST


@given(held, purposes)
def test_after_a_stop_nothing_wished_away_is_sent(before: frozenset[Purpose], wished: frozenset[Purpose]) -> None:
    after = before | stopped(before, wished)
    assert all(refuses(after, purpose) for purpose in wished)
    assert all(refuses(after, purpose) for purpose in KINDS if refuses(before, purpose))
    assert stopped(after, wished) == frozenset()


@given(held, purposes)
def test_after_a_resumption_just_what_was_wished_is_sent_again(
    before: frozenset[Purpose], wished: frozenset[Purpose]
) -> None:
    ended, added = resumed(before, wished)
    after = (before - ended) | added
    again = KINDS if ALL in wished else wished
    assert not any(refuses(after, purpose) for purpose in again)
    assert {p for p in KINDS - again if refuses(before, p)} == {p for p in KINDS - again if refuses(after, p)}


@pytest.mark.parametrize("words", ["我这边还能收到提醒不", "你们还会发提醒给我不", "停了之后办事还有人通知我没"])
def test_a_question_that_ends_in_a_denial_stops_nothing(words: str) -> None:
    assert not may_stop(normalise(words))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("诶还是开回来吧，怕错过补贴截止", True),
        ("都系开返啦", True),
        ("重新发给我吧", False),
        ("设备怎么开回来", False),
        ("不用开回来", False),
    ],
)
def test_what_was_stopped_is_wanted_back_without_a_word_for_it(words: str, *, wanted: bool) -> None:
    assert wants_back(normalise(words)) is wanted


@pytest.mark.parametrize(
    ("words", "unwanted", "wanted"),
    [
        ("工单的照发，诊断复测那种就不要了", {"diagnosis"}, {"ticket"}),
        ("政策的别发了，工单进展照常发", {"policy"}, {"ticket"}),
        ("打分的回访又可以发了，就活动的不要", {"campaign"}, {"satisfaction"}),
        ("工单的留着，其他的不要", KINDS - {"ticket"}, {"ticket"}),
        ("活动通知别发了 工单照旧", {"campaign"}, {"ticket"}),
        ("宣传的关掉 诊断提醒我还要", {"campaign"}, {"diagnosis"}),
        ("群发的广告停了吧 政策还要的", {"campaign"}, {"policy"}),
        ("推广别给我发啦 有工单进展再通知我", {"campaign"}, {"ticket"}),
        ("活动通知先别发 等我有空再说", set(), set()),
        ("政策提醒别发了", set(), set()),
        ("恢复政策提醒", set(), set()),
        ("说了别停，照发就是", set(), set()),
    ],
)
def test_what_is_refused_and_what_is_wanted_is_read_clause_by_clause(
    words: str, unwanted: set[Purpose], wanted: set[Purpose]
) -> None:
    refused, kept = apart_in(normalise(words))
    assert (set(refused), set(kept)) == (set(unwanted), wanted)


def test_a_message_that_says_both_is_for_what_it_changes() -> None:
    stops, resumes = normalise("工单的照发，诊断复测那种就不要了"), normalise("打分的回访又可以发了，就活动的不要")
    assert (wants_none(stops), wants_again(stops), wants_back(stops)) == (True, False, False)
    assert (wants_none(resumes), wants_again(resumes)) == (False, True)


@pytest.mark.parametrize(
    "words",
    [
        "平时你会主动给我发消息不", "你们会给我推送些啥", "现在是都不发了对吧", "我现在能收到哪些提醒",
        "那我现在能收到哪些",
        "通知还开着没", "你们平时都发些什么给我", "现在还会给我发吗", "提醒关了吗", "我的通知停了没有", "都关掉了是吧",
        "我还会收到消息吗", "你们会提醒我吗", "有哪些提醒会发给我", "依家仲会唔会send嘢俾我", "现在是不是都停了",
    ],
)  # fmt: skip
def test_asking_which_notices_come_changes_none(words: str) -> None:
    text = normalise(words)
    assert asks_how(text)
    assert not may_stop(text)
    assert not may_resume(text)


@pytest.mark.parametrize(
    "words",
    [
        "别发了", "能不能别发了", "能别再给我发了吗", "提醒关了吧", "恢复提醒", "恢复提醒好吗", "能给我恢复提醒吗",
        "给我发报告", "会给我发报告吗", "要我发什么资料给你们", "怎么关掉提醒", "还是给我发吧", "可以不发了吗",
    ],
)  # fmt: skip
def test_a_wish_or_another_thing_is_no_question_about_notices(words: str) -> None:
    assert not asks_how(normalise(words))


@pytest.mark.parametrize(
    ("words", "purposes"),
    [
        ("上次关的通知，全部给我打开回来吧，怕错过申报", {ALL}),
        ("都恢复吧，免得漏了补贴", {ALL}),
        ("政策提醒打开，怕错过", {"policy"}),
        ("那个…还是给我发吧，怕错过补贴通知", {ALL}),
        ("还是发吧我怕漏了政策", {ALL}),
        ("恢复提醒吧，万一有补贴呢", {ALL}),
        ("政策的别发了，怕烦", {"policy"}),
    ],
)
def test_what_is_only_given_as_a_reason_is_not_what_is_wanted(words: str, purposes: set[str]) -> None:
    assert purposes_in(normalise(words)) == purposes


def test_one_kind_is_switched_on_and_the_rest_stay_off() -> None:
    text = normalise("政策的打开，别的不用")
    assert wants_again(text)
    assert not wants_none(text)
    assert apart_in(text) == (KINDS - {"policy"}, frozenset[Purpose]({"policy"}))


@pytest.mark.parametrize("words", ["因为补贴提醒太多了,别发了", "别再发了,免得补贴的那些打扰我"])
def test_a_reason_may_name_the_only_kind(words: str) -> None:
    assert purposes_in(normalise(words)) == {"policy"}


def test_all_is_all_whatever_the_reason_names() -> None:
    assert purposes_in(normalise("全部打开,怕错过申报")) == {"all"}


def test_what_one_still_wants_to_be_told_is_not_stopped() -> None:
    told = normalise("政策那种提醒以后不用发我，工单有进展还是要告诉我的哈")
    refused, wanted = apart_in(told)
    assert (set(refused), set(wanted)) == ({"policy"}, {"ticket"})
    assert apart_in(normalise("不要告诉我政策，也不用提醒我工单")) == (frozenset(), frozenset())
    assert apart_in(normalise("政策提醒别发了，工单的都通知我三遍了")) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("words", "now"),
    [
        ("上次那份问卷我做到一半去接货了，而家继续啦", True),
        ("诊断没做完，继续吧", True),
        ("那份问卷做了一半，不想继续了", False),
        ("问卷做到一半，我先接货，晚点再继续", False),
        ("满意度问卷做了一半，继续吧", False),
    ],
)
def test_going_on_with_questions_is_no_wish_for_notices(words: str, *, now: bool) -> None:
    assert not may_resume(normalise(words))
    assert answers_on_now(normalise(words)) == now


@pytest.mark.parametrize("words", ["问卷提醒继续发", "问卷做一半的那种提醒接着发吧", "诊断通知继续"])
def test_notices_of_questions_can_come_again(words: str) -> None:
    assert may_resume(normalise(words))
    assert not answers_on_now(normalise(words))


def test_what_is_sent_to_all_is_one_kind_of_notices() -> None:
    assert purposes_in(normalise("你们那些群发的别发我 其他的照发")) == {"campaign"}
    assert purposes_in(normalise("别再群发给我了")) == {ALL}


@pytest.mark.parametrize("words", ["工单有消息还能收到不", "工单有进展会告诉我吗", "活动的消息还会通知我吗"])
def test_whether_one_still_hears_of_something_is_asked(words: str) -> None:
    assert asks_still_told(normalise(words))


@pytest.mark.parametrize("words", ["政策补贴还收得到吗", "工单有进展了吗", "客户回复还收得到吗", "有消息告诉我"])
def test_what_else_comes_is_no_such_question(words: str) -> None:
    assert not asks_how(normalise(words))


@pytest.mark.parametrize("said", ["对,只停政策的,别的照发", "只停政策的,其他照旧", "就关掉补贴的,剩下的照收"])
def test_what_alone_is_to_stop_stops_alone(said: str) -> None:
    assert wants_none(said)
    assert purposes_in(said) == {"policy"}
    assert not wants_again(said)
    assert not may_resume(said)


@pytest.mark.parametrize("text", ["现在都开着了?", "都恢复了吧?", "都已经停了吧", "那现在全开着呢吧", "现在都停了?"])
def test_bare_question_after_a_change_asks_how_notices_stand(text: str) -> None:
    assert asks_how(text)


@pytest.mark.parametrize("text", ["都开着吧我要用", "停了", "机器现在都停了?", "都恢复了"])
def test_what_asks_nothing_or_speaks_of_else_asks_not_how_notices_stand(text: str) -> None:
    assert not asks_how(text)


@pytest.mark.parametrize(
    "text",
    [
        "好些人嫌你们消息多取关了，我倒觉得还好",
        "隔壁老王把你们的提醒全关了，说太吵",
        "我老婆让我把你们的通知都退订，我没听她的",
        "群里有人说你们推送烦，都不要了",
        "同事的微信推送停了，我的倒还在",
        "有几个老板把你们的消息屏蔽了，我觉得挺有用的",
        "别的平台天天发广告我都退订了，你们还行",
        "他们都关了提醒，我留着",
        "之前嫌烦想关掉提醒，现在不想了",
        "听讲好多人取消了通知，可惜",
        "朋友劝我别收你们消息，我没理他",
    ],
)
def test_what_others_want_or_what_is_taken_back_stops_nothing(text: str) -> None:
    assert not may_stop(normalise(text))
    assert not seems_to_want_none(normalise(text))


@pytest.mark.parametrize(
    "text",
    ["同事都退订了，我也退", "老婆嫌你们消息吵，关了吧", "老公嫌我手机半夜响，统统关", "朋友说可以退订，帮我停掉提醒"],
)
def test_what_is_bid_beside_talk_of_others_stops_them(text: str) -> None:
    assert may_stop(normalise(text))
    assert not only_speaks_of_stopping(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "现在清清静静蛮好的，你莫又给我恢复喽",
        "等旺季过了吧，腊月里我兴许再把提醒打开",
        "过完年再开提醒吧，眼下不急",
        "提醒可能下个月才打开",
        "没提醒的日子真舒服，千万别又开起来",
        "哪天想通了我再恢复通知",
        "甭再给我开通知，求你",
        "你可别自己把提醒又打开了",
        "我考虑考虑要不要恢复提醒",
        "忙完这阵子说不定会重新订阅",
        "谁说我要恢复推送的",
        "等我有空再叫你把提醒恢复",
    ],
)
def test_what_is_forbidden_or_put_off_brings_nothing_back(text: str) -> None:
    assert only_speaks_of_resuming(normalise(text))
    assert not may_resume(normalise(text))


@pytest.mark.parametrize("text", ["会计说要收政策的通知，我号上开吧", "之前说忙完再开，现在忙完了，恢复提醒"])
def test_what_is_bid_beside_what_was_put_off_brings_them_back(text: str) -> None:
    assert may_resume(normalise(text))


@pytest.mark.parametrize(
    "text", ["全停了吧", "都停了吧", "那关了吧", "那开了吧", "现在全部停了吧", "那都关了吧", "都恢复了吧"]
)
def test_a_bid_that_all_be_changed_asks_nothing(text: str) -> None:
    assert not asks_how(normalise(text))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("光发政策提醒就行", {"policy"}),
        ("只收政策的提醒", {"policy"}),
        ("单留工单进度就够了", {"ticket"}),
        ("就发政策和工单的吧", {"policy", "ticket"}),
    ],
)
def test_who_wants_some_kinds_only_wants_none_of_the_others(words: str, wanted: set[Purpose]) -> None:
    assert wants_none(normalise(words))
    assert apart_in(normalise(words)) == (KINDS - wanted, frozenset(wanted))


@pytest.mark.parametrize("words", ["别提醒我周五交材料", "不用提醒我交材料", "别通知我明天开会", "只收到政策提醒"])
def test_one_thing_to_do_is_no_notice(words: str) -> None:
    assert not wants_none(normalise(words))
    assert apart_in(normalise(words)) == (frozenset(), frozenset())
