"""Wording of the tools that take down needs, questions and complaints, and of what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from tools.domain.tickets.reading import draft
from tools.domain.tickets.states import ANSWER_HOURS
from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

SHANGHAI = ZoneInfo("Asia/Shanghai")

KINDS = {"need": "需求", "question": "咨询", "complaint": "投诉", "hand_off": "转人工"}
SEVERITIES = {"urgent": "特急", "high": "高", "normal": "普通", "low": "低"}
STATES = {
    "recorded": "已登记",
    "assessed": "已评估",
    "scheduled": "已排期",
    "resolved": "已解决，待确认",
    "verified": "已确认解决",
    "revisited": "已回访",
    "closed": "已关闭",
}
SHORT_STATES = STATES | {"resolved": "待确认"}
ASSESSMENTS = {"business": "业务评估", "product": "产品评估", "technical": "技术评估"}
ACTIONS = {
    "assess": "评估完成",
    "schedule": "排期处理",
    "resolve": "标记解决",
    "verify": "确认解决",
    "revisit": "登记回访",
    "close": "关闭",
    "reopen": "退回处理",
    "assign": "指派",
    "grade": "改优先级",
    "note": "加备注",
}
OWN_ACTIONS = {"verify": "解决了", "revisit": "都好", "reopen": "没解决"}
"""What an enterprise says of its own ticket, on buttons."""

# --- questions --------------------------------------------------------------------------------------------------------

WHAT = {
    "need": "具体是什么需求？用一两句话说说现状和想要的结果。",
    "question": "具体想问什么？",
    "complaint": "具体是什么情况？什么事、什么时候、希望怎么处理，一两句话就行。",
    "hand_off": "想和工作人员说什么？",
}
MISSING = "missing_"
"""Begins the name of the problem that a ticket says nothing; its kind follows."""
WHICH = "你说的是哪一张工单？"
WHICH_URGED = "你有几张工单在办，催哪一张？"
WHICH_MOVED = "要动哪一张工单？报编号就行，比如 T20261126-001。"
NONE_SUCH = "没有找到工单 {number}，先没有动。是下面哪一张？都不是就报一下编号。"
CHOICE = "{number} {called}：{text}"
WHICH_ENTERPRISE = "哪一家企业？说全称或简称都行。"
DO_WHAT = "要怎么处理这张工单？"
IS_DONE = "工单 **{number}**（{text}）还没动。是这件事办好了吗？办好了就转为“待确认”，请企业确认。"
NOT_URGED = "工单 **{number}** 这次还没催。要再催就说“催一下”。"
NOT_PLANNED = "工单 **{number}** 没有动：现在是“{state}”，没有排期可改。"
PLAN_IT = "要排就说“排到{day}”。"
IS_SOLVED = "工单 {number}（{text}）已办完，等你确认：问题解决了吗？"
IS_STILL_FINE = "工单 {number}（{text}）你确认过解决了，现在还好吗？"
WHO = "指派给谁？"
NOTE_WHAT = "备注写什么？"
GRADE_WHAT = "优先级改成哪一档？特急、高、普通还是低？"


def _confirm(arguments: Mapping[str, Any]) -> str:
    read = draft(
        str(arguments.get("question") or ""),
        text=str(arguments.get("text") or ""),
        kind=arguments.get("kind"),
        module=arguments.get("module"),
        severity=arguments.get("severity"),
    )
    whose = arguments.get("enterprise")
    return CONFIRM.format(
        whose=FOR.format(name=whose) if whose else "",
        kind=KINDS[read.kind],
        text=read.text,
        module=read.module,
        severity=SEVERITIES[read.severity],
        hours=ANSWER_HOURS[read.severity],
    )


CONFIRM = (
    "我准备{whose}登记这张工单：\n\n- 类型：{kind}\n- 内容：{text}\n- 方面：{module}\n- 紧急程度：{severity}\n"
    "- 答复时限：登记后 {hours} 小时内（按自然时间算，夜间和节假日也计）\n\n确认登记吗？"
)
FOR = "替“{name}”"
LIKE = "你们有一张差不多的工单 **{number}**（{state}）：{text}。就是这件事就不用再登记，催一下就行。\n\n"


def _foreseen(arguments: Mapping[str, Any], opened: Any) -> str:  # noqa: ANN401 -- the result is declared by its tool
    """Ask whether to put a ticket down; nothing where the same is there already."""
    return f"{opened.like}{_confirm({**arguments, 'text': opened.matter})}" if opened.created else ""


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words; None leaves it to the general ones."""
    data = error.data
    if isinstance(error, InvalidArguments):
        problem = str(data.get("problem", ""))
        if problem.startswith(MISSING):
            return WHAT.get(problem.removeprefix(MISSING))
        return str(data["ask"]) if data.get("ask") else None
    if isinstance(error, NotFound):
        if data.get("what") == "enterprise":
            return NO_ENTERPRISE.format(name=data.get("name", ""))
        return NO_TICKET.format(number=data.get("name", "")) if data.get("name") else NONE_OPEN
    if isinstance(error, NotPermitted):
        return NOT_YOURS.get(str(data.get("what")))
    if isinstance(error, Conflict) and data.get("what") == "move":
        state, action = str(data["state"]), str(data["action"])
        following = [ACTIONS[name] for name in cast("tuple[str, ...]", data.get("next", ()))]
        after = CAN_NEXT.format(moves=OR.join(following)) if following else NO_NEXT if state == "closed" else NOT_YET
        return CANNOT.format(number=data.get("number", ""), state=STATES[state], action=ACTIONS[action], after=after)
    return None


