"""Wording of the tools on scenarios: which suit a firm, two side by side, and keeping the catalog."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tools.domain.catalogue import field_called
from tools.domain.catalogue import lexicon as columns
from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted
from tools.kit.tool import ToolWording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.kit.errors import ToolError

ADD, CHANGE, WITHDRAW, RESTORE = "新增", "修改", "下架", "恢复"
ACTIONS = {"add": ADD, "change": CHANGE, "withdraw": WITHDRAW, "restore": RESTORE}
EMPTY = "空"
COMMA, SEMICOLON, LIST_COMMA, STOP = "，", "；", "、", "。"
SET_TO = "{field}：{value}"
WHICH = "“{name}”"
NAMED = "{name}（{id}）"


def confirm_edit(arguments: Mapping[str, Any]) -> str:
    """Say exactly what an edit will do."""
    given = (*(arguments.get("changes") or ()), *(arguments.get("more") or ()))
    named = [(field_called(str(c["field"])) or str(c["field"]), c["value"]) for c in given]
    changes = list(dict(named).items())
    lines = "\n".join(f"- {SET_TO.format(field=columns.COLUMNS.get(f, f), value=v or EMPTY)}" for f, v in changes)
    return ask_edit(str(arguments.get("action") or "change"), str(arguments.get("scenario") or ""), "", lines)


def ask_edit(action: str, name: str, scenario: str, lines: str = "") -> str:
    """Ask whether to go ahead with an edit that was tried."""
    which = WHICH.format(name=NAMED.format(name=name, id=scenario) if scenario else name)
    if action == "withdraw":
        return f"要把场景{which}从目录下架吗？下架后不再推荐，以后可以恢复。"
    if action == "restore":
        return f"要把场景{which}恢复到目录里吗？"
    if action == "add":
        return f"要在场景目录里新增{which}吗？\n\n{lines}"
    return f"要把场景{which}改成这样吗？\n\n{lines}\n\n其他字段不变，旧版本留着。"


def confirm_import(arguments: Mapping[str, Any]) -> str:
    """Say exactly what an import will do."""
    records = arguments.get("records") or ()
    shown = "\n".join(f"- {r.get('id')} {r.get('name')}" for r in records[:10])
    more = f"\n- ……另有 {len(records) - 10} 个" if len(records) > 10 else ""  # noqa: PLR2004 -- as shown above
    return f"要按这张表改 {len(records)} 个场景吗？\n\n{shown}{more}"


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words."""
    data = error.data
    if isinstance(error, InvalidArguments) and data.get("slot") == "enterprise":
        form = SEVERAL_ENTERPRISES if data.get("problem") == "ambiguous" else NO_ENTERPRISE
        return form.format(name=data.get("name") or "")
    if isinstance(error, InvalidArguments) and data.get("problem") == "ambiguous":
        return SEVERAL_SCENARIOS.format(name=data.get("name") or "")
    if isinstance(error, InvalidArguments) and data.get("problem") == "unknown":
        return WHICH_SCENARIO.format(name=data.get("name") or "")
    if isinstance(error, InvalidArguments) and data.get("faults"):
        return NOT_VALID.format(faults="\n".join(f"- {line}" for line in faults_in_words(data["faults"])))
    if isinstance(error, NotFound) and data.get("what") == "enterprise":
        return NO_ENTERPRISE.format(name=data.get("name"))
    if isinstance(error, NotFound) and data.get("what") == "scenario":
        return (WITHDRAWN_ALREADY if data.get("withdrawn") else NO_SCENARIO).format(name=data.get("name"))
    if isinstance(error, Conflict):
        return CONFLICTS.get(str(data.get("problem")), CONFLICTS["changed"])
    if isinstance(error, NotPermitted) and data.get("what") == "enterprise":
        return ONLY_OWN
    return None


def faults_in_words(faults: object) -> list[str]:
    """Put what is wrong with fields into words, one line each."""
    return [fault_in_words(*fault) for fault in faults] if isinstance(faults, list | tuple) else []


