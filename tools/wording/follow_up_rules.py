"""Wording of the operators' tools on rules of follow-ups: showing, changing and previewing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted
from tools.kit.tool import ToolWording
from tools.wording.notices import PURPOSES
from tools.wording.region import table
from tools.wording.tickets import day, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.follow_ups import Moment, Rule, Step
    from tools.kit.errors import ToolError

__all__ = ["PURPOSES", "day", "moment", "table"]

LIST_COMMA = "、"
ARROW = " → "
ONLY_OPERATORS = "这是平台工作人员用的：看和改主动提醒的规则，企业账号看不了。不想收提醒就说“别发提醒了”。"

# --- names of things --------------------------------------------------------------------------------------------------

MOMENTS: Mapping[Moment, str] = {
    "diagnosis_unfinished": "诊断停下",
    "report_unread": "报告生成",
    "scenarios_undecided": "报告生成",
    "ticket_recorded": "工单登记",
    "ticket_resolved": "工单处理好",
    "ticket_verified": "企业确认解决",
    "ticket_closed": "工单办结",
    "adoption_planned": "上线日期",
    "adoption_live": "场景上线",
    "adoption_unused": "场景上线",
    "diagnosis_done": "诊断做完",
    "diagnosis_old": "诊断做完",
    "policy_deadline": "申报截止",
    "promise_made": "企业约定的日子",
    "promise_owed": "平台约定的日子",
    "campaign": "群发开始",
}
"""What a rule counts from."""
CHOICES: Mapping[Moment, str] = {
    "diagnosis_unfinished": "诊断没做完",
    "diagnosis_done": "诊断做完",
    "report_unread": "报告没打开",
    "ticket_recorded": "工单登记",
    "ticket_resolved": "工单处理好",
    "ticket_closed": "工单办结",
    "adoption_live": "场景上线",
    "policy_deadline": "政策截止",
    "promise_made": "企业答应的日子",
}
"""Moments to pick from for a new rule."""
FACTS = {
    "enterprise": "企业名称",
    "left": "还差几题",
    "answered": "已答几题",
    "date": "日期",
    "made": "报告日期",
    "scenarios": "匹配的场景",
    "title": "工单内容",
    "number": "工单编号",
    "due": "约定的时间",
    "scenario": "场景名称",
    "scenario_id": "场景编号",
    "go_live": "上线日期",
    "age": "上线天数",
    "level": "等级",
    "score": "得分",
    "policy": "政策名称",
    "policy_id": "政策编号",
    "until": "截止日",
    "days": "还剩几天",
    "unknown": "还没填的条件",
    "promise": "答应的事",
    "promise_id": "编号",
    "text": "群发的话",
}
"""Facts by the names they have between braces."""
ROUTES = {"window": "微信会话", "notice": "微信订阅通知", "web": "网页", "email": "邮件", "person": "人工联系"}
AFTER, BEFORE, ON_THE_DAY = "{moment}后 {days} 天", "{moment}前 {days} 天", "{moment}当天"
MOST = "{days} 天内 {most} 次"
ACTIVE, PAUSED = "启用", "停用"

# --- errors and questions ---------------------------------------------------------------------------------------------

WHICH_RULE = "哪一条规则？说名称就行，比如“半年复测”“报告没打开”。"
WHICH_OF = "对得上好几条规则，是哪一条？"
NO_RULE = "没有“{name}”这条规则。说“提醒规则”看全部。"
NO_VERSION = "“{title}”没有更早的版本。"
OWN_RULE = "“{title}”是后来加的，没有出厂的样子；不要了就停掉它。"
NOTHING = "“{title}”本来就是这样，没有要改的。"
KNOWN_FACTS = "这条规则能用的有：{facts}。"
FACT = "{{{name}}}（{title}）"
PROBLEMS = {
    "length": "这段话有 {length} 字，要在 1 到 {most} 字之间。重新说一遍？",
    "facts": "这条规则填不出 {strange}。{known}把话重新说一遍？",
    "braces": "花括号里只能写事实的名字。{known}把话重新说一遍？",
    "days": "天数最多 {most} 个，离那天不超过 {farthest} 天。改成哪几天？",
    "before": "“{title}”是事情发生以后才算天数的，不能提前。改成之后第几天？",
    "most": "次数要在 1 到 {most} 之间，天数不超过 {within} 天。最多几次？",
    "step": "这条规则没有第 {days} 天那一次。改哪一次？",
    "nth": "这条规则一共提醒 {have} 次，没有第 {nth} 次。改哪一次？",
    "moment": "从哪件事算起？",
}
CONFLICTS = {
    "undecided": "规则没有动。定下来了再说改哪一条、改成什么。",
    "version": NO_VERSION,
    "own": OWN_RULE,
    "words": "一次性通知的话在每次群发时写，这里不用改。要群发就说“给……企业发：……”。",
    "campaign": "一次性通知是群发用的，不按天数算。要群发就说“给……企业发：……”。",
    "no_day": "没有“{words}”这一天。看哪天？比如“明天”“下周”“12月4号”。",
    "past": "那天已经过了，预览只看以后的。发过什么，说“上周都给企业发了什么提醒”。",
    "far": "太远了，只看得到未来 {days} 天。说近一点的日子，比如“下周”“未来31天”。",
}


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words."""
    data = error.data
    if isinstance(error, NotPermitted):
        return ONLY_OPERATORS
    if isinstance(error, NotFound):
        return NO_RULE.format(name=data.get("name"))
    if isinstance(error, Conflict):
        return CONFLICTS.get(str(data.get("problem")), NOTHING).format(**{"title": "", **data})
    if not isinstance(error, InvalidArguments):
        return None
    problem = str(data.get("problem"))
    if data.get("ask"):
        return str(data["ask"])
    if problem == "ambiguous":
        return WHICH_OF
    if problem not in PROBLEMS:
        return None
    names, strange = data.get("facts"), data.get("strange")
    shown = {**data, "known": KNOWN_FACTS.format(facts=facts(names if isinstance(names, list) else ()))}
    shown["strange"] = LIST_COMMA.join(f"{{{name}}}" for name in (strange if isinstance(strange, list) else ()))
    if "days" in data:
        shown["days"] = number(abs(float(str(data["days"]))))
    return PROBLEMS[problem].format(**shown)


