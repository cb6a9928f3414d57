"""Operators' tools on the region, through the one door and real SQLite."""

from __future__ import annotations

import csv
import random
import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from assistant import regions
from tests.fakes.region import NOW, REGION, Talk
from tools.database import models
from tools.database.repositories.enterprises import EnterpriseRepository
from tools.database.repositories.facts import FactRepository, Said
from tools.database.repositories.region import RegionRepository
from tools.domain.region import EnterpriseFilter, fits
from tools.kit.errors import NotFound

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from assistant.demo import Demo
    from assistant.messages import Reply


def result(reply: Reply) -> dict[str, Any]:
    return reply.tool_calls[-1].result


# --- filters ----------------------------------------------------------------------------------------------------------


def random_filter(chance: random.Random) -> EnterpriseFilter:
    asked = EnterpriseFilter()
    options: list[dict[str, Any]] = [
        {"town": chance.choice(["狮岭", "花东", "新华", "炭步", "园区"])},
        {"industry": chance.choice(["皮革皮具", "通用制造", "化妆品", "物流"])},
        {"employees_min": chance.choice([20, 50, 100])},
        {"employees_max": chance.choice([60, 150, 300])},
        {"revenue_min": chance.choice([1000.0, 3000.0])},
        {"revenue_max": 9000.0},
        {"budget": chance.choice([10.0, 50.0])},
        {"level": chance.choice(["L0", "L1", "L2", "L3"]), "span": chance.choice(["exact", "up", "down"])},
        {"pains": tuple(chance.sample(["质量", "生产", "物流", "能耗"], chance.choice([1, 1, 2])))},
        {"systems": (chance.choice(["ERP", "Excel", "无"]),)},
        {"without": (chance.choice(["ERP", "MES"]),)},
        {"honors": (chance.choice(["高新技术企业", "创新型中小企业"]),)},
        {"above_scale": chance.random() < 0.5},
        {"has_diagnosis": chance.random() < 0.5},
        {"name": chance.choice(["电", "五金", "演示"])},
    ]
    for values in chance.sample(options, chance.choice([0, 1, 1, 2, 2, 3])):
        asked = replace(asked, **values)
    return replace(asked, order=chance.choice(["name", "best", "worst", "largest"]))


async def test_filters_in_the_database_equal_filters_in_python(app: Application, demo: Demo) -> None:
    chance, sizes = random.Random(7), set[int]()
    async with app.database.read() as session:
        repository = RegionRepository(session)
        ids = list((await session.scalars(select(models.Enterprise.id))).all())
        everyone = await repository.profiles(ids)
        for _ in range(250):
            asked = random_filter(chance)
            wanted = {p.id for p in everyone if fits(p, asked)}
            found, count = await repository.page(asked, 0, 100)
            assert {one.profile.id for one in found} == wanted, asked
            assert count == len(wanted) == await repository.count(asked)
            sizes.add(count)
    assert len(sizes) > 10


async def test_profiles_read_at_once_are_those_read_one_by_one(app: Application, demo: Demo) -> None:
    async with app.database.read() as session:
        ids = sorted((await session.scalars(select(models.Enterprise.id))).all())
        together = await RegionRepository(session).profiles(ids)
        alone = [await EnterpriseRepository(session).profile(one) for one in ids]
    assert together == alone


async def test_pages_follow_each_other_without_repeating(app: Application, demo: Demo) -> None:
    async with app.database.read() as session:
        repository = RegionRepository(session)
        pages = [await repository.page(EnterpriseFilter(order="best"), skip, 20) for skip in (0, 20, 40)]
    ids = [one.profile.id for found, _ in pages for one in found]
    assert len(ids) == len(set(ids)) == pages[0][1] == len(REGION.enterprises)
    scores = [one.profile.standing.total for found, _ in pages for one in found if one.profile.standing]
    assert scores[:20] == sorted((s for s in scores[:20] if s is not None), reverse=True)


# --- finding ----------------------------------------------------------------------------------------------------------


async def test_a_filter_is_shown_and_edited_in_follow_ups(app: Application, demo: Demo) -> None:
    talk = Talk(app)
    first = await talk.say("狮岭、50人以上、质量痛点的企业有哪些", "find_enterprises")
    assert first.text.startswith("**筛选条件**：狮岭 · 50人以上 · 质量痛点")
    assert "金明五金（演示）" in first.text
    titles = [s.title for s in first.suggestions]
    assert {"去掉“50人以上”", "去掉“质量痛点”", "改成100人以上"} <= set(titles)
    more = await talk.say("改成100人以上")
    assert result(more)["filters"] == {"town": "狮岭", "employees_min": 100, "pains": ["质量"]}
    assert result(more)["count"] < result(first)["count"]
    none = await talk.say("只看没做过诊断的")
    assert result(none)["count"] == 0
    assert "**没有**同时符合" in none.text
    assert "不限诊断" in none.text
    wider = await talk.say("去掉诊断")
    assert result(wider)["count"] == result(more)["count"]
    pressed = next(s for s in wider.suggestions if s.title.startswith("去掉"))
    dropped = await talk.say("", pressed.tool, **pressed.arguments)
    assert result(dropped)["count"] >= result(wider)["count"]


