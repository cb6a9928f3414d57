"""Names of a scenario's fields in tables and talk, and what may stand in them; data for the rules, no logic."""

import re

COLUMNS: dict[str, str] = {
    "id": "编号",
    "name": "场景名称",
    "aliases": "别名",
    "industry": "行业",
    "module": "业务模块",
    "description": "场景描述",
    "summary": "一句话说明",
    "pain_points": "痛点",
    "model_type": "模型类型",
    "data_prerequisites": "数据准备",
    "business_standard": "业务标准",
    "partner_category": "服务伙伴",
    "hardware": "硬件产品",
    "software": "软件平台",
    "algorithm": "大模型算法",
    "services": "服务清单",
    "expected_indicators": "预期指标",
    "business_effect": "业务效果",
    "economic_benefit": "经济效益",
    "min_level": "最低等级",
    "dimension_gate": "分维门槛",
    "effort": "投入",
    "duration": "周期",
    "duration_basis": "周期依据",
    "clauses": "对应条款",
    "evidence": "依据",
    "status": "状态",
}
"""The columns of the catalog as a table, in their order: the fields of 7.3 a) and b) by their names there."""
CALLED: dict[str, tuple[str, ...]] = {
    "name": ("名称", "名字"),
    "aliases": ("别称", "又名"),
    "module": ("模块", "环节"),
    "description": ("描述",),
    "summary": ("说明", "简介"),
    "pain_points": ("痛点问题",),
    "model_type": ("模型",),
    "data_prerequisites": ("数据要求", "数据前提", "数据条件", "数据"),
    "business_standard": ("标准",),
    "partner_category": ("伙伴", "服务商", "合作伙伴"),
    "hardware": ("硬件", "设备"),
    "software": ("软件", "平台"),
    "algorithm": ("算法",),
    "services": ("服务",),
    "expected_indicators": ("指标",),
    "business_effect": ("效果",),
    "economic_benefit": ("收益", "效益"),
    "min_level": ("等级要求", "等级门槛", "最低级别", "等级", "门槛等级"),
    "dimension_gate": ("维度门槛", "门槛"),
    "effort": ("投入程度", "投入等级"),
    "duration": ("工期", "时间", "实施周期"),
}
"""What else people call them."""
LISTS = frozenset({"aliases", "pain_points", "expected_indicators", "clauses"})
REQUIRED = (
    "name",
    "industry",
    "module",
    "description",
    "summary",
    "model_type",
    "data_prerequisites",
    "effort",
    "duration",
)
"""What 7.3 a) wants of every scenario, and what recommending needs."""
RECORDED = ("business_standard", "partner_category", "hardware", "software", "algorithm", "services", "business_effect")
"""What else 7.3 a) and b) want recorded; where there is nothing to record, that is written. Economic benefit may stay
empty: a figure needs a source."""
LONGEST = {"name": 40, "summary": 60, "description": 400, "duration": 20}
LIST_MARK = "；"
LIST_MARKS = re.compile(r"[；;\n]")
SMALL_MARKS = re.compile(r"[；;、,，\n]")
"""Marks between ids and other entries that hold no mark themselves."""
NONE_WORDS = frozenset({"", "无要求", "不限", "空", "没有", "—", "-", "null", "none"})
DRAFT = "草案"
ID = re.compile(r"SC-[A-Z]{2}-\d{3,4}")
PREFIXES = {
    "质量": "QC",
    "生产": "MF",
    "研发": "RD",
    "营销": "MK",
    "仓储物流": "WL",
    "设备": "EQ",
    "采购": "PU",
    "服务": "SV",
    "能耗": "EN",
    "管理": "MG",
    "安全": "SF",
    "财务": "FI",
    "人力": "HR",
}
LEVELS = ("L0", "L1", "L2", "L3", "L4", "L5")
GATE = re.compile(r"D[1-5]≥(?:100|[1-9]?\d)")
GATE_LOOSE = re.compile(r"\s*(d[1-5])\s*(?:>=|≥|＞=|不低于|至少)\s*(\d{1,3})\s*", re.IGNORECASE)
DURATION = re.compile(r"(\d{1,3})\s*(?:—|–|-|~|到|至)\s*(\d{1,3})\s*周")
DURATION_FORM = "{low}—{high} 周"
FIGURE = re.compile(r"\d+(?:\.\d+)?\s*(?:%|％|万|亿|元|倍|个百分点)|[一二三四五六七八九十]成")
"""A figure of an effect, which needs a source."""
URL = re.compile(r"https?://[^\s|；]+")
CLAUSE = re.compile(r"\d(?:\.\d+)*(?: [a-z]\))?|附录[12](?: .+)?")
BASIS = "本库估算，未经验证"
SEPARATOR = "|"
GUARD = "'"
"""Put before a cell that a spreadsheet would take for a formula."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
