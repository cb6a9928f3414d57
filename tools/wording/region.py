"""Wording of the operators' tools on the region: finding and comparing enterprises, and the platform's overview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tools.domain.region.dated import last_day
from tools.kit.errors import InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording
from tools.wording.tickets import KINDS, SHORT_STATES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ONE_FOUND = "找到了{name}，另一家没认出来。跟哪家比？说名字。"
ONLY_OPERATORS = "这是平台工作人员用的：查别的企业、看平台数据，企业账号看不了。你可以看自己的档案和诊断。"
NO_ENTERPRISE = "档案里没有找到“{name}”。说企业全名，或者先用镇街、行业筛一下。"
SEVERAL = "“{name}”对得上好几家，是哪一家？"
NO_SCENARIO = (
    "场景目录里没有认出“{name}”。说场景的名称，比如“成品外观与线迹检测”“智能排产”，或者说“视觉质检”这样的一类。"
)


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words."""
    if isinstance(error, NotPermitted):
        return ONLY_OPERATORS
    if isinstance(error, NotFound) and error.data.get("what") == "scenario":
        return NO_SCENARIO.format(name=error.data.get("name"))
    if isinstance(error, NotFound):
        return NO_ENTERPRISE.format(name=error.data.get("name"))
    if isinstance(error, InvalidArguments) and error.data.get("problem") == "ambiguous":
        return SEVERAL.format(name=error.data.get("name"))
    if isinstance(error, InvalidArguments) and error.data.get("problem") == "same":
        return SAME
    if isinstance(error, InvalidArguments) and error.data.get("first"):
        return ONE_FOUND.format(name=error.data["first"])
    return None


FIND = ToolWording(title="查企业", menu="看全局", starter="狮岭、50人以上、质量痛点的企业有哪些", explain=explain)
COMPARE = ToolWording(
    title="比较两家企业",
    menu="看全局",
    explain=explain,
    questions={"first": "要比较哪两家企业？先说第一家的名字。", "second": "跟哪家比？说名字。"},
)
OVERVIEW = ToolWording(title="平台总览", menu="看全局", starter="这个月平台怎么样", explain=explain)

COMMA, LIST_COMMA, DASH = "，", "、", "—"
DOT = " · "

# --- filters ----------------------------------------------------------------------------------------------------------

FILTER = "**筛选条件**：{parts}"
NO_FILTER = "**没有设条件**，列的是全部企业"
FOUND = "{filter}。\n\n共 **{count}** 家{shown}。"
SHOWN_FROM = "，下面是第 {first}—{last} 家"
NOBODY = "{filter}。\n\n**没有**同时符合的企业。"
PAINS_LOOKED_UP = "痛点看档案里填的和最近一次诊断排前三的，两样都查过。"
BY_DIAGNOSIS = "{pain}（诊断）"
FOUND_BY_DIAGNOSIS = "带“诊断”的是最近一次诊断看出来的（排前三），档案里没填。"
NOBODY_WIDER = "放宽一条看看：{options}。"
WIDER = "不限{part} {count} 家"
_CAN = "能筛的有：镇街、行业、人数、营收、预算、等级、痛点、系统、资质、规上、做没做过诊断、有没有未关工单。"
LEFT = "“{words}”没有当成条件；" + _CAN
KEPT = "没认出“{words}”是什么条件，条件没动。" + _CAN
NOT_READ = "没认出“{words}”是什么条件，就没有列。" + _CAN
NO_LIST_OF = "平台没有{whom}的名录，找不了。企业要找{whom}，可以替它登记成需求，由工作人员对接。"
ORDERS = {
    "best": "诊断得分高的在前",
    "worst": "诊断得分低的在前",
    "largest": "人数多的在前",
    "revenue": "营收高的在前",
    "budget": "预算多的在前",
}
TOPS = {
    "largest": "人数最多的是**{name}**，{value} 人。",
    "revenue": "营收最高的是**{name}**，{value} 万元。",
    "budget": "预算最多的是**{name}**，{value} 万元。",
}

