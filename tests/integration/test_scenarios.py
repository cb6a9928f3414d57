"""Scenarios through the one door: recommended, compared, edited, exchanged; what stands in the database afterwards."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.bootstrap import Application, build
from assistant.catalogue import exported, table_of
from assistant.messages import Message, Reply
from assistant.settings import Settings
from tests.fakes.filing import on_file
from tools.database.models import Assessment
from tools.database.repositories.scenarios import ScenarioRepository
from tools.kit.errors import InvalidArguments

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
ADD = (
    "行业：皮革皮具；业务模块：质量；场景描述：拍照检查皮边打磨；一句话说明：帮皮具厂查皮边；模型类型：视觉；数据准备：皮边照片；投入：轻；"
    "周期：2-4周；预期指标：b.1.1；业务标准：企业标准；服务伙伴：机器视觉集成商；硬件产品：无；软件平台：质检平台；大模型算法：图像识别；"
    "服务清单：采集标注；业务效果：产品缺陷率改善（需实测）"
)


class Talk:
    """One person's conversation."""

    def __init__(self, app: Application, user: str, role: Any = "operator", enterprise: str | None = None) -> None:
        self.app, self.user, self.role, self.enterprise, self.number = app, user, role, enterprise, 0

    async def say(self, text: str = "", tool: str | None = None, **arguments: Any) -> Reply:
        self.number += 1
        return await self.app.conversation.reply(
            Message(
                id=str(self.number),
                conversation=self.user,
                channel="web",
                user=self.user,
                role=self.role,
                enterprise=self.enterprise,
                text=text,
                tool=tool,
                arguments=arguments,
                now=NOW,
            )
        )


