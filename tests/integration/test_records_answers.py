"""Answers about policies and scenarios: what comes first, what is quoted, what is offered next."""

from __future__ import annotations

from datetime import UTC, date, datetime
from statistics import median
from typing import TYPE_CHECKING, Any, cast, get_args

import pytest

from assistant.bootstrap import DATA
from corpus.library import Library
from tools.catalog import BY_NAME
from tools.kit.tool import ToolContext
from tools.knowledge import figures, records
from tools.knowledge.validity import named_day, standing, validity

if TYPE_CHECKING:
    from corpus.reading import Reading
    from tools.knowledge.draft import Answer

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return Library(DATA, tmp_path_factory.mktemp("var")).current()


async def search(library: Reading, question: str) -> Answer:
    context = ToolContext("enterprise", "c", "v", "m", NOW, cast("Any", library), question=question)
    return cast("Answer", await BY_NAME["search_sources"].run(context, {"question": question}))


def policy(library: Reading, name: str, question: str, *aspects: records.PolicyAspect) -> Answer:
    wanted = list(aspects) or records.policy_aspects(question)
    return records.answer_policy(cast("Any", library), library.catalogs.policies[name], wanted, NOW, question).result()


def scenario(library: Reading, name: str, question: str, *aspects: records.ScenarioAspect) -> Answer:
    passage = library.get(f"{name}#about")
    assert passage is not None
    wanted = list(aspects) or records.scenario_aspects(question)
    return records.answer_scenario(cast("Any", library), passage, wanted, question).result()


def display(library: Reading, document: str, clause: str) -> str:
    return next(iter(library.find(document, clause))).display


class TestWhatComesFirst:
    @pytest.mark.parametrize(
        ("question", "start", "cited"),
        [
            ("网络日志要存多久", "网络日志须留存不少于六个月", "要点"),
            ("广州改造后二级能拿多少", "补助按改造后的等级封顶：二级60万元", "要点"),
            ("重点小巨人的钱是不是先给一半，剩下看绩效", "每批资金分两次下达", "要点"),
            ("广州改造补贴要什么条件", "面向注册地、实施地均在广州", "适用与条件"),
            ("广州改造补贴在哪里申报", "登录“穗智转”", "申报方式"),
            ("人工智能+行动意见谁发的", "《关于深入实施“人工智能+”行动的意见》发布单位：国务院。", "发布信息"),
        ],
    )
    async def test_the_line_asked_for_leads_and_its_field_is_cited_first(
        self, library: Reading, question: str, start: str, cited: str
    ) -> None:
        answer = await search(library, question)
        assert answer.text.startswith(start)
        assert answer.citations[0].clause == cited

    def test_the_line_that_answers_stands_before_the_rest_of_its_field(self, library: Reading) -> None:
        answer = policy(library, "CN-CSL-2025", "网络日志要存多久", "provisions")
        assert answer.text.startswith("网络日志须留存不少于六个月")
        assert answer.text.index("六个月") < answer.text.index("1000万元")

    def test_all_lines_are_shown_where_the_contents_are_asked_for(self, library: Reading) -> None:
        answer = policy(library, "HD-FUSHANG-2025", "花都扶商新政讲什么", "provisions")
        lines = library.catalogs.policies["HD-FUSHANG-2025"].provisions
        assert all(line in answer.text for line in lines)
        assert answer.citations[0].quote == "\n".join(lines)

    def test_particulars_are_told_only_where_asked_for(self, library: Reading) -> None:
        for name in library.catalogs.policies:
            assert "发布日期：" not in policy(library, name, "能补多少钱", "provisions").text

    @pytest.mark.parametrize(
        ("name", "question", "start", "declined"),
        [
            ("CN-GRADIENT-2026", "申报收费吗", "在 zjtx.miit.gov.cn 线上填报", False),
            ("GZ-SUBSIDY-2025", "报名要交钱吗", "资料里没有写申报收不收费", True),
        ],
    )
    def test_whether_applying_costs_anything_is_told(
        self,
        library: Reading,
        name: str,
        question: str,
        start: str,
        declined: bool,  # noqa: FBT001 -- a parameter of a test
    ) -> None:
        answer = policy(library, name, question)
        assert answer.text.startswith(start)
        assert answer.declined is declined

    async def test_an_agent_who_promises_is_warned_of(self, library: Reading) -> None:
        for question in ("有家公司打电话说小巨人保过，要收五万", "中介讲先交两万保证专精特新包过，能信吗"):
            answer = await search(library, question)
            assert "防范“包过”中介，申报免费" in answer.text

    async def test_a_level_of_ones_own_gets_no_money(self, library: Reading) -> None:
        for question in ("我们自评三级能直接领三级的补助吗", "你们诊断评了二级是不是就能拿60万"):
            answer = await search(library, question)
            assert "现场评定" in answer.text
            assert answer.declined

    def test_an_amount_is_told_beside_whether_the_firms_own_figures_fit(self, library: Reading) -> None:
        answer = policy(library, "GZ-SUBSIDY-2025", "我厂40个人，广州改造补贴最高能拿多少", "provisions")
        assert answer.text.index("150万元") < answer.text.index("从业人员40人符合")

    def test_size_limits_stand_with_the_conditions(self, library: Reading) -> None:
        answer = policy(library, "GZ-SUBSIDY-2025", "我们厂能报吗", "eligibility")
        assert "营收4亿元以下或从业人员1000人以下" in answer.text
        assert [c.clause for c in answer.citations][:2] == ["适用与条件", "要点"]