PART_NAMES = {
    "town": "镇街",
    "industry": "行业",
    "employees_min": "人数",
    "revenue_min": "营收",
    "budget": "预算",
    "level": "等级",
    "pains": "痛点",
    "systems": "系统",
    "without": "系统",
    "honors": "资质",
    "above_scale": "规上",
    "has_diagnosis": "诊断",
    "added_since": "入驻日期",
    "open_tickets": "工单",
    "complained": "投诉",
    "name": "名称",
    "scenario": "场景",
    "order": "排序",
}
PEOPLE, WAN = "人", "万元"
BETWEEN, AT_LEAST, AT_MOST = "{low}—{high}{unit}", "{low}{unit}以上", "{high}{unit}以下"
SPANS = {"exact": "{level}", "up": "{level}及以上", "down": "{level}及以下"}
FLAGS = {
    ("above_scale", True): "规上企业",
    ("above_scale", False): "规下企业",
    ("has_diagnosis", True): "做过诊断",
    ("has_diagnosis", False): "没做过诊断",
    ("open_tickets", True): "有未关工单",
    ("open_tickets", False): "没有未关工单",
    ("complained", True): "投诉过",
    ("complained", False): "没投诉过",
}
PAIN, WITHOUT, NAMED = "{value}痛点", "没有{value}", "名称含“{value}”"
REVENUE, BUDGET = "营收{value}", "预算{value}"
RANGES = {"employees_min": ("{value}", PEOPLE), "revenue_min": (REVENUE, WAN), "budget": (BUDGET, WAN)}
CHOICES = {
    "town": ("town", "towns", "except_towns", "不在{value}"),
    "industry": ("industry", "industries", "except_industries", "不是{value}"),
}
OR = "或"
DATED = {"has_diagnosis": ("diagnosed", "{first}至{last}做过诊断"), "added_since": ("added", "{first}至{last}新入驻")}
EACH = {"pains": PAIN, "without": WITHOUT, "systems": "有{value}", "honors": "{value}"}
SUITS = "适合“{name}”"
SEVERAL_SCENARIOS = "{name}等 {count} 个场景"
KIND_OF_SCENARIOS = "{kind}类场景（{count} 个）"

DROP, DROP_SCENARIO = "去掉“{part}”", "不按场景排"
TO_PEOPLE = "改成{count}人以上"
ONLY_UNDIAGNOSED = "只看没做过诊断的"
NEXT = "看后面 {count} 家"
EVERYBODY = "不设条件，看全部"

LIST_FILE = "企业名单-{day}.csv"
AS_FILE = "一共 **{count}** 家，都在这份表里：{link}。要登录工作人员账号才能下载。"
FILE_COLUMNS = (
    "企业",
    "镇街",
    "行业",
    "人数",
    "等级",
    "总分",
    "痛点",
    "最近联系（UTC）",
    "适合的场景",
    "理由",
    "还差或要备",
)
HEADER = ("企业", "镇街", "行业", "人数", "等级", "痛点", "最近联系")
SUITED_HEADER = ("企业", "镇街", "行业", "人数", "等级", "适合的场景", "理由", "还差或要备")
UNNAMED = "未命名（{id}）"
NO_LEVEL = "未诊断"
UNRATED = "依据不足"
NEVER = "—"

SUITED = "{filter}。\n\n从{pool}里排出 **{count}** 家适合的{shown}。"
POOL = "行业或痛点相关的 {count} 家"
POOL_CAPPED = "行业或痛点相关的前 {count} 家"
NOT_YET = "另有 {count} 家暂不建议先做：{reasons}。"
NOT_YET_ITEM = "{name}（{why}）"
SUITED_NONE = "{filter}。\n\n没有找到适合的企业。"
RANKED_BY = "排序看行业、痛点、诊断等级和手上的数据；场景目录是草案，适不适合要现场再看。"
WHY = {
    "industry": "本行业",
    "town": "{value}主业相近",
    "general": "通用场景",
    "module": "{value}是痛点",
    "pain": "{value}",
    "data": "有{value}",
    "level": "等级{value}够",
    "effort": "投入轻",
}
AGAINST = {
    "level": "等级{given}，要{wanted}",
    "low": "基础薄，要{wanted}",
    "dimension": "{given}，要{wanted}",
    "effort": "预算不够",
    "hardware": "设备预算不够",
    "no_hardware": "不想买设备",
    "no_systems": "没有要用的系统",
}
NOTHING_LACKING = "—"

# --- comparing --------------------------------------------------------------------------------------------------------