NO_TICKET = "没有找到工单 {number}。看看编号有没有写错，或者说“我的工单”列出来找。"
NONE_OPEN = "现在没有在办的工单。有什么事直接说，我登记下来让人跟；要找人就说“转人工”。"
NO_ENTERPRISE = "档案里没有“{name}”这家企业。"
NOT_YOURS = {
    "enterprise": "只能看自己企业的工单。",
    "move": "评估、排期、指派这些由平台工作人员来做。你可以确认问题解决了还是没解决，也可以催一下。",
}
CANNOT = "工单 **{number}** 现在是“{state}”，不能直接“{action}”。{after}"
OF_THIS = "没有动：{text}"
CAN_NEXT = "下一步可以：{moves}。"
NOT_YET = "还没办完，办好会请你确认；要催就说“催一下”。"
NO_NEXT = "它已经走完了；问题还在就重新登记一张。"
OR = "、"

# --- tools ------------------------------------------------------------------------------------------------------------

OPEN_TICKET = ToolWording(
    title="登记需求或投诉",
    questions={"text": WHAT["need"], "enterprise": WHICH_ENTERPRISE},
    menu="找人办",
    starter="帮我登记个需求：想找能做皮料瑕疵检测的服务商",
    confirm=_confirm,
    foreseen=_foreseen,
    explain=explain,
)
SHOW_TICKETS = ToolWording(
    title="我的工单",
    questions={"number": WHICH, "enterprise": WHICH_ENTERPRISE},
    menu="找人办",
    explain=explain,
)
URGE_TICKET = ToolWording(title="催一下", questions={"number": WHICH_URGED}, explain=explain)
MOVE_TICKET = ToolWording(
    title="处理工单",
    questions={
        "number": WHICH_MOVED,
        "action": DO_WHAT,
        "assignee": WHO,
        "note": NOTE_WHAT,
        "severity": GRADE_WHAT,
    },
    explain=explain,
)
SHOW_NEEDS = ToolWording(title="需求池", explain=explain)

# --- opening ----------------------------------------------------------------------------------------------------------

OPENED = "已登记{kind}工单 **{number}**，{due}前答复（{hours} 小时内，夜间和节假日也计）。"
NEED_NEW = "这个需求已进需求池（{need}）。"
NEED_JOINED = "需求池里已有同样的需求（{need}），现在共 {count} 家企业提过，会一起评估。"
NEED_AGAIN = "和你们之前提的是同一个需求（{need}），会一起评估。"
STEPS = {
    "need": "接下来做业务、产品、技术三项评估，再排期。",
    "question": "工作人员看过后答复你。",
    "complaint": "工作人员会核实处理，办完请你确认。",
    "hand_off": "",
}
ALREADY = "同样的{kind}已经登记过了，工单 **{number}**，现在是“{state}”，没有重复登记。要催就说“催一下”。"
PUT_DOWN_ALREADY = "已经登记着了，工单 **{number}**，现在是“{state}”，不用再记。还有别的事，直接说是什么事就行。"
NOT_AGAIN = "不用再登记，就在这张上接着办。"
ONCE_MORE = "这张已经办结，问题还在就再登记一张，说说现在的情况就行。"
ASK_LATER = "想知道进度，随时问“我的工单到哪了”。"

