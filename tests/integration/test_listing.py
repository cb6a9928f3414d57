"""Lists over the package's catalogs: what they count, show, cite and call open."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from assistant.bootstrap import DATA
from corpus.lexical import normalise
from corpus.library import Library
from tools.domain.filters import wanted
from tools.kit.errors import InvalidArguments
from tools.kit.tool import ToolContext
from tools.listing import list_policies, list_scenarios
from tools.listing.page import SHOWN, Listing

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.reading import Reading

TODAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
TOOLS = {tool.name: tool for tool in (list_policies, list_scenarios)}


@pytest.fixture(scope="module")
def library(built_library: Path) -> Reading:
    return Library(DATA, built_library).current()


async def run(library: Reading, name: str, now: datetime = TODAY, **arguments: Any) -> Listing:
    context = ToolContext("enterprise", "c", "v", "m", now, cast("Any", library))
    return cast("Listing", await TOOLS[name].run(context, arguments))


async def ask(library: Reading, question: str, now: datetime = TODAY) -> Listing:
    recognised = wanted(normalise(question))
    assert recognised is not None, question
    return await run(library, recognised[0], now, **recognised[1])


def ids(listing: Listing) -> list[str]:
    return [record.id for record in listing.records]


QUESTIONS = [
    "哪些政策企业可以直接申报",
    "哪些政策现在还开放",
    "快到期的政策有哪些",
    "今年底到期的政策有哪些",
    "一共有多少份政策",
    "国家级有哪些政策",
    "市级有哪些政策",
    "广州的补贴有哪些",
    "关于算力券的政策有哪些",
    "关于数据的政策有哪些",
    "设备更新有哪些政策",
    "专精特新的政策有哪些",
    "合规要看哪几部法",
    "皮具厂有哪些场景",
    "化妆品厂能做哪些AI",
    "L1就能上的场景",
    "不用买设备的场景",
    "见效快的场景有哪些",
    "质量类的场景",
    "视觉类的场景有哪些",
    "一共有多少个场景",
    "有哪些行业",
    "哪些场景看缺陷率这个指标",
]


@pytest.mark.parametrize("question", QUESTIONS)
async def test_every_list_counts_first_cites_each_record_and_offers_to_read_it(library: Reading, question: str) -> None:
    listing = await ask(library, question)
    assert not listing.declined
    assert listing.records
    assert len(listing.records) <= SHOWN
    assert re.search(r"\d+ [份个]", listing.text.split("\n")[0])
    assert "资料整理于 2026-11-22" in listing.text
    assert [c.document for c in listing.citations][: len(listing.records)] == ids(listing)
    for citation in listing.citations:
        assert any(citation.quote in p.display for p in library.find(citation.document, citation.clause))
    for record in listing.records:
        assert record.name in listing.text
        assert record.summary in listing.text
    assert listing.suggestions
    assert len(listing.suggestions) <= 4


async def test_all_policies_are_counted_by_level_and_by_whether_they_hold(library: Reading) -> None:
    text = (await ask(library, "一共有多少份政策")).text
    assert text.startswith("资料里一共 39 份政策文件：国家级 28 份、省级 5 份、市级 4 份、区级 2 份；其中 36 份现行")


async def test_none_is_called_open_where_the_sources_do_not_say_so(library: Reading) -> None:
    listing = await ask(library, "哪些政策现在还开放")
    assert listing.text.startswith("今天（2026年11月23日）没有一份能确认还开着申报。")
    assert listing.count == 0
    assert "GZ-CITY-PILOT-2024" in ids(listing)
    assert "CN-GIANT-2026" not in ids(listing)
    assert "已经过了申报期的：《关于开展2026年度专精特新" in listing.text
    assert "现在可以报" not in listing.text


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (datetime(2026, 4, 24, 15, 59, tzinfo=UTC), False),
        (datetime(2026, 4, 24, 16, 0, tzinfo=UTC), True),
        (datetime(2026, 5, 25, 15, 59, tzinfo=UTC), True),
        (datetime(2026, 5, 25, 16, 0, tzinfo=UTC), False),
    ],
)
async def test_a_window_opens_and_closes_at_midnight_in_china(library: Reading, now: datetime, is_open: bool) -> None:  # noqa: FBT001
    listing = await ask(library, "哪些政策现在还开放", now)
    assert (ids(listing) == ["CN-GIANT-2026"]) is is_open
    assert ("2026年5月25日截止，还有" in listing.text) is is_open


async def test_a_window_that_has_not_begun_is_named(library: Reading) -> None:
    listing = await ask(library, "哪些政策现在还开放", datetime(2026, 4, 1, 4, 0, tzinfo=UTC))
    assert "还没开始的：《关于开展2026年度专精特新" in listing.text


async def test_what_ends_this_year_ends_this_year(library: Reading) -> None:
    listing = await ask(library, "今年底到期的政策有哪些")
    last_days = {library.catalogs.policies[i].in_force_until for i in ids(listing)}
    assert last_days == {date(2026, 12, 31)}
    assert listing.count == 5
    assert "还有 38 天" in listing.text
    assert {c.clause for c in listing.citations} == {"发布信息", "有效期"}


async def test_what_has_ended_or_been_replaced_is_listed_as_such(library: Reading) -> None:
    listing = await ask(library, "已经失效的政策有哪些")
    assert set(ids(listing)) == {"GD-MFG-DT-2021", "CN-GRADIENT-2022", "CN-INDEX-2022"}
    assert "已被《优质中小企业梯度培育管理办法》替代" in listing.text


async def test_nothing_ending_is_said_plainly(library: Reading) -> None:
    listing = await ask(library, "本月到期的政策有哪些")
    assert listing.text.startswith("从今天到2026年11月30日没有会到期的政策")
    assert not listing.declined


async def test_a_region_comes_before_those_around_it_and_leaves_its_neighbours_out(library: Reading) -> None:
    listing = await ask(library, "花都有什么补贴")
    assert ids(listing)[:2] == ["HD-FUSHANG-2025", "GZ-SUBSIDY-2025"]
    assert "GZ-HUANGPU-AI-2025" not in ids(listing)
    assert (listing.count, listing.wider) == (1, 6)


async def test_the_laws_to_comply_with_are_those_for_platforms(library: Reading) -> None:
    listing = await ask(library, "合规要看哪几部法")
    assert {"CN-PIPL", "CN-DSL", "CN-CSL-2025", "CN-NDSR-2025"} <= set(ids(listing))
    assert {library.catalogs.policies[i].applies for i in ids(listing)} == {"platform"}


async def test_a_policy_that_only_speaks_of_a_topic_is_named_apart(library: Reading) -> None:
    listing = await ask(library, "关于算力券的政策有哪些")
    assert ids(listing) == ["GZ-HUANGPU-AI-2025", "GD-AI-MFG-2025"]
    assert "内容里也提到算力券的：《关于促进企业数据资源开发利用的意见》" in listing.text


async def test_two_topics_no_policy_shares_are_listed_together(library: Reading) -> None:
    listing = await ask(library, "设备更新和技改的政策有哪些")
    assert set(ids(listing)) == {"CN-EQUIP-2024", "CN-EQUIP-IND-2024", "CN-TECHREF-CITY-2024"}
    assert ids(await ask(library, "数据安全有哪些法律")) == ["CN-DSL", "CN-NDSR-2025"]


async def test_where_no_money_is_known_what_there_is_is_shown(library: Reading) -> None:
    listing = await run(library, "list_policies", level="省", theme="机器人", funding=True)
    assert ids(listing) == ["GD-AI-ROBOT-2025"]
    assert listing.text.startswith("资料里没有省级机器人方面、给企业资金的政策。省级机器人方面的政策有 1 份：")


async def test_an_industry_has_its_own_scenarios_first_and_the_general_ones_second(library: Reading) -> None:
    listing = await ask(library, "皮具厂有哪些场景")
    assert listing.text.startswith("皮革皮具有 7 个场景，另有 17 个通用制造的也适用：")
    assert "还有 16 个" in listing.text
    industries = [library.catalogs.scenarios[i].industry for i in ids(listing)]
    assert industries == ["皮革皮具"] * 7 + ["通用制造"]
    assert listing.suggestions[0].tool == "read_scenario"
    assert listing.suggestions[0].arguments == {"scenario": "SC-MF-009"}


async def test_service_trades_are_not_sent_to_the_factory_floor(library: Reading) -> None:
    listing = await ask(library, "物流公司有哪些场景")
    assert {library.catalogs.scenarios[i].industry for i in ids(listing)} == {"物流", "通用服务"}


async def test_filters_hold_together(library: Reading) -> None:
    listing = await ask(library, "皮具厂L1能上、不用买设备的场景有哪些")
    for record in listing.records:
        scenario = library.catalogs.scenarios[record.id]
        assert scenario.industry in {"皮革皮具", "通用制造"}
        assert scenario.min_level == "L1"
        assert scenario.hardware in {"无", "无特殊"}


async def test_the_quickest_come_with_their_duration_as_an_estimate(library: Reading) -> None:
    listing = await ask(library, "见效最快的场景有哪些")
    assert {library.catalogs.scenarios[i].duration for i in ids(listing)} == {"2—4 周"}
    assert "周期为估算" in listing.text


async def test_words_that_are_no_filter_are_looked_for_in_the_records(library: Reading) -> None:
    listing = await run(library, "list_scenarios", question="已有的里面有没有类似的，版型相关的")
    assert "“版型”" in listing.text
    assert [record.name for record in listing.records] == ["箱包版型与 BOM 数字库"]
    none = await run(library, "list_scenarios", question="有没有火星探测相关的场景")
    assert none.text.startswith("目录里没有跟“火星探测”有关的场景")
    assert none.records == ()


async def test_pages_follow_one_another_without_a_gap(library: Reading) -> None:
    seen: list[str] = []
    listing = await ask(library, "看缺陷率这个指标的场景有哪些")
    while True:
        seen += ids(listing)
        onward = [s for s in listing.suggestions if "skip" in s.arguments]
        if not onward:
            break
        listing = await run(library, "list_scenarios", **onward[0].arguments)
    expected = {s.id for s in library.catalogs.scenarios.values() if "b.1.1" in s.expected_indicators}
    assert len(seen) == len(set(seen)) == 17
    assert set(seen) == expected


async def test_an_argument_goes_before_what_the_question_says(library: Reading) -> None:
    listing = await run(library, "list_scenarios", industry="化妆品", question="皮具厂有哪些场景")
    assert listing.filters == {"industry": "化妆品"}


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (
            {"industry": "文旅", "module": "财务"},
            "场景目录里没有同时符合“文旅、财务类”的场景。\n\n分开看：文旅 3 个、财务类 2 个。",
        ),
        ({"indicator": "市场占有率"}, "没有哪个场景把市场占有率列为预期改善的指标。"),
        ({"indicator": "胡说率"}, "附录2里没有认出“胡说率”这个指标"),
    ],
)
async def test_where_nothing_fits_it_is_said_with_what_there_is(
    library: Reading, arguments: dict[str, Any], start: str
) -> None:
    listing = await run(library, "list_scenarios", **arguments)
    assert listing.text.startswith(start)
    assert not listing.records
    assert not listing.declined


async def test_values_outside_the_closed_sets_are_refused(library: Reading) -> None:
    with pytest.raises(InvalidArguments):
        await run(library, "list_scenarios", industry="养殖")
