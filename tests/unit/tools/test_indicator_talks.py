"""What talks about indicators come to: corrections, switches, and figures that are for no indicator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bootstrap import DATA
from corpus import catalogs
from corpus.lexical import normalise
from tools.domain.indicators import following, keeping, reading, results
from tools.kit.tool import Focus
from tools.kpi import calculating, leaning, lexicon, putting_right, sourcing
from tools.kpi.arguments import KEEP

KNOWN = catalogs.load(DATA)
TODAY = date(2026, 11, 26)


def come_to(*texts: str) -> Decimal | None:
    """Work out the last of several messages, each with what was known before it."""
    known, asked, value = None, None, None
    for text in texts:
        found = reading.read(text, KNOWN.indicators, TODAY, known=known, asked=asked)
        one = found.given[-1]
        joined = one.over(known) if known else one
        outcome = results.work_out(KNOWN.indicators[one.indicator], joined, unlimited=KNOWN.over_100_allowed)
        known, value = outcome.given, outcome.value
        asked = outcome.missing[0] if outcome.missing else None
    return value


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("去年底全厂120人,参加过培训的30个,覆盖率是几", "今年11月呢,128个人,96个培训过了"), "75"),
        (("净推荐值,回收200份,打9到10分的90份,0到6分的30份,剩下7-8", "如果推荐的是100个呢,别的不变"), "35"),
        (("转化率,进来12000人 下单360", "投产呢 投了8w,多卖了26w"), "225"),
        (("会议以前90分钟,现在一个钟", "年初500个老客,到现在走了75个"), "85"),
        (("客户留存 年初400 年底剩320",), "80"),
        (("采购花了五百万,今年420万", "上年那个我看错行了,是525不是500。今年还是420"), "20"),
        (("采购成本原来500万,现在420万", "那按5个点降呢"), "5"),
        (("roi 项目投了80万,一年净赚24万",), "30"),
        (("碳排180万度电,因子0.57", "单位错了,是0.57公斤每度"), "1026"),
        (("缺陷率,打了12万件,不良四千八", "10月13万件,坏了2600,啊不对,返修那批漏了,不良应该是3250"), "2.5"),
        (("审批原来36个小时,现在9个",), "75"),
        (("投流花了38w,多卖了152w,回报率", "退货要扣掉,退了22万,增量就130万了"), "242.1"),
        (("投流花了38w,多卖了152w,扣掉退货22万,回报率多少",), "242.1"),
        (("广告花了20万,多卖了80万,回报率", "广告费漏了5万,一共25万"), "220"),
        (("培训覆盖率,160人参加了120人,有8个没考过不算",), "70"),
        (("培训覆盖率,培训过120人,一共160人", "培训的其实是112个,有8个没考过不算"), "70"),
        (("满意度,收回有效问卷180份,20份无效不算,满意的144份",), "80"),
        (("碳排,就那88万度电", "客户让用每度0.6公斤,2025年的"), "528"),
        (("库存周转要七十五天,现在好多了六十天吧",), "20"),
        (("质量成本占营收比,返工30万,报废20万,客诉10万,营收3000万", "客诉那块漏了赔款,是15万"), "2.2"),
        (("甲一五金采购成本原来500万,现在420万",), "16"),
        (("做了8000件,不良240件,缺陷率", "等等,不良应该是200件,有40件返工的重复记了"), "2.5"),
        (("做了8000件,不良240件,缺陷率", "有40件返工的重复记了,不良其实是200件"), "2.5"),
        (("做了8000件,不良240件,缺陷率", "不良多算了40件,应该是200件"), "2.5"),
        (("做了8000件,不良240件,缺陷率", "不良应该是280件,漏了40件"), "3.5"),
        (("做了8000件,不良240件,缺陷率", "不良应该是200件,产量是7800件"), "2.6"),
        (("做了8000件,不良240件,有40件重复记了,缺陷率",), "2.5"),
        (("缺陷率,做了100件,只有95件合格",), "5"),
        (("缺陷率,做了100件,95件是好的",), "5"),
        (("缺陷率,做了100件,不良10件", "返工了5件,只有95件合格"), "5"),
    ],
)
def test_talks_people_have(texts: tuple[str, ...], value: str) -> None:
    assert come_to(*texts) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "狮岭做箱包,60个人,去年做了3000来万,广州那个数字化改造能补我们多少",
        "我们去年营收四千二,主营占比92%,负债率六成,够小巨人吗",
        "我们厂去年营收2000万,今年2600万,要报专精特新",
    ],
)
def test_figures_of_a_firm_in_a_question_about_a_policy_are_no_calculation(text: str) -> None:
    assert following.asked(text, KNOWN.indicators) == 0


def test_some_days_that_are_asked_for_answer_no_question() -> None:
    open_question = {"indicator": "d.1.1", "asked": "revenue_current"}
    assert following.answer(normalise("省里那个延期的,到哪天?还剩几天"), open_question) is None


@pytest.mark.parametrize("text", ["年底会员还剩多少算留存", "库存"])
def test_a_word_that_ends_like_keeping_keeps_nothing(text: str) -> None:
    assert not following.keeps(text, {"indicator": "c.4.3"})


@given(st.decimals(0, 100, places=1), st.sampled_from(["把{}%那个存成基线", "{}%的那个记为实际值", "就刚才的{}%存"]))
def test_a_value_is_pointed_at_by_its_figure(value: Decimal, form: str) -> None:
    meant = keeping.pointed(form.format(value))
    assert meant is not None
    assert keeping.matches(meant, value)
    assert not keeping.matches(meant, value + 1)


@pytest.mark.parametrize("text", ["存成基线,2026年10月", "存为实际值,比去年好了5%", "15号之前存"])
def test_other_figures_point_at_nothing(text: str) -> None:
    assert keeping.pointed(text) is None


LAST = {"indicator": "a.1.1", "values": {"purchase_cost_before": "500 万元", "purchase_cost_after": "420 万元"}}


@pytest.mark.parametrize(
    "text", ["佢话其实系435万", "财务说应该是435万", "现在的报错了,是435万", "漏算了,是435万", "重新算,现在435万"]
)
def test_a_figure_that_is_put_right_follows_on_the_last_calculation(text: str) -> None:
    assert following.follows(text, LAST, KNOWN.indicators)


@pytest.mark.parametrize("text", ["你没算错吧", "不对吧,怎么会升了", "这个准吗", "这公式是标准里写的还是你编的"])
def test_a_doubt_is_about_the_result(text: str) -> None:
    assert following.doubts(text)


@pytest.mark.parametrize("text", ["怎么降低采购成本", "为什么要做诊断", "不对,是435万", "补贴能报吗"])
def test_what_asks_for_something_else_is_no_doubt(text: str) -> None:
    assert not following.doubts(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("投诉处理时长之前留过一个底数,是几个小时", True),
        ("现在缺陷率存了多少", True),
        ("缺陷率3.1%存一下", False),
        ("之前存过3.1%,改成3.4%吧", False),
        ("库存周转天数我之前是报了38天还是42天?", True),
        ("档案里的缺陷率是3%还是2%", True),
        ("缺陷率我该报3%还是2%?", False),
    ],
)
def test_what_is_on_file_is_asked_for(text: str, *, asked: bool) -> None:
    assert following.asks_what_is_kept(text) == asked


@given(st.integers(2, 5), st.sampled_from(["只留第{}个", "第{}个存为基线", "存第{}个"]), st.data())
def test_a_place_is_read_among_those_there_are(among: int, form: str, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, 5))
    place = following.place(form.format("一二三四五"[number - 1]), among)
    assert place == (number - 1 if number <= among else None)


@given(st.decimals(min_value=2, max_value=99, places=1))
def test_a_stated_value_is_read_in_the_unit_of_its_indicator_only(value: Decimal) -> None:
    share, hours = f"11月的是{value}%,存实际值", f"11月的是{value}小时,存实际值"
    assert keeping.value_of(share, KNOWN.indicators["b.1.1"]) == value
    assert keeping.value_of(hours, KNOWN.indicators["b.1.1"]) is None
    assert keeping.value_of(hours, KNOWN.indicators["e.1.6"]) == value


@pytest.mark.parametrize("text", ["存为实际值,统计期是2026年上半年,来源是2号车间报表", "这个存一个基线,2026年3月"])
def test_period_and_source_are_no_value(text: str) -> None:
    assert not keeping.figures_in(text)


DEFECTS = "不良率,不合格品100件,总产量5000件"


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        ((DEFECTS, "财务核过了,不合格是80件不是100"), "1.6"),
        ((DEFECTS, "不合格不是100是80"), "1.6"),
        ((DEFECTS, "不合格80件,不是100件,总产量4000件"), "2"),
        ((DEFECTS, "不合格品80件才对,100件是错的"), "1.6"),
        ((DEFECTS, "我看成120件了,不合格品是80件"), "1.6"),
        (("人力成本原来80万,上了机械手84万,下降率", "不对不对,我看串行了,现在是64万"), "20"),
        (("采购成本,原来不是400万吗,现在352万",), "12"),
    ],
)
def test_a_figure_that_is_denied_does_not_enter(texts: tuple[str, ...], value: str) -> None:
    assert come_to(*texts) == Decimal(value)


def test_a_figure_that_is_denied_is_no_value_and_no_period() -> None:
    said = "不良率1.6%不是80%,存为实际值,统计期不是2026年11月是2026年10月"
    assert keeping.value_of(said, KNOWN.indicators["b.1.1"]) == Decimal("1.6")
    assert keeping.read(said).period == "2026年10月"
    assert keeping.only_denies("不是80%,存一下")
    assert not keeping.only_denies("存2026年10月的,不是11月的")


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("不对不对,我看串行了,现在是64万", True),
        ("会计说的,现在是64万", True),
        ("不对,财务核过了,是64万", True),
        ("我眼花了,应该是64万", True),
        ("员工看过了,64万够不够", False),
        ("老板说要再招64个人", False),
        ("说好了,64万的机械手", False),
    ],
)
def test_a_correction_with_an_excuse_is_one(text: str, *, follows: bool) -> None:
    assert following.follows(text, {"indicator": "a.2.3"}, KNOWN.indicators) == follows


@pytest.mark.parametrize("text", ["这个算法是标准里头哪一条写的", "公式出自哪", "依据哪条", "编号是几"])
def test_the_clause_of_a_calculation_is_asked_for(text: str) -> None:
    asked = KNOWN.indicators["a.2.3"]
    assert sourcing.clause_asked(text, asked) == ("read_clause", {"clause": asked.clause})


@pytest.mark.parametrize(
    "text", ["数据安全是标准哪一条写的", "补贴依据哪条政策", "你凭什么", "哪条最重要", "工单编号多少"]
)
def test_another_clause_is_not(text: str) -> None:
    assert sourcing.clause_asked(text, KNOWN.indicators["a.2.3"]) is None


@pytest.mark.parametrize(
    ("indicator", "text", "value"),
    [
        ("b.1.1", "上个月良率97%,帮我存一下", "3"),
        ("b.1.1", "合格率98.5%", "1.5"),
        ("b.1.1", "96%的良品率,存为基线", "4"),
        ("b.1.1", "不良率3%", "3"),
        ("b.1.1", "不合格率3%,存为实际值", "3"),
        ("b.1.1", "3%的缺陷率", "3"),
        ("c.4.3", "老客流失率12%", "88"),
        ("c.4.3", "留存率88%,怕流失", "88"),
    ],
)
def test_a_rate_of_the_rest_is_turned_into_the_indicators_own(indicator: str, text: str, value: str) -> None:
    assert keeping.value_of(text, KNOWN.indicators[indicator]) == Decimal(value)


@pytest.mark.parametrize("text", ["出货以前要15天,现在12天", "发货原来5天现在3天", "一单货以前要20天,现在16天"])
def test_how_long_goods_take_to_leave_is_the_delivery(text: str) -> None:
    found = reading.read(text, KNOWN.indicators, TODAY)
    assert [one.indicator for one in found.given] == ["c.2.1"]


def test_goods_that_leave_are_not_the_delivery_where_no_time_is_said() -> None:
    found = reading.read("出货1000件,坏了30件,不良率多少", KNOWN.indicators, TODAY)
    assert [one.indicator for one in found.given] == ["b.1.1"]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("采购成本", True),
        ("a.1.1", True),
        ("以前3天现在1天", True),
        ("附录2里头一共有多少个指标", False),
        ("不用存 我就是看看", False),
        ("嗯 知道了 我回头再问老板要码", False),
    ],
)
def test_what_names_no_indicator_does_not_answer_which_one(text: str, *, taken: bool) -> None:
    assert (following.answer(normalise(text), {}) is not None) == taken


def test_another_indicator_is_turned_to_by_its_name_alone() -> None:
    last = {"indicator": "f.2.2"}
    assert following.follows("审批时效呢", last, KNOWN.indicators)
    assert not following.follows("培训覆盖率呢", last, KNOWN.indicators)
    assert not following.follows("怎么缩短审批时间呢", last, KNOWN.indicators)


def test_both_sides_of_a_change_are_given_with_their_time() -> None:
    record = KNOWN.indicators["c.1.1"]
    assert following.gives_all("以前要3天 现在1天", record)
    assert not following.gives_all("以前要3天 现在是不是1天?", record)
    assert not following.gives_all("要3天", record)


@pytest.mark.parametrize(
    "text",
    [
        "哦只有5个。等下,产品缺陷率是拿什么除什么?",
        "缺陷率的分子分母分别是什么,我们不良5个",
        "不良5个,产品缺陷率要除以什么",
    ],
)
def test_what_is_divided_by_what_is_no_calculation(text: str) -> None:
    assert following.asked(text, KNOWN.indicators) == 0.0


@pytest.mark.parametrize("text", ["回到刚才那题,选2", "选3,就用了一套金蝶", "第3题改一下"])
def test_the_answer_to_a_questionnaire_is_no_figure(text: str) -> None:
    assert following.answer(normalise(text), {"indicator": "b.1.1", "asked": "total_output"}) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("不良里有50件是来料的,10月实际是5000件里100件,把实际值改成2%", "2"),
        ("基线改成4%,原来漏了一条线,8000件里320件", "4"),
        ("10月实际是5000件里100件", None),
        ("不良改成24件,10月的基线改过来", None),
    ],
)
def test_a_value_on_file_is_set_to_what_is_said(text: str, value: str | None) -> None:
    assert keeping.set_to(text, KNOWN.indicators["b.1.1"]) == (value and Decimal(value))


NO_YES = (
    "9月再改",
    "3%是目标",
    "月报是会计报的,我再核一下",
    "应该是从erp导的吧",
    "降了一半",
    "基线还是原来的2%",
    "客户给的单是从系统导的",
    "改过的留着",
    "对了,10月的",
    "来源质检日报",
    "实际值不改成2%",
)
"""Say no yes to what a value on file is to become."""
NOT_OF_THE_VALUE = (
    "货是从广州拉来的",
    "从仓库拉来的",
    "社保是会计报的",
    "报价是供应商给的",
    "小王从老家来的",
    "诊断报告是你们给的",
    "客户给的单是从系统导的",
    "我们用的ERP系统是别人给的",
    "我们来自狮岭",
    "9月份来的",
    "来源不是ERP",
    "时间是上次来的时候",
)
"""Say where something else is from."""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("对,改成2%", {"stage": "baseline", "source": "质检台账"}),
        ("对,基线按改过的这个算", {"source": "质检台账"}),
        ("对,来源质检日报", {"stage": "baseline"}),
        ("存成实际值", {"source": "质检台账"}),
        ("不良是26件", None),
        ("别改成2%", None),
        ("为什么改成2%?", None),
        ("我们有哪些适合的场景", None),
        ("不对,应该是2.5%", {"stage": "baseline", "source": "质检台账"}),
        ("好,10月的", {"stage": "baseline", "source": "质检台账"}),
        *((text, None) for text in NO_YES),
    ],
)
def test_a_yes_may_say_more_of_what_is_kept(text: str, words: dict[str, str] | None) -> None:
    waits = {"indicator": "b.1.1", "stage": "baseline", "source": "质检台账"}
    given = putting_right.revised(normalise(text), waits)
    assert given == (words and {"indicator": "b.1.1", **words, "question": normalise(text)})


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("来源安环部台账", True),
        ("对,来源质检日报,我核过了", True),
        ("10月的", True),
        ("10月上了新系统", False),
        ("来源是什么意思", False),
        ("对,来源安环部台账。另外那张单催一下", False),
        ("缺陷率3%", False),
        ("从ERP导的", True),
        ("数据是从MES导出来的,10月的", True),
        *((text, False) for text in NOT_OF_THE_VALUE),
    ],
)
def test_what_is_told_of_a_value_that_was_kept(text: str, *, more: bool) -> None:
    assert putting_right.tells_more(text) == more


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("为什么把基线改成5%了?", True),
        ("实际值改成2%了吗", True),
        ("把基线改成5%有什么影响", True),
        ("能不能把基线改成5%", False),
        ("把基线改成5%,存一下看看", False),
        ("次品率基线改成3%行吗", True),
        ("次品率基线改成3%之前是多少", True),
        ("次品率基线改成以前那个3%", False),
    ],
)
def test_a_question_after_a_change_bids_none(text: str, *, asks: bool) -> None:
    assert putting_right.asks_of_filed(text) == asks


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("次品率基线别改成3%", True),
        ("次品率基线不改成3%", True),
        ("次品率基线不能改成3%", True),
        ("次品率基线没改成3%", True),
        ("老板要把次品率基线改成3%我没同意", True),
        ("实际值不改成2%", True),
        ("次品率基线改成3%", False),
        ("档案里的不对,基线改成3%", False),
    ],
)
def test_what_is_on_file_is_left_alone(text: str, *, left: bool) -> None:
    assert (lexicon.LEAVES_FILED.search(text) is not None) == left


@pytest.mark.parametrize(("text", "kept"), [("目标应该是2%", False), ("行业应该是2%", False), ("不对,应该是2%", True)])
def test_no_aim_and_nothing_of_others_takes_the_place_of_a_value(text: str, *, kept: bool) -> None:
    focus = Focus(tool=KEEP, arguments={"indicator": "b.1.1", "stage": "actual", "value": "3"})
    assert (leaning.follows(text, focus, KNOWN) is not None) == kept


@pytest.mark.parametrize(
    ("text", "filed"),
    [
        ("那档案里的员工人数也改成75吧", False),
        ("档案里员工总数也跟着改成75", False),
        ("刚存那个不对,现在应该是30天", True),
    ],
)
def test_a_fact_of_the_firm_is_no_figure_on_file(text: str, *, filed: bool) -> None:
    assert calculating.speaks_of_filed(text, KNOWN) == filed
