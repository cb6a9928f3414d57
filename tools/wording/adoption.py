"""Wording of the tools on scenarios that were decided on: recording, how they are used, showing them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from tools.domain.adoption import Part, Use

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
LIST_COMMA, COMMA = "、", "，"
UNNAMED = "没填名称的企业"


def day(on: date, today: date) -> str:
    """Write a day as people of the place read it, with its year where that is another."""
    return f"{on.month}月{on.day}日" if on.year == today.year else f"{on.year}年{on.month}月{on.day}日"


def weekday(on: date, today: date) -> str:
    """Write a day with the day of the week."""
    return f"{day(on, today)}（周{WEEKDAYS[on.weekday()]}）"


def local(at: datetime) -> date:
    """Return the day in China a moment lies on."""
    return at.astimezone(SHANGHAI).date()


def figure(value: float) -> str:
    """Write a figure without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def often(per_week: float) -> str:
    """Write how often, by the week, or by the month where that is less."""
    if per_week == 0:
        return "没人用"
    if per_week < 1:
        return f"一个月约 {figure(round(per_week * 52 / 12, 1))} 次"
    return f"一周 {figure(per_week)} 次"


# --- questions and errors ---------------------------------------------------------------------------------------------

WHICH_ENTERPRISE = "哪一家企业？说企业名称就行。"
NOT_YOURS = "听着是别家的事，或者别人说的，没有记。要是你们自己的，直接说“我们的××停了”就行。"
WHICH_SCENARIO = "说的是哪个场景？"
WHICH_SCENARIO_FREELY = "说的是哪个场景？说名称或编号就行，比如“智能排产”或 SC-MF-063。"
NO_SUCH_SCENARIO = (
    "场景目录里没认出“{name}”。说场景名称或编号就行，比如“智能排产”。目录里没有的，可以说“登记个需求：……”。"
)
FOR_WHOM = "哪一家企业？是**{name}**吗？不是就说企业名称。"
PERHAPS = "说的是“{name}”吗？"
PERHAPS_STOPPED = "**{scenario}**是停用了吗？是的话我记成停用，不再问使用情况。"
SAY_STOPPED = "记成停用"
WHICH_STATE = "“{scenario}”现在到哪一步了？"
STATE_OPTIONS = {"planned": "定了要做", "live": "已经上线", "stopped": "停用了", "declined": "不做了"}
DAY_LEFT_OPEN = "好，**{scenario}**记着定了，上线日期先空着；定了哪天，说一声就行。"
WHICH_DAY = "哪天上线？说日期就行，比如“12月15号”。"
NO_SUCH_DAY = "没有“{words}”这一天。哪天上线？说日期就行，比如“12月15号”。"
IN_THE_FUTURE = "{day}还没到，不能记成已经上线。是计划那天上线，还是哪天已经上线了？"
IN_THE_PAST = "{day}已经过了。是那天上线的，还是改到哪天上线？"
WHICH_YEAR = "是哪一年的？"
WHICH_USED = "说的是哪个场景的使用情况？"

