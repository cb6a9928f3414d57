"""Chinese marks and patterns by which the sources are read."""

import re

CLAUSE = re.compile(r"(\d{1,2}(?:\.\d+)*) (\S.*)")
"""A numbered heading of the body."""
ABBREVIATION = re.compile(r"([A-Z]{2,})：(.+)")
LETTERED = re.compile(r"- ([a-z])\) (.+)")
DASHED = re.compile(r"(?:- |● )(.+)")
NUMBERED = re.compile(r"(\d)\. (.+)")
APPENDIX = re.compile(r"附录 ([12])：(.+)")
CLASS = re.compile(r"([a-f]) (\S+)")
SUBCLASS = re.compile(r"([a-f]\.\d) (\S+)")
INDICATOR = re.compile(r"示例指标：(.+)")
INDICATOR_ITEM = re.compile(r"- \d\) ((.+?)：.+)")
INDICATOR_NAME = re.compile(r"(.+?)(?:（(?:天|CO_\{2e\})）)?(?:=|$)")
OPEN_LIST = "等。"
LIST_COMMA = "、"
NAME_COLON = "："
SENTENCE_END = "。；：！？.;:”）)》"
SHOULD = re.compile(r"宜")
SHALL = re.compile(r"(?<![供响适反相效])应(?![用急答])")

CONTENTS, FOREWORD, INTRODUCTION, COVER = "目次", "前言", "引言", "封面"
STANDARD_TITLE = "人工智能 企业数智化"
APPENDIX_1, APPENDIX_2 = "附录1", "附录2"
APPENDIX_LABEL = "附录{number}"
GROUP_LABEL = "第{number}组"
ITEM_LABEL = "第{number}项"

POLICY_FIELDS = {
    "about": "发布信息",
    "provisions": "要点",
    "eligibility": "适用与条件",
    "how_to_apply": "申报方式",
    "validity": "有效期",
    "unverified": "核验说明",
}
SCENARIO_FIELDS = {
    "about": "场景描述",
    "needs": "实施条件",
    "configuration": "典型配置",
    "effort": "投入与周期",
    "value": "预期价值",
    "evidence": "依据",
}
POLICY_ABOUT = "《{title}》：{summary}发布单位：{issuer}。文号：{doc_no}。发布日期：{issued}。级别：{level}（{region}）。"
UNKNOWN = "未核到"
SCENARIO_ABOUT = "{name}（{industry}·{module}）：{description}。解决的痛点：{pains}。{summary}"
SCENARIO_NEEDS = "数据准备：{data}。成熟度要求：{level}{gate}。"
SCENARIO_GATE = "，且{gate}"
SCENARIO_NO_LEVEL = "不限"
SCENARIO_CONFIGURATION = "硬件：{hardware}。软件：{software}。算法：{algorithm}（模型类型：{model_type}）。服务：{services}。适合的服务伙伴：{partner}。"
SCENARIO_EFFORT = "投入：{effort}。周期：{duration}（{basis}）。"
SCENARIO_VALUE = "预期改善的指标：{indicators}。{effect}。经济效益：{benefit}。"
SCENARIO_NO_BENEFIT = "目录没有可靠数值，须由企业前后对比实测"
NONE = "无"
FULL_STOP = "。"
INDICATOR_REFERENCE = "{name}（{id}）"

PAGE_LABEL = "第{number}页"
PARAGRAPH_LABEL = "第{number}段"
ARTICLE = re.compile(r"(第[一二三四五六七八九十百零〇\d]{1,6}条)(?=[\s　：:])")
"""An article of a regulation at the start of its text."""
HEADINGS = (
    (1, re.compile(r"第[一二三四五六七八九十百零〇\d]{1,5}[编章篇](?:[\s　].{1,40}|)")),
    (2, re.compile(r"第[一二三四五六七八九十百零〇\d]{1,5}节(?:[\s　].{1,40}|)")),
    (1, re.compile(r"(?:附录|附件|附表)\s?[A-Z\d一二三四五六七八九十]{1,3}(?:[\s　：:].{1,40}|)")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}、\S.{0,38}")),
    (2, re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})[.\s　、]\s?(?=\D)\S.{0,38}")),
    (3, re.compile(r"（[一二三四五六七八九十]{1,3}）\S.{0,38}")),
)
"""How headings look in texts that do not mark them, with their level."""
LONGEST_HEADING = 42
NOT_HEADING_END = "。；：！？，、;:!?,.…”"
SENTENCE_BREAK = re.compile(r"[。！？!?…]+[”’」』）)】》\"']*|(?<=[A-Za-z)])\.(?=\s)|\n")
"""Where a sentence ends, with the marks that close it."""
CLAUSE_BREAK = re.compile(r"[；;，,、：:\s]")
"""Where a text without sentences may be cut."""
PARAGRAPH_END = "。！？；：!?;:…”）)】》"
PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})(?:\s*/\s*\d{1,4})?(?:\s*页)?(?:\s*共\s*\d+\s*页)?[-—–·\s]*")
"""A line that is nothing but a page number."""
ITEM_START = re.compile(
    r"(?:（?[一二三四五六七八九十]{1,3}[、）]|[(（]?\d{1,2}[)）、.](?!\d)|[a-z][)）]|[①-⑳]|[-—–●•·◆■*]\s|第[一二三四五六七八九十百\d]{1,5}[编章节条])|\d{1,2}(?:\.\d{1,2})+\s\D"
)
"""How a new paragraph begins, whatever the line before it."""