class TestQuotes:
    def test_every_quote_is_verbatim_and_shown_or_the_whole_field(self, library: Reading) -> None:
        for name in library.catalogs.policies:
            for aspect in get_args(records.PolicyAspect):
                answer = policy(library, name, "", aspect)
                for citation in answer.citations:
                    whole = display(library, name, citation.clause)
                    assert citation.quote in whole
                    shown = all(line in answer.text for line in citation.quote.split("\n"))
                    assert shown or citation.quote == whole, (name, aspect)

    def test_the_summary_is_never_told_twice(self, library: Reading) -> None:
        for name, record in library.catalogs.policies.items():
            for aspect in get_args(records.PolicyAspect):
                assert policy(library, name, "", aspect).text.count(record.summary) <= 1
        for name, known in library.catalogs.scenarios.items():
            for field in get_args(records.ScenarioAspect):
                assert scenario(library, name, "", field).text.count(known.summary) <= 1

    def test_answers_to_expected_questions_are_short(self, library: Reading) -> None:
        sizes = [
            len(policy(library, p.document, q, *records.policy_aspects(q, p.id.partition("#")[2])).text)
            for p in library.passages
            if p.kind == "policy"
            for q in p.questions
        ]
        assert median(sizes) < 260


class TestValidity:
    @pytest.mark.parametrize(
        ("name", "start"),
        [
            ("CN-INDEX-2022", "已被《中小企业数字化水平评测指标（2024年版）》替代"),
            ("GD-MFG-DT-2021", "已经过期 327 天（2025年12月31日）"),
            ("CN-GIANT-2026", "现在不能申报：申报期已经结束 182 天"),
        ],
    )
    def test_what_is_over_is_said_first_whatever_is_asked(self, library: Reading, name: str, start: str) -> None:
        for aspect in ("provisions", "eligibility", "validity"):
            text = policy(library, name, "", cast("Any", aspect)).text
            assert text.startswith((start, library.catalogs.policies[name].summary)), text
            assert text.count("替代") <= 2
            assert text.count("已经到期") == 0
            assert text.count("窗口已过") == 0

    @pytest.mark.parametrize(
        ("question", "day"),
        [
            ("2026-12-31以后还能报吗", date(2027, 1, 1)),
            ("12月31日以后还能报吗", date(2027, 1, 1)),
            ("2027年还能用吗", date(2027, 1, 1)),
            ("明年还有吗", date(2027, 1, 1)),
            ("下个月还能报吗", date(2026, 12, 1)),
            ("2027年3月还行吗", date(2027, 3, 1)),
            ("到2026年12月31日截止吗", None),
            ("2023年的通知还能用吗", None),
            ("现在还能报吗", None),
        ],
    )
    def test_the_day_named_in_the_question_counts(self, library: Reading, question: str, day: date | None) -> None:
        assert named_day(question, library.catalogs.policies["GD-PILOT-2023"], TODAY) == day

    def test_years_in_a_policy_s_name_are_no_days_asked_about(self, library: Reading) -> None:
        record = library.catalogs.policies["CN-EMPOWER-2025-2027"]
        assert named_day("中小企业数字化赋能专项行动方案（2025—2027年）还有效吗", record, TODAY) is None

    def test_it_is_judged_on_the_day_named(self, library: Reading) -> None:
        record = library.catalogs.policies["GD-PILOT-2023"]
        assert validity(record, NOW, None).startswith("现在有效，离到期还有 38 天")
        assert policy(library, record.id, "2027年还能报吗", "validity").text.startswith("到2027年1月1日已经过期")

    def test_a_law_was_not_yet_in_force_on_a_day_before(self, library: Reading) -> None:
        answer = policy(library, "CN-CSL-2025", "2025年10月28号就生效了吗", "validity")
        assert answer.text.startswith("到2025年10月28日还没有生效，2026年1月1日起施行")

    def test_asked_for_the_day_the_day_comes_first(self, library: Reading) -> None:
        text = policy(library, "GD-PILOT-EXT-2026", "什么时候截止", "validity").text
        assert text.index("2026年12月31日截止") < text.index("38 天")

    def test_nothing_is_said_twice(self, library: Reading) -> None:
        for record in library.catalogs.policies.values():
            text = standing(record, TODAY, library.catalogs.policies.get(record.replaced_by or "")).text
            clauses = [clause for clause in text.replace("，", "。").split("。") if clause]
            assert len(clauses) == len(set(clauses)), text
            assert not ("现在有效" in text and "现行有效" in text), text