def facts(names: Iterable[Any]) -> str:
    """List facts by the names they have between braces, each with what it is."""
    return LIST_COMMA.join(FACT.format(name=name, title=FACTS.get(str(name), name)) for name in names)


SHOW = ToolWording(title="提醒规则", menu="看全局", starter="主动提醒的规则有哪些", explain=explain)
EDIT = ToolWording(
    title="改提醒规则",
    explain=explain,
    confirm=lambda _: "要改这条规则吗？",
    foreseen=lambda _, result: result.asked,
    questions={
        "rule": WHICH_RULE,
        "action": "要怎么改？停用、启用、改话、改天数、改次数，还是恢复原来的？",
        "text": "要说什么话？直接写，用大括号填事实。",
        "days": "改成哪几天？比如“3天和7天”，截止前就说“提前30天和7天”。",
        "often": "同一个人最多几次？比如“30天内最多2次”。",
        "step": "改哪一次的？",
        "moment": "从哪件事算起？比如工单登记、诊断做完、政策截止。",
    },
)
PREVIEW = ToolWording(
    title="提醒预览",
    menu="看全局",
    starter="谁会在明天收到什么",
    explain=explain,
    questions={"rule": WHICH_RULE},
)
ACTIONS = {
    "pause": "停用",
    "resume": "启用",
    "words": "改话",
    "days": "改天数",
    "most": "改次数",
    "restore": "恢复原来的",
}
ASK_WORDS = "“{title}”要改成什么话？现在是：“{text}”。{known}"
ASK_WORDS_NEW = "{when}要说什么话？{known}"

# --- showing ----------------------------------------------------------------------------------------------------------

TABLE_LEAD = "主动提醒一共 {count} 条规则{paused}。"
SOME_PAUSED, ALL_ACTIVE = "，其中 {count} 条停用", "，都在用"
ONLY_PAUSED, ONLY_ACTIVE = "停用的规则有 {count} 条。", "在用的规则有 {count} 条。"
NONE_PAUSED = "没有停用的规则，{count} 条都在用。"
SEVERAL_LEAD = "对得上的规则有 {count} 条："
HEADER = ("规则", "什么时候", "同一个人最多", "用途", "依据", "状态")
EDITED_MARK = "{title}（改过，第 {version} 版）"
MANNERS = (
    "所有提醒合计：每人每天最多 {day} 条、七天最多 {week} 条；只在{days}{opens}—{closes}发；"
    "对方 {quiet} 分钟内说过话，或有工作人员正在接待，就等一等。"
)
HOURS = "只在**{days} {opens}—{closes}**发，别的时间不发，到点没赶上的往后顺。"
WORKDAYS, EVERY_DAY = "工作日", "每天"
SEE_ONE = "说规则的名称看全文，比如“半年复测怎么发的”。"

FULL = "**{title}**（{state}{version}）"
VERSION_NOW = "，第 {version} 版"
LINE_WHO = "- 给谁：{value}"
LINE_WHEN = "- 什么时候：{value}"
LINE_HOLDS = "- 发出时还要：{value}"
LINE_TEXT = "- 说的话：“{value}”"
LINE_STEP_TEXT = "- {when}那次说：“{value}”"
LINE_PRESS = "- 按钮：{value}"
LINE_MOST = "- 同一个人最多：{value}，过了 {stale} 天没发出去就不发了"
LINE_ROUTES = "- 走哪条路：{value}，走第一条通的"
LINE_PURPOSE = "- 用途：{value}，企业可以单独停掉"
LINE_CLAUSE = "- 依据：标准 {value}"
LINE_MANNERS = "- {value}"
HISTORY = "改过 {count} 次："
HISTORY_LINE = "- 第 {version} 版，{day}{who}"
BY = "，{name}"
NO_HISTORY = "没有人改过，是出厂的样子。"
PAUSE_IT, RESUME_IT, RESTORE_IT = "停用这条", "启用这条", "恢复原来的"
SEE_RULES, SEE_PREVIEW, SEE_IT = "看全部规则", "看明天发给谁", "看这条规则"

