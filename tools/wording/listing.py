"""Wording of the tools that list policies and scenarios."""

from __future__ import annotations

import re

from tools.kit.tool import ToolWording

LIST_POLICIES = ToolWording(title="列出政策", menu="查一查")
LIST_SCENARIOS = ToolWording(title="列出场景", menu="查一查")

AMONG = re.compile(
    r"(?:这|那)?里(?:面|头|边)|(?:这|那)?(?:当中|其中|之中)|这些|那些|(?<!大)模型(?:类)?|^(?:那|再|就|嗯|哦|,)+|只(?:想)?(?:看|要|留|列)?|光(?:看|要)|单(?:看|要)|先看|改看|换成|有没有|嘅|(?:再)?(?:缩小|筛)(?:一下|下)?(?:到|成)?"
)
"""Points at the list that was just shown, of which some are wanted."""
REST = re.compile(
    r"(?:那|那么|咁|嗯|好|再|,|\s)*(?:(?:还|仲)(?:有|冇)(?:没有|冇)?(?:其[他它余]|别的|更多|多的|第二啲|剩下)?|(?:剩下|余下|其[他它余]|后面|另外)(?:的)?(?:那|几|\d|[一二三四五六七八九十])*(?:份|个|条|些|啲)?|(?:看|下)一?页|继续(?:看|列)?)(?:的|嘅)*(?:政策|场景)?(?:还|也)?(?:有|是|系)?(?:什么|哪些|哪几[份个]|边啲)?(?:看看|列(?:出来|一下)|发我)?(?:吗|么|呢|没|冇|啊|呀|嘛|咩|[?？。!,\s])*"
)
"""Asks for the rest of the list that was just shown."""
ANEW = re.compile(r"^(?!.*(?:里面|其中|当中|这些|那些|上面|刚才|名单))(?!那|再|只|光|单|改|换|就|嗯|哦|这)(?=.*(?:有(?:什么|啥|哪些|没有|几|多少)|有冇|边啲|哪些)).*政策")
"""Asks for a list in full, whatever list was shown before."""
NO_MORE = "没有了，这份单子都列完了。"
LIGHT = re.compile(
    r"^要|(?:(?<![\u4e00-\u9fffa-z0-9])|(?<=[要的嘅啲点些]))(?:轻|快|短|平|抵|便宜)(?:(?:一?点|些|啲)(?:的|嘅)?|的|嘅)"
)
LIGHTLY = "投入轻"
"""Short words, right after a list, for the scenarios that take least."""
MATTER = re.compile(
    r"(?:^|[,。;、\s]|有没有|有冇|有无|还有|有|是|列出?|找找?|看看|查查?)(?:没有|冇|无)?(?:一些|些|点)?(?:跟|和|与|同)?(?P<of>(?!有没有|有冇|类似|跟|和|与|同)[\u4e00-\u9fffa-z0-9]{2,8}?)(?<!的)(?:相关|有关|方面|之类|那类|这类|那种)(?:的|嘅)?|(?:跟|和|与|同)(?P<like>[\u4e00-\u9fffa-z0-9]{2,8}?)(?:类似|差不多|一样|相近|有关|相关|沾边)|(?:带|含|提到|关于|涉及)[“「]?(?P<holds>[\u4e00-\u9fffa-z0-9]{2,8}?)[”」]?(?:的|字|嘅|场景|$)"
)
"""Names the matter that scenarios are to be about, in words that are no filter."""
OF_MATTER = "目录里跟“{matter}”有关的场景有 {count} 个："
NONE_OF_MATTER = "目录里没有跟“{matter}”有关的场景。换个说法，或者说行业、环节再找。"
ANY_INDUSTRY = re.compile(
    r"^[^,。]{0,4}(?:不限行业|(?:所有|全部|各个?|别的|其他)行业(?:的)?(?:都)?(?:要|看|呢|也看|都看)?)[^,。]{0,4}$"
)
ANY_MODULE = re.compile(
    r"(?:模块|环节|类别|哪一?类)(?:都|就)?(?:不限(?:制)?|无所谓|随便|都行|都可以|不管)(?:了|啦)?|不限(?:制)?(?:模块|环节|类别)|(?:不管|不论|无论)(?:什么|哪个|啥)?(?:模块|环节)"
)
"""Takes back which part of the business the list is to be of."""
OF_DEVICE = "用得上{name}的"
WITHOUT = "不是{name}类的"
DATE = "{year}年{month}月{day}日"
LIST_COMMA = "、"

POLICY_LINE = "- **《{title}》**（{level}）：{summary}{state}"
SCENARIO_LINE = "- **{name}**（{group}）：{summary}。投入{effort}，{duration}，{level}"
GROUP = "{industry}·{module}"
ANY_LEVEL = "等级不限"
FROM_LEVEL = "{level} 起"