SAME = "两边是同一家企业，换一家来比。"
COMPARED = "**{first}** 与 **{second}**：{lead}。"
LEADS = "{winner}的数字化水平高一些（{high} 对 {low}）"
EVEN = "数字化水平一样（都是 {level}）"
ONE_KNOWN = "{known}是 {level}，{unknown}还没做过诊断，水平没法比"
NONE_KNOWN = "两家都没做过诊断，水平没法比，先看档案"
DIMENSIONS_APART = "**五个维度的差距**，从大到小：{dimensions}。"
DIMENSION_APART = "{name}差 {by} 分（{first} 对 {second}）"
WIDEST = "差得最多的是{dimension}（{first} 对 {second}）"
ROWS = (
    ("town", "镇街"),
    ("industry", "行业"),
    ("products", "主要产品"),
    ("employees", "人数"),
    ("revenue_wan", "年营收"),
    ("budget_wan", "数字化预算"),
    ("systems", "系统"),
    ("honors", "资质"),
    ("pains", "痛点"),
    ("chain_position", "产业链位置"),
)
ITEM = "项目"
LEVEL_ROW, SCORE_ROW, DAY_ROW, FITS_ROW = "等级", "总分", "诊断日期", "适合的场景"
UNKNOWN = "未填"
SIDES = "**{title}**：{first} {left}，{second} {right}{apart}。"
APART = "，{more}多 {by}{unit}"
EQUAL = "，一样"
WHOLE_COMPARISON = "看全部对比"
NUMBERS = {"employees": PEOPLE, "revenue_wan": WAN, "budget_wan": WAN}
NO_BASIS = "依据不足"
SCORE_NOTE = "等级和分数是平台自评，不等于官方评定。"
WHAT_SUITS = "{name}适合什么场景"
POLICIES_FOR = "{name}能报哪些政策"

# --- overview ---------------------------------------------------------------------------------------------------------

LABELS = {
    "month": "{year}年{month}月",
    "week": "{month}月{day}日起的一周",
    "year": "{year}年",
    "day": "{month}月{day}日",
    "quarter": "{year}年第{part}季度",
    "half": "{year}年{part}半年",
}
PARTS_OF_YEAR = {"quarter": ("一", "二", "三", "四"), "half": ("上", "下")}
DATES = "{first}—{last}（近{count}天）"
SO_FAR = "（截至{month}月{day}日）"
THIS = {"month": "本月", "week": "本周", "year": "今年", "day": "今天", "days": "近{count}天"}
BEFORE = {"month": "上月", "week": "上周", "year": "去年", "day": "昨天", "days": "前{count}天"}
BEFORE_THAT = {"week": "上上周", "year": "前年", "day": "前天"}
MONTH_ALONE = "{month}月"
OVERVIEW_LEAD = (
    "**{label}**{so_far}：平台上有 **{total}** 家企业（认证 {verified} 家），新增 {new} 家；做完诊断 {finished} 次；"
    "新工单 {tickets} 张，现在超时未办好的 {overdue} 张；回答 {answers} 次，其中没能给出答案的 {declined} 次{rate}。"
)
RATE = "（{value}%）"
OVERVIEW_HEADER = ("指标", "变化")
COUNT_ROWS = {
    "new": "新增企业",
    "started": "开始诊断",
    "finished": "完成诊断",
    "opened": "新工单",
    "closed": "关闭工单",
    "hand_offs": "转人工",
    "conversations": "有来往的会话",
    "answers": "回答",
    "declined": "没能给出答案",
    "satisfaction": "满意度",
}
COUNT_UNITS = {
    "new": "家",
    "started": "次",
    "finished": "次",
    "opened": "张",
    "closed": "张",
    "hand_offs": "次",
    "conversations": "个",
    "answers": "次",
    "declined": "次",
}
FIGURE = "**{title}**：{this} **{now}** {unit}，{before} {then} {unit}，{change}。"
FIGURE_SCORE = "**满意度**：{this} **{now}**，{before} {then}。"
FIGURE_OF_KIND = "**新{kind}**：{this} **{now}** 张，{before} {then} 张，{change}。"
FIGURE_TOTAL = "**企业**：一共 **{total}** 家，其中认证 {verified} 家；{this}新增 {new} 家。"
FIGURE_VERIFIED = "**认证企业**：**{verified}** 家，一共 {total} 家。"
FIGURE_UNDIAGNOSED = "**没做过诊断的**：**{none}** 家；做过的 {done} 家。"
FIGURE_OVERDUE = "**超时未办好的工单**：现在 **{count}** 张。"
FIGURE_MOST = "**{title}**：{most}最多，**{count}** 家。依次是：{all}。{none}"
FIGURE_MOST_TITLES = {"towns": "镇街", "industries": "行业", "pains": "痛点"}
FIGURE_LEFT = "没填的 {count} 家。"
FIGURE_NOTHING = "**{title}**：还没有企业填。"
CHANGED_FROM = "{this}和{before}比：{changes}。"
CHANGED_ITEM = "{title} {now}（{change}）"
NOT_CHANGED = "其余持平"
NOTHING_CHANGED = "各项都持平"
WHOLE_OVERVIEW = "看完整总览"
UP, DOWN, SAME_AS = "+{value}", "-{value}", "持平"
AVERAGE = "{value} 分（{count} 份）"
NO_SCORES = "没有评分"
LEVELS = "**等级分布**（各家最近一次诊断）：{levels}；没做过诊断 {none} 家。"
LEVEL_COUNT = "{level} {count} 家"
NO_LEVEL_COUNT = "依据不足 {count} 家"
NO_LEVELS = "**等级分布**：还没有做完的诊断。"
PAINS = "**痛点前五**（家数）：{pains}。"
PAIN_COUNT = "{name} {count}"
NO_PAINS = "**痛点**：还没有企业填。"
TICKETS = "**这一期的工单**：{kinds}；状态：{states}。"
NO_TICKETS = "**工单**：这一期没有新工单。"
TICKET_COUNT = "{name} {count}"
DECLINED = "**没能给出答案最多的**：{subjects}。"
SUBJECT_COUNT = "{name} {count} 次"
OTHER_SUBJECT, NOT_ALLOWED_SUBJECT = "资料里没有的其他问题", "没有权限或没找到的事"
WHOLE_PLATFORM = "上面是全平台的数，没有单算{town}；{town}有哪些企业，点下面的按钮看。"
FIRMS_OF = "{town}的企业"
ONLY_COUNTS = "这里只有计数，不含企业和个人信息。"
BEHIND = {"finished": "做过诊断的企业", "new": "新增的企业"}
SEE_LAST = "看上一期"
SEE_OVERDUE = "超时的工单"
SEE_UNDIAGNOSED = "没做过诊断的企业"
SEE_NEEDS = "需求池"
TICKET_KINDS, TICKET_STATES = KINDS, SHORT_STATES


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Write a table in Markdown."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') for cell in line)} |" for line in lines
    )


