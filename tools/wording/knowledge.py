"""Wording of the tools that answer from the sources."""

from __future__ import annotations

import re

from corpus.passages import Modality
from tools.kit.tool import ToolWording

SEARCH_SOURCES = ToolWording(
    title="查标准、政策和场景",
    questions={"question": "你想了解什么？用一句话说说。"},
    menu="查一查",
    starter="企业数字化诊断要看哪几个维度？",
)
READ_CLAUSE = ToolWording(
    title="按条款号查原文",
    questions={"clause": "想看哪一条？给我条款号，比如 8.3.1 b)。"},
    menu="查一查",
    starter="8.3.1 讲什么？",
)
COMPARE = ToolWording(
    title="比较两处规定",
    questions={"first": "第一处是哪一条或哪件事？", "second": "和哪一条或哪件事比？"},
)
READ_POLICY = ToolWording(
    title="查一份政策",
    questions={"policy": "想查哪份政策？说名称或文号就行。"},
    menu="查一查",
    starter="广州中小企业做数字化改造最高补多少？",
)
READ_SCENARIO = ToolWording(
    title="查一个场景",
    questions={"scenario": "想看哪个场景？"},
    menu="查一查",
)

MODALITY = {None: "", Modality.SHALL: "（应）", Modality.SHOULD: "（宜）"}
SOURCE = "出处：{document} {clause}（{heading}，{version} 发布）"
SOURCE_PLAIN = "出处：{document} {clause}（{version} 发布）"
SOURCE_POLICY = "出处：《{title}》{doc_no}·{field}（资料整理于 {version}）"
SOURCE_SCENARIO = "出处：场景目录 {document} {title}·{field}（资料整理于 {version}，草案）"
OF_OURSELVES = "说的是本助手怎么用，不出自标准和政策。"
SOURCE_UPLOAD = "出处：{document} {clause}（{version}）"
RELATED = "相关："
RELATED_LINE = "- **{label}** {text}"

BY_TEXT = "以原文为准："
NO_SUBJECT = "本条没有单独点名责任人，是对平台的整体要求。"
NO_REASON = "标准只写要求，没有解释原因；与此相关的规定是："

ITEMS_COUNT = "**{heading}** 共 {count} 项：{modality}"
CLAUSES_COUNT = "**{heading}** 分 {count} 部分："
INDICATORS_COUNT = "**{heading}** 下有 {count} 个指标："
CLASSES_COUNT = "**{heading}** 分 6 大类、15 个小类，共 44 个指标："
LINE = "- {mark}{text}"
CHILD_LINE = "- **{label}** {title}{count}"
CHILD_ITEMS = "（{count} 项）"
CHILD_INDICATORS = "：{names}"
APPENDIX_1_TEXT = (
    "**附录1 场景地图绘制方式**：先按三个维度看产业，再按三个维度选企业走访，画出“行业-企业-场景”的场景地图。"
)
NO_FORMULA = "标准没有给公式"

FORMULA_PRINTED = "**{name}**：{formula}"
FORMULA_CORRECTED = "**{name}**：{formula}（更正读法）"
FORMULA_CUSTOMARY = "**{name}**：标准只给了名称，没有公式。通行算法（不是标准原文）：{formula}"
DIRECTION = {"up": "数值越大越好", "down": "数值越小越好"}
RESULT = "单位：{unit}，{direction}。"
GUIDANCE = "口径：{guidance}"
ERRATUM = "原文有误：{say}"
NO_ERRATUM = "没有发现这一条的印刷问题，以原文为准。"