def fault_in_words(field: str, problem: str, value: str, wanted: tuple[str, ...]) -> str:
    """Put what is wrong with one field into words."""
    name = columns.COLUMNS.get(field, field)
    return FAULTS[problem].format(field=name, value=value, wanted=LIST_COMMA.join(wanted))


RECOMMEND = ToolWording(
    title="推荐场景",
    menu="找方案",
    starter="我们适合做哪些场景？",
    explain=explain,
    questions={
        "enterprise": "要给哪家企业推荐？说企业名称，或者直接描述：做什么的、多少人、头疼什么、预算多少。",
        "question": "你们是做什么的，最头疼哪件事？一句话说就行，比如“做皮具的，裁片浪费大”。",
    },
)
COMPARE = ToolWording(
    title="比较两个场景",
    explain=explain,
    questions={"first": "要比较哪两个场景？先说第一个。", "second": "跟哪个场景比？"},
)
EDIT = ToolWording(
    title="修改场景目录",
    explain=explain,
    confirm=confirm_edit,
    foreseen=lambda _, result: result.asked,
    questions={
        "scenario": "哪个场景？说名称或编号（比如 SC-QC-001）；新增就说新场景的名称。",
        "changes": "要写哪几项？用“字段：内容”，几项之间用分号隔开，比如“周期：8—16 周；投入：重”。",
        "more": "把不对的几项再说一遍，其他的不用重复。",
    },
)
EXCHANGE = ToolWording(
    title="导入导出场景目录",
    explain=explain,
    questions={"table": "把 CSV 表格贴上来（第一行是表头），或者用命令行 shuzhi scenarios import 文件。"},
)
IMPORT = ToolWording(
    title="导入场景目录",
    explain=explain,
    confirm=confirm_import,
    foreseen=lambda arguments, _: confirm_import(arguments),
    questions={"records": "要导入什么？先用“导入导出场景目录”检查表格。"},
)

NO_ENTERPRISE = "档案里没有找到“{name}”。要给哪家企业推荐？说全名，或者直接描述：做什么的、多少人、头疼什么、预算多少。"
SEVERAL_ENTERPRISES = "名字里有“{name}”的不止一家，是哪一家？"
SEVERAL_SCENARIOS = "“{name}”对得上不止一个场景，是哪一个？"
WHICH_SCENARIO = "场景目录里没有“{name}”，要比的是哪个场景？说名称或编号。"
NO_SCENARIO = "场景目录里没有“{name}”。"
WITHDRAWN_ALREADY = "场景“{name}”已经下架了。"
ONLY_OWN = "只能看自己企业的推荐，看不了别家的。"
CONFLICTS = {
    "changed": "这个场景刚被别人改过，请看一下现在的内容再改。",
    "exists": "这个场景已经在目录里。",
    "nothing": "这些字段本来就是这样，没有要改的。",
}
NOT_VALID = "还没有存，下面几处要先补好或改好：\n\n{faults}"
FAULTS = {
    "required": "{field}不能空",
    "unrecorded": "{field}不能空（标准 7.3 要求记录，没有就写“无”）",
    "choice": "{field}只能是：{wanted}（现在是“{value}”）",
    "length": "{field}太长，最多 {wanted}",
    "indicator": "附录2没有编号为“{value}”的指标",
    "level": "{field}只能是 L0—L5 或留空（现在是“{value}”）",
    "gate": "{field}要写成 D2≥40 这样，现在是“{value}”",
    "duration": "{field}要写成“5—12 周”这样，现在是“{value}”",
    "figure": "{field}里有数值“{value}”，却没有依据链接；没有实证不写数值",
    "url": "{field}的链接不对：“{value}”",
    "clause": "{field}的条款号不对：“{value}”",
    "id": "{field}不对或重复：“{value}”，要写成 SC-QC-001 这样，新场景留空",
    "unknown": "目录里没有编号为“{value}”的场景；新场景请把编号留空，各列填全",
    "field": "认不出或重复的列“{field}”{wanted}",
    "withdrawn": "场景“{value}”已经下架",
}

