"""What is said around tickets: what leads to a bid, what is added, withdrawn or put off, and what is only told."""

from __future__ import annotations

import pytest

from corpus.lexical import normalise
from tools.domain.tickets import bidding, relaying
from tools.domain.tickets.cues import angry, asks_of_tickets, complains, nobody_there, puts_down, waited_in_vain
from tools.domain.tickets.doing import done_with_ticket, points_at, read_moves, thing_done
from tools.domain.tickets.reading import draft, matter_of, points_back, read_relay, says_nothing
from tools.domain.tickets.revising import revised
from tools.domain.tickets.urging import tells_of_before, urges


@pytest.mark.parametrize(
    ("words", "matter"),
    [
        ("商量不来，还是登记投诉吧，安装费多收了八百", "安装费多收了八百"),
        ("不行，那就帮我登记个需求，想上一套报工系统", "想上一套报工系统"),
    ],
)
def test_what_leads_to_a_bid_is_no_part_of_the_matter(words: str, matter: str) -> None:
    assert puts_down(normalise(words))
    assert matter_of(words) == matter


@pytest.mark.parametrize("words", ["谈不拢的话，就登记投诉吧，安装费多收了八百", "再不来，就登记投诉了，师傅都没影"])
def test_a_threat_puts_nothing_down(words: str) -> None:
    assert not puts_down(normalise(words))


@pytest.mark.parametrize("words", ["那就投诉吧 单子报上去十天没人管", "算了 直接投诉吧，师傅装一半就走了"])
def test_a_complaint_may_begin_with_giving_in(words: str) -> None:
    assert complains(normalise(words))
    assert draft(words).kind == "complaint"
    assert not matter_of(words).startswith("就投诉")


@pytest.mark.parametrize("words", ["快递说好今天送的，到现在影都没有", "供应商答应月底补货，又拖，太不负责了"])
def test_what_others_failed_to_do_is_no_complaint_for_the_platform(words: str) -> None:
    assert not complains(normalise(words))


def test_those_the_platform_sent_are_complained_of() -> None:
    assert complains(normalise("你们推荐的供应商答应月底来装，到现在影都没有"))


@pytest.mark.parametrize("matter", ["找谁", "去哪里", "怎么弄", "跟谁说"])
def test_asking_where_to_complain_is_no_matter(matter: str) -> None:
    assert says_nothing(matter)


@pytest.mark.parametrize(
    ("words", "cross"),
    [
        ("注塑机三天两头停机，烦死人", False),
        ("库存老对不上，烦死了", False),
        ("烦死人了你们", True),
        ("你们这系统烦死人", True),
    ],
)
def test_anger_at_a_machine_is_not_at_the_platform(words: str, cross: bool) -> None:  # noqa: FBT001 -- what is expected
    assert angry(normalise(words)) is cross


def test_a_draft_that_is_named_again_and_confirmed_stays_as_it_is() -> None:
    shown = {"question": "我要投诉你们派来的师傅，约好周二来结果没来"}
    assert revised("投诉那个师傅的,确认登记", shown) == shown
    assert revised("换成别的师傅,确认登记", shown) != shown


@pytest.mark.parametrize("words", ["说好联系我，到现在一个电话都没有", "等了两天都没人联系我"])
def test_who_was_to_be_called_and_was_not_asks_where_that_person_is(words: str) -> None:
    assert nobody_there(normalise(words))


@pytest.mark.parametrize("words", ["客户到现在一个电话都没有", "招工贴了一周，到现在一个电话都没有"])
def test_who_else_did_not_call_is_no_matter_of_tickets(words: str) -> None:
    assert not nobody_there(normalise(words))
    assert not waited_in_vain(normalise(words))


def test_a_time_before_urges_nothing() -> None:
    assert tells_of_before(normalise("上次转过一回人工，等到下班都没人应我"))
    assert not tells_of_before(normalise("上次催过没用，再催一下"))
    assert waited_in_vain("还没好?")


def test_a_matter_may_be_asked_about_by_how_it_stands() -> None:
    assert asks_of_tickets("排产那个现在是什么情况")
    assert not asks_of_tickets("补贴那个现在是什么情况")


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("补充一点 机器没有网口", "机器没有网口"),
        ("对了，再补充一下：周末没人在", "周末没人在"),
        ("在那张单上加一句，最好周五来", "最好周五来"),
        ("补充一下，人数改成80", ""),
        ("还可以补充吗", ""),
        ("加一个需求", ""),
    ],
)
def test_what_is_added_to_ones_own_ticket(words: str, more: str) -> None:
    assert bidding.adds(normalise(words)) == more


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("我不想办了，撤了吧", True),
        ("不用办了", True),
        ("算了先不撤", False),
        ("怎么撤", False),
        ("撤单要多久", False),
        ("不用了", False),
    ],
)
def test_what_was_just_spoken_of_is_withdrawn(words: str, gone: bool) -> None:  # noqa: FBT001 -- what is expected
    assert (done_with_ticket(normalise(words), operator=False) == "move_ticket") is gone


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("再补一句，带上近一个月的停机记录", "带上近一个月的停机记录"),
        ("另外再跟他们说一声，周五别来", "周五别来"),
        ("再补一句备注，客户下午在", ""),
        ("再说一句，能不能提前?", ""),
    ],
)
def test_what_is_added_to_words_for_an_enterprise(words: str, more: str) -> None:
    assert relaying.told_beside(normalise(words)) == more