async def test_the_greatest_are_first_and_said(app: Application, demo: Demo) -> None:
    talk = Talk(app)
    await talk.say("狮岭的企业名单", "find_enterprises")
    most = await talk.say("边家预算最多")
    assert result(most)["filters"] == {"town": "狮岭", "order": "budget"}
    assert most.text.startswith(f"预算最多的是**{result(most)['enterprises'][0]['name']}**")
    large = await talk.say("再去掉100人以下的")
    assert result(large)["filters"] == {"town": "狮岭", "employees_min": 100, "order": "budget"}


async def test_a_list_is_handed_out_as_a_table(app: Application, demo: Demo) -> None:
    operator = Talk(app)
    listed = result(await operator.say("狮岭50人以上的皮具厂有哪些"))
    reply = await operator.say("导出来给我")
    assert reply.tool_calls[0].name == "find_enterprises"
    assert reply.text.startswith(f"一共 **{listed['count']}** 家")
    (file,) = reply.attachments
    asked = parse_qs(urlsplit(file.path).query)["asked"][0]
    content, name = await regions.table(app.library, app.database, asked, NOW)
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert rows[0][:3] == ["企业", "镇街", "行业"]
    assert {row[0] for row in rows[1:]} == {one["name"] for one in listed["enterprises"]}
    assert name == "企业名单-2026-11-26.csv"
    for wrong in ("{", '{"level":"L9"}', '{"scenario":["SC-XX-999"]}', "[" * 3000):
        with pytest.raises(NotFound):
            await regions.table(app.library, app.database, wrong, NOW)


async def test_two_of_a_list_are_compared(app: Application, demo: Demo) -> None:
    talk = Talk(app)
    listed = await talk.say("狮岭的企业名单", "find_enterprises")
    rows = result(listed)["enterprises"]
    compared = await talk.say("第一家和第三家对比")
    assert compared.tool_calls[-1].name == "compare_enterprises"
    assert [result(compared)[side]["id"] for side in ("first", "second")] == [rows[0]["id"], rows[2]["id"]]


async def test_who_suits_a_kind_of_scenario_is_ranked_with_reasons(app: Application, demo: Demo) -> None:
    reply = await Talk(app).say("哪些企业适合做视觉质检，列前20", "find_enterprises")
    found = result(reply)
    scenarios = app.library.current().catalogs.scenarios
    assert 10 <= len(found["enterprises"]) <= 20
    assert all(scenarios[row["scenario"]].model_type == "视觉" for row in found["enterprises"])
    assert all(row["reasons"] for row in found["enterprises"])
    assert all(row["industry"] not in {"物流", "商贸批零", "文旅"} for row in found["enterprises"])
    assert "暂不建议先做" in reply.text


async def test_a_scenario_nobody_knows_is_said_to_be_unknown(app: Application, demo: Demo) -> None:
    reply = await Talk(app).say("", "find_enterprises", scenario="量子煮饭")
    assert reply.declined
    assert "量子煮饭" in reply.text


async def test_words_that_are_no_condition_are_said(app: Application, demo: Demo) -> None:
    reply = await Talk(app).say("要回访的企业名单", "find_enterprises")
    assert "回访" in result(reply)["ignored"]
    assert "没认出“回访”是什么条件" in reply.text


@pytest.mark.parametrize("tool", ["find_enterprises", "compare_enterprises", "show_overview"])
async def test_an_enterprise_never_sees_the_region(app: Application, demo: Demo, tool: str) -> None:
    reply = await Talk(app, "jm", "enterprise", "demo-jinming").say("金明五金和恒利箱包比一比", tool)
    assert reply.declined
    assert not reply.tool_calls
    assert "恒利" not in reply.text


# --- comparing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("金明五金和恒利箱包比一比", "demo-jinming", "demo-hengli"),
        ("恒泰皮具跟恒利哪家数字化水平高", "demo-hengtai", "demo-hengli"),
        ("金明五金 vs 德力熊模具", "demo-jinming", "demo-deli"),
        ("对比丽姿花日化、美研堂日化", "demo-lizi", "demo-meiyan"),
    ],
)
async def test_two_names_in_words_are_found(app: Application, demo: Demo, words: str, first: str, second: str) -> None:
    reply = await Talk(app).say(words, "compare_enterprises")
    assert (result(reply)["first"]["id"], result(reply)["second"]["id"]) == (first, second)
    assert [d["id"] for d in result(reply)["dimensions"]] == ["D1", "D2", "D3", "D4", "D5"]


