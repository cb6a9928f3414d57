"""Wording of the tool that holds policies against a firm."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tools.kit.errors import InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

WHICH_FIRM = "给哪家企业配政策？说企业名字，或者说说它在哪个镇街、做什么行业、有多少人。"
WHICH_OF_THEM = "叫“{name}”的企业不止一家，是哪一家？"
WHICH_POLICY = "没有找到叫“{name}”的政策。换个说法，或者直接问“我们能申请哪些补贴”。"
NO_FIRM = "档案里没有叫“{name}”的企业。可以直接说它的情况：在哪个镇街、做什么行业、有多少人。"
NOT_YOURS = "只能按你们自己企业的档案配政策，别家企业的看不了。"


def explain(error: ToolError) -> str | None:
    """Put an error of this tool into words."""
    if isinstance(error, NotPermitted) and error.data.get("what") == "enterprise":
        return NOT_YOURS
    if isinstance(error, NotFound) and error.data.get("what") == "policy":
        return WHICH_POLICY.format(name=error.data.get("name"))
    if isinstance(error, NotFound):
        return NO_FIRM.format(name=error.data.get("name"))
    if isinstance(error, InvalidArguments) and error.data.get("problem") == "ambiguous":
        return WHICH_OF_THEM.format(name=error.data.get("name"))
    return None


MATCH_POLICIES = ToolWording(
    title="配政策",
    menu="找方案",
    starter="我们能申请哪些补贴？",
    questions={"enterprise": WHICH_FIRM},
    explain=explain,
)

# --- whose ------------------------------------------------------------------------------------------------------------

YOU, THIS_FIRM = "你们", "这家企业"
COMMA, LIST_COMMA, STOP, SEMICOLON = "，", "、", "。", "；"
PEOPLE, REVENUE, FOUNDED = "{value}人", "年营收{value}万元", "{value}年成立"
LEVEL_OWN = "平台自评{level}"
LEVEL_SAID = "自称{level}"
BOUNDS = {"below": "不到{text}", "above": "{text}以上", "about": "约{text}", "range": "{text}左右"}

# --- all policies -----------------------------------------------------------------------------------------------------

LEAD = "{basis}，企业能申报的 {total} 份政策：{counts}。"
BASIS_OWN = "按你们的情况（{facts}）"
BASIS_NAMED = "按{name}的档案（{facts}）"
BASIS_SAID = "按说的情况（{facts}）"
NONE_OF_PLACE = "资料里没有{place}自己的政策，要问当地主管部门；下面只有国家和广东省的。"
OF_BRANCH = "问的是分厂，所在地按{place}来对。"
OF_REGISTERED = "注册在{place}、厂在别处：下面按注册地{place}对照，还要看实施地的以当期通知为准。"
COUNTS = {"fits": "**{count} 份对得上**", "open": "{count} 份还不能定", "fails": "{count} 份不适用", "closed": "{count} 份申报期已过"}
NOTHING_KNOWN = "先要知道{whom}的情况，才能一条条对。企业能申报的政策有 {total} 份，其中写明金额的：{titles}。"
FITS = "**对得上的**（能查的条件都符合；其余条件要自己核对）"
OPEN = "**还不能定的**"
FAILS = "**不适用的**"
CLOSED = "**申报期已过的**"
ITEM = "{place}. **《{title}》**（{level}）"
LINE = "- 《{title}》：{text}"
SUB = "   - {text}"
REASON = "{text}（{given}）"
NEEDS_LINE = "- 还差**{wanted}**：{titles}"
TITLED = "《{title}》"
NO_WINDOW = "没写申报起止的，以主管部门当期通知为准。"
LEFT_OUT = "另有 {count} 份是导向、合规文件，或由城市申报，企业不直接报，没有列。"
MORE_FITS = "- 另外 {count} 份：{titles}。"

# --- one policy -------------------------------------------------------------------------------------------------------

CONCLUSION = {
    "fits": "《{title}》：{who}**基本对得上**，能查的条件都符合，打“？”的要自己核对，最后以主管部门审核为准。",
    "open": "《{title}》：{who}**还不能定**，{why}。",
    "fails": "《{title}》：{who}**不符合**，{why}。",
}
CONCLUSION_GOAL = {
    "fits": "《{title}》里的{goal}：{who}能查的条件都符合，打“？”的要自己核对。",
    "open": "《{title}》里的{goal}：{who}**还不能定**，{why}。",
    "fails": "《{title}》里的{goal}：{who}**现在不符合**，{why}。",
}
OF_MEASURE = {
    "met": "这一条{who}**符合**：",
    "not_met": "这一条{who}**不符合**：",
    "unknown": "这一条还**不能定**：",
}
NOT_MET_BECAUSE = "卡在：{text}"
UNKNOWN_BECAUSE = "还差{wanted}"
ONLY_YOU = "有 {count} 条要自己核对"
PROJECT = "要看打算做什么：{text}"
CONDITIONS = "**逐条对照**"
CONDITIONS_OF = "**{goal}另有门槛**"
AFTERWARDS = "**改造后要达到**"
MARKS = {"met": "✓", "not_met": "✗", "unknown": "？"}
CHECKED = "- {mark} {text}{note}"
NOTE = "（{text}）"
GIVEN = "{who}：{value}"
CLOSED_NOW = "《{title}》这一轮已经报不了：{text}下面的条件供下一轮参考。"
NOT_KNOWN = "还不知道{name}"
BY_HAND = "自己核对"
BY_HAND_ABOUT = "{about}要自己核对"
TO_BE_TOLD = "行业是{value}，算不算要问主管部门"
PLACE_TO_BE_TOLD = "{value}算不算，要看更细的地址"
REGION_TO_BE_TOLD = "{value}算不算，资料里没有写，要问主管部门"
NEAR_BAR = "{value}，离线太近，要准数"
PLAN_TO_BE_TOLD = "“{value}”算不算，要看具体时间"
SIZE_UNKNOWN = "资料里只有制造业的划型口径，这个行业的没有"
SIZE_BY = "划型用《{title}》的口径：{text}"
TRADE_NOTE = "行业按大类对的，细分行业以当批通知为准"
RATED = "{who}平台自评是{level}；平台自评不等于官方评定，要按2024年版评测指标现场评定"
RATED_SAID = "{who}说的是{level}；是不是官方现场评定的等级要核对，要按2024年版评测指标评"
NOT_RATED = "{who}还没做过平台诊断；可以先测一下差多远，官方等级要按2024年版评测指标现场评定"
NO_CONDITIONS = "资料里没有写对企业的条件。"
OTHER_GOALS = "门槛只列得出{goal}的；别的方向资料里没有更细的条件。"

AMOUNT = "**金额**：{text}"
NO_AMOUNT = "**金额**：资料里没有核到金额，不能报数。"
ESTIMATE = "按说的投入 {invested} 万元、最高比例算，最多 {most} 万元（{share}%{cap}）"
ESTIMATE_CAP = "，封顶 {cap} 万元"
ESTIMATE_LEVELS = "改造后只到二级的按二级封顶"
TIME = "**时间**：{text}"
HOW = "**怎么报**：{text}"
NO_HOW = "资料里没有写怎么申报，问主管部门。"
TRUST = "**可信度**：{text}"
VERIFIED = "主要事实在公开网页上核对过。"
PARTIAL = "只核到一部分。"
SOURCE_LINK = "来源：{url}"
SOURCE = "资料整理于 {compiled}；条件由本平台按资料逐条对照，不代替主管部门审核。"

SOONEST = "最先到期的是《{title}》。资料里写了日子的，从近到远："
REST_UNDATED = "\n\n其余 {count} 份资料里没有写截止日，以当期通知为准。"
NONE_DATED = "能报的 {count} 份，资料里都没有写截止日，以当期通知为准。"
OPEN_UNTIL = "现在可以报，{day}截止，还有 {days} 天。"
OPEN_NO_END = "现在可以报，没写截止日。"
NOT_YET = "{day}才开始报，还有 {days} 天。"
WINDOW_CLOSED = "申报期{day}已截止，过了 {days} 天。"
WINDOW_UNKNOWN = "申报起止资料里没有写，以当期通知为准。"
HOLDS_UNTIL = "政策到{day}，还有 {days} 天。"
LAST_DAY = "政策今天（{day}）到期。"
ENDED = "《{title}》已经到期（{day}），不能再按它申报。"
REPLACED = "《{title}》已被《{new}》替代，按新的看。"
NOT_FOR_FIRMS = "《{title}》企业不直接申报：{summary}"
DATE = "{year}年{month}月{day}日"

# --- asking -----------------------------------------------------------------------------------------------------------

ASK = {
    "town": "{whom}在哪个镇街或城市？",
    "industry": "{whom}做什么行业？",
    "employees": "{whom}有多少人？",
    "revenue_wan": "{whom}去年营收大概多少？",
    "honors": "{whom}现在有哪些称号？没有就说“无”。",
    "plan_time": "{whom}打算什么时候做数字化改造？",
    "founded": "{whom}哪一年成立的？",
}
ASK_ANY = "{whom}在哪个镇街、做什么行业、有多少人？一句话说全就行。"
SETTLES = "再说一样，还能定 {count} 份："
NOT_UNDERSTOOD = "没听出来。"
DONT_KNOW = "不知道"
CHOICES: Mapping[str, Sequence[tuple[Any, str]]] = {
    "town": tuple((town, town) for town in ("狮岭", "花东", "炭步", "花山", "赤坭", "新华", "花城", "秀全")),
    "industry": tuple((name, name) for name in ("皮革皮具", "汽车及零部件", "化妆品", "纺织服装", "电子信息", "食品饮料", "珠宝首饰", "通用制造", "物流")),
    "honors": (
        (["专精特新小巨人"], "专精特新小巨人"),
        (["专精特新中小企业"], "专精特新中小企业"),
        (["创新型中小企业"], "创新型中小企业"),
        (["高新技术企业"], "高新技术企业"),
        (["无"], "都没有"),
    ),
    "plan_time": (("今年内", "今年内"), ("半年内", "半年内"), ("没有计划", "还没打算")),
}
NAMES = {
    "town": "所在镇街",
    "industry": "行业",
    "employees": "员工人数",
    "revenue_wan": "年营收",
    "honors": "称号",
    "plan_time": "改造时间",
    "founded": "成立年份",
    "level": "诊断等级",
}

# --- buttons ----------------------------------------------------------------------------------------------------------

SEE_ONE = "《{title}》逐条看"
SEE_ALL = "看全部能报的"
HOW_TO_APPLY = "怎么申报"
DIAGNOSE = "先测数字化水平"
SHOW_RESULT = "看我的诊断结果"
LONGEST_TITLE = 16
ELLIPSIS = "…"
_DASHES = re.compile(r"[—（(].*$")


def short(title: str) -> str:
    """Cut a policy's title to what fits on a button."""
    name = _DASHES.sub("", title) or title
    return name if len(name) <= LONGEST_TITLE else name[:LONGEST_TITLE] + ELLIPSIS


def day_of(day: date) -> str:
    """Write a day out."""
    return DATE.format(year=day.year, month=day.month, day=day.day)


def number(value: object) -> str:
    """Write a figure without needless zeros."""
    return f"{Decimal(str(value)).normalize():f}"


def fact(key: str, value: object, bound: str = "exact") -> str:
    """Write a fact the way it is said."""
    if isinstance(value, list | tuple):
        return LIST_COMMA.join(map(str, value))
    form = {"employees": PEOPLE, "revenue_wan": REVENUE, "founded": FOUNDED}.get(key)
    text = form.format(value=number(value)) if form else str(value)
    return BOUNDS[bound].format(text=text) if bound in BOUNDS else text