# --- showing ----------------------------------------------------------------------------------------------------------

NO_TICKETS = "你们还没有登记过工单。有需求、问题或投诉，直接说就行，比如“帮我登记个需求：……”。"
NOT_PUT_DOWN = "“{text}”还没有登记，要等你确认；登记了才有单号、才有人跟进。"
NO_SUCH_TICKETS = "没有符合条件的工单{filter}。"
FILTER = "（{words}）"
OWN = "你们一共有 {total} 张工单{counts}："
ALL = "一共 {total} 张工单{filter}{counts}："
COUNTS = "，{counts}"
COUNT = "{state} {count} 张"
NOBODY_WAITS = "现在没有企业在等人工。"
WAITING = "有 {total} 家在等人工，等得最久的排前面；要接哪家就说“接”加企业名："
TAKE_IT = "接入 {number}"
LINE = "- **{number}** {kind}·{module}：{text}（{state}{more}）"
LINE_ALL = "- **{number}** {enterprise} {kind}·{module}·{severity}：{text}（{state}{more}）"
LATE_BY = "，已超时 {left}"
URGED = "，催过 {count} 次"
WITH = "，{assignee}负责"
UNNAMED = "未留名企业"
MORE = "后面还有 {count} 张。"
LOOSE = "另有 {count} 条网页表单的投诉，没有对应的企业，不在工单里。最近的："
LOOSE_LINE = "- {at}：{text}{reach}"
LOOSE_REACH = "（联系方式：{reach}）"
NEXT_PAGE = "看后面 {count} 张"

DETAIL = "工单 **{number}**（{kind}·{module}·{severity}）现在是**{state}**{assignee}。{due}"
OF = "，{enterprise}提的"
DUE_LEFT = "应在 {due} 前答复，还有 {left}。"
DUE_LATE = "原定 {due} 前答复，**已经超时 {left}**。"
DUE_DONE = {
    "resolved": "等企业确认：问题解决了还是没解决。",
    "verified": "接下来会回访。",
    "revisited": "回访过了，等着关闭。",
    "closed": "已经办结；问题又出现就再登记一张。",
}
NEXT = {
    "recorded": "下一步：评估。",
    "assessed": "下一步：排期。",
    "scheduled": "下一步：办完后请企业确认。",
}
ASSESSED_SO_FAR = "评估做了 {done}，还差{left}。"
TEXT = "> {text}"
NEED_OF = "归入需求池 {need}{title}，共 {count} 家企业提过。"
NEED_TITLE = "《{title}》"
HISTORY = "经过："
ENTRY = "- {at} {what}{who}{note}"
BY = "（{name}）"
BY_ENTERPRISE = "企业"
WHY = "：{note}"
CREATED = "登记"
MOVED = "转为“{state}”"
REOPENED = "退回“{state}”"
ASSIGNED = "指派"
NOTED = "备注"
URGED_AT = "催办"
RELAYED = "转达"
TALKED = "双方对话 {count} 条。"
EARLIER = "- ……前面还有 {count} 条"

KIND_IS, STATE_IS, MODULE_IS, GRAVE_IS = "{kind}", "{state}", "{module}类", "{severity}优先级"
OPEN_ONES, UNANSWERED_ONES, LATE_ONES, URGED_ONES = "未关闭", "未办好", "超时", "被催过"
PRESSING_ONES, MY_ONES, THEIR_ONES = "紧急（特急、高）", "我负责的", "{name}负责的"
SINCE, BETWEEN_DAYS = "{day}以来", "{}至{}登记"
NOBODYS, DUE_BY = "没人负责", "{due} 前要答复"
HANDLED = "未办好的工单一共 {total} 张，按负责人："
PER_PERSON, PER_NOBODY = "- {name}：{count} 张", "- 没人负责：{count} 张"
NOTHING_OPEN = "现在没有未办好的工单。"
BETWEEN = "、"

# --- urging and moving ------------------------------------------------------------------------------------------------

