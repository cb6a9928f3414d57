"""A report's link in the wrong hands is closed where that is asked for, and never where it is only spoken of."""

from __future__ import annotations

import pytest

from assistant.bootstrap import DATA
from corpus.catalogs import load
from corpus.lexical import normalise
from tools.kit.tool import Focus
from tools.reports import make_report
from tools.wording import reports as wording

CATALOGS = load(DATA)


def follows(text: str) -> str | None:
    assert make_report.follows is not None
    found = make_report.follows(normalise(text), Focus(tool="make_report", arguments={}), CATALOGS)
    return found[0] if found else None


@pytest.mark.parametrize(
    "text",
    [
        "哎呀报告链接发到客户群里了，快让它失效",
        "链接转错人了 能不能叫它打不开",
        "报告发错群了，帮我撤回",
        "那条链接我发给同行了，赶紧把它作废",
        "不想让客户再看，报告链接收回",
        "链接发漏了给外人，麻烦关掉",
        "死啦报告链接发咗俾别人，搞到佢打唔开得唔得",
    ],
)
def test_a_link_in_the_wrong_hands_is_closed(text: str) -> None:
    assert follows(text) == "revoke_report"


@pytest.mark.parametrize(
    "text",
    [
        "要是链接发错人了能不能作废",
        "链接发错群了怎么办",
        "链接发错群了，不过没关系不用作废",
        "报告发给客户了，先别撤回",
        "客户说链接要作废",
        "链接发给客户了，他打不开",
        "把报告链接发给客户",
        "工单发错了，帮我撤回",
        "邀请链接发错人了，帮我作废",
        "报告发错人了，作废以后他还能看吗",
    ],
)
def test_what_only_speaks_of_it_closes_nothing(text: str) -> None:
    assert follows(text) != "revoke_report"


@pytest.mark.parametrize("text", ["能不能让它打不开", "快把它作废", "帮我撤回", "想让它失效"])
def test_right_after_a_report_it_is_what_is_closed(text: str) -> None:
    assert follows(text) == "revoke_report"


@pytest.mark.parametrize("text", ["链接打不开，再发一次", "报告找不到了", "再发我一遍", "链接呢"])
def test_a_link_that_was_lost_is_given_once_more(text: str) -> None:
    assert follows(text) == "make_report"


@pytest.mark.parametrize("text", ["糟了链接发错群了，能不能让它打不开", "链接发错人了", "那条链接打不开了吧"])
def test_a_link_sent_wrongly_is_not_given_once_more(text: str) -> None:
    assert not wording.AGAIN.search(text)
