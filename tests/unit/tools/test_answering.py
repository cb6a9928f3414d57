"""What people say to a question: shares, moves, one of two, answers in the flow of a talk, digressions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.answering import MATCHER, QUESTIONNAIRE, lines, means
from tools.domain.answering import picked, understand
from tools.domain.answering.shares import banded, bands, share

SENSES = """
Q01|不知道|unknown
Q01|这个不清楚|unknown
Q01|随便|whatever
Q01|跳过|skip
Q01|跳过这题|skip
Q01|上一题|back
Q01|先到这|pause
Q01|先到这吧，明天再说|pause
Q01|算了|pause
Q01|什么意思|help
Q01|这题啥意思啊|help
Q02|花了10万|of_what
Q07|没有设备|absent
Q07|没有生产线|absent
Q07|我们是贸易公司，不生产|absent
Q11|不做研发|absent
Q11|来料加工，没有设计|absent
Q12|不做研发|absent
Q13|没有生产线|absent
Q15|没有仓库|absent
Q05|改一下上一题|back
Q05|上一题选错了|back
Q05|谢谢|go_on
Q05|继续|go_on
Q05|不改了|stay
Q05|这题不适用|absent
Q05|跟我们没关系|absent
Q05|哈哈哈|go_on
Q03|得问一下我们厂长|unknown
Q03|我说不好|unknown
Q05|下次再弄|pause
Q05|返回上一题|back
Q05|答错了|back
Q09|我们是做贸易的，没有生产|absent
Q14|我们外发加工的|absent
Q05|你看着填|whatever
Q05|这个问题看不懂|help
Q13|我们没工厂，只做贸易|absent
Q10|等会再答|pause
Q10|这个跳过吧|skip
Q10|上一题我答错了|back
Q14|上一题我再看看|back
Q14|想返回上一题改改|back
Q16|今天先这样 明天再弄|pause
Q08|停一下停一下 来客人了|pause
Q08|有客来，等阵再答|pause
Q08|休息一下，下午接着来|pause
Q08|我要送孩子上学去了，回头再答|pause
Q08|这题不想答了|skip
Q08|今天就到这里|pause
Q02|财务才清楚|unknown
Q02|这个财务才知道，跳过|skip
Q02|商业机密|skip
Q02|好了，继续|go_on
Q02|我回来了，接着答|go_on
Q02|题目再发一遍|go_on
Q07|我们搞批发的哪来的设备，没有生产线|absent
Q07|手工活，没啥机器|absent
Q14|不清楚，问品质部|unknown
"""

DIGRESSIONS = """
Q01|今天天气真好
Q01|我想申请补贴
Q01|8.3.1 b)讲什么
Q01|ERP是什么
Q01|转人工
Q05|6
Q05|帮我算下库存周转率
Q05|我们厂80来人做皮具的，在狮岭
Q05|采购成本原来500万，现在420万
Q15|帮我算下库存周转
Q09|我要投诉
Q08|ERP多少钱
Q14|AI质检要多少数据
Q02|8.3.1 b)
Q13|催一下工单
Q15|帮我算下库存周转
Q22|良品率提升了两个百分点
Q07|员工100人左右
Q02|采购成本原来500万，现在420万
Q20|数据要加密吗
Q09|我们做化妆品代工的
Q18|接人工
Q08|想法有，今天上个打卡明天上个库存
"""


@pytest.mark.parametrize(("question", "text", "sense"), lines(SENSES))
def test_moves_and_what_cannot_be_told(question: str, text: str, sense: str) -> None:
    assert means(question, text) == sense


@pytest.mark.parametrize(("question", "text"), lines(DIGRESSIONS))
def test_what_is_about_something_else_is_no_answer(question: str, text: str) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id[question], MATCHER)
    assert understood is None or understood.sense == "guess"


@pytest.mark.parametrize(
    ("text", "between"), [("2或者3", (2, 3)), ("2、3之间", (2, 3)), ("三到四", (3, 4)), ("excel和微信都有", (1, 2))]
)
def test_two_options_are_asked_about(text: str, between: tuple[int, int]) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id["Q08"], MATCHER)
    assert understood is not None
    assert understood.sense == "either"
    assert tuple(option + 1 for option in understood.between) == between


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("30%", 30), ("百分之三十", 30), ("三成", 30), ("两三成", 25), ("三分之一", 33.3), ("10%-20%", 15),
        ("千分之五", 0.5), ("百分之零点八", 0.8),
        ("二十多%", 23), ("不到20%", 20), ("20%以上", 20), ("50台里有10台", 20), ("半个点", 0.5),
        ("一年做2000万，花了10万", 0.5), ("一个亿里头两百万", 2), ("百分之二三", 2), ("两个半点", 2.5),
        ("我们厂在狮岭", None),
    ],
)  # fmt: skip
def test_shares(text: str, percent: float | None) -> None:
    value = share(text)
    assert (None if value is None else float(value)) == (None if percent is None else pytest.approx(percent, abs=0.05))


def test_bands_hold_their_lower_bound_and_not_their_upper() -> None:
    spent, connected = bands(QUESTIONNAIRE.by_id["Q02"]), bands(QUESTIONNAIRE.by_id["Q07"])
    assert spent is not None
    assert connected is not None
    assert [means("Q07", f"{n}%") for n in (0, 9, 10, 19.9, 20, 39, 40, 59, 60, 100)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [means("Q02", f"{n}%") for n in (0, 0.1, 0.49, 0.5, 0.99, 1, 2.9, 3, 30)] == [1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [means("Q07", text) for text in ("不到10%", "不到20%", "超过60%", "不到一半", "一大半")] == [1, 2, 5, 4, 4]
    assert [q.id for q in QUESTIONNAIRE.questions if bands(q)] == ["Q02", "Q07"]
    assert banded(spent, Fraction(0)) == 0


def test_a_bare_figure_is_a_share_only_where_it_can_be_no_number_of_an_option() -> None:
    assert (means("Q07", "30"), means("Q07", "3"), means("Q02", "0.8"), means("Q02", "2")) == (3, 3, 3, 2)
    assert means("Q02", "花了10万") == "of_what"


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("Q13", "好，回到刚才那题，选第三个", 3), ("Q14", "行，质量这题我们是纸上记的", 2), ("Q08", "现在这题是3", 3),
        ("Q01", "哦只有五个啊，那第四个，年初写进计划了还让我管", 4), ("Q08", "我选3，就管家婆一套", 3),
        ("Q13", "净系靠把口嗌", 1), ("Q14", "冇记录嘎，师傅用对眼睇下就算", 1), ("Q14", "写喺簿仔度", 2),
        ("Q16", "啲客全部喺业务员个人微信度", 1), ("Q18", "月底会计先至人手对一次数", 2),
        ("Q20", "冇谂过喔，未考虑", 1),
        ("Q08", "得一套管家婆咋", 3), ("Q07", "三成度啦", 3), ("Q22", "仲未用", 1),
        ("Q08", "这个嘛，我们用了金蝶，还有个MES", 4), ("Q02", "去年投了大概八十万，营收四千来万", 4),
        ("Q02", "一年做一千二百万，花了十来万", 3),
        ("Q01", "没怎么聊过这个", 1), ("Q07", "机器都是老家伙，没一台连的", 1), ("Q07", "都是二手机，哪能联网", 1),
        ("Q07", "联网？没有的事", 1), ("Q13", "好，回到刚才的题，我们用白板排产", 2), ("Q14", "有纸质记录", 2),
        ("Q13", "好继续，刚才那题选2", 2), ("Q02", "顶多千分之五", 2), ("Q08", "没上什么系统", 1),
        ("Q08", "哎我们用的那个叫什么来着，对，管家婆，就那一个，其他的都是手工", 3),
        ("Q14", "呃我想想啊，检是有检的，检完就拿张纸记一下，放文件夹里面，过几个月就扔了", 2),
        ("Q07", "你问这个啊，我们车间一共二十台机，去年新买了六台是能联网的，其他都是老的", 3),
    ],
)  # fmt: skip
def test_answers_in_the_flow_of_a_talk(question: str, text: str, option: int) -> None:
    assert means(question, text) == option


@pytest.mark.parametrize("words", ["-5", "-30%", "150%", "100000000", "101"])
def test_a_figure_no_share_can_be_is_no_answer(words: str) -> None:
    assert all(understand(words, question, MATCHER) is None for question in QUESTIONNAIRE.by_id.values())


@pytest.mark.parametrize(
    ("question", "text", "sense"),
    [
        ("Q14", "这个也不适用，没有质检这回事", "absent"),
        ("Q07", "呢题唔适用，我哋冇机器嘅", "absent"),
        ("Q07", "跳过，我不懂设备", "skip"),
        ("Q14", "跳过这题吧，轮不到我管", "skip"),
        ("Q08", "余下的叫我们文员填，先停", "pause"),
        ("Q08", "剩下的让我同事来答", "pause"),
        ("Q08", "算了，就excel吧", "option"),
        ("Q07", "说不准，应该有一半吧", "option"),
        ("Q13", "知道了。排产就靠主管嘴巴喊", "option"),
        ("Q13", "车间靠喊的", "option"),
    ],
)
def test_what_is_said_beside_other_words(question: str, text: str, sense: str) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id[question], MATCHER)
    assert understood is not None
    assert understood.sense == sense


def test_a_request_behind_a_moments_wait_does_not_stop() -> None:
    understood = understand("等下先，我上次投诉讲师迟到那个处理没有", QUESTIONNAIRE.by_id["Q02"], MATCHER)
    assert understood is None


@pytest.mark.parametrize(
    ("text", "percent"),
    [("一百台里十二台", 12), ("一百二十台里有六十台", 50), ("总共四十来台，联上的八台", 20), ("十个里头有三个", 30),
     ("二十几台里面就一台", 4.5), ("一百零五台里二十一台", 20), ("五十台里十几台", 24)],
)  # fmt: skip
def test_so_many_of_so_many(text: str, percent: float) -> None:
    assert float(share(text) or 0) == pytest.approx(percent, abs=0.1)


@pytest.mark.parametrize(
    ("text", "between"), [("三十台里头联网的也就两三台", (1, 2)), ("二十台里三五台", (2, 3)), ("十台里三四台", (3, 4))]
)
def test_a_guess_across_a_bar_is_asked_about(text: str, between: tuple[int, int]) -> None:
    assert means("Q07", text) == between


@given(st.integers(1, 199), st.integers(1, 199))
def test_a_count_in_numerals_is_the_count_in_digits(whole: int, part: int) -> None:
    def spelled(n: int) -> str:
        digits = "零一二三四五六七八九"
        hundred, rest = divmod(n, 100)
        ten, one = divmod(rest, 10)
        below = (digits[ten] if ten > 1 or hundred else "") + "十" if ten else "零" if hundred and one else ""
        return ("一百" if hundred else "") + below + (digits[one] if one else "")

    assert share(f"{spelled(whole)}台里{spelled(part)}台") == share(f"{whole}台里{part}台")


@pytest.mark.parametrize(
    ("question", "text", "sense"),
    [
        ("Q07", "我们开店的没有什么设备，不适用", "absent"), ("Q13", "对我们不适用啊 我们就是个档口", "absent"),
        ("Q13", "跟我们不搭边", "absent"), ("Q13", "都是贴牌的，工厂在别人那", "absent"),
        ("Q02", "行了不想答了", "pause"),
        ("Q02", "太多了不做了", "pause"), ("Q02", "好烦啊不答了", "pause"), ("Q02", "先放一放", "pause"),
        ("Q02", "这题先放一放", "skip"), ("Q02", "我哪知道", "unknown"), ("Q02", "问会计", "unknown"),
        ("Q02", "几万块吧", "of_what"), ("Q02", "估计有个千把块", "of_what"),
        ("Q02", "这个占营收是含买机器的钱吗", "help"),
        ("Q02", "营收是什么", "help"), ("Q07", "联网是指连wifi吗", "help"), ("Q08", "进销存是啥", "help"),
        ("Q13", "什么叫在制", "help"),
    ],
)  # fmt: skip
def test_moves_in_daily_words(question: str, text: str, sense: str) -> None:
    assert means(question, text) == sense


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Q07", "OEE是啥"), ("Q02", "为什么要问这个"), ("Q14", "我们想做AI质检，要准备什么数据"),
        ("Q08", "今天下雨，好冷啊"),
        ("Q06", "还有几题啊"), ("Q02", "补贴包括软件吗"), ("Q26", "别人家一般都选几"),
    ],
)  # fmt: skip
def test_what_looks_like_an_answer_and_is_none(question: str, text: str) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id[question], MATCHER)
    assert understood is None or understood.sense == "guess"


def test_what_one_means_to_do_is_not_what_there_is() -> None:
    assert means("Q22", "打算用AI质检") != 5
    assert means("Q01", "想过，没计划") == 2


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("前面那个", (1,)), ("前者", (1,)), ("差一点", (1,)), ("应该是前面的", (1,)), ("低的那个吧", (1,)),
        ("没那么好，差一点", (1,)), ("后面那个", (2,)), ("后一种吧", (2,)), ("好一点那个", (2,)), ("高一点", (2,)),
        ("第二种吧", (1, 2)), ("第一个", (0, 1)), ("都有一点", (1, 2)), ("中间吧", (1, 2)),
        ("好的", ()), ("好", ()), ("2", ()), ("都不是", ()), ("上一题", ()), ("下一个", ()), ("大概两成", ()),
    ],
)  # fmt: skip
def test_one_of_two_is_pointed_at(text: str, meant: tuple[int, ...]) -> None:
    assert picked(text, (1, 2)) == meant


@given(st.integers(0, 3))
def test_the_second_of_two_is_sure_where_it_is_the_second_of_all(first: int) -> None:
    meant = picked("第二个", (first, first + 1))
    assert 1 in meant or first + 1 in meant
    assert (len(meant) == 1) == (first == 0)


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("Q22", "就是员工自己拿那个聊天机器人写写文案，别的没有", 1),
        ("Q22", "客服在试，其他都没用", 2),
        ("Q08", "就一套管家婆，别的没有", 2),
        ("Q22", "别的没有", 0),
        ("Q08", "什么都没有，就这些", 0),
    ],
)
def test_that_there_is_nothing_else_takes_nothing_from_an_answer(question: str, text: str, option: int) -> None:
    understood = understand(text, QUESTIONNAIRE.by_id[question], MATCHER)
    assert understood is not None
    assert (understood.sense, understood.option) == ("option", option)