URGE = "已催，记在工单 **{number}** 上，这是第 {count} 次。{truth}"
STATE_NOW = "现在是“{state}”，"
ME = frozenset({"我", "自己", "我自己", "本人"})
BECAUSE = "，原因：{note}"
URGE_DONE = "工单 **{number}** 已经是“{state}”，不用催了。{then}"
THEN_CONFIRM = "问题解决了就说“解决了”，没解决就说“没解决”，我退回去重办。"
THEN_NEW = "问题又出现，就再登记一张。"
NO_ASSIGNEE = "目前还没有指派负责人。"
HAS_ASSIGNEE = "负责人是{assignee}。"
ALREADY_SO = "工单 **{number}** 已经是“{state}”，不用再改。"
MOVE_DONE = "工单 **{number}** 已从“{before}”转为“{state}”。"
PLANNED, PLANNED_ANEW = "排在{day}。", "工单 **{number}** 改排在{day}。"
REOPEN_DONE = "好，工单 **{number}**（{text}）退回“{state}”，工作人员会重新处理。"
REVISIT_DONE = "好，工单 **{number}** 回访过了，记为“{state}”。有反复随时说。"
VERIFY_DONE = "好，工单 **{number}** 记为“{state}”。"
CLOSED_BEFORE = "工单 **{number}** 已经关闭了。问题又出现，点“再登记一张”，我按你说的重新登记。"
ANEW = "再登记一张"
STANDS = "工单 **{number}** 现在是“{state}”。"
WITHDRAW = (
    "工单 **{number}** 没有动，现在还是“{state}”：撤单要由工作人员来关。点“请人关掉”，我转告他们；"
    "要是问题已经解决，说“解决了”就行。"
)
WITHDRAW_DONE = {
    "resolved": "工单 **{number}** 已经办完，等你确认。说“解决了”就不再往下办；没解决就说“没解决”。",
    "closed": "工单 **{number}** 已经关闭了，不用再撤。",
}
WITHDRAW_CLOSING = "工单 **{number}** 已经是“{state}”，接下来会由工作人员关闭，不用再撤。"
CLOSE_IT = "请人关掉"
CLOSE_REASON = "工单 {number} 不用办了，请关闭"
STILL_OPEN = "记下了，问题还没解决。"
SOLVED_EARLY = "记下了：你这边已经解决。工单 **{number}** 还是“{state}”，工作人员核对后办结。"
ASSESS_DONE = "工单 **{number}** 的{assessment}已记下。"
ASSESS_LEFT = "还差{left}，三项齐了自动转“已评估”。"
ASSESS_ENOUGH = "工单转为“已评估”，下一步排期。"
ASSESS_ALL = "三项评估齐了，工单转为“已评估”，下一步排期。"
ASSIGN_DONE = "工单 **{number}** 已指派给{assignee}。"
ASSIGN_UNKNOWN = "{assignee}不在平台工作人员名单里，我按你说的名字记下了。"
GRADE_DONE = "工单 **{number}** 改为“{severity}”优先级，{due} 前答复。"
GRADED = "优先级从“{before}”改为“{severity}”"
ADDED = "已补充到工单 **{number}** 上，跟进的人看得到。"
NOTE_DONE = "备注已记在工单 **{number}** 上。"
RATE_IT, URGE_IT, SEE_IT = "给这次服务打分", "催一下", "看这张工单"

# --- the demand pool --------------------------------------------------------------------------------------------------

NO_NEEDS = "需求池里还没有{module}需求。"
NEEDS = "需求池里有 {total} 个{module}需求，按提的企业数排："
NEED_LINE = "- **{number}** {title}（{module}）：{count} 家企业{names}；工单{progress}"
NEED_NAMES = "（{names}{more}）"
NEED_MORE = "等"
NEED_UNNAMED = "{count} 家未留名"
OF_FIRMS = "{firms}企业提的"
OF_MODULE = "{module}类"
NEXT_NEEDS = "看后面 {count} 个"


def moment(at: datetime) -> str:
    """Write a moment as people of the place read it."""
    local = at.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def day(at: datetime) -> str:
    """Write a day as people of the place read it."""
    local = at.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日"


def span(seconds: float) -> str:
    """Write a length of time in its greatest units."""
    minutes = max(int(seconds // 60), 1)
    if minutes < 60:  # noqa: PLR2004 -- an hour
        return f"{minutes} 分钟"
    hours = minutes // 60
    return f"{hours} 小时" if hours < 48 else f"{hours // 24} 天"  # noqa: PLR2004 -- two days