REPLACED = "已被《{title}》替代。"
ENDED = "已到期（{day}）。"
OPEN_UNTIL = "现在可以报，{day}截止，还有 {days} 天。"
OPEN_NO_END = "现在可以报，没写截止日。"
NOT_YET = "{day}才开始报。"
CLOSED = "申报期已过（{day}截止）。"
VALID_UNTIL = "有效到{day}。"
DAYS_LEFT = "{day}到期，还有 {days} 天。"
LAST_DAY = "{day}到期，就是今天。"

POLICIES_ALL = "资料里一共 {total} 份政策文件：{levels}；其中 {valid} 份现行，{ended} 份已到期或被替代。比如："
LEVEL_COUNT = "{level}级 {count} 份"
POLICIES = "{kind}有 {count} 份{more}："
POLICIES_MORE = "，另有 {count} 份上级的也可以看"
ONLY_AROUND = "资料里没有{kind}，上级的有 {count} 份："
NOT_FUNDED = "资料里没有{kind}。{lead}"
MENTIONED = "内容里也提到{topic}的：{titles}。"
NO_POLICIES = "资料里没有{kind}。"
WINDOW_UNKNOWN = "没标申报时间的，是资料里没写起止，以主管部门当期通知为准。"
OPEN_SOME = "今天（{today}）能确认还开着申报的有 {count} 份："
OPEN_NONE = "今天（{today}）没有一份能确认还开着申报。"
OPEN_UNKNOWN = "下面 {count} 份企业能报、还在有效期内，但申报起止没写，要先问主管部门："
OPEN_UNKNOWN_TOO = "另有 {count} 份企业能报、还在有效期内，但申报起止没写，要先问主管部门：{titles}。"
OPEN_UNDATED = "另有 {count} 份申报起止和有效期都没写，以当期通知为准。"
OPEN_COMING = "还没开始的：{titles}。"
OPEN_CLOSED = "已经过了申报期的：{titles}。"
ENDS_AROUND = "到{day}，没有哪份{kind}会到期；上级的有 {count} 份会到期："
ENDS = "从今天到{day}会到期的{kind}有 {count} 份："
ENDED_BEFORE = "已到期或被替代的{kind}有 {count} 份："
NO_ENDS = "从今天到{day}没有会到期的{kind}；没写有效期的文件不在内。"

POLICY, OF = "政策", "的"
FUNDED = "给企业资金"
ABOUT = "{topics}方面"
OF_LEVEL = "{level}级"
APPLIES = {
    "firms": "企业可以直接申报",
    "platform": "平台要遵守",
    "cities": "由城市或政府部门申报",
    "none": "不接受申报",
}
IN_FORCE = "现行有效"

SCENARIOS_ALL = "场景目录一共 {total} 个场景，分 {industries} 个行业：{counts}。比如："
INDUSTRIES = "场景目录分 {industries} 个行业，共 {total} 个场景：{counts}。比如："
COUNT = "{name} {count} 个"
OF_INDUSTRY = "{industry}有 {count} 个场景{more}："
OF_INDUSTRY_NARROW = "{industry}里{kind}有 {count} 个场景{more}："
SCENARIOS = "{kind}有 {count} 个场景："
SCENARIOS_MORE = "，另有 {count} 个{industry}的也适用"
ONLY_GENERAL = "{industry}自己{kind}没有，{general}里适用的有 {count} 个："
NO_SCENARIOS = "场景目录里没有同时符合“{kind}”的场景。"
EACH_ALONE = "分开看：{counts}。"
NO_INDICATOR = "附录2里没有认出“{name}”这个指标，说指标的全名或编号（比如 b.1.1）再找。"
WITHOUT_SCENARIO = "没有哪个场景把{name}列为预期改善的指标。"
MODULE = "{module}类"
MODEL_TYPE = {
    "视觉": "视觉类",
    "预测": "预测类",
    "语言": "语言类",
    "多模态": "多模态类",
    "决策优化": "决策优化类",
    "无": "不用 AI 模型的",
}
GRADE = "{level} 就能上的"
EFFORT = {"轻": "投入轻、周期最短的", "中": "投入中等的", "重": "投入重的"}
HARDWARE = {False: "不用添硬件的", True: "要添硬件的"}
INDICATOR = "看“{name}”的"

MORE_POLICIES = "还有 {count} 份，可以说地区或主题再缩小。"
MORE_SCENARIOS = "还有 {count} 个，可以说行业或环节再缩小。"
NEXT_POLICIES = "看后面 {count} 份"
NEXT_SCENARIOS = "看后面 {count} 个"
SOURCE_POLICIES = "资料整理于 {compiled}，金额和期限以主管部门最新通知为准。"
SOURCE_SCENARIOS = "资料整理于 {compiled}；场景目录是草案，周期为估算，效果要靠前后实测。"
ALONE = "{name} {count} 份"
SUGGEST_FIRMS = "企业可以直接申报的政策"
SUGGEST_FUNDED = "给企业资金的政策"
SUGGEST_INDUSTRY = "{industry}的场景"
ELLIPSIS = "……"
TITLE = "《{title}》"