ME, THIS_FIRM = "你们", "这家企业"
LEAD = "给{who}先看这 {count} 个场景{top}。"
LEAD_ONE = "给{who}合适的场景目录里只有这 1 个{top}。"
TOP = "，最对路的是**{name}**"
BASIS = "依据：{basis}。"
BASIS_FILE, BASIS_DIAGNOSIS, BASIS_WORDS = "档案（{facts}）", "诊断 {level}（{day}）", "你说的情况"
BASIS_STATED = "你说的（{facts}）"
BASIS_LEVEL = "等级 {level}"
ITEM = "{place}. **{name}**（{group}）：{why}。{needs}投入{effort}，{duration}（本库估算）。看：{indicators}。"
GROUP, GROUP_WITH_ID = "{industry}·{module}", "{id}，{industry}·{module}"
WHY = {
    "pain": "对得上“{value}”，解决“{other}”",
    "pain_alone": "对得上“{value}”",
    "industry": "{value}行业的场景",
    "town": "{value}的产业带以{other}为主，按这个推测",
    "module": "对着要改善的{value}环节",
    "data": "数据已有：{value}",
    "level": "{value} 够得上（要 {other}）",
    "effort": "投入{value}，预算内好起步",
    "supposed": "听起来是{value}的活",
    "weak": "诊断里{value}环节偏弱",
}
GENERAL = {"通用制造": "制造业通用", "通用服务": "各行业通用", "商贸批零": "自己卖货也用得上"}
ELSEWHERE = "{industry}的做法可以借鉴"
WHY_DEFAULT = "{module}环节的常用做法"
WHY_SOLVES = "解决“{pains}”"
WHY_ONE = "推荐**{name}**（{group}），是因为：{why}。"
ONE_TAKES = "{needs}投入{effort}，{duration}（本库估算）。看：{indicators}。"
LACK, PREPARE, DEVICES, DOUBTS = "缺：{items}；", "要备：{items}；", "要添：{items}；", "留意：{items}；"
NO_DEVICES = "不用添硬件；"
NEEDS_END = "。"
NOT_ADVISED = "**现在不建议**："
NONE_AGAINST = "就现在知道的，没有特别不建议的。"
NOT_ADVISED_ITEM = "- **{name}**：{why}"
AGAINST = {
    "level": "要 {wanted}，现在是 {given}",
    "low": "要 {wanted}，听下来系统和数据底子还不够，先做一次诊断确认",
    "dimension": "{name}（{id}）要到 {wanted} 分，现在是 {given} 分",
    "effort": "投入{wanted}，预算{given}偏紧",
    "hardware": "要添{wanted}，预算{given}偏紧",
    "no_hardware": "要添{wanted}，你说不添硬件",
    "no_systems": "要先有这些数据（{wanted}），现在还没有系统记",
}
DIMENSIONS = {"D1": "数字意识", "D2": "数字基础设施", "D3": "业务数字化水平", "D4": "数据治理能力", "D5": "创新应用能力"}
BUDGET_GIVEN = " {amount} 万元"
BUDGET_LITTLE = "不多，"
INSTEAD = "，可以先做{name}"
BUDGET_NOTE = "目录没有报价，“预算偏紧”按投入轻中重和要不要添硬件推断，以方案报价为准。"
DRAFT_NOTE = "场景目录是草案，周期是估算；效果没有可靠数值，要自己前后对比实测。"
TOWN_NOTE = "{town}以{industry}为主，行业是推测的；说一声做什么的，可以更准。"
SUPPOSED_NOTE = "没说是什么行业，按痛点推测；说一声做什么的，可以更准。"
ASK_PAIN = "最头疼哪件事？说一句，我再排一次。"
ASK_LEVEL = "还不知道数字化等级，做一次快速诊断（10 题）能把要求高的场景筛准。"
ASK_LEVEL_OTHER = "还没有诊断等级，要求 L2 以上的场景要先确认。"
ASK_ALL = "要推荐得准，先告诉我一件事：你们是做什么的，最头疼什么？比如“做皮具的，裁片浪费大，预算 20 万”。"
ASK_ALL_OTHER = "要推荐得准，先说这家企业是做什么的、最头疼什么、有多少预算，或者说档案里的企业名称。"
OUTSIDE = "目录里还没有{trade}的场景，对不上你说的这件事。可以登记成需求，平台评估后答复；下面是别的行业的做法，只供参考。"
NONE_FOR_THIS = "目录里没有找到正对这件事的场景。可以登记成需求，平台评估后答复；也可以说说你们是做什么的、最头疼什么，我再找。"
SUGGEST_THIS_NEED = "登记成需求"
LEAD_SUCH, LEAD_MORE = "{kind}先看这 {count} 个场景。", "{kind}再看这 {count} 个场景。"
LEAD_NEAREST = "{modules}环节没有{kind}最接近的是这 {count} 个。"
LEAD_BESIDE = "{modules}环节没有{kind}别的环节{kind}先看这 {count} 个场景。"
KINDS_EFFORT, KINDS_HARDWARE = {"轻": "投入轻", "中": "投入不重"}, {True: "要添硬件", False: "不用添硬件"}
NOTHING_MORE = "合适的就是前面这些了，没有更多。换个环节或者说说别的难处，我再找。"
NOTHING_SUCH = "按这些条件，目录里没有合适的场景。"
NOTHING = "按这些条件，目录里没有现在就适合做的场景。"
FACT_EMPLOYEES, FACT_BUDGET, FACT_SYSTEMS = "{value} 人", "预算 {value} 万元", "用 {value}"
FACT_PAINS, FACT_WITHOUT = "痛点 {value}", "没有 {value}"
SUGGEST_DIAGNOSIS, SUGGEST_COMPARE, SUGGEST_NEED = "做快速诊断", "比较前两个", "加入需求：{name}"
NEED = "想做场景“{name}”（{id}）"
INDICATOR = "{name}（{id}）"
NO_INDICATORS = "目录没有列指标"

