"""Wording of the operators' tools on what came of follow-ups, and on what a person has to do about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording
from tools.wording.notices import PURPOSES as NOTICES
from tools.wording.region import table
from tools.wording.tickets import SHANGHAI, day, moment, span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

__all__ = ["day", "moment", "span", "table"]

ONLY_OPERATORS = "这是平台工作人员用的：看提醒发给了谁、要人办什么，企业账号看不了。不想收提醒就说“别发提醒了”。"
NO_ENTERPRISE = "档案里没有找到“{name}”。说企业全名，或者不说企业，看全部提醒。"
SEVERAL = "“{name}”对得上好几家，是哪一家？"
SEVERAL_NAMED = "对得上好几家，是哪一家？"
NO_TASK = "没有这样一条要人办的事，可能已经办了。说“有哪些要人办的”看现在的清单。"
NO_TASK_OF = "“{name}”现在没有要人办的事。说“有哪些要人办的”看清单。"
WHICH_TASK = "是哪一条？说“第3条办了”，或者说企业的名字。"
WHICH_NOW = "清单会变，先认一下是哪一条："
WHICH_OF = "“{name}”有几条要人办的，是哪一条？"
WHAT_CAME = "{task}：办了，还是不用办？"
BY_ITSELF = "这条是回答还没送到，系统还在送，送到就从清单里消失，不用登记。等不及就直接联系对方。"
DONE_BEFORE = "这条已经登记过了{who}。"
BY = "（{name}）"
NOT_OPEN = "这条现在不用人办：它还没轮到人，或者已经发出去了。"


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words."""
    data = error.data
    if isinstance(error, NotPermitted):
        return ONLY_OPERATORS
    if isinstance(error, NotFound) and data.get("what") == "task":
        return NO_TASK_OF.format(name=data["name"]) if data.get("name") else NO_TASK
    if isinstance(error, NotFound):
        return NO_ENTERPRISE.format(name=data.get("name"))
    if isinstance(error, Conflict):
        return str(data.get("words") or NOT_OPEN)
    if isinstance(error, InvalidArguments):
        if data.get("slot") == "enterprise":
            return SEVERAL.format(name=data["name"]) if data.get("name") else SEVERAL_NAMED
        return str(data["ask"]) if data.get("ask") else None
    return None


SHOW = ToolWording(
    title="提醒效果",
    menu="看全局",
    starter="这周都给企业发了什么提醒",
    questions={"enterprise": "看哪一家企业的？说名字。", "rule": "看哪条规则的？说规则的名字。"},
    explain=explain,
)
TASKS = ToolWording(title="要人办的跟进", menu="看全局", starter="今天要联系谁", explain=explain)
FINISH = ToolWording(
    title="登记办了",
    questions={"task": WHICH_TASK, "outcome": "办了，还是不用办？", "enterprise": "是哪一家企业的？"},
    explain=explain,
)

LIST_COMMA, SEMICOLON = "、", "；"
UNNAMED = "未命名的企业"

# --- what came of them ------------------------------------------------------------------------------------------------

