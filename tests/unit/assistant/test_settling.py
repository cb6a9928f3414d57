"""A yes in one's own words is a yes, and nothing else is."""

from __future__ import annotations

import pytest

from assistant.settling import Settled, says_yes, settle
from corpus.lexical import normalise
from tools.catalog import BY_NAME
from tools.kit.tool import Pending


@pytest.mark.parametrize(
    "words",
    [
        "好",
        "对，投诉登记上",
        "那好，登记",
        "可以，登吧",
        "好，就这么报",
        "还是登记吧",
        "yes, file it",
        "啱啊，就咁登记",
        "确认，投诉",
        "发吧",
    ],
)
def test_a_yes(words: str) -> None:
    assert says_yes(normalise(words))


@pytest.mark.parametrize(
    "words",
    [
        "好烦啊", "好贵", "对了我还有事", "要投诉你们", "行业是食品", "好的但是改成三家",
        "可以吗", "对不起", "系统坏了", "对，不过改成80人",
        "好，投诉哪里", "行，先这样", "好的，另外查下工单",
    ],
)  # fmt: skip
def test_no_yes(words: str) -> None:
    assert not says_yes(normalise(words))


@pytest.mark.parametrize("words", ["嗯，开", "刚才对账那个，登记吧", "上面那张，开单吧"])
def test_a_yes_that_points_at_what_was_shown(words: str) -> None:
    assert says_yes(normalise(words))


@pytest.mark.parametrize("words", ["核对没问题，这批全导进去", "检查通过的场景正式入库吧", "行，入库", "这几个导入啦"])
def test_a_table_that_was_checked_is_taken_in_in_ones_own_words(words: str) -> None:
    assert says_yes(normalise(words))


@pytest.mark.parametrize("words", ["导进去之前我再看看", "先不导", "导入了吗", "这批导不导", "仓库入库要多久"])
def test_talk_of_taking_it_in_is_no_yes(words: str) -> None:
    assert not says_yes(normalise(words))


def _asked(question: str) -> Pending:
    arguments = {"facts": {"town": "炭步"}}
    return Pending(tool="keep_facts", slot=None, arguments=arguments, question=question)


def test_a_yes_may_say_again_what_was_shown() -> None:
    pending = _asked("将记入档案：镇街或园区 炭步，对吗？")
    settled = settle(normalise("对，炭步"), pending, BY_NAME, elsewhere=False)
    assert settled is not None
    assert settled.call is not None
    assert settled.call.confirmed


def test_what_is_wanted_instead_is_heard_behind_what_is_given_up() -> None:
    pending = _asked("将记入档案：镇街或园区 炭步，对吗？")
    settled = settle(normalise("算了不记了，那催一下之前那张"), pending, BY_NAME, elsewhere=True)
    assert settled == Settled(dropped=True, rest="那催一下之前那张")
    assert settle(normalise("算了，谢谢"), pending, BY_NAME, elsewhere=False) == Settled(dropped=True)


@pytest.mark.parametrize("words", ["撤了吧", "删了吧", "作废吧", "还是推迟吧"])
def test_what_undoes_gives_up_what_it_does_not_fit(words: str) -> None:
    pending = Pending(tool="open_ticket", slot=None, arguments={"text": "想做外观检测"}, question="确认登记吗？")
    assert settle(normalise(words), pending, BY_NAME, elsewhere=False) == Settled(dropped=True)


@pytest.mark.parametrize("words", ["嗯，营收", "对，镇街", "好，园"])
def test_a_label_says_nothing_again(words: str) -> None:
    settled = settle(normalise(words), _asked("将记入档案：镇街或园区 炭步，对吗？"), BY_NAME, elsewhere=False)
    assert settled is None or settled.call is None or not settled.call.confirmed


