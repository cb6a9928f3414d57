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
        (("甲一五金采购成本原来500万,现在420万",), "16"),
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