class TestOwnFigures:
    @pytest.mark.parametrize(
        ("text", "value", "unit"),
        [
            ("营收三个亿", 3e8, "yuan"),
            ("产值一亿五", 1.5e8, "yuan"),
            ("投了三百五十万", 3.5e6, "yuan"),
            ("投了80w", 8e5, "yuan"),
            ("兩三百人", 300, "people"),
            ("一千二百名员工", 1200, "people"),
            ("占八成五", 0.85, "share"),
            ("百分之九十二", 0.92, "share"),
            ("成立5年", 5, "years"),
        ],
    )
    def test_figures_are_read(self, text: str, value: float, unit: str) -> None:
        found = figures.amounts(text)
        assert [a.unit for a in found] == [unit]
        assert found[0].value == pytest.approx(value)

    @pytest.mark.parametrize(
        ("name", "question", "parts"),
        [
            ("GZ-SUBSIDY-2025", "营收3亿，800人，能报吗", ["说到的都符合", "营收3亿元符合", "从业人员800人符合"]),
            ("GZ-SUBSIDY-2025", "营收5亿能报吗", ["还看不出", "营收5亿元不符合", "从业人员没说"]),
            ("GZ-SUBSIDY-2025", "营收5亿，1200人能报吗", ["不符合：", "从业人员1200人不符合"]),
            ("GZ-SUBSIDY-2025", "营收5亿，900人能报吗", ["说到的都符合", "满足其一即可"]),
            ("CN-GRADIENT-2026", "主营占比八成五能评小巨人吗", ["不符合：", "主营占比85%不符合（不低于90%）"]),
            ("CN-GRADIENT-2026", "市占率8%但国内排第二", ["说到的都符合", "国内排名第2名符合"]),
            (
                "CN-GRADIENT-2026",
                "研发费两年1300万，每年占2.5%",
                ["不符合：", "研发费用1300万元符合", "研发费用占比2.5%不符合"],
            ),
        ],
    )
    def test_they_are_held_against_each_limit(
        self, library: Reading, name: str, question: str, parts: list[str]
    ) -> None:
        text = policy(library, name, question, "eligibility").text
        assert text.startswith("按你说的数")
        assert all(part in text for part in parts), text
        assert "以主管部门认定为准" in text

    def test_a_figure_just_at_below_is_left_open(self, library: Reading) -> None:
        found = figures.fit(library.catalogs.policies["GZ-SUBSIDY-2025"], "营收4亿，能报吗")
        assert found is not None
        assert "还看不出" in found.text

    @pytest.mark.parametrize(
        ("name", "question", "parts"),
        [
            ("GZ-SUBSIDY-2025", "合同120万，做到三级能补多少", ["50% 计是60万元", "没到三级100万元的封顶"]),
            ("GZ-SUBSIDY-2025", "改造花了一百五十万，二级能拿多少", ["75万元", "超过二级60万元的封顶"]),
            ("GZ-SUBSIDY-2025", "软件投了350万能拿多少", ["175万元", "超过150万元的封顶", "四级150万元"]),
            ("CN-TECHREF-CITY-2024", "投一千万最多能拿两百万吗", ["20% 计是200万元", "没有写封顶"]),
        ],
    )
    def test_rate_and_cap_are_worked_out(self, library: Reading, name: str, question: str, parts: list[str]) -> None:
        text = policy(library, name, question, "provisions").text
        assert all(part in text for part in parts), text
        assert "不是承诺" in text

    def test_a_payment_named_in_the_question_is_no_base(self, library: Reading) -> None:
        assert figures.estimate(library.catalogs.policies["GZ-SUBSIDY-2025"], "最多能拿150万吗") is None

    def test_limits_and_rates_stand_in_the_record_word_for_word(self, library: Reading) -> None:
        stated = 0
        for record in library.catalogs.policies.values():
            for text in (*(limit.text for limit in record.limits), *(rate.text for rate in record.rates)):
                assert text in (*record.provisions, *record.eligibility)
                stated += 1
        assert stated > 10