MISSING_CLAUSE = "标准里没有 {label}。{near}"
NEAR_CHILDREN = "{parent} 下面有：{names}。"
NEAR_ITEMS = "{parent} 的列项是 {names}。"
NEAR_CHAPTERS = "正文共 8 章，要求在第 6、7、8 章，另有附录1、附录2。"
NOTHING = "我的资料里没有找到能回答这个问题的内容，不敢乱说。"
NOTHING_NEXT = (
    "我能查《T/ISC 0106—2026》的条款和指标、国家到花都的相关政策，以及 AI 场景目录；也可以换个说法再问，或转人工。"
)
NEAREST = "最接近的是 {label}：{text}"
WHICH = "“{text}”涉及好几处，你想问哪一个？"
NO_POLICY = "我的资料里没有“{name}”这份政策。"
NO_SCENARIO = "场景目录里没有“{name}”。"
WITHDRAWN_SCENARIO = "场景“{name}”已经从目录下架。"
FIT_ASKED = re.compile(
    r"合(?:不)?合适|适不适合|(?:上|做|搞|用)(?:起来|的话)?(?:合适|适合|行)不|行不行|行吗|得唔得|够不够|够唔够|够格|够得上|能不能(?:直接)?(?:上|做|用|搞)|(?:做|上|搞)得(?:了|来|起)|可不可以(?:上|做|直接)|适合我们?|我们?(?:家|厂|公司)?(?:能|可以|适合)(?:直接)?(?:上|做|用)|达(?:到|不到|得到)|水平|底子|能(?:直接|马上|现在|就)?(?:上|做|用|搞)(?:得)?(?:了|起)?(?:吗|么|不[?？\s]*$)"
)
"""Asks whether one's own enterprise is up to a scenario."""
SEES = re.compile(
    r"(?:只|就|光)?(?:想|要)?(?:看|查|了解|睇)(?:看|下|一下|吓)?(?:这个|那个)?\s*sc-|sc-[a-z]{2}-\d{3}\s*(?:是(?:什么|啥)|系咩|干(?:嘛|啥)|讲(?:什么|啥)|看看|详细|介绍|怎么样)"
)
"""Asks to see the scenario of an id."""
CAN_IT = re.compile(
    r"场景(?:它|里|里面|[,\s])*(?:能不能|可不可以|可以(?=[^,。]*[吗么?？])|能(?=[^,。]*[吗么?？])|能否|会不会|支不支持|支持(?=[^,。]*[吗么?？]))(?!帮我|给我)|场景[^。;]{0,6}(?:用|是|属于)(?:的)?(?:是)?(?:哪|什么|啥)(?:一)?(?:类|种|个)?(?:的)?(?:大)?模型"
)
"""Asks what a scenario is able to do, or by which kind of model it does it."""
ASKS_FIT = re.compile(r"[吗么?？]|(.)[不唔]\1|够格|得唔得|行不行|(?:合适|适合|可以|能上|能做|够|行)(?:不|没|冇|未|唔)[\s?？]*$")
BACK_TO_IT = re.compile(
    r"^(?:[\s,.!~]|哈|呵|嘿|嗯|哦|噢|好的?|行|ok|谢谢|多谢|唔该|那个|对了|话说|言归正传|(?:说|话)?回(?:来|正题|到(?:刚才|正题)的?)|接着刚才的?|刚才那个|讲返)+"
)
"""Comes back to what was under discussion."""
ONE_SIDE = re.compile(
    r"(?P<first>前者|(?:前面|上面|先头|头先)(?:那|[嗰])?一?(?:个|条|节)(?:里头?|里面)?|前一(?:个|条|节)|(?:第一|头一)个)|(?P<second>后者|(?:后面|下面|后边)(?:那|[嗰])?一?(?:个|条|节)(?:里头?|里面)?|后一(?:个|条|节)|第二个)"
)
"""Points at one of two that were compared."""
LETTER = re.compile(r"(?<![a-z])[a-n]\s*\)")
"""The letter of an item."""
AI_USES = (
    "AI 在厂里常用在这几处：看图质检、排产插单、裁切套料省料、单据录入和对账、客服报价，也能做预测和设备预警。"
    "目录里有 {count} 个场景，哪个对你们有用要看行业和痛点：说一句“做什么的、最头疼什么”，我来挑。"
)
AI_USES_HERE = "你们这样的厂，AI 先从这几件事用起："
AI_USE = "{number}. **{name}**：{plain}"
AI_USES_MORE = "想细看回编号就行；说说最头疼什么、预算多少，我再按你们的情况挑。"
RECOMMEND = "按我们的情况推荐"
AGAINST = re.compile(
    r"^(?:那|那么|咁|噉|它|这个|那个|这份|,|\s)*(?:和|跟|与|同|比起)(?P<what>(?!我|咱|你|俺)[^,，。;?？]{2,20}?)(?:(?:相?比|比起来|之间),?)?(?:到底)?(?:有|是)?(?:什么|啥|咩|乜|何|哪些|边啲)?(?:的)?(?:不一样|区别|不同|差别|差异|分别|唔同|哪个(?:好|划算|钱多)|边个好)(?:的?地方)?[的呢吗啊呀嘛?？。]*$"
)
"""Asks how what is under discussion differs from something else that is named."""
ONE_MORE = re.compile(
    r"^(?:那|那么|咁|噉|如果是|要是|换成)*(?P<what>[a-z0-9\u4e00-\u9fff]{2,8}?)(?:的话|的)?(?:呢|咧|又如何|怎么样|点样)[?？\s。]*$"
)
"""Asks the same of one thing more."""
FITS = "可以上**{name}**：等级和分维门槛都够得上（你们现在 {level}）。"
FITS_WITH_CARE = "可以上**{name}**，但要留意：{why}。"
FITS_NOT = "现在先不建议上**{name}**：{why}。"
FIT_UNKNOWN = "你们还没有诊断等级，够不够得上还不能定；先做一次快速诊断（10 题）就知道。"
OF_STANDARD = re.compile(r"标准|条款|条文|原文|规定|必须|强制|应当|应不应|系唔系要|出处|第\s*\d|\d\.\d")
"""Speaks of the standard, whatever it names."""
PIECES = re.compile(r"[,，、;；。?？!！\s]|和|跟|还有|以及|另外|同埋")
"""Stands between the things a question asks for."""
WHOLE_SCENARIO = re.compile(
    r"sc-[a-z]{2}-\d{3}|是(?:什么|啥)|系咩|细|详|展开|介绍|(?:讲|说)(?:一下|下|讲|说|来听听)|怎么样|点样|看看|想看|打开"
)
"""Asks for all of a scenario that matters."""
EDITED_SCENARIO = "出处：场景目录 {id} {name}（运营方修改后的现行内容）"

SUGGEST_WHOLE = "{heading}都有哪些要求？"
SUGGEST_NEXT = "下一条讲什么？"

LIST_COMMA, COMMA, STOP, SEMICOLON = "、", "，", "。", "；"
TYPESET = {r" \times ": "×", r"\times": "×", "CO_{2e}": "CO₂e"}
BLANK_DOC_NO = ""
DOC_NO = "（{doc_no}）"
FOUND_IN = "在上传的资料《{title}》里找到："
NO_QUANTITY = "标准没有规定具体数值，不能给你一个数。原文的要求是："
NO_TARGET = "标准只给了指标怎么算，没有规定要达到多少。"
NOT_HELD = "资料里没有{thing}，我不编。最接近的内容是："
THINGS = {
    "target": "规定要达到的数值，标准只给了算法",
    "price": "价格或收费标准",
    "contact": "联系方式",
    "penalty": "处罚或扣款的规定",
    "rank": "名次或排名",
    "weight": "权重或评分标准",
}
UNSURE = "没有找到直接对应的内容，最接近的是：{lead}"
GARBLED = "没看懂这句。可以用一句话说说你想了解什么，比如“诊断看哪几个维度”。"
DAY = "日"