@pytest.mark.parametrize(
    ("tool", "question", "words"),
    [
        ("erase_archive", "将清除本企业的全部档案，清了就找不回来。确认吗？", "确定删除"),
        ("keep_facts", "将记入档案：删除成立年份，对吗？", "嗯，撤"),
    ],
)
def test_what_undoes_says_yes_to_what_it_fits(tool: str, question: str, words: str) -> None:
    pending = Pending(tool=tool, slot=None, arguments={}, question=question)
    settled = settle(normalise(words), pending, BY_NAME, elsewhere=False)
    assert settled is not None
    assert settled.call is not None
    assert settled.call.confirmed


def _proposed(**facts: object) -> Pending:
    arguments = {"facts": facts, "question": "改成这样"}
    asked = {"slot": None, "arguments": arguments, "question": "将记入档案，对吗？", "asked_again": True}
    return Pending.model_validate({"tool": "keep_facts", **asked})


@pytest.mark.parametrize("elsewhere", [True, False])
@pytest.mark.parametrize(
    "words", ["嗯，人数就改成95，确认", "发错了不好意思。人数改成95，确认", "行，就95人，没错", "人数95，对的"]
)
def test_a_yes_behind_what_is_said_again_is_a_yes(words: str, elsewhere: bool) -> None:  # noqa: FBT001 -- a parameter
    settled = settle(normalise(words), _proposed(employees=95), BY_NAME, elsewhere=elsewhere)
    assert settled is not None
    assert settled.call is not None
    assert settled.call.confirmed


@pytest.mark.parametrize("words", ["人数改成98，确认", "设备30台，确认", "95人能申请什么补贴，好吗", "人数95，可以吗"])
def test_a_yes_to_something_else_is_none(words: str) -> None:
    settled = settle(normalise(words), _proposed(employees=95), BY_NAME, elsewhere=True)
    assert settled is None or settled.call is None or not settled.call.confirmed


@pytest.mark.parametrize("words", ["两个都对", "对，两个都有", "就记这些吧"])
def test_all_of_it_is_agreed_to(words: str) -> None:
    settled = settle(normalise(words), _proposed(employees=95, machines=30), BY_NAME, elsewhere=False)
    assert settled is not None
    assert settled.call is not None
    assert settled.call.confirmed


@pytest.mark.parametrize("elsewhere", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "先这样，要去开会了",
        "算了，手机号不记了",
        "先不改了，我问问财务",
        "回头再说吧，客户来了",
        "好的，我问问老板再说",
        "行，改天再定",
    ],
)
def test_who_says_why_he_gives_up_wants_nothing_else(words: str, elsewhere: bool) -> None:  # noqa: FBT001 -- as above
    settled = settle(normalise(words), _proposed(employees=95), BY_NAME, elsewhere=elsewhere)
    assert settled == Settled(dropped=True)


@pytest.mark.parametrize(
    "words", ["算了，我要去做个诊断", "算了，有什么补贴能拿", "算了，帮我看下政策", "算了，转人工"]
)
def test_what_is_wanted_instead_is_no_reason(words: str) -> None:
    settled = settle(normalise(words), _proposed(employees=95), BY_NAME, elsewhere=True)
    assert settled is not None
    assert settled.dropped
    assert settled.rest


@pytest.mark.parametrize("words", ["撤销", "收回", "那就撤销吧"])
def test_what_may_take_the_request_back_unbinds_nobody(words: str) -> None:
    pending = Pending(tool="revoke_membership", slot=None, arguments={}, question="将撤销王工的绑定。确认吗？")
    settled = settle(normalise(words), pending, BY_NAME, elsewhere=False)
    assert settled is None or settled.call is None or not settled.call.confirmed


def test_what_becomes_of_a_number_is_told_by_what_was_shown() -> None:
    for words in ("这号码你们会给服务商吗？", "这电话谁能看到？"):
        again = settle(normalise(words), _proposed(phone="13800138000"), BY_NAME, elsewhere=True)
        assert again is not None
        assert again.call is not None
        assert not again.call.confirmed
    assert settle(normalise("你们电话多少？"), _proposed(phone="13800138000"), BY_NAME, elsewhere=True) is None