async def test_who_is_not_named_is_asked_for(app: Application, demo: Demo) -> None:
    talk = Talk(app)
    asked = await talk.say("企业对比", "compare_enterprises")
    assert "第一家" in asked.text
    one = await talk.say("金明五金")
    assert "金明五金（演示）" in one.text
    both = await talk.say("恒利")
    assert result(both)["second"]["id"] == "demo-hengli"


async def test_an_ambiguous_name_is_asked_about_with_buttons(app: Application, demo: Demo) -> None:
    async with app.database.transaction() as session:
        await EnterpriseRepository(session).ensure("other", verified=True, now=NOW)
        await FactRepository(session).keep("other", {"name": "金明五金制品"}, Said(None, None, NOW))
    reply = await Talk(app).say("", "compare_enterprises", first="金明", second="恒利箱包")
    assert "金明五金（演示）" in [s.title for s in reply.suggestions]
    chosen = next(s for s in reply.suggestions if s.title == "金明五金（演示）")
    done = await Talk(app, "op2").say("", chosen.tool, **chosen.arguments)
    assert result(done)["first"]["id"] == "demo-jinming"


# --- the overview -----------------------------------------------------------------------------------------------------


async def test_the_overview_counts_by_months_of_china(app: Application, demo: Demo) -> None:
    reply = await Talk(app).say("这个月平台怎么样", "show_overview")
    found = result(reply)
    measures = {m["name"]: (m["now"], m["before"]) for m in found["measures"]}
    assert found["period"] == "2026-11"
    assert found["enterprises"]["total"] == len(REGION.enterprises)
    tickets = [t for t in REGION.tickets if t.at >= 0]
    assert measures["opened"] == (str(len(tickets)), str(len(REGION.tickets) - len(tickets)))
    declined = [t for t in REGION.talks if t.at >= 0 and t.absent]
    assert measures["declined"][0] == str(len(declined))
    assert sum(found["subjects"].values()) == len(declined)
    scores = [s.score for s in REGION.surveys if s.at >= 0]
    assert measures["satisfaction"][0] == f"{sum(scores) / len(scores):.1f}"
    assert sum(found["levels"].values()) + found["undiagnosed"] == found["enterprises"]["total"]
    pains = {name: sum(name in e.facts["pains"] for e in REGION.enterprises) for name in found["pains"]}
    assert found["pains"] == dict(sorted(pains.items(), key=lambda pair: (-pair[1], pair[0])))
    names = [e.name for e in REGION.enterprises]
    assert not any(name in reply.text for name in names)
    assert not any(talk.ask in reply.text for talk in REGION.talks if talk.tool != "hand_off")


async def test_the_month_before_is_a_button(app: Application, demo: Demo) -> None:
    talk = Talk(app)
    reply = await talk.say("这个月平台怎么样", "show_overview")
    button = next(s for s in reply.suggestions if s.title == "看上一期")
    before = await talk.say("", button.tool, **button.arguments)
    assert result(before)["period"] == "2026-10"
    assert result(before)["measures"][0]["now"] == result(reply)["measures"][0]["before"]


async def test_figures_and_rows_are_told_alone_when_asked_for_next(app: Application, demo: Demo) -> None:
    talk = Talk(app)
    await talk.say("这个月平台怎么样", "show_overview")
    assert "满意度" not in (await talk.say("哪个镇最多")).text
    await talk.say("诊断做完几家")
    assert (await talk.say("上个月呢")).text.startswith("**完成诊断**：10月")
    await talk.say("金明五金和恒利箱包比一比", "compare_enterprises")
    assert (await talk.say("谁人多")).text.startswith("**人数**")


async def test_an_empty_platform_has_an_overview(app: Application) -> None:
    reply = await Talk(app).say("平台概况", "show_overview")
    assert result(reply)["enterprises"]["total"] == 0
    assert "没有评分" in reply.text


# --- speed ------------------------------------------------------------------------------------------------------------


async def test_a_turn_on_the_demo_region_is_quick(app: Application, demo: Demo) -> None:
    turns = [
        ("find_enterprises", "狮岭、50人以上、质量痛点的企业有哪些"),
        ("find_enterprises", "哪些企业适合做视觉质检，列前20"),
        ("compare_enterprises", "金明五金和恒利箱包比一比"),
        ("show_overview", "这个月平台怎么样"),
        ("match_policies", "金明五金符合哪些政策"),
    ]
    seconds: list[float] = []
    for number in range(12):
        for tool, words in turns:
            began = time.perf_counter()
            await Talk(app, f"op-{tool}-{number}").say(words, tool)
            if number > 1:
                seconds.append(time.perf_counter() - began)
    seconds.sort()
    assert timedelta(seconds=seconds[len(seconds) // 2]) < timedelta(milliseconds=150)
