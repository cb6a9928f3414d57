"""Wording of the operators' tools on campaigns: starting, stopping and following messages to many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain.region.filters import PARTS
from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted
from tools.kit.tool import ToolWording
from tools.wording.follow_up_rules import ROUTES
from tools.wording.region import part, table
from tools.wording.tickets import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tools.kit.errors import ToolError

__all__ = ["ROUTES", "moment", "table"]

LIST_COMMA, DOT = "、", " · "
ONLY_OPERATORS = "群发只有平台工作人员能用。你有事要告诉平台，可以登记工单或者转人工。"
WHOM = "发给谁？说条件，比如“狮岭50人以上的皮具厂”“没做过诊断的企业”；要给全部就说“全部企业”。"
NOT_READ = "“{words}”筛不了。能筛的有：镇街、行业、人数、营收、预算、等级、痛点、系统、资质、规上、做没做过诊断、有没有未关工单、有没有投诉过。发给谁？"
THESE = "“{words}”是哪些，把条件说一遍：镇街、行业、人数、等级、痛点……比如“狮岭50人以上的皮具厂”。"
NO_CONDITION = "“{words}”里没有可以筛的条件，要给全部 {count} 家发吗？不是就说条件，比如“狮岭50人以上的皮具厂”。"
BY_SCENARIO = "“适合某个场景”只能排序，不能用来群发。换成行业、痛点、等级这些条件，发给谁？"
EVERYBODY, EVERYBODY_TITLE = "全部企业", "给全部 {count} 家发"
TEXT = "要发什么话？直接写，原样发出去。"
HELD_BACK = "好，先不发，一家都没发。要发的时候再说一遍。"
NOT_GONE = "还没发，一家都没发。要发就说发给谁、发什么话。"
PROBLEMS = {
    "empty": TEXT,
    "length": "这段话有 {length} 字，最多 {most} 字。短一点重新说？",
    "placeholders": "话里有“{words}”，像是没填完的空。群发的话原样发出去，填好重新说一遍？",
}
NOBODY = "没有符合条件的企业（{filter}），没有发。换个条件再说。"
NONE_REACHED = "符合条件的 {count} 家都没有联系人或者停了群发，没有发。"
PACE = "每小时发几家要在 1 到 {most} 之间。"
PAUSED = "“一次性通知”这条规则现在停用着，群发发不出去。先说“启用一次性通知规则”。"
NO_CAMPAIGN = "没有编号是 {number} 的群发。说“群发记录”看有哪些。"
NOTHING_RUNS = "现在没有正在发的群发。说“群发记录”看以前的。"
STOPPED_BEFORE = "群发 **{number}** 早就停了（{at}）。"
ALL_GONE = "群发 **{number}** 已经全部发完，没有可停的：{counts}。"
WHICH = "停哪一条群发？"
IS_IT = "正在发的只有“{title}”（{number}），是停它吗？"


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words."""
    data = error.data
    if isinstance(error, NotPermitted):
        return ONLY_OPERATORS
    if isinstance(error, NotFound):
        return NO_CAMPAIGN.format(number=data.get("name")) if data.get("name") else NOTHING_RUNS
    if isinstance(error, Conflict):
        return str(data.get("words") or "") or None
    if isinstance(error, InvalidArguments):
        if data.get("ask"):
            return str(data["ask"])
        form = PROBLEMS.get(str(data.get("problem")))
        return form.format(**data) if form else None
    return None


START = ToolWording(
    title="群发通知",
    menu="找人办",
    starter="给狮岭50人以上的皮具厂群发一条通知",
    explain=explain,
    confirm=lambda _: "要群发吗？",
    foreseen=lambda _, result: result.asked,
    questions={"whom": WHOM, "text": TEXT},
)
STOP_IT = ToolWording(title="停群发", explain=explain, questions={"number": WHICH})
SHOW = ToolWording(title="群发记录", menu="看全局", starter="群发发到哪了", explain=explain)

# --- starting ---------------------------------------------------------------------------------------------------------