RECORD_QUESTIONS = {
    "enterprise": WHICH_ENTERPRISE,
    "scenario": WHICH_SCENARIO_FREELY,
    "state": STATE_OPTIONS["planned"],
    "go_live": WHICH_DAY,
}


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words; None leaves it to the general ones."""
    data = error.data
    if isinstance(error, InvalidArguments):
        return str(data["ask"]) if data.get("ask") else None
    what = str(data.get("what", ""))
    if isinstance(error, NotFound) and what == "enterprise":
        return f"平台上没有找到“{data.get('name')}”这家企业，请核对名称。"
    if isinstance(error, NotFound):
        return {
            "scenario": NO_SUCH_SCENARIO.format(name=data.get("name")),
            "offered": "还没有给你推荐过场景，没有要记成不做的。想看适合做什么，说“推荐几个场景”。",
            "live": "{whose}还没有登记过已上线的场景。先说一声“××场景哪天上线的”，再登记使用情况。".format(
                whose=data.get("whose", "")
            ),
        }.get(what)
    if isinstance(error, Conflict) and what == "not_live":
        return f"“{data.get('scenario')}”还没有登记上线，使用情况记不了。上线了就说“{data.get('scenario')}哪天上线的”。"
    if isinstance(error, NotPermitted) and what == "enterprise":
        return "只能登记和查看自己企业的场景，别家的由平台工作人员来办。"
    return None


RECORD_ADOPTION = ToolWording(title="登记场景进展", questions=RECORD_QUESTIONS, menu="找方案", explain=explain)

# --- what was decided -------------------------------------------------------------------------------------------------

OF_FIRM = "{name}的"
PLANNED = "记下了：{whose}**{scenario}**定了，{day}上线。"
PLANNED_OPEN = "记下了：{whose}**{scenario}**定了，上线日期还没定。"
MOVED = "改好了：{whose}**{scenario}**改为{day}上线（原来是{before}）。"
LIVE = "记下了：{whose}**{scenario}**已上线，从{day}算起。"
LIVE_MOVED = "改好了：{whose}**{scenario}**的上线日期从{before}改为{day}。"
STOPPED = "记下了：{whose}**{scenario}**停用了，不再问它的使用情况。"
DECLINED = "记下了：{whose}**{scenario}**不做了，不再追问。"
DECLINED_ALL = "记下了：{whose}{count} 个场景（{scenarios}）都不做，不再追问。哪个想做了，说一声“××定了”。"
SAME = "已经是这样记的：{whose}**{scenario}**{state}，没有变动。"
SAME_STATES = {"planned": "定了要做", "live": "已上线", "stopped": "停用了", "declined": "不做"}
SINCE = "（{day}）"
TAKEN_AS = "“{words}”我按{day}记，不对就说哪天。"
TAKEN_AS_TODAY = "没说哪天，我按今天记，不对就说哪天。"
TAKEN_AS_PLANNED = "没说哪天，按原定的{day}记，不对就说哪天。"
THEN_PLANNED = (
    "上线前一天我提醒{whom}；上线后 7 天、30 天、90 天问用得怎么样（8.2.2 第6项）。日期变了就说“推迟到几号”。"
)
THEN_OPEN = "定了哪天上线？说个日期，我到时提醒{whom}；还没定就先放着。"
THEN_LIVE = "上线满 7 天、30 天、90 天时，我来问用得怎么样：多久用一次、每次多久、覆盖多少、有什么变化（8.2.2 第6项）。现在就能说。"
THEN_STOPPED = "又用起来了，说“{scenario}又启用了”。"
THEN_DECLINED = "改了主意，说“{scenario}定了”。"
YOU, THEM = "你", "对方"
SAY_LIVE, SAY_USE, SHOW_ALL = "已经上线了", "说说用得怎么样", "看所有场景进展"

# --- use --------------------------------------------------------------------------------------------------------------

ASK_PARTS: Mapping[Part, str] = {
    "per_week": "“{scenario}”多久用一次？比如“每天用”“一周三次”，不知道就说不知道。",
    "minutes": "每次大概用多久？比如“半小时”，不知道就说不知道。",
    "coverage": "多少人或多少工序、机台用上了？比如“20 个人里 15 个”“七成”，不知道就说不知道。",
    "effect": "用下来有什么变化？比如“返工少了一半”，没变化就说没变化，不知道就说不知道。",
}
SO_FAR = "记下了：{parts}。"
ASK_AGAIN: Mapping[Part, str] = {
    "per_week": "没听出多久用一次。说“每天”“一周几次”或“一个月几次”就行，不知道就说不知道。",
    "minutes": "没听出每次多久。说“半小时”“20 分钟”这样就行，不知道就说不知道。",
    "coverage": "没听出覆盖多少。说“七成”“20 个人里 15 个”或百分数（0 到 100）就行，不知道就说不知道。",
    "effect": "没听出有什么变化。一句话就行，没变化就说没变化，不知道就说不知道。",
}
RECORD_USE = ToolWording(
    title="登记使用情况",
    questions={"enterprise": WHICH_ENTERPRISE, "scenario": WHICH_USED, "said": ASK_AGAIN["per_week"]},
    menu="找方案",
    explain=explain,
)
USE = "记下了：{whose}**{scenario}**，{parts}。"
USE_COMPLETED = "补上了：{whose}**{scenario}**，{parts}。"
MINUTES, COVERAGE, EFFECT = "每次 {value} 分钟", "覆盖 {value}%", "变化：{value}"
NOT_SAID = "没说的：{parts}，知道了补一句就行。"
PART_NAMES: Mapping[Part, str] = {
    "per_week": "多久用一次",
    "minutes": "每次多久",
    "coverage": "覆盖多少",
    "effect": "有什么变化",
}
COMPARED = "和上次（{day}）比：{changes}。"
CHANGE_NAMES: Mapping[str, str] = {"per_week": "每周次数", "minutes": "每次分钟数", "coverage": "覆盖率"}
CHANGE_UNITS: Mapping[str, str] = {"per_week": " 次", "minutes": " 分钟", "coverage": "%"}
CHANGED, UNCHANGED = "{name}从 {before}{unit}到 {now}{unit}", "{name}没变（{now}{unit}）"
FIRST_TIME = "这是第一次登记，下次登记时拿来对比。"
LEFT_OPEN = "好，不知道的先空着，知道了再补一句就行。"
NOTHING_KNOWN = "都不清楚也没关系，这次先不记。问清楚了再说一句就行。"
NOBODY_USES_IT = "没用起来，是卡在哪里？说一句，我转给平台的人帮{whom}看。"
CORRECT_IT = "说错了就再说一遍对的。"
NEED_HELP, NEED_TEXT = "找人帮忙看看", "场景“{scenario}”（{id}）上线后没用起来，需要帮助"

# --- showing ----------------------------------------------------------------------------------------------------------

SHOW_ADOPTIONS = ToolWording(
    title="场景进展",
    questions={"enterprise": WHICH_ENTERPRISE},
    menu="找方案",
    starter="我们定了哪些场景，用得怎么样？",
    explain=explain,
)
YOURS = "你们"
LISTED = "{whose}登记了 {count} 个场景：{states}。"
LISTED_STATE = "{whose}{state}的场景有 {count} 个。"
STATES = {"planned": "准备上线", "live": "已上线", "stopped": "停用", "declined": "不做"}
COUNTED = "{state} {count} 个"
LINE = "- **{scenario}**：{state}{more}"
LINE_PLANNED, LINE_PLANNED_OPEN = "，定在{day}", "，日期没定"
LINE_OVERDUE = "，原定{day}，已过 {days} 天"
LINE_LIVE, LINE_OF_USE, LINE_NO_USE = "，{day}起", "；{parts}（{day}说的）", "；还没登记使用情况"
LINE_CHANGED = "，{day}记的"
NONE = "{whose}还没有登记过要做的场景。定了做哪个，说一声“××场景定了，几号上线”。"
NONE_OF_STATE = "{whose}没有{state}的场景。"
REGION = "全区登记了 {count} 个场景应用，涉及 {firms} 家企业。"
REGION_HEADER, REGION_LINE = "| 进展 | 场景数 | 企业数 |\n|---|---|---|", "| {state} | {count} | {firms} |"
REGION_NONE = "还没有企业登记过场景进展。"
NEWEST, NEWEST_LINE = "最近变动：", "- {day} {name}：{scenario}，{state}"
ASK_ONE_FIRM = "看某一家，说“××上了哪些场景”。"
ADOPTIONS = "**场景进展**"
RECOMMEND = "推荐几个场景"
GONE_SCENARIO = "（目录里已没有）{id}"


def written(use: Use) -> str:
    """Write what is known of a use."""
    told = []
    if use.per_week is not None:
        told.append(often(use.per_week))
    if use.minutes is not None:
        told.append(MINUTES.format(value=figure(use.minutes)))
    if use.coverage is not None:
        told.append(COVERAGE.format(value=figure(use.coverage)))
    if use.effect is not None:
        told.append(EFFECT.format(value=use.effect))
    return COMMA.join(told)


def progress(
    state: str, go_live: datetime | None, updated: datetime, last: tuple[Use, datetime] | None, today: date
) -> str:
    """Write since when a decision holds, and how its scenario is used.

    Args:
        state: How far it is.
        go_live: When it goes or went live.
        updated: When that was told.
        last: The last use that was told, and when.
        today: The day, in China.
    """
    on = local(go_live) if go_live else None
    if state == "planned":
        if on is None:
            return LINE_PLANNED_OPEN
        if on < today:
            return LINE_OVERDUE.format(day=day(on, today), days=(today - on).days)
        return LINE_PLANNED.format(day=day(on, today))
    if state != "live":
        return LINE_CHANGED.format(day=day(local(updated), today))
    since = LINE_LIVE.format(day=day(on, today)) if on else ""
    if last is None:
        return since + LINE_NO_USE
    use, told = last
    return since + LINE_OF_USE.format(parts=written(use), day=day(local(told), today))