class TestMismatch:
    @pytest.mark.parametrize(
        ("name", "question", "start"),
        [
            ("GZ-SUBSIDY-2025", "佛山的厂做改造有补贴吗", "是广州市的，不是佛山的"),
            ("GZ-HUANGPU-AI-2025", "花都的公司能领算力券吗", "是黄埔区的，不是花都的"),
            ("GZ-SUBSIDY-2025", "技改贴息有多少", "没有讲技改"),
            ("HD-FUSHANG-2025", "扶商新政有招工补贴吗", "没有讲人才"),
        ],
    )
    def test_another_place_or_matter_is_said_first(
        self, library: Reading, name: str, question: str, start: str
    ) -> None:
        first = policy(library, name, question, "provisions").text.split("。")[0]
        assert start in first

    @pytest.mark.parametrize(
        ("name", "question"),
        [
            ("GZ-SUBSIDY-2025", "花都的厂做改造有补贴吗"),
            ("GZ-SUBSIDY-2025", "广东有改造补贴吗"),
            ("CN-EQUIP-2024", "深圳的厂换设备有贷款贴息吗"),
            ("CN-TECHREF-CITY-2024", "深圳有技改试点吗"),
            ("CN-GRADIENT-2026", "小巨人要几项专利"),
        ],
    )
    def test_what_a_policy_covers_is_no_mismatch(self, library: Reading, name: str, question: str) -> None:
        first = policy(library, name, question, "provisions").text.split("。")[0]
        assert "没有讲" not in first
        assert "不是" not in first


class TestDeclining:
    def test_a_number_or_amount_nobody_verified_is_declined(self, library: Reading) -> None:
        assert policy(library, "CN-SME-GUIDE-2022", "转型指南的文号是多少").declined
        answer = policy(library, "GZ-HUANGPU-AI-2025", "算力券补多少", "provisions")
        assert answer.declined
        assert answer.text.startswith("资料里没有核到这份政策的具体金额")

    def test_a_policy_that_carries_no_money_says_so(self, library: Reading) -> None:
        answer = policy(library, "CN-SME-GUIDE-2022", "转型指南给多少钱", "provisions")
        assert not answer.declined
        assert "没有资金" in answer.text.split("\n")[0]