SPAN, ONE_DAY = "{first}—{last}", "{first}"
DATE, DATE_OF_YEAR = "{month}月{day}日", "{year}年{month}月{day}日"
LEAD = "**{span}{whose}**发出提醒 **{sent}** 条：{answered}；{converted}；退订 {opted} 人；发失败 {failed} 条。"
ANSWERED = "{answer_days} 天内有回应的 **{count}** 条{share}"
CONVERTED = "{converted_days} 天内办成的 **{count}** 条{share}"
SHARE = "（{value}%）"
NONE_SENT = "**{span}{whose}**没有发出过提醒。"
NOTHING_OF = "**{name}** {span}没有过提醒{opted}。"
ONLY_RULES = "“{rules}”这{count}条规则"
ONE_RULE = "“{rules}”这条规则"
BASE = "百分比的分母是已发出的条数，不到 5 条不算；回应：发出（网页上是看到）后 {answer_days} 天内说过话；办成：发出后 {converted_days} 天内做了提醒说的那件事；表里的退订：发出后 {answer_days} 天内退的。"
RUNNING = "已发的里有 {count} 条还不满 {converted_days} 天，办成数还会涨。"
HEADER = ("规则", "已发", "回应", "办成", "退订")
WHO = {"unreached": "**没收到的**有 {count} 家：{names}{more}。", "answered": "**回了的**有 {count} 家：{names}{more}。"}
WHO_NONE = {"unreached": "没有没收到的。", "answered": "还没有人回。"}
WHO_ITEM, WHO_MORE = "{name}（{rule}，{result}）", "，另有 {count} 家在附表里"
UNSENT, UNSENT_LINE = "**没发出去的**：", "- {rule}：{parts}"
TOTAL = "合计"
CELL, CELL_SHARE = "{count}{share}", " ({value}%)"
TO_PEOPLE = "交给人 {count}（办了 {done}）"
CANCELLED, EXPIRED, FAILED = "取消 {count}{why}", "过期 {count}{why}", "失败 {count}{why}"
WHY, WHY_ITEM = "（{reasons}）", "{reason} {count} 条"
ROUTES_USED = "**走的路**：{routes}{unseen}。"
ROUTE_COUNT = "{route} {count} 条"
UNSEEN = "（网页里还有 {count} 条没被打开）"
UNSURE = "另有 {count} 条送没送到不清楚，不算在已发里，也不会再发。"
HELD = "**推迟 {count} 条**：{reasons}。到能发的时候接着发。"
OPTED = "**退订**（{count} 人）："
OPTED_LINE = "- {day} {enterprise}：不要{purpose}{words}{ended}"
OPTED_WORDS, OPTED_ENDED = "（“{words}”）", "，后来又恢复了"
ALL_PURPOSES = "任何提醒"
PURPOSES = {**NOTICES, "all": ALL_PURPOSES}
FILE_NOTE = "图和每一条的明细（CSV，表格软件能直接打开）附在网页版的回答下面。"
FILE_NOTE_ONLY = "每一条的明细（CSV，表格软件能直接打开）附在网页版的回答下面。"
CHART_HEADING = "{span} 提醒效果"
FILE, CHART = "提醒明细_{first}_{last}.csv", "各规则发出、有回应、办成的条数"
ROUTES = {"window": "微信消息", "notice": "微信通知", "web": "网页", "email": "邮件", "person": "人工"}
NO_ROUTE = "没定"
STATES = {
    "due": "还没发",
    "sending": "正在发",
    "sent": "已发出",
    "uncertain": "送没送到不清楚",
    "task": "要人办",
    "done": "人已办",
    "cancelled": "取消了",
    "expired": "过期没发",
    "failed": "没发成",
}

# --- one enterprise ---------------------------------------------------------------------------------------------------

FIRM_LEAD = "**{name}** {span}收到提醒 **{sent}** 条，有回应 {answered} 条，办成 {converted} 条{opted}。"
FIRM_OPTED, FIRM_STANDS = "；退订过：{purposes}", "{purpose}（{day}）"
FIRM_LINE = "- **{at}** {rule}，{route}：{text}  \n  结果：{result}"
FIRM_LINE_BARE = "- **{at}** {rule}：{result}"
EVER = "至今"
STEP = "{rule}（第 {place} 次）"
REPLIED, CONVERTED_ON, NO_REPLY, UNSEEN_ONE = "{day}有回应", "{day}办成", "没回应", "还没打开"
NOTE = "人工：{note}"
MORE_ROWS = "还有 {count} 条更早的，在 CSV 里。"

# --- reasons ----------------------------------------------------------------------------------------------------------

REASONS = {
    "hours": "不在发送时段",
    "day": "当天已发满",
    "week": "一周已发满",
    "rule": "这条规则已发满",
    "talking": "正在和助手说话",
    "answering": "还在答他的话",
    "handed_off": "正由人工接待",
    "unreachable": "没有能走的路",
    "moved": "日子改了",
    "late": "等过了时候",
    "moot": "条件已不成立",
    "left": "人不在这家了",
    "opted_out": "对方退订了",
    "superseded": "被后一次取代",
    "stopped": "通知停了",
    "paused": "规则停用",
    "no_rule": "规则没了",
    "not_needed": "登记为不用办",
    "words": "话里缺内容",
    "broken": "程序出错",
    "died": "发送时中断",
    "token": "公众号口令失效",
    "no_template": "没有通知模板",
    "address": "没有邮箱",
    "45009": "公众号当天额度用完",
    "48001": "公众号没有权限",
    "45015": "微信窗口已关",
    "45047": "微信窗口条数用完",
    "43101": "没有通知许可",
    "43004": "取消关注了",
    "TimeoutError": "没等到回音",
    "ConnectionError": "连不上",
    "ConnectionRefusedError": "连不上",
    "SMTPConnectError": "连不上邮件服务器",
    "SMTPServerDisconnected": "邮件服务器断开",
}
MAIL, MAIL_REFUSED = "smtp ", "邮箱退信 {code}"
OTHER_REASON, NO_REASON = "其他原因 {code}", "没记原因"

# --- what a person has to do ------------------------------------------------------------------------------------------