COMPARE_LEAD = "**{first}**和**{second}**：{verdict}"
COMPARE_SAME = "投入和周期一样"
COMPARE_LIGHTER = "{name}投入更轻、周期更短"
COMPARE_LEVEL = "{name}的等级要求更低"
COMPARE_HARDWARE = "{name}不用添硬件"
COMPARE_FIELD = "{field}：**{first}** {one}；**{second}** {other}。"
NO_PRICES = "资料里没有场景的报价，说不准哪个便宜，只能比投入程度。价格要服务商看过现场再报。"
COMPARE_ASKED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"便宜|平(?:啲|些|点|[?？]|$)|贵|价|多少钱|几多钱|划算|抵|省钱|花钱"), ("effort", "duration")),
    (re.compile(r"快|慢|多久|几耐|工期|周期|时间|[短长久]"), ("duration",)),
    (re.compile(r"门槛|等级|水平|几级|底子|要求"), ("min_level", "dimension_gate")),
    (re.compile(r"数据|资料|准备"), ("data_prerequisites",)),
    (re.compile(r"硬件|设备|机器|买"), ("hardware",)),
    (re.compile(r"投入|[轻重](?:啲|些|点|[?？]|$)"), ("effort",)),
)
"""Fields that a question on two scenarios asks for."""
PRICES_ASKED = COMPARE_ASKED[0][0]
COMPARE_HEAD = "| | {first} | {second} |\n|---|---|---|"
COMPARE_ROW = "| {field} | {first} | {second} |"
COMPARE_FIELDS = (
    "industry",
    "module",
    "summary",
    "pain_points",
    "data_prerequisites",
    "hardware",
    "software",
    "model_type",
    "min_level",
    "dimension_gate",
    "effort",
    "duration",
    "expected_indicators",
    "partner_category",
)
COMPARE_FIT = "就{who}来说，{name}更合适：{why}。"
COMPARE_UNDECIDED = "就{who}现在的情况，还分不出哪个更合适。"
ENOUGH = "数量够了：目录要{need}，你们有 {count} 左右。"
NOT_ENOUGH = "还不够：目录要**{need}**，你们现在 {count} 左右，还差大约 {short}。"
NO_FIGURE = "目录只写要“{need}”，没写要多少；{count} 左右够不够，要服务商看过样本才能定。"
WITH_DEVICES = "**{name}**的典型配置里有{devices}，目录没有写不添的做法；能不能用现有的代替，要问服务商。"
WITHOUT_DEVICES = "**{name}**不用添硬件。"
NO_DEVICES_INSTEAD = "同行业里不用添硬件的有：{names}。"
ESTIMATE = "{value}（本库估算）"
NO_LIMIT = "不限"
NOTHING_THERE = "—"