class TestSuggestions:
    def test_only_what_one_can_apply_for_offers_it(self, library: Reading) -> None:
        for name, record in library.catalogs.policies.items():
            titles = {s.title for s in policy(library, name, "", "provisions").suggestions}
            if record.applies != "firms" or record.replaced_by:
                assert titles.isdisjoint({"怎么申报？", "现在还能申报吗？"}), name
            else:
                assert "现在还能申报吗？" in titles, name

    def test_a_replaced_policy_leads_to_its_successor(self, library: Reading) -> None:
        first = policy(library, "CN-INDEX-2022", "", "provisions").suggestions[0]
        assert first.arguments["policy"] == "CN-INDEX-2024"


class TestScenarios:
    @pytest.mark.parametrize(
        ("question", "start", "clause"),
        [
            ("刀具寿命管理大概要多久", "周期：5—12 周", "投入与周期"),
            ("刀具寿命管理要装什么硬件", "硬件：计数器、振动传感", "典型配置"),
            ("刀具寿命管理要什么数据", "数据准备：模具台账、冲次、质量", "实施条件"),
            ("刀具寿命管理用什么指标衡量", "预期改善的指标：预测性维护准确率", "预期价值"),
        ],
    )
    def test_the_part_asked_for_comes_first(self, library: Reading, question: str, start: str, clause: str) -> None:
        answer = scenario(library, "SC-EQ-005", question)
        assert answer.text.startswith(f"**模具与刀具寿命管理** {start}")
        assert answer.citations[0].clause == clause
        assert answer.text.count("草案。") == 0 or answer.text.count("场景目录是草案") == 1

    def test_conditions_are_not_appended_unasked(self, library: Reading) -> None:
        assert "数据准备" not in scenario(library, "SC-EQ-005", "刀具寿命管理大概要多久").text

    def test_the_lead_is_a_sentence(self, library: Reading) -> None:
        for name in library.catalogs.scenarios:
            for aspect in get_args(records.ScenarioAspect):
                if aspect != "evidence":
                    assert scenario(library, name, "", aspect).text.split("\n")[0].endswith("。"), (name, aspect)

    def test_an_effect_is_declined_with_what_to_measure(self, library: Reading) -> None:
        answer = scenario(library, "SC-QC-014", "上了能降多少不良率")
        assert answer.declined
        assert answer.text.startswith("目录里没有可靠的效果数值")
        assert answer.citations[0].clause == "预期价值"
        assert "%" not in answer.text


@pytest.mark.parametrize(
    ("question", "begins", "holds"),
    [
        ("设备联网有什么用", "**设备联网与 OEE 看板**：帮制造企业", ()),
        ("智能排产做什么用的", "**智能排产**：帮制造企业", ()),
        ("智能排产要多久、要什么数据", "**智能排产** 数据准备", ("周期：13—26 周",)),
        ("设备联网是干啥的，要多久", "**设备联网与 OEE 看板**：帮", ("周期：5—12 周",)),
        ("设备联网要添什么硬件", "**设备联网与 OEE 看板** 硬件", ()),
    ],
)
async def test_a_scenarios_name_asks_for_nothing_and_each_field_asked_for_is_told(
    library: Reading, question: str, begins: str, holds: tuple[str, ...]
) -> None:
    scenario = "SC-MF-063" if "排产" in question else "SC-EQ-060"
    passage = cast("Any", library.get(f"{scenario}#about"))
    aspects = records.scenario_aspects(question)
    text = records.answer_scenario(cast("Any", library), passage, aspects, question).result().text.split("\n\n>")[0]
    assert text.startswith(begins)
    assert all(part in text for part in holds)


async def test_whether_the_diagnosis_is_the_official_one_is_no_comparison(library: Reading) -> None:
    async def compared(question: str, first: str, second: str) -> Answer:
        context = ToolContext("enterprise", "c", "v", "m", NOW, cast("Any", library), question=question)
        return cast("Answer", await BY_NAME["compare"].run(context, {"first": first, "second": second}))

    same = await compared("诊断跟工信部评测是一回事吗", "诊断", "工信部评测")
    assert (same.topic, "不是一回事" in same.text) == ("absent", True)
    assert (await compared("扶商政策和设备更新有什么区别", "扶商政策", "设备更新")).topic == "comparison"