ASK = "{lead}\n\n> {text}\n\n- 发给：{filter}，**{count}** 家{examples}\n- 现在能走的路：{ways}{left_out}\n- 速度：每小时最多 {per_hour} 家，{lasts}{doubts}\n\n确认发吗？"
LEAD = "群发给 **{count}** 家企业，原话是："
LEAD_ALL = "**没有设条件，要给全部 {count} 家企业发**，原话是："
FILTER_ALL = "全部企业"
UNDECIDED = "还没定下来，先不发，一家都没发。定了再说发给谁、发什么。"
GOES_ON = "群发没有停。要停就说“停掉群发”。"
EXAMPLES, EVERYONE = "，比如{names}", "：{names}"
WAY_COUNT = "{way} {count} 家"
LEFT_OUT = "\n- 收不到：{reasons}"
LEFT_OUT_COUNT = "{reason} {count} 家"
REASONS = {"opted_out": "停了活动通知的", "nobody": "没有联系人的"}
KEPT_BACK = "\n- {count} 家近 {days} 天已收满 {most} 次群发，会往后排，七天内排不上就不发"
NOTICE = "\n- 订阅通知里只显示开头约 20 个字，其余在页面里"
IGNORED = "\n- **“{words}”没有当成条件**，不对就先不发，换个说法"
DOUBTS = "\n- **请核对**：话里有 {items}"
INVENTED = "\n- **{items} 你没有说过**，不是你要写的就先不发"
ALIKE = "\n- **同样的话 {at} 已经发过**（{number}）"
LASTS_HOUR = "一小时内排完"
LASTS = "大约 {hours} 小时排完"
WITHIN_HOURS = "；{days}{opens}—{closes}才发，估计 {end} 前后发完"
WORKDAYS, EVERY_DAY = "工作日", "每天"
STARTED = "群发 **{number}** 开始了：给 {count} 家，{lasts}。看进度说“群发发到哪了”，要停说“停掉群发”。"
UNNAMED = "未命名的企业"
TITLE_MOST = 16

# --- stopping ---------------------------------------------------------------------------------------------------------

STOPPED = "群发 **{number}** 已停。{went}{unsent}"
WENT = "已发出 {sent} 家"
WENT_NONE = "一家都还没发出"
UNCERTAIN = "，其中 {count} 家没收到回执、不一定到"
ON_THE_WAY = "，{count} 家正在路上、收不回来"
UNSENT = "；取消了 {cancelled} 家，还有 {never} 家没轮到、不会再发。"
UNSENT_CANCELLED = "；取消了 {cancelled} 家。"
UNSENT_NEVER = "；还有 {never} 家没轮到，不会再发。"
UNSENT_NONE = "；没有剩下的。"

# --- showing ----------------------------------------------------------------------------------------------------------

NONE = "还没有群发过。要发就说“给……企业发：……”。"
LIST_LEAD = "一共群发过 {count} 次{running}："
RUNNING = "，{count} 次正在发"
SHOWN_LAST = "最近 {count} 次："
HEADER = ("编号", "内容", "发给", "状态", "已发", "还没发", "收不到")
STATES = {"draft": "草稿", "running": "正在发", "done": "发完了", "stopped": "停了"}
DETAIL = "群发 **{number}**（{state}）{by}{at}开始，发给{filter}，{total}。"
BY = "{name} "
TOTAL = "{count} 家"
TOTAL_ABOUT = "按现在的条件 {count} 家"
DETAIL_TEXT = "> {text}"
PROGRESS = "- {name}：{count} 家{more}"
SENT, WAITING, NOT_YET, TASK, UNCERTAIN_ONES, FAILED, DONE_BY_PERSON = (
    "已发出",
    "排着队",
    "还没轮到",
    "要人工联系",
    "不一定到（没有回执，不会重发）",
    "没发成",
    "人工联系过",
)
MORE = "（{items}）"
ITEM = "{name} {count}"
LEFT = "按每小时 {per_hour} 家，{lasts}。"
ENDED = "{at}停的。"
REASON_NAMES = {
    "opted_out": "停了通知",
    "stopped": "群发停了",
    "left": "联系人换了",
    "unreachable": "没有通的路",
    "paused": "规则停用",
    "hours": "时间不合适",
    "day": "当天满了",
    "week": "一周满了",
    "rule": "群发次数满了",
    "late": "过期",
    "moot": "群发停了",
}
STOP_THIS, SEE_THIS, SEE_ALL = "停掉这条", "看进度", "看群发记录"


def filter_in_words(asked: Mapping[str, Any]) -> str:
    """Say a filter; the words for everybody where it asks for nothing."""
    parts = [words for names in PARTS if (words := part(names[0], asked))]
    return DOT.join(parts) or FILTER_ALL


def examples(names: Sequence[str], count: int) -> str:
    """Name some of those a message goes to, or all of them.

    Args:
        names: Those to name.
        count: How many it goes to.
    """
    return (EVERYONE if len(names) == count else EXAMPLES).format(names=LIST_COMMA.join(names))


def lasts(hours: int) -> str:
    """Say how long planning takes."""
    return LASTS_HOUR if hours <= 1 else LASTS.format(hours=hours)


def short(text: str, most: int = TITLE_MOST) -> str:
    """Return the beginning of a text as a title."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most] + "…"
