"""Wording of answers about units of the standard: how they bind, whom, and whether a premise holds."""

from __future__ import annotations

from corpus.passages import Modality

TRUE = "对。"
TRUE_FACT = "对，{fact}"
FALSE = "不对。"
FALSE_FACT = "不对，{fact}"
NOT_ALL = "不全是。"

REQUIRED = "是必须做到的，标准用的是“应”。"
REQUIRED_HERE = "标准用的是“应”，必须做到的是："
NOT_REQUIRED_SO = "原文没有这样写；有关的规定是："
RECOMMENDED = "不是硬性要求，标准用的是“宜”，属于建议。"
OPEN = "原文没有用“应”或“宜”，属于对能力的描述；所在条款要求平台至少具备这些能力。"
INFORMATIVE = "附录没有用“应”或“宜”，写的是做法，不是要求。"
PARTS = "要分开看：{parts}。"
PART = {Modality.SHALL: "“{words}”用“应”，必须做到", Modality.SHOULD: "“{words}”用“宜”，是建议"}
PART_JOIN = "；"

COUNT_SHALL = "{count}项用“应”（必须）"
COUNT_SHOULD = "{count}项用“宜”（建议）"
COUNT_OPEN = "{count}项没有用“应”或“宜”（开头写明平台至少要具备这些能力）"
LIST_COMMA = "、"
COUNT_JOIN, COUNT_END = "，", "。"
ALL = {
    Modality.SHALL: "全部用“应”，都是必须做到的。",
    Modality.SHOULD: "全部用“宜”，都是建议。",
}
PARTS_COUNT = "**{name}** 共 {count} 项：{counted}分 {parts} 部分："
BOTH_WORDS = "其中 {marks} 两个词都有。"

LISTED = {
    Modality.SHALL: "**{name}** 必须做到（用“应”）的有 {count} 项{also}：",
    Modality.SHOULD: "**{name}** 建议做（用“宜”）的有 {count} 项{also}：",
}
ALSO = "，另有 {marks} 的一部分"
NONE_LISTED = {
    Modality.SHALL: "**{name}** 没有必须做到（用“应”）的项：{counted}",
    Modality.SHOULD: "**{name}** 没有建议做（用“宜”）的项：{counted}",
}
NO_ITEMS = "**{name}** 没有用“应”或“宜”的要求项。"
ENTIRE = "整个标准"
LINE = "- **{label}** {text}"
PART_ONLY = "只有这一句：{words}。"
LEFT_OPEN = "另有 {count} 项没有用“应”或“宜”，但开头写明平台至少要具备这些能力。"
GROUP_LINE = "- **{label}** {title}（{count} 项）：{marks}"
CHAPTER_LINE = "- **第{number}章** {title}（{count} 项）：{clauses}"
CLAUSE_COUNT = "{clause}有{count}项"

BY_MODULE = "由“{module}”负责。"
IN_CHARGE = "负责"
BY_ACTOR = "原文写明由{actor}来做。"
BY_ACTOR_WITH = "原文写明由{actor}来做，涉及{others}。"
BY_ROLES = "原文写明了分工：{roles}。"
BY_ROLE = "原文写明{roles}。"
BY_MODULES = "按能力模块分工：{modules}。"

WRITTEN = "原文写的是“{words}”。"
HEADED = "{clause} 讲的是“{title}”，“{claimed}”在 {other}。"
ITEM_TREATS = "“{claimed}”在 {other}，{clause} 讲的是："
PARTED = "{clause}分 {parts} 部分，共 {items} 项要求。"
CLASS_COUNTS = "{clause} 分 {subclasses} 个小类，共 {indicators} 个指标。"
CHAPTER = "第{number}章"
PLAIN_COUNT = "{clause}共 {count} 个{noun}。"

DRAFTERS = "主要起草人有 {count} 位：{names}。"
DRAFTING_UNITS = "起草单位有 {count} 家：{names}。"
FULL_TITLE = "全称是《{title}》，标准号 T/ISC 0106—2026。"

ENGLISH_TITLE = "英文名是 {title}。"
SPACE = " "

SIDE_BY_SIDE = "对照如下："
SAME = "查到的是同一处：**{name}**，没有分开规定。"
SAME_NAMES = "“{first}”和“{second}”查到的是同一处：**{name}**，没有分开规定。"
SAME_WORDS = "两处文字相同。"
UNSURE = "“{name}”没有查到对应的规定，下面是最接近的 {nearest}。"
BINDS = {Modality.SHALL: "{name} 用“应”，必须做", Modality.SHOULD: "{name} 用“宜”，是建议", None: "{name} 没有用“应”或“宜”"}
BINDS_BOTH = "{name} 一部分用“应”、一部分用“宜”"
DIFFER = "差别在要不要硬性做到：{sides}。"
OVERLAP = "内容有重叠。"
OVERLAP_WORDS = "内容有重叠，都提到{words}。"
OVERLAP_ITEMS = "内容有重叠：{pairs} 意思相近。"
PAIR = "{first} 和 {second}"
SIDE = "**{name}**{mark}：{text}"
SIDE_COUNT = "（{count} 项，{counted}）"
FEW = {Modality.SHALL: "{count} 应", Modality.SHOULD: "{count} 宜", None: "{count} 项无此二字"}
SIDE_LINE = "- {mark}{text}"
MARK = {None: "", Modality.SHALL: "（应）", Modality.SHOULD: "（宜）"}
MARK_BOTH = "（应/宜）"

SUGGEST_SHALLS = "{clause} 哪些是必须的？"
SUGGEST_SHOULDS = "{clause} 哪些只是建议？"
SUGGEST_MUST = "这一项是必须的吗？"
SUGGEST_TERMS = "还定义了哪些术语？"
SUGGEST_ABBREVIATIONS = "还有哪些缩略语？"
SUGGEST_WHO = "{clause} 由谁来做？"
SUGGEST_DATES = "什么时候发布和实施？"
SUGGEST_DRAFTERS = "哪些单位起草的？"
SUGGEST_SCOPE = "标准适用于谁？"