# --- changing ---------------------------------------------------------------------------------------------------------

ASK = "要这样改“**{title}**”吗？\n\n{lines}{after}"
ASK_ADD = "要加这条规则吗？\n\n**{title}**\n{lines}{after}"
DONE = "“**{title}**”改好了，现在是第 {version} 版。\n\n{lines}"
DONE_ADD = "加好了：“**{title}**”，从现在起按它提醒。\n\n{lines}"
CHANGED = "- {name}：{before} → {after}"
PARTS = {
    "active": "状态",
    "steps": "什么时候",
    "text": "说的话",
    "most": "同一个人最多",
    "title": "名称",
}
QUOTE = "“{text}”"
STEP_TEXT = "{when}那次的话"
NO_TEXT = "和规则一样"
STOPS = "\n\n停用后，已经排上、还没发的 {count} 条不再发；随时可以再启用。"
STARTS = "\n\n改好后，现在就到期的有 {count} 条，会在发送时间里陆续发出。"
STARTS_NONE = "\n\n改好后，现在没有到期的；以后到期了再发。"
KEEPS = "\n\n{steps}另有自己的话，不变。"
NEW_TITLE = "{when}（加的）"

# --- previewing -------------------------------------------------------------------------------------------------------

DAYS = "{first}到{last}"
WEEKDAYS = "一二三四五六日"
ON = "{month}月{day}日（周{weekday}）"
PREVIEW_LEAD = "**{when}**{rule}，按现在的情况会发 **{count}** 条，给 {firms} 家企业{ways}。"
PREVIEW_NONE = "**{when}**{rule}，按现在的情况没有要发的提醒。"
OF_RULE = "，“{title}”"
WAYS = "：{ways}"
WAY_COUNT = "{way} {count} 条"
PREVIEW_HEADER = ("企业", "规则", "说的话", "走哪条路", "大约")
PREVIEW_SHOWN = "下面是最先到期的 {shown} 条。"
LEFT_OUT = "**另有 {count} 条发不出去或要往后排**：{reasons}。"
REASON_COUNT = "{reason} {count} 条"
REASONS = {
    "opted_out": "企业停了这类提醒",
    "nobody": "没有一条路通",
    "hours": "不是工作日或不在发送时间",
    "day": "当天已有一条",
    "week": "七天内已满 {week} 条",
    "rule": "这条规则的次数满了",
    "moot": "条件已经不成立",
}
LEFT_OUT_LINE = "- {enterprise}：{rule}，{reason}"
LEFT_OUT_MORE = "- ……另有 {count} 条"
PAUSED_NOTE = "“{title}”现在停用着，下面是假如启用会发的。"
CAPPED_NOTE = "每条规则只算了最先到期的 {count} 条。"
CUT_NOTE = "只看得到未来 {days} 天，更远的没有算。"
POLICY_NOTE = "政策类在发出时再逐条核对条件，没列出来的那些还可能变少。"
NOT_FIXED = "以发出时的情况为准：条件变了、对方说话了、退订了，都会不发或晚发。"
FILE = "提醒预览-{first}-{last}.csv"
COLUMNS = ("企业", "规则", "哪一次", "大约时间", "走哪条路", "会不会发", "说的话")
GOES, STAYS = "会发", "不发：{reason}"
NO_WORDS = "（填不出来）"
UNNAMED = "未命名的企业"
NEXT_DAY, THIS_WEEK, WEEK_WORDS = "看后一天", "看这一周", "未来7天"


def number(value: float) -> str:
    """Write a number of days without needless zeros."""
    return f"{value:g}"


def when(rule: Rule, steps: Sequence[Step] | None = None) -> str:
    """Say on which days a rule reminds."""
    shown = sorted(rule.steps if steps is None else steps, key=lambda step: step.days)
    name = MOMENTS[rule.moment]
    before = [number(-step.days) for step in shown if step.days < 0]
    after = [number(step.days) for step in shown if step.days > 0]
    parts = [BEFORE.format(moment=name, days=LIST_COMMA.join(before))] if before else []
    parts += [ON_THE_DAY.format(moment=name)] if any(step.days == 0 for step in shown) else []
    parts += [AFTER.format(moment=name, days=LIST_COMMA.join(after))] if after else []
    return LIST_COMMA.join(parts)


def most(rule: Rule) -> str:
    """Say how often a contact hears of a rule."""
    return MOST.format(days=rule.within_days, most=rule.most)


def state(rule: Rule) -> str:
    """Say whether a rule is in use."""
    return ACTIVE if rule.active else PAUSED


def routes(rule: Rule) -> str:
    """Say which ways a rule takes, in order."""
    return ARROW.join(ROUTES[route] for route in rule.routes)
