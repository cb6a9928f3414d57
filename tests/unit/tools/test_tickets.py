"""What people's words about tickets are read as: what is put down, which ticket is meant, what is asked of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexical import normalise
from tools.domain import lexicon as fields
from tools.domain.tickets import bidding, lexicon
from tools.domain.tickets.cues import (
    asks_again,
    asks_of_tickets,
    complains,
    how_many,
    in_line,
    names_another,
    puts_down,
    reason,
    waits,
)
from tools.domain.tickets.doing import read_move
from tools.domain.tickets.listing import asks_of_matter
from tools.domain.tickets.reading import (
    draft,
    full_number,
    matter_answered,
    number_in,
    numbers_in,
    read_filter,
    read_relay,
    says_nothing,
)
from tools.domain.tickets.urging import urges

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)


def test_every_module_scenarios_know_is_one_of_tickets() -> None:
    assert set(fields.MODULES) <= set(lexicon.MODULES)


@pytest.mark.parametrize(
    ("words", "kind", "module", "severity", "text"),
    [
        ("帮我登记个需求：我们厂想上ERP和MES对接", "need", "信息系统", "normal", "我们厂想上ERP和MES对接"),
        ("我要投诉你们服务太慢，三天没人回", "complaint", "平台服务", "normal", "你们服务太慢，三天没人回"),
        ("投诉：平台报告打不开", "complaint", "平台服务", "normal", "平台报告打不开"),
        ("提个工单，注塑机老停机，急", "need", "设备", "high", "注塑机老停机，急"),
        ("登记一下，我们缺一套皮料质检设备", "need", "质量", "normal", "我们缺一套皮料质检设备"),
        ("帮我记一下：想找懂皮具外观检测的服务商，谢谢", "need", "质量", "normal", "想找懂皮具外观检测的服务商"),
        ("有个问题要登记：补贴申报被退回怎么办", "question", "政策", "high", "补贴申报被退回怎么办"),
        ("麻烦帮我们提一个需求，想做视觉质检，有空再联系就行", "need", "质量", "low", "想做视觉质检，有空再联系就行"),
        (
            "我们车间停产了，ERP数据全没了，赶紧派人",
            "need",
            "生产",
            "urgent",
            "我们车间停产了，ERP数据全没了，赶紧派人",
        ),
        ("反映个情况：上次来的老师态度很差", "complaint", "平台服务", "normal", "上次来的老师态度很差"),
        ("幫我登記個需求：我哋想搞AI質檢", "need", "质量", "normal", "我哋想搞AI質檢"),
        ("提交一个紧急工单：产线停了", "need", "生产", "urgent", "产线停了"),
        ("问题单：算力券在哪申请？", "question", "政策", "normal", "算力券在哪申请？"),
        ("给平台提个建议，页面字太小", "need", "平台服务", "low", "给平台提个建议，页面字太小"),
    ],
)
def test_kind_module_severity_and_matter(words: str, kind: str, module: str, severity: str, text: str) -> None:
    read = draft(words)
    assert (read.kind, read.module, read.severity, read.text) == (kind, module, severity, text)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("帮我登记个需求", "need"),
        ("我要投诉", "complaint"),
        ("我想提个需求", "need"),
        ("我有个需求", "need"),
        ("你好，我这边想登记个工单", "need"),
        ("投诉", "complaint"),
        ("", "need"),
    ],
)
def test_what_says_nothing_leaves_the_matter_open(words: str, kind: str) -> None:
    read = draft(words)
    assert (read.kind, read.text) == (kind, "")


def test_what_is_given_goes_before_what_is_read() -> None:
    read = draft("我要投诉", text="注塑机坏了", kind="need", module="生产", severity="low")
    assert (read.kind, read.text, read.module, read.severity) == ("need", "注塑机坏了", "生产", "low")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("t20261126-003到哪了", "T20261126-003"),
        ("20261126-3号工单", "T20261126-003"),
        ("把3号工单指派给李工", "-003"),
        ("工单12怎么样了", "-012"),
        ("12月3号之前排期", ""),
        ("排到12月3号", ""),
        ("t20261123-001999标成已解决", "T20261123-001999"),
        ("t20261123001到哪了", "T20261123-001"),
        ("t2026112-001到哪了", "T2026112-001"),
        ("催一下", ""),
    ],
)
def test_numbers(words: str, number: str) -> None:
    assert number_in(words) == number


def test_a_number_is_known_however_it_is_written() -> None:
    assert {full_number(n) for n in ("T20261126-003", "t20261126-3", "20261126-003", "Ｔ20261126－003")} == {
        "T20261126-003"
    }
    assert full_number("7") == "-007"
    assert full_number("no such") == "NO SUCH"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("有哪些没处理的工单", {"unanswered": True}),
        ("超时的工单", {"overdue": True}),
        ("金明五金的工单", {"enterprise": "金明五金"}),
        ("狮岭皮具厂提的投诉有哪些", {"kind": "complaint", "enterprise": "狮岭皮具厂"}),
        ("我负责的工单", {"mine": True}),
        ("李工手上的工单", {"assignee": "李工"}),
        ("紧急的工单有哪些", {"pressing": True}),
        ("待排期的需求", {"kind": "need", "state": "assessed"}),
        ("质量类的需求有哪些", {"kind": "need", "module": "质量"}),
        ("被催过的工单", {"urged": True}),
        ("现在等人工的有几个", {"kind": "hand_off"}),
        ("未关闭的高优先级工单", {"severity": "high", "open_only": True}),
        ("已解决待确认的工单", {"state": "resolved"}),
        ("金明五金还没解决的工单", {"unanswered": True, "enterprise": "金明五金"}),
        ("花都瑞丰皮具有没有工单", {"enterprise": "花都瑞丰皮具"}),
        ("我的工单到哪了", {}),
        ("所有工单", {}),
    ],
)
def test_filters(words: str, expected: dict[str, Any]) -> None:
    read = read_filter(normalise(words), NOW)
    assert {name: value for name in read.__dataclass_fields__ if (value := getattr(read, name))} == expected


def test_days_begin_at_midnight_of_the_place() -> None:
    late = datetime(2026, 11, 30, 17, tzinfo=UTC)  # the first of December there
    assert str(read_filter("今天的工单", late).since) == "2026-12-01 00:00:00+08:00"
    assert str(read_filter("这个月的工单", late).since) == "2026-12-01 00:00:00+08:00"
    assert str(read_filter("本周的投诉", late).since) == "2026-11-30 00:00:00+08:00"


@given(st.text(alphabet="转人工帮我登记需求投诉：，。T20261126-0aERP结束号工单 \n?!", max_size=40))
def test_nothing_anybody_types_breaks_the_reading(words: str) -> None:
    text = normalise(words)
    draft(words)
    read_filter(text, NOW)
    read_move(words, operator=True)
    read_move(words, operator=False)
    read_relay(words)
    assert len(reason(text)) <= len(text)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("仓库盘点老对不上", True),
        ("能不能帮我们找个做质检的", True),
        ("你们三天没人回我", True),
        ("想上ERP", True),
        ("算了", False),
        ("好的", False),
        ("8.3.1讲什么", False),
        ("我的工单到哪了", False),
        ("转人工", False),
        ("广州有哪些补贴", False),
        ("你们平台是做什么的？", False),
    ],
)
def test_what_answers_the_question_for_the_matter(words: str, told: bool) -> None:  # noqa: FBT001 -- what is expected
    assert (matter_answered(normalise(words), "need") is not None) is told


@pytest.mark.parametrize(
    ("matter", "nothing"), [("-3", True), ("！！！", True), ("😀😀", True), ("坏了", False), ("mes", False)]
)
def test_signs_alone_say_nothing_of_a_matter(matter: str, *, nothing: bool) -> None:
    assert says_nothing(matter) is nothing


@pytest.mark.parametrize(
    "words", ["点啊而家", "宜家去到边一步啊", "有进展没", "大概什么时候能弄好", "谁跟的啊", "处理得怎么样了", "现在呢"]
)
def test_what_becomes_of_a_ticket_is_asked_in_many_ways(words: str) -> None:
    assert waits(normalise(words))


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("我上次投诉讲师迟到那个处理没有", True),
        ("我们那个单子有人跟了没", True),
        ("这个月投诉是谁投的", True),
        ("上个月反映的问题现在怎么样了", True),
        ("投诉处理流程是怎样的", False),
        ("诊断做到哪一步了", False),
        ("我要投诉", False),
    ],
)
def test_who_asks_of_tickets_one_has(words: str, asked: bool) -> None:  # noqa: FBT001 -- what is expected
    assert asks_of_tickets(normalise(words)) is asked


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("我要投诉！！上礼拜派来的工程师待了十分钟就走，太不负责任了", True),
        ("你们介绍来的服务商收了定金人就失联了，太过分了", True),
        ("说好周三上门的，到现在电话都没有，太不像话", True),
        ("我要投诉", False),
        ("什么破平台", False),
        ("我要投诉去哪里投", False),
        ("客户投诉我们质量差怎么办", False),
        ("我上次投诉讲师迟到那个处理没有", False),
        ("两天了没一个人给我回话，你们到底管不管，催一下", False),
    ],
)
def test_who_complains_of_something_that_happened(words: str, complaint: bool) -> None:  # noqa: FBT001 -- what is expected
    assert complains(normalise(words)) is complaint


@pytest.mark.parametrize(
    ("words", "urged"), [("催一下", True), ("麻烦再催催", True), ("客户催得紧", False), ("催收怎么做", False)]
)
def test_who_urges(words: str, urged: bool) -> None:  # noqa: FBT001 -- what is expected
    assert urges(normalise(words)) is urged


def test_one_of_several_is_told_by_its_place() -> None:
    assert in_line("接第二个", 2) == 1
    assert in_line("接等得最久的那家", 2) == 0
    assert in_line("接最后那家", 3) == 2
    assert in_line("第三个", 2) is None
    assert in_line("最早那张", 2, by_age=False) is None
    assert names_another("美佳日化的那张什么状态")
    assert not names_another("刚才那张呢")


@pytest.mark.parametrize(
    "words",
    ["要不要我重新再报一个？", "用不用再登记一张啊", "使唔使再报多次呀", "是不是要再提一次？"],
)
def test_whether_it_must_be_put_down_again_is_asked(words: str) -> None:
    assert asks_again(normalise(words))
    assert not asks_again(normalise("我要再报一个需求"))


@pytest.mark.parametrize(
    ("words", "many"),
    [("这两张都派给李工", 2), ("呢三张都关咗佢", 3), ("这几张加急", 0), ("都改成高", 0), ("这张派给李工", None)],
)
def test_how_many_tickets_are_pointed_at(words: str, many: int | None) -> None:
    assert how_many(normalise(words)) == many


def test_numbers_one_beside_the_other_are_read_together() -> None:
    assert numbers_in("t20261126-001、t20261126-002和t20261126-003都派给王工") == (
        "T20261126-001",
        "T20261126-002",
        "T20261126-003",
    )
    assert numbers_in("t20261126-001备注:和t20261126-002重复") == ()


@pytest.mark.parametrize("words", ["TK99999999那张单到哪了", "查下WO20261199单子", "单号是AB-123456"])
def test_a_number_no_ticket_has_is_not_passed_over(words: str) -> None:
    assert number_in(normalise(words))


@pytest.mark.parametrize("words", ["MES2026系统的需求", "需求N20261126-001谁提的", "iso9001认证的单位"])
def test_what_is_no_number_of_a_ticket_is_none(words: str) -> None:
    assert not number_in(normalise(words))


@pytest.mark.parametrize(
    ("words", "kind", "text"),
    [
        ("I want to file a complaint: nobody has replied to my email", "complaint", "nobody has replied to my email"),
        ("I would like to submit a request: we need a vendor", "need", "we need a vendor"),
        ("那你帮我登记个问题，问一下工程师几时来", "question", "问一下工程师几时来"),
    ],
)
def test_what_is_put_down_in_other_voices(words: str, kind: str, text: str) -> None:
    read = draft(words)
    assert (read.kind, read.text) == (kind, text)


@pytest.mark.parametrize(
    ("words", "bids"),
    [
        ("那你帮我登记个问题，问一下工程师几时来", True),
        ("帮我提个需求：想做扫码报工", True),
        ("登记个需求，要走什么流程", False),
        ("先别登记需求，我再想想怎么说", False),
        ("怎么登记需求", False),
    ],
)
def test_who_bids_to_put_something_down(words: str, bids: bool) -> None:  # noqa: FBT001 -- what is expected
    assert puts_down(normalise(words)) is bids


def test_a_complaint_pointed_at_is_no_new_one() -> None:
    assert not complains(normalise("投诉那张详细看看"))
    assert not complains(normalise("投诉嗰单而家点"))
    assert complains("i want to complain about your consultant")


@pytest.mark.parametrize("words", ["那现在算哪一步", "走到第几步了", "那大概要多久", "你催了没，别糊弄我"])
def test_how_far_a_ticket_is_may_be_asked_by_its_step(words: str) -> None:
    assert waits(normalise(words))


@pytest.mark.parametrize(
    "text",
    [
        "扫码枪那个好了没你们说", "我那个参观样板厂的还给办吧?", "看样板厂那件事还帮我们跟吗", "打印机那个修好未",
        "库位那个还有人管吗", "那个接口弄好了没有", "我提的那个还管不管",
    ],
)  # fmt: skip
def test_matter_pointed_at_is_asked_about(text: str) -> None:
    assert asks_of_matter(text)


@pytest.mark.parametrize(
    "text",
    ["那个客户还跟不跟", "那个贷款还给办吗", "任务那个做好了没", "如果那个好了没人管", "那个好了", "那个资料弄好了吗"],
)
def test_other_things_and_what_is_told_are_no_matter_asked_about(text: str) -> None:
    assert not asks_of_matter(text)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("给它补一句,后面由小陈跟,让他们找小陈", "后面由小陈跟,让他们找小陈"),
        ("给它加一句:找小陈", "找小陈"),
        ("在上面备注一下,以后联系小陈", "以后联系小陈"),
        ("在单子里补充一下:电话换成小陈的", "电话换成小陈的"),
        ("麻烦给它添一句,周末不用来", "周末不用来"),
    ],
)
def test_what_is_added_to_the_ticket_just_shown(text: str, more: str) -> None:
    assert bidding.adds(text) == more