_ERASURE = Pending(tool="erase_archive", slot=None, arguments={}, question="确定清除吗？")


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "想好了，删吧，确认删除", "确定，全删了吧", "嗯，确认清除", "对，都删了", "已经导出好了，清掉吧", "不后悔，删",
        "我们商量好了，全部删除", "决定了，把资料彻底删掉吧", "行，你直接清除吧", "没错，清干净",
        "确认，厂都关了，删掉吧",
    ],
)  # fmt: skip
def test_what_was_shown_and_is_bidden_is_erased(words: str, *, elsewhere: bool) -> None:
    settled = settle(normalise(words), _ERASURE, BY_NAME, elsewhere=elsewhere)
    assert settled is not None
    assert settled.call is not None
    assert settled.call.confirmed


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "删除前再问一下老板", "确认删除会怎样", "确定要删吗", "删之前先导出", "先导出再删", "删人数那条就行",
        "只删营收", "确认一下再删", "明天再删", "他说删吧", "还没想好，删不删", "如果删了呢", "把联系人删掉",
        "厂都关了", "想好了", "确认，但先留营收", "好，删错了怎么办",
    ],
)  # fmt: skip
def test_nothing_else_erases(words: str, *, elsewhere: bool) -> None:
    settled = settle(normalise(words), _ERASURE, BY_NAME, elsewhere=elsewhere)
    assert settled is None or settled.call is None


@pytest.mark.parametrize("words", ["想好了，不删了", "确定不删", "想好了，先留着", "嗯，先别删", "还是别清空了"])
def test_what_is_to_stay_is_asked_for_no_more(words: str) -> None:
    assert settle(normalise(words), _ERASURE, BY_NAME, elsewhere=False) == Settled(dropped=True)


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "120人是隔壁厂的，对", "120人是我瞎说的，好", "120人是去年的，好", "120人不包括临时工，好", "12人，对",
        "120人，还有一个老板娘，好", "一百二十人加十个实习生，对", "120人，上市公司，对", "好，120人是隔壁厂的",
    ],
)  # fmt: skip
def test_a_yes_beside_more_of_a_figure_is_none(words: str, *, elsewhere: bool) -> None:
    settled = settle(normalise(words), _proposed(employees=120), BY_NAME, elsewhere=elsewhere)
    assert settled is None or settled.call is None or not settled.call.confirmed


@pytest.mark.parametrize("words", ["120人，对", "一百二十人，对", "员工人数120个工人，没错，对", "好，120人"])
def test_a_yes_beside_what_was_shown_is_one(words: str) -> None:
    settled = settle(normalise(words), _proposed(employees=120), BY_NAME, elsewhere=False)
    assert settled is not None
    assert settled.call is not None
    assert settled.call.confirmed


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("words", ["确认，下次再说", "确认，明天再说"])
def test_a_leading_yes_is_not_dropped(words: str, *, elsewhere: bool) -> None:
    settled = settle(normalise(words), _proposed(employees=120), BY_NAME, elsewhere=elsewhere)
    assert settled is None or not settled.dropped


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("words", ["算了，我要去接孩子", "不做了，老板叫我"])
@pytest.mark.parametrize(
    "pending",
    [
        Pending(tool="start_diagnosis", slot="form", arguments={}, question="想做哪一种诊断？"),
        Pending(
            tool="answer_diagnosis", slot="answer", arguments={"question_id": "Q01"}, question="怎么看？", insists=True
        ),
    ],
)
def test_a_diagnosis_is_put_aside_by_itself(words: str, pending: Pending, *, elsewhere: bool) -> None:
    settled = settle(normalise(words), pending, BY_NAME, elsewhere=elsewhere)
    assert settled is not None
    assert settled.call is not None
    assert settled.call.tool == pending.tool


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_bare_yes_gives_no_value_that_is_asked_for(*, elsewhere: bool) -> None:
    arguments = {"scenario": "SC-MF-009", "changes": [{"field": "投入", "value": "超重"}]}
    pending = Pending(tool="edit_scenario", slot="more", arguments=arguments, question="把不对的几项再说一遍。")
    assert settle("确认", pending, BY_NAME, elsewhere=elsewhere) is None