TASKS_LEAD = "**要人办的 {count} 件**：{parts}。"
WORK = {
    "undelivered": "回答没送到 {count}",
    "owed": "平台答应的 {count}",
    "task": "要打电话或上门 {count}",
    "uncertain": "送没送到不清楚 {count}",
    "failed": "没发成 {count}",
    "expired": "过期没发 {count}",
}
NO_TASKS = "现在没有要人办的：没有转给人的提醒，没有送达不明的，回答也都送到了。"
LINE = "{place}. **{enterprise}** · {what}  \n   {why}  \n   {say}"
UNDELIVERED = "{count} 条回答没送到，从 {since} 起（{span}）"
UNDELIVERED_WHY = "系统还在送，送到就从这里消失。"
UNDELIVERED_BLOCKED = "这位现在收不到公众号的消息，系统送不了。"
UNDELIVERED_SAY = "急的话直接打电话，请对方在公众号里随便说一句，答案就会跟出来。"
OWED = "平台答应的事，{since}到期{late}"
OWED_LATE = "（过了 {span}）"
OWED_WHY = "这是平台自己答应的，要人兑现。"
TASK = "{rule}，{since}起"
TASK_WHY = "为什么要人：{reason}。"
NO_WAY = "微信窗口没开、没有通知许可、不在网页上、没有邮箱"
ONLY_PEOPLE = "这条规则只走人工"
UNSURE_ONE = "{rule}，{since}发的，送没送到不清楚"
UNSURE_WHY = "原因：{reason}。可能已经收到，系统不会再发，打电话时先问收到没有。"
FAILED_ONE = "{rule}，{since}没发成"
EXPIRED_ONE = "{rule}，{since}过期没发"
WHY_NOT = "原因：{reason}。"
SAY, TO_DO = "可以说：{text}", "要办的：{text}"
NO_TEXT = "说什么：{title}。"
HOW_TO = "办了说“第1条办了，老板说下周三来”，不用办说“第1条不用管”。"
MORE_TASKS = "还有 {count} 件，先办上面的。"
NEXT = "看后面 {count} 件"
SEE_TASKS, SEE_RESULTS, SEE_ARCHIVE = "要人办的 {count} 件", "提醒效果", "{name}的档案"
SEE_REST = "看剩下的 {count} 件"
SHORT_LINE = "{enterprise}：{what}"
TASK_TITLE = "第{place}条（{enterprise}）"
DONE_IT, NOT_NEEDED_IT = "办了", "不用办"
DONE_TITLE = "第{place}条办了"

# --- finishing --------------------------------------------------------------------------------------------------------

FINISHED = "记下了：{place}**{enterprise}** · {rule}，办了{note}。{left}"
NOT_NEEDED = "记下了：{place}**{enterprise}** · {rule}，不用办{note}。{left}"
PLACE = "第 {place} 条 "
WITH_NOTE = "，备注“{note}”"
LEFT, NONE_LEFT = "还剩 {count} 件要人办。", "没有别的要人办了。"

# --- overview ---------------------------------------------------------------------------------------------------------

OVERVIEW = (
    "**主动提醒**：这一期发出 {sent} 条，{answer_days} 天内有回应 {answered} 条{share}；现在要人办的 {tasks} 件。"
)

# --- the file ---------------------------------------------------------------------------------------------------------

COLUMNS = (
    "企业",
    "规则",
    "第几次",
    "状态",
    "怎么走的",
    "原因",
    "发出时间",
    "内容",
    "看到时间",
    "回应时间",
    "办成时间",
    "结束时间",
    "办的人",
    "备注",
)


def stamp(at: datetime | None) -> str:
    """Write a moment for a table; nothing where there is none."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at else ""


def reason(code: str | None) -> str:
    """Write a reason that is kept as a code."""
    if not code:
        return NO_REASON
    if code.startswith(MAIL):
        return MAIL_REFUSED.format(code=code.removeprefix(MAIL))
    return REASONS.get(code) or OTHER_REASON.format(code=code)


def shared(value: Decimal | None, form: str = SHARE) -> str:
    """Write a share in brackets; nothing where there is none to tell."""
    return "" if value is None else form.format(value=value)


def reasons(counts: Mapping[str, int] | Mapping[str | None, int]) -> str:
    """Write reasons with their counts, the most frequent first."""
    told: dict[str, int] = {}
    for code, count in counts.items():
        told[reason(code)] = told.get(reason(code), 0) + count
    ordered = sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))
    return LIST_COMMA.join(WHY_ITEM.format(reason=words, count=count) for words, count in ordered)