@pytest.mark.parametrize(
    ("words", "for_them"),
    [
        ("另外再跟他们说一声，周五别来", True),
        ("对了，再跟客户说一句，后天下午三点到", True),
        ("另外提一句：这家回款慢，先别给试用", False),
        ("再加一句，他们会计不好说话", False),
        ("另外，他们说一句话都没收到过", False),
    ],
)
def test_what_is_added_is_for_the_enterprise_where_it_says_so(words: str, for_them: bool) -> None:  # noqa: FBT001 -- what is expected
    assert relaying.adds_for_them(normalise(words)) is for_them


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("发给企业吧", "enterprise"),
        ("不用记，跟他们说", "enterprise"),
        ("记工单上就行", "ticket"),
        ("别发给他们，记在那张单上", "ticket"),
        ("先别发给企业", "neither"),
        ("都不要", "neither"),
        ("那张单转给谁了", None),
        ("看看那张工单", None),
        ("通知发给所有企业", None),
        ("好", None),
    ],
)
def test_where_it_is_to_go(words: str, place: str | None) -> None:
    assert relaying.place_of(normalise(words)) == place


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("师傅换好了", "师傅"),
        ("李工已经调好了", "李工"),
        ("大概修好了", "大概"),
        ("网关换好了，备注下次早点去", "网关"),
        ("修好了", ""),
        ("今天换好了", ""),
        ("网关换好了，客户说可以了", ""),
        ("网关换好了，问题解决了", ""),
        ("网关换好了，还是不行", "网关"),
        ("还没修好", ""),
    ],
)
def test_what_was_changed_may_be_another_matter(words: str, thing: str) -> None:
    assert thing_done(words) == thing


@pytest.mark.parametrize("words", ["换了个师傅", "是换了个业务经理", "换过李工"])
def test_who_was_changed_is_nobody_to_assign(words: str) -> None:
    assert [move.action for move in read_moves(words, operator=True)] == []


@pytest.mark.parametrize(
    ("words", "moved"),
    [("改到下周四", True), ("排期推迟到12月9号", True), ("排到下周四", False), ("改成紧急", False)],
)
def test_what_is_put_off_was_scheduled(words: str, moved: bool) -> None:  # noqa: FBT001 -- what is expected
    assert bidding.moves_plan(normalise(words)) is moved


def test_who_urged_before_urges_again_where_they_say_so() -> None:
    assert urges(normalise("上周催过没动静，再催一下"))
    assert not urges(normalise("上周催过你们那张单"))


@pytest.mark.parametrize(
    ("words", "put_off"),
    [
        ("改到12月12号", True),
        ("推迟到周五吧", True),
        ("改到周五行不行", False),
        ("换成小王", False),
        ("改成紧急", False),
    ],
)
def test_what_was_scheduled_is_put_off(words: str, put_off: bool) -> None:  # noqa: FBT001 -- what is expected
    assert bidding.moves_day(normalise(words)) is put_off


def test_what_is_not_to_be_passed_on_is_no_message() -> None:
    assert read_relay("不是让你发给企业，记在单子里：老板下午好联系") == ("", "")
    assert read_relay("发给企业：老板下午好联系") == ("老板下午好联系", "")


@pytest.mark.parametrize("words", ["那张单分给我", "这张单关了吧", "那张单排到周五"])
def test_a_ticket_is_pointed_at_and_something_done_to_it(words: str) -> None:
    assert points_at(normalise(words))


@pytest.mark.parametrize("words", ["那张单据我找不到了", "那张单谁在跟", "那张单解决了吗", "帮我把我那张单关了"])
def test_a_ticket_is_pointed_at_and_nothing_done_to_it(words: str) -> None:
    assert not points_at(normalise(words))


@pytest.mark.parametrize(
    ("words", "actions"),
    [
        ("甲一那个我评估了，可行，排到12月8号", ["assess", "schedule"]),
        ("甲一这边装好了，老板也说可以了，关掉吧", ["resolve", "verify", "close"]),
        ("电表换好了，客户说可以了", ["resolve", "verify"]),
        ("甲一那张我来跟", ["assign"]),
        ("32号单指给阿May", ["assign"]),
        ("等机器装好了再关", []),
        ("电表没换好", []),
        ("客户说电表换好了", []),
        ("评估了没", []),
    ],
)
def test_what_an_operator_does_is_read_from_how_it_is_told(words: str, actions: list[str]) -> None:
    assert [move.action for move in read_moves(words, operator=True)] == actions


def test_a_planned_day_is_kept_however_short() -> None:
    (move,) = read_moves("排到周五", operator=True)
    assert move.note == "排到周五"


def test_a_matter_may_be_named_before_it_is_put_down() -> None:
    assert puts_down(normalise("顺便把排产也登记一个，现在全靠白板"))
    assert not puts_down(normalise("把人数也登记一个"))
    assert not puts_down(normalise("把客户投诉登记成表格怎么弄"))


def test_what_was_said_before_is_no_message() -> None:
    assert relaying.told_before(normalise("已经跟服务商说了，明天上午换表"))
    assert not relaying.told_before(normalise("跟甲一说一声：昨天跟老板讲过了"))


def test_a_complaint_taken_up_again_points_back() -> None:
    assert points_back(normalise("想了想还是要投诉他"))
    assert not points_back(normalise("我要投诉"))