@pytest.fixture(scope="module")
def var(built_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the module, so that what is made from the library is made once."""
    return Path(shutil.copytree(built_library, tmp_path_factory.mktemp("scenarios") / "var"))


@pytest.fixture
async def app(var: Path, tmp_path: Path) -> AsyncIterator[Application]:
    own = Settings(var_dir=var, database_url=f"sqlite:///{tmp_path / 'own.db'}", log_level="WARNING")
    application = build(own, clock=lambda: NOW)
    await application.start()
    yield application
    await application.close()


async def firm(app: Application, key: str, name: str, level: str | None = None, **facts: Any) -> None:
    """Put an enterprise on file, with its level where it was diagnosed."""
    await on_file(app, key, name, at=NOW, channel="web", **facts)
    if level is None:
        return
    async with app.database.transaction() as session:
        session.add(
            Assessment(
                enterprise_id=key,
                contact_id=f"{key}-c",
                form="quick",
                questionnaire="v",
                state="done",
                question=None,
                score=30.0,
                level=level,
                result={"dimensions": {}},
                started_at=NOW,
                updated_at=NOW,
                finished_at=NOW,
            )
        )


def result(reply: Reply, tool: str) -> dict[str, Any]:
    return next(call.result for call in reversed(reply.tool_calls) if call.name == tool)


def recommended(reply: Reply) -> list[str]:
    return [one["id"] for one in result(reply, "recommend_scenarios")["recommended"]]


async def overlay(app: Application) -> dict[str, Any]:
    async with app.database.read() as session:
        return dict(await ScenarioRepository(session).overlay())


async def test_a_described_firm_gets_reasons_what_is_missing_and_what_not_to_do(app: Application) -> None:
    reply = await Talk(app, "o").say("狮岭皮具厂，漏检多，没留过不良照片，最多拿3万", tool="recommend_scenarios")
    data = result(reply, "recommend_scenarios")
    assert 3 <= len(data["recommended"]) <= 5
    assert "SC-MF-009" not in recommended(reply)
    assert "现在不建议" in reply.text
    assert "本库估算" in reply.text
    for one in (*data["recommended"], *data["not_advised"]):
        scenario = app.library.current().catalogs.scenarios[one["id"]]
        assert one["duration"] == scenario.duration
        assert tuple(one["indicators"]) == scenario.expected_indicators
    assert all(one["against"] for one in data["not_advised"])


async def test_every_quote_stands_verbatim_in_the_library(app: Application) -> None:
    reply = await Talk(app, "o").say("皮具厂，裁片浪费大", tool="recommend_scenarios")
    library = app.library.current()
    assert reply.citations
    for citation in reply.citations:
        assert any(citation.quote in p.display for p in library.find(citation.document, citation.clause))


async def test_whoever_says_nothing_is_asked_one_thing_and_the_answer_is_used(app: Application) -> None:
    talk = Talk(app, "e", "enterprise")
    asked = await talk.say("推荐几个场景", tool="recommend_scenarios")
    assert "你们是做什么的" in asked.text
    assert not asked.declined
    reply = await talk.say("做食品的，包装老是漏气")
    assert recommended(reply)[0] == "SC-QC-043"


async def test_ones_own_archive_and_diagnosis_are_the_basis(app: Application) -> None:
    await firm(app, "e1", "金明五金制品厂", "L1", industry="通用制造", pains=["能耗"], employees=60)
    reply = await Talk(app, "own", "enterprise", "e1").say(tool="recommend_scenarios")
    assert "L1（2026-11-23）" in reply.text
    assert "60 人" in reply.text
    assert recommended(reply)[0] == "SC-EN-070"


async def test_what_is_recommended_can_be_put_down_as_a_need(app: Application) -> None:
    talk = Talk(app, "e", "enterprise")
    reply = await talk.say("皮具厂，皮料浪费大，预算80万", tool="recommend_scenarios")
    need = next(s for s in reply.suggestions if s.tool == "open_ticket")
    assert "皮料瑕疵识别与智能排料" in (await talk.say(need.title, tool=need.tool, **need.arguments)).text
    assert [call.name for call in (await talk.say("确认")).tool_calls] == ["open_ticket"]


async def test_an_operator_names_an_enterprise_within_the_words(app: Application) -> None:
    await firm(app, "e1", "广州金明五金制品有限公司", "L1", industry="通用制造", pains=["能耗"])
    reply = await Talk(app, "o").say("金明五金适合什么，为什么", tool="recommend_scenarios")
    assert result(reply, "recommend_scenarios")["enterprise"] == "e1"
    assert "广州金明五金制品有限公司" in reply.text


async def test_an_ambiguous_name_is_asked_about_and_picked(app: Application) -> None:
    await firm(app, "e1", "金明五金厂", industry="通用制造")
    await firm(app, "e2", "金明皮具厂", industry="皮革皮具", pains=["质量"])
    talk = Talk(app, "o")
    asked = await talk.say("金明适合什么", tool="recommend_scenarios")
    assert [s.title for s in asked.suggestions] == ["金明五金厂", "金明皮具厂"]
    reply = await talk.say("金明皮具厂")
    assert result(reply, "recommend_scenarios")["enterprise"] == "e2"


async def test_an_unknown_name_is_asked_about_and_a_description_will_do(app: Application) -> None:
    talk = Talk(app, "o")
    asked = await talk.say("宏达五金适合什么", tool="recommend_scenarios")
    assert "没有找到“宏达五金”" in asked.text
    assert not asked.declined
    reply = await talk.say("做皮具的，80人，裁片浪费大")
    assert recommended(reply)[0] == "SC-MF-009"


async def test_an_enterprise_sees_nobody_else(app: Application) -> None:
    await firm(app, "e1", "金明五金厂", "L3", industry="通用制造", employees=4321)
    other = Talk(app, "e", "enterprise", "e9")
    refused = await other.say("推荐", tool="recommend_scenarios", enterprise="金明五金厂")
    assert refused.declined
    by_words = await other.say("金明五金厂适合什么", tool="recommend_scenarios")
    for reply in (refused, by_words, await other.say(tool="compare_scenarios", first="SC-QC-001", second="SC-QC-002")):
        assert "4321" not in reply.text
        assert not any(call.result.get("enterprise") == "e1" for call in reply.tool_calls)


@pytest.mark.parametrize("tool", ["edit_scenario", "exchange_scenarios", "import_scenarios"])
async def test_only_operators_keep_the_catalog(app: Application, tool: str) -> None:
    every: dict[str, dict[str, Any]] = {
        "edit_scenario": {"scenario": "SC-QC-001", "action": "withdraw"},
        "exchange_scenarios": {"action": "export"},
        "import_scenarios": {"records": []},
    }
    talk = Talk(app, "e", "enterprise")
    assert (await talk.say(tool=tool, **every[tool])).declined
    await talk.say("确认")
    assert await overlay(app) == {}


async def test_two_scenarios_side_by_side(app: Application) -> None:
    reply = await Talk(app, "o").say(tool="compare_scenarios", first="皮料瑕疵识别与智能排料", second="SC-QC-014")
    data = result(reply, "compare_scenarios")
    assert (data["first"], data["second"]) == ("SC-MF-009", "SC-QC-014")
    assert "| 投入 | 重 | 中 |" in reply.text


async def test_an_unclear_side_is_asked_about(app: Application) -> None:
    talk = Talk(app, "o")
    asked = await talk.say(tool="compare_scenarios", first="追溯", second="SC-QC-001")
    assert len(asked.suggestions) > 1
    reply = await talk.say(asked.suggestions[0].title)
    assert result(reply, "compare_scenarios")["second"] == "SC-QC-001"


async def test_a_side_nobody_knows_is_asked_for_again(app: Application) -> None:
    talk = Talk(app, "o")
    asked = await talk.say(tool="compare_scenarios", first="SC-QC-001", second="飞船")
    assert "没有“飞船”" in asked.text
    assert not asked.declined
    assert result(await talk.say("SC-QC-002"), "compare_scenarios")["second"] == "SC-QC-002"


async def test_words_typed_in_capitals_are_kept_as_typed(app: Application) -> None:
    talk = Talk(app, "o")
    asked = await talk.say(tool="edit_scenario", scenario="SC-MF-009")
    assert "要写哪几项" in asked.text
    assert "→ MES 排料模块" in (await talk.say("软件平台：MES 排料模块")).text
    await talk.say("确认")
    assert (await overlay(app))["SC-MF-009"]["software"] == "MES 排料模块"


async def test_a_change_is_shown_asked_about_and_in_force_at_once(app: Application) -> None:
    talk = Talk(app, "o")
    asked = await talk.say(tool="edit_scenario", scenario="SC-MF-009", changes=[{"field": "周期", "value": "10-20周"}])
    assert "周期：13—26 周 → 10—20 周" in asked.text
    assert await overlay(app) == {}
    done = await talk.say("确认")
    assert "13—26 周 → 10—20 周" in done.text
    assert (await overlay(app))["SC-MF-009"]["duration"] == "10—20 周"
    for tool, arguments in (
        ("recommend_scenarios", {"question": "皮具厂，皮料浪费大"}),
        ("read_scenario", {"scenario": "SC-MF-009", "aspect": "effort"}),
        ("list_scenarios", {"industry": "皮革皮具"}),
        ("compare_scenarios", {"first": "SC-MF-009", "second": "SC-QC-014"}),
    ):
        assert "10—20 周" in (await talk.say(tool=tool, **arguments)).text, tool


async def test_what_was_edited_is_shown_withdrawn_and_restored_by_pointing(app: Application) -> None:
    talk = Talk(app, "o")
    await talk.say(tool="edit_scenario", scenario="SC-MF-009", changes=[{"field": "周期", "value": "10-20周"}])
    await talk.say("确认")
    assert "10—20 周" in (await talk.say("再看一眼这个场景")).text
    assert "下架吗" in (await talk.say("把皮料瑕疵识别与智能排料那个撤了吧")).text
    await talk.say("确认")
    assert (await overlay(app))["SC-MF-009"] is None
    assert "恢复到目录里吗" in (await talk.say("哎呀领导说留着，把它恢复")).text


async def test_an_edit_that_is_not_valid_is_explained_and_mended(app: Application) -> None:
    talk = Talk(app, "o")
    changes = [{"field": "周期", "value": "10-20周"}, {"field": "投入", "value": "超重"}]
    await talk.say(tool="edit_scenario", scenario="SC-MF-009", changes=changes)
    refused = await talk.say("确认")
    assert "投入只能是：轻、中、重" in refused.text
    assert await overlay(app) == {}
    again = await talk.say("投入：中")
    assert "投入：重 → 中" in again.text
    assert "超重" not in again.text
    await talk.say("确认")
    record = (await overlay(app))["SC-MF-009"]
    assert (record["effort"], record["duration"]) == ("中", "10—20 周")


async def test_withdrawn_and_restored(app: Application) -> None:
    talk = Talk(app, "o")
    await talk.say(tool="edit_scenario", scenario="SC-QC-014", action="withdraw")
    await talk.say("确认")
    assert await overlay(app) == {"SC-QC-014": None}
    assert "SC-QC-014" not in recommended(await talk.say("皮具厂，出货前全检累", tool="recommend_scenarios"))
    assert "下架" in (await talk.say(tool="read_scenario", scenario="SC-QC-014")).text
    listed = result(await talk.say(tool="list_scenarios", industry="皮革皮具"), "list_scenarios")
    assert "SC-QC-014" not in [record["id"] for record in listed["records"]]
    await talk.say(tool="edit_scenario", scenario="SC-QC-014", action="restore")
    await talk.say("确认")
    assert recommended(await talk.say("皮具厂，出货前全检累", tool="recommend_scenarios"))[0] == "SC-QC-014"


async def test_a_new_scenario_is_recommended_and_no_to_it_adds_nothing(app: Application) -> None:
    talk = Talk(app, "o")
    changes = [dict(zip(("field", "value"), pair.split("："), strict=True)) for pair in ADD.split("；")]
    await talk.say(tool="edit_scenario", scenario="皮边打磨检测", action="add", changes=changes)
    await talk.say("先不")
    assert await overlay(app) == {}
    await talk.say(tool="edit_scenario", scenario="皮边打磨检测", action="add", changes=changes)
    await talk.say("确认")
    assert list(await overlay(app)) == ["SC-QC-077"]
    assert recommended(await talk.say("皮具厂皮边打磨不好", tool="recommend_scenarios"))[0] == "SC-QC-077"


async def test_an_import_is_checked_asked_about_and_kept_whole(app: Application) -> None:
    talk = Talk(app, "o")
    header = "编号,场景名称,周期\n"
    bad = await talk.say(
        header + "SC-QC-001,冲压焊接件外观缺陷检测,6-10周\nSC-QC-002,装配错漏与扭矩防错,三天", tool="exchange_scenarios"
    )
    assert "第 3 行" in bad.text
    assert await overlay(app) == {}
    good = await talk.say(header + "SC-QC-001,冲压焊接件外观缺陷检测,6-10周", tool="exchange_scenarios")
    assert "修改 SC-QC-001" in good.text
    assert await overlay(app) == {}
    await talk.say("确认")
    assert (await overlay(app))["SC-QC-001"]["duration"] == "6—10 周"


async def test_a_retry_keeps_one_version(app: Application) -> None:
    talk = Talk(app, "o")
    await talk.say(tool="edit_scenario", scenario="SC-MF-009", changes=[{"field": "投入", "value": "中"}])
    first = await talk.say("确认")
    talk.number -= 1
    assert await talk.say("确认") == first
    async with app.database.read() as session:
        last = await ScenarioRepository(session).last("SC-MF-009")
    assert last is not None
    assert last.version == 1


async def test_files_hold_the_catalog_as_it_is_and_read_back(app: Application) -> None:
    talk = Talk(app, "o")
    await talk.say(tool="edit_scenario", scenario="SC-MF-009", changes=[{"field": "投入", "value": "中"}])
    await talk.say("确认")
    tables = []
    for kind in ("csv", "xlsx"):
        data = await exported(app.library, app.database, kind)
        table = table_of(f"x.{kind}", data)
        checked = await talk.say(tool="exchange_scenarios", action="import", table=table)
        assert "跟目录一样" in checked.text, kind
        tables.append(list(csv.reader(io.StringIO(table.lstrip("\ufeff")))))
    assert tables[0] == tables[1]
    assert len(tables[0]) == 77


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"\xff\xfe\x00\x81"])
def test_a_file_that_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidArguments):
        table_of("x.xlsx", data)


async def test_a_list_is_narrowed_and_gone_on_with_after_one_of_it_was_read(app: Application) -> None:
    talk = Talk(app, "厂长", role="enterprise")
    await talk.say("我们狮岭做女包的，四十来人，最头疼皮料浪费，有什么场景适合我们")
    read = await talk.say("第二个要准备什么")
    assert "数据准备" in read.text
    lighter = await talk.say("有没有轻一点的")
    assert "投入轻" in lighter.text
    assert "投入重" not in lighter.text
    without = await talk.say("不要硬件的呢")
    assert "要添" not in without.text
    more = await talk.say("换一批")
    assert not {s.title for s in without.suggestions[:1]} & {s.title for s in more.suggestions[:1]}


async def test_a_described_firm_is_no_filter(app: Application) -> None:
    talk = Talk(app, "张工")
    reply = await talk.say("狮岭一家80人的皮具厂，外发加工一堆，老催货催不动，推荐下先做啥")
    assert [call.name for call in reply.tool_calls] == ["recommend_scenarios"]
    assert "外协加工厂协同看板" in reply.text
    assert "外协名录" in (await talk.say("要什么数据，多久能上")).text


async def test_a_record_that_was_read_is_edited_by_a_value_alone(app: Application) -> None:
    talk = Talk(app, "张工")
    await talk.say("SC-PU-013 现在写的工期多长")
    assert "周期：2—4 周 → 3—5 周" in (await talk.say("改成3—5周，实际都做不完")).text
    assert "已修改" in (await talk.say("对")).text
    assert "从目录下架吗" in (await talk.say("先下架")).text
    assert "已把" in (await talk.say("对")).text
    assert "恢复到目录里吗" in (await talk.say("哎不对，恢复回来，人家还在用")).text


async def test_another_record_is_never_edited_in_place_of_the_one_that_is_named(app: Application) -> None:
    talk = Talk(app, "张工")
    await talk.say("智能排产这个场景我要改一下周期")
    assert "成品外观与线迹检测" in (await talk.say("成品外观检测的数据准备加上缺陷样本500张")).text


async def test_why_one_of_those_recommended_was_is_told_of_that_one(app: Application) -> None:
    talk = Talk(app, "why", role="enterprise")
    listed = await talk.say("我们是做箱包的，60人，推荐几个场景", tool="recommend_scenarios")
    first, third = (listed.tool_calls[0].result["recommended"][n] for n in (0, 2))
    for words, one in (("第一个为什么推给我们", first), (f"为什么推荐{third['name']}", third)):
        told = await talk.say(words)
        assert told.text.startswith(f"推荐**{one['name']}**")
        assert "\n2. " not in told.text
    assert "\n2. " in (await talk.say("为什么推荐这些")).text


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("刚核对完的那批场景，正式导入", "import"),
        ("全部入库吧，那张场景表", "import"),
        ("导进去", "import"),
        ("上次导出的场景表我改完了，导回去", "import"),
        ("把已入库的场景导出来", "export"),
        ("先给我导入模板，我下载", "export"),
    ],
)
async def test_a_table_is_asked_for_where_one_is_to_be_taken_in(app: Application, words: str, action: str) -> None:
    reply = await Talk(app, f"table-{words}").say(tool="exchange_scenarios", question=words)
    assert reply.tool_calls[0].result["action"] == action


async def test_what_is_to_be_prepared_is_asked_of_the_scenario_at_hand(app: Application) -> None:
    talk = Talk(app, "厂长", role="enterprise")
    reply = await talk.say("我们机台老停机，推荐几个管设备的场景")
    assert [call.name for call in reply.tool_calls] == ["recommend_scenarios"]
    assert "设备联网与 OEE 看板" in reply.text
    figures = await talk.say("能降百分之几，给个准数")
    assert [call.name for call in figures.tool_calls] == ["read_scenario"]
    assert "没有可靠" in figures.text
    assert "设备清单" in (await talk.say("前期要准备啥东西")).text
