"""Wording of the tools that work out, keep and compare indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.kit.errors import InvalidArguments, NotFound, NotPermitted
from tools.kit.tool import ToolWording

if TYPE_CHECKING:
    from tools.kit.errors import ToolError


def explain(error: ToolError) -> str | None:
    """Put what went wrong into words."""
    if isinstance(error, NotFound) and error.data.get("what") == "indicator":
        return NO_INDICATOR.format(name=error.data.get("name"))
    if isinstance(error, NotFound) and error.data.get("what") == "value":
        return NO_SUCH_VALUE.format(name=error.data.get("name"))
    if isinstance(error, NotFound) and error.data.get("what") == "enterprise":
        return NO_ENTERPRISE.format(name=error.data.get("name"))
    if isinstance(error, NotPermitted) and error.data.get("what") == "verified":
        return NOT_VERIFIED
    if isinstance(error, NotPermitted):
        return OTHERS
    if isinstance(error, InvalidArguments):
        if error.data.get("problem") == "ambiguous":
            return AMBIGUOUS.format(name=error.data.get("name"))
        if error.data.get("problem") == "nothing":
            return NOTHING_TO_KEEP
        if error.data.get("problem") == "whose":
            return WHOSE_VALUE.format(text=error.data.get("text"))
        if error.data.get("problem") == "figure":
            return NO_FIGURE.format(text=error.data.get("text"))
    return None


NO_INDICATOR = "附录2 里没有“{name}”这个指标。说指标的全名或编号（比如 a.1.1），或者直接把前后的数告诉我。"
NO_ENTERPRISE = "没有查到叫“{name}”的企业。"
NOT_VERIFIED = "“已核验”只能由平台工作人员标，你可以标“有凭证”。"
OTHERS = "指标数据只能看和存自己企业的。"
AMBIGUOUS = "叫“{name}”的企业有好几家，是哪一家？"
NOTHING_TO_KEEP = "还没有算出可以存的值。先把数告诉我算一下，再存。"
OF_WHICH, OF_THIS = "这个值是哪个指标的？", "是**{name}**的值，对吗？点一下或回 1，就存。"
WHOSE_VALUE = "没听出 {text} 是哪个指标的值，没存。连指标名一起说，比如“产品缺陷率3.1%，存为实际值”。"
CHECKED_FIRST = "好，先不存。核好了，说“存为基线”或“存为实际值”就行。"
LEFT_ALONE = "好，档案里的值没有动。"
WONDERED_AT = "听到了，这里没有存，也没有改什么。想看档案里的值、来源和证据，说“看指标前后对比”。"
HELD_BACK = "话里有的要存，有的又说先不存或还没定，所以都没存。要存哪个单独说，比如“缺陷率3%，存为基线”。"
NO_SUCH_VALUE = "这次没有算出过 {name}，没存。要存哪个，把数报给我再算一下。"
NO_FIGURE = "“{text}”不是一个确定的数，请给一个带单位的数。"

CALCULATE_KPI = ToolWording(
    title="算指标", menu="做诊断", starter="采购成本原来500万，现在420万，降了多少？", explain=explain
)
KEEP_KPI = ToolWording(
    title="存指标", questions={"enterprise": "要存到哪家企业名下？说一下企业名称。"}, explain=explain
)
COMPARE_KPI = ToolWording(
    title="看指标前后对比",
    questions={"enterprise": "看哪家企业的？说一下企业名称。"},
    menu="企业档案",
    explain=explain,
)

WHICH = (
    "想算哪个指标？说名称就行，比如采购成本下降率、产品缺陷率；也可以直接把前后的数告诉我，比如“交期以前30天现在21天”。"
)
NO_EFFECT = (
    "没有可靠的通用数字，能省多少、能提高多少，我给不了准数：每家厂的底子不一样，要用自己前后两期的数实测。"
    "先记下现在的数（比如一个月用多少度电、做多少产值），用上以后再报一次，我按附录2的公式算给你看。"
)
OF_OTHERS = "这是别家的数，没算也没存；档案里只放你们自己的。想比的话，把你们自己的数也报一下。"
PLANNED = "这是打算做到的数，还不是实际结果，没算也没存。等有了实际的数再报，我来算。"
WORKED_OUT_FOR_OTHERS = "这是按别家的数算的，不是你们的结果，没有存。"
WORKED_OUT_AS_PLANNED = "这是按打算做到的数算的，不是实际结果，没有存。"
WHICH_OF = "这些数是算哪个指标的？"
NOT_USED = "没听出这个数是哪一项的，下面还是按原来的数。说清是哪一项就能改。"
PUT_OFF = "好，{name}先不算。有了**{variable}**的数直接发我，接着算。"
NO_FACTOR = "标准里没有给排放因子，我不替你编。向客户或主管部门要当年公布的，连年份和出处一起发我。"
DENIED = "哪个数要改、改成多少？说了我再算；下面还是按原来的数。"
NOT_UNDERSTOOD = "这句里没有认出数。"
TOOK_OFF, ADDED = "从{name}里扣掉了 {amount}，重算如下。", "{name}加上了 {amount}，重算如下。"
LOWERED = "按{name}降到 {amount} 来算，别的数不变。"
OFF_WHICH, ONTO_WHICH = "这 {amount}从哪一项里扣？", "这 {amount}加到哪一项？"
OFF_IT = "这 {amount}要从{name}里扣掉再算吗？"
OFF_THIS, ONTO_THIS = "从{name}里扣", "加到{name}"
AS_SHOWN = "对，就是这个数。"
CHECKED = "按你给的数重算了一遍，结果一样。公式和口径写在下面；哪个数不对，直接说改成多少。"

RESULT = "**{name}：{value}**"
LEVELS = "**{name}：{value}**（前一期 {earlier}，{change}）"
POINTS_UP, POINTS_DOWN, POINTS_SAME = "上升 {points} 个百分点", "下降 {points} 个百分点", "两期持平"
SCORE_UP, SCORE_DOWN = "上升 {points} 分", "下降 {points} 分"
MORE, LESS = "增加 {difference}", "减少 {difference}"
SPOKEN = "。"
FROM_TO = "{noun}从 {before} 变为 {after}。"
WORSE = "{noun}反而{verb}了{amount}。"
WORSE_BY = "{noun}反而{verb}了 {amount}。"
SAME = "{noun}没有变化。"
IMPLIED = "按你说的幅度直接得出，没有用到前后两期的原始数；有原始数可以再核一遍。"
SUBSTITUTION = "算式：{substitution} = {exact}"
SUBSTITUTION_EARLIER = "前一期：{substitution} = {exact}"
ROUNDED = "{exact} ≈ {value}"
FORMULA = {
    "printed": "公式（{document} {clause}）：{formula}",
    "corrected": "公式（{document} {clause}，更正读法）：{formula}",
    "customary": "{document} {clause} 只给了名称，没有公式。这里用的是通行算法，**不是标准原文**：{formula}。你们有自己的定义，告诉我，我按你们的算并写明。",
}
ERRATUM = "原文有误：{say}原文印的是“{printed}”。"
PRINTED = "按印刷的式子算是 {value}，即 {substitution}；两个数不要混用。"
PRINTED_NEEDS = "要同时给出印刷式的值，还要告诉我{names}。"
BESIDE = "{name}：{value}（{substitution}）"
TYPESET = {r" \times ": "×", r"\times": "×", "CO_{2e}": "CO₂e"}
WATCH = "注意：{guidance}"
TWO_PERIODS = "两期放在一起看：{line}"
ONE_PERIOD = "这是一期的水平值。给我前一期的数，才能说提升了还是下降了（差值用百分点）。"
ONE_PERIOD_PLAIN = "这是一期的水平值。给我前一期的数，才能说提升了还是下降了。"
ELECTRICITY = "电按{name} {factor} {to}/{per} 折算（{source}）；要用等价值，请给我你们的系数。"
PERSON_MONTH = "一个人月按 22 人天折算；你们不是这么算的话，告诉我一个月按几天。"
NOT_FOR_READERS = ("，答复时声明非标准原文", "样本少于 30 时提示波动大。")
BOTH_PERIODS = "前后"
OVER_100 = "结果超过 ±100%，不太常见，请复核原始数。"
FEW = "样本不到 30 份，净推荐值波动会很大，只能参考。"
PER_FACTOR = "因子没写每什么单位，这里按每{unit}理解。"
CHECK = "哪个数要改？直接说，比如“{name}是……”。"
PART_OVER_WHOLE = "**{name}：{value}，请先复核**：{part}比{whole}还多，一般是口径不一致（不是同一批、同一期）或者填错了，不封顶、也不能当结论用。"

ASK = "还差**{name}**，是多少？（带上单位，比如“{example}”）"
ASK_FIRST = "算{indicator}要先知道**{name}**，是多少？（带上单位，比如“{example}”）"
ASK_EARLIER = "前一期还差**{name}**，是多少？（比如“{example}”）"
KNOWN = "已知：{values}。"
VALUE_OF = "{name} {value}"
EXAMPLES = {
    "money": "500万元",
    "time": "3天",
    "count": "120{unit}",
    "energy": "50吨标煤”或“10万度",
    "date": "2026年3月1日",
    "other": "80万度",
    "ratio": "0.1 {unit}",
    "labour": "20人天",
    "frequency": "一年6次",
    "factor": "0.57 kgCO2e/度（写明年份和出处）",
}
FACTOR = "排放因子"
FACTOR_UNIT = "排放因子要带单位：每什么排多少，比如“0.57 kgCO2e/度”或“0.57 tCO2/MWh”。数和单位连着再发一次。"
PROBLEMS = {
    "zero": "算不了：{names}是 0，不能作分母。",
    "negative": "算不了：{names}不能是负数（你给的是 {words}）。",
    "period": "先别算：两个数的口径不一致，统计期不一样长（{words}），这样比没有意义。",
    "unit": "单位对不上：{names}要用{unit}，你给的是 {words}。",
    "unit_plain": "单位对不上，没法放在一个式子里算。",
    "date_order": "日期顺序倒了：{later}早于{earlier}。",
    "impossible": "这个数不可能：{words}。",
    "impossible_share": "这个数不可能：缩短、减少最多 100%，不会超过。",
    "range": "{words}是个大概范围，算出来不准。",
    "listed": "个数对不上：{words}，先没算。",
    "definition": "{name}在 {document} {clause} 里没有公式，先要定口径。通行算法（不是标准原文）：{formula}。",
}
AGAIN = {
    "zero": "{name}实际是多少？",
    "negative": "{name}实际是多少？",
    "period": "请给同样长的统计期，比如都按年：{name}是多少？",
    "unit": "{name}是多少{unit}？",
    "date_order": "{name}是哪天？",
    "impossible": "{name}实际是多少？",
    "range": "{name}给一个确定的数，是多少？",
    "listed": "{name}实际是多少？列漏了就把数重新列一遍。",
    "definition": "你们就按这个口径，还是有自己的定义？按这个口径的话，告诉我{name}是多少。",
}
LISTED = "列了 {listed} 个数，说的是 {said} 个"
SOME = "“几十”“几百”这类说法"
UNIT_NAMES = {
    "money": "金额（元、万元）",
    "time": "时间（天、小时、分钟）",
    "labour": "人天",
    "count": "数量",
    "energy": "能源量（吨标煤、度）",
    "other": "用量（度、吨、立方米）",
    "ratio": "比值",
    "date": "日期",
}

NOUNS: dict[str, tuple[str, str]] = {
    "a.1.1": ("采购成本", "上升"),
    "a.1.2": ("单位产值能耗", "上升"),
    "a.1.3": ("库存周转天数", "增加"),
    "a.2.1": ("财务用工", "增加"),
    "a.2.2": ("客服人数", "增加"),
    "a.2.3": ("生产人力成本", "上升"),
    "c.1.1": ("审批时间", "变长"),
    "c.1.2": ("会议时长", "变长"),
    "c.1.3": ("决策周期", "变长"),
    "c.2.1": ("订单交付周期", "变长"),
    "c.2.2": ("供应链响应时间", "变长"),
    "c.2.3": ("客服响应时间", "变长"),
    "c.3.1": ("研发周期", "变长"),
    "d.1.1": ("销售收入", "下降"),
    "d.1.2": ("数字化产品收入", "减少"),
    "d.1.3": ("付费用户", "减少"),
}
"""What a change is said of, and what it does where it goes the wrong way."""
LOSING = {
    "c.4.2": "营销还没回本：收入增量抵不上营销成本。",
    "d.2.2": "项目目前是亏的：净收益为负。",
    "e.1.2": "贬损者比推荐者多。",
}

KEEP_BASELINE, KEEP_ACTUAL, ANOTHER, COMPARE = "存为基线", "存为实际值", "换个数再算", "看前后对比"
STAGES_SHORT = {"baseline": "基线", "actual": "实际值"}
STAGES = {"baseline": "基线（改造前）", "actual": "实际值（改造后）"}
WHICH_STAGE_ALL = "存成哪一种？基线是改造前的，实际值是改造后的。"
WHICH_STAGE = "**{name} {value}**，" + WHICH_STAGE_ALL
AS_ACTUAL = "**{name} {value}** 本身就是改造前后相比得出的，一般存为实际值。就这样存吗？"
WHICH_VALUE, ALL_OF_THEM = "存哪一个？", "都存"
KEPT = "已存：**{name} {value}**，{stage}。"
REPLACED = "原来存的 {value} 已改为历史记录。"
KEPT_DETAILS = "统计期：{period}；来源：{source}；证据：{evidence}；口径：{reading}。"
KEPT_HINT = "统计期和来源可以补，比如“存为基线，统计期是2026年上半年，来源是ERP报表”。"
KEPT_ALREADY = "已经存好了：**{name} {value}**，{stage}，统计期：{period}。要再存一次，说清存成哪一种就行。"
ON_FILE_NOW = "档案里存的是 {before}，{stage}，统计期：{period}。改成 {value} 吗？"
PUT_RIGHT = "改档案里的"
TERMS = {"month": "{year}年{number}月", "quarter": "{year}年第{number}季度", "year": "{year}年"}
OTHER_PERIOD = "这个对话里算出 {value} 的那次说的是{was}，没有算过{period}的。统计期就记成{period}，存吗？不是的话，把{period}的数报给我再算。"
KEEP_FOR = "记成{period}存"
NO_PERIOD, OWN_WORDS = "未注明", "企业自述"
EVIDENCE = {"self_reported": "自报", "documented": "有凭证", "verified": "已核验"}
READINGS = {
    "printed": "印刷公式",
    "corrected": "更正读法",
    "customary": "通行算法（非标准原文）",
    "stated": "直接给出的值",
}

COMPARED = "**{enterprise}指标前后对比（基线 → 实际值）**"
OWN = "你们的"
OF = "{name}的"
PAIR = "- **{name}**：{before} → {after}，{change}{verdict}"
PERIODS = "（{before} → {after}）"
POINTS = "{sign}{points} 个百分点"
DIFFERENCE = "{sign}{difference}{relative}"
RELATIVE = "（{sign}{percent}%）"
UNCHANGED = "没有变化"
BETTER, WORSE_SIDE = "，变好", "，变差"
ONLY_BASELINE = "- **{name}**：只有基线 {value}，还没有实际值"
ONLY_ACTUAL = "- **{name}**：只有实际值 {value}，还没有基线"
GIVE_ACTUAL = "把现在的数给我就能比，比如“实际值……{unit}，2026年11月”，会存进档案。"
GIVE_BASELINE = "把改造前的数给我就能比，比如“基线……{unit}，2026年3月”，会存进档案。"
ALONE = "- **{name}**：{value}（{stage}）"
FROM_INPUTS = "，{before} → {after}"
NOTE_ALONE = "这个指标本身就是改造前后相比得出的，不用再另存一个基线。"
NOTE = "率的差用“百分点”，不是“百分之几”；绝对量不跨企业排名。"
WENT = "**{name}{verb}了 {amount}**{verdict}。"
STAYED = "**{name}{unchanged}**。"
FELL, ROSE = "降", "升"
POINTS_NOT_PERCENT = "要写“{verb}了 {points} 个百分点”，不能写“{verb}了 {points}%”：两个率相减，差的是百分点。"
AS_SHARE = "要用百分比，就写“比原来{verb}了 {percent}%”（以原来的率为底）。"
PERCENT_OF_BASELINE = (
    "“比原来{verb}了 {percent}%”（以原来的率为底）可以这样写；两个率相减是 {points} 个百分点，两种说法不要混用。"
)
NOTHING_KEPT = "{whose}档案里还没有存过{indicator}。先算一个，再点“存为基线”或“存为实际值”。"
ANY_INDICATOR = "指标值"
YUAN, LIST_COMMA = "元", "、"
PLUS, MINUS = "+", "−"
PERCENT = "%"
"""Units that stand right behind the number."""
CLOSE_UNITS = frozenset("%天个户分元次")