def figure(value: object) -> str:
    """Write a figure without needless zeros."""
    return f"{float(str(value)):.1f}".rstrip("0").rstrip(".")


def between(low: object, high: object, unit: str) -> str:
    """Write a range of figures."""
    form = BETWEEN if low is not None and high is not None else AT_LEAST if low is not None else AT_MOST
    return form.format(
        low=figure(low) if low is not None else "", high=figure(high) if high is not None else "", unit=unit
    )


def part(name: str, asked: Mapping[str, Any]) -> str:
    """Write one condition of a filter; empty where the filter does not hold it.

    Args:
        name: The condition's first field.
        asked: What is asked for.
    """
    if name in RANGES:
        low, high = asked.get(name), asked.get(name.replace("_min", "_max")) if name.endswith("_min") else None
        form, unit = RANGES[name]
        return "" if low is None and high is None else form.format(value=between(low, high, unit))
    if name in CHOICES:
        one, several, besides, form = CHOICES[name]
        if out := asked.get(besides):
            return form.format(value=LIST_COMMA.join(out))
        return str(asked.get(one) or OR.join(asked.get(several) or ()))
    if name in DATED and asked.get(f"{DATED[name][0]}_since"):
        days, form = DATED[name]
        return form.format(first=asked[f"{days}_since"], last=last_day(str(asked[f"{days}_before"])))
    value = asked.get(name)
    if value is None or value in ([], ()):
        return ""
    if isinstance(value, bool):
        return FLAGS[name, value]
    if name in EACH:
        return LIST_COMMA.join(EACH[name].format(value=item) for item in value)
    if name == "level":
        return SPANS[str(asked.get("span", "exact"))].format(level=value)
    return (
        ORDERS.get(str(value), "") if name == "order" else NAMED.format(value=value) if name == "name" else str(value)
    )