EDITED = "已{action}场景**{name}**（{id}），现在是第 {version} 版：\n\n{lines}"
EDITED_LINE = "- {field}：{before} → {after}"
ADDED_LINE = "- {field}：{after}"
WITHDRAWN = "已把**{name}**（{id}）从目录下架，不再推荐；要恢复说“恢复 {id}”。"
RESTORED = "已把**{name}**（{id}）恢复到目录，现在是第 {version} 版。"

EXPORTED = "场景目录现在有 {count} 个场景{edited}。下载：{links}。"
EXPORTED_EDITED = "（其中 {count} 个由运营方改过或新增）"
LINK = "[{name}]({url})"
EXPORT_COLUMNS = "列按标准 7.3 a) b) 的字段排，改好后贴回来就能导入。"
FILE = "场景目录-{day}.{kind}"
CHECKED_NONE = "表里 {same} 个场景跟目录一样，没有要改的。"
CHECKED_FAULTS = "这张表有 {count} 处不对，什么都没有改：\n\n{lines}"
CHECKED_MORE = "\n- ……另有 {count} 处"
LINE_FAULT = "- 第 {line} 行：{fault}"
CHECKED = "表格没有问题：新增 {added} 个，修改 {changed} 个，{same} 个不变。\n\n{lines}\n\n要导入吗？"
CHECKED_ADD, CHECKED_CHANGE = "- 新增 {id} {name}", "- 修改 {id} {name}：{fields}"
IMPORTED = "已导入：新增 {added} 个，修改 {changed} 个场景。"
GO_AHEAD, NOT_NOW = "确认", "先不"
NOT_A_TABLE = "没认出表格。第一行要是表头（比如：编号,场景名称,周期），下面每行一个场景。"


def kind(effort: str | None, hardware: bool | None) -> str:  # noqa: FBT001 -- as it was asked
    """Say what scenarios were to be like."""
    named = [KINDS_EFFORT.get(effort or "", ""), "" if hardware is None else KINDS_HARDWARE[hardware]]
    said = LIST_COMMA.join(name for name in named if name)
    return f"{said}的，" if said else ""


def why(kind: str, value: str, other: str = "") -> str:
    """Put a reason for a scenario into words."""
    if kind == "general" or (kind == "industry" and value in GENERAL):
        return GENERAL.get(value, ELSEWHERE).format(industry=value)
    return WHY["pain_alone" if kind == "pain" and not other else kind].format(value=value, other=other)


def against(kind: str, wanted: str, given: str) -> str:
    """Put what speaks against a scenario into words."""
    if kind == "dimension":
        name, score = given.split(" ")
        return AGAINST[kind].format(name=DIMENSIONS[name], id=name, wanted=wanted.rpartition("≥")[2].strip(), given=score)
    amount = BUDGET_GIVEN.format(amount=given) if given else BUDGET_LITTLE
    return AGAINST[kind].format(wanted=wanted, given=amount if kind in {"effort", "hardware"} else given)
