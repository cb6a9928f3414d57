"""Headings and labels of a report as a page, a Word document and a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.domain.diagnosis.scoring import shown
from tools.wording import reports

if TYPE_CHECKING:
    from datetime import date

HEADINGS = {
    "conclusion": "结论",
    "dimensions": "五个维度",
    "pains": "三个痛点",
    "scenarios": "推荐场景",
    "policies": "适用政策",
    "actions": "30 / 90 / 180 天行动",
    "change": "和上次比",
    "answers": "依据的回答",
    "limits": "局限与声明",
}
LABELS = {
    "enterprise": "企业",
    "made": "报告日期",
    "diagnosed": "诊断日期",
    "form": "诊断版本",
    "number": "内容编号",
    "level": "等级",
    "total": "总分",
    "confidence": "置信度",
    "interval": "总分区间",
    "dimension": "维度",
    "score": "得分",
    "previous": "上次",
    "peers": "同行区间",
    "median": "中位",
    "note": "说明",
    "causes": "依据",
    "ask": "还要问清",
    "own": "自己提的",
    "advice": "建议",
    "suits": "对应场景",
    "why": "为什么",
    "data": "数据前提",
    "lacking": "现在缺",
    "hardware": "硬件",
    "effort": "投入",
    "duration": "估算周期",
    "standing": "对照结果",
    "amount": "金额",
    "time": "时间",
    "how": "怎么报",
    "trust": "可信度",
    "source": "来源",
    "closes": "申报截止",
    "ends": "有效期至",
    "item": "项目",
    "before": "上次",
    "now": "本次",
    "change": "变化",
    "position": "题",
    "question": "题目",
    "answer": "回答",
    "evidence": "证据",
    "key": "痛点或定级依据",
    "checks": "请核实",
    "revisit": "回访日期",
    "within": "{days} 天内（{until}前）",
    "days_left": "还有 {days} 天",
    "last_day": "今天到期",
    "none": "—",
    "no_basis": "依据不足",
    "no_hardware": "不用添",
    "no_pains": "按回答没有明显的痛点。",
    "no_scenarios": "没有要推荐的场景。",
    "radar": "五维雷达图",
    "radar_alt": "五维得分雷达图：{scores}",
    "docx": "下载 Word",
    "pdf": "下载 PDF",
    "print": "打印",
    "valid": "链接有效到 {day}",
    "page": "第 {page} / {pages} 页",
    "fits": "对得上",
    "open": "还不能定",
    "full": "满分 100",
    "key_mark": "●",
}
GONE_TITLE = "打不开这份报告"
GONE = "链接不对、过期了，或者已经作废。要看的话，请在对话里说“生成诊断报告”，或向给你链接的人要一个新的。"
PRODUCT = "数智助手"
LIST_COMMA, STOP, BETWEEN = "、", "。", " · "
REVISIT = "{day}：{note}"
OF_HUNDRED, PERCENT, INTERVAL = "{value} / 100", "{value}%", "{low} — {high}"
PEERS = "{low}—{high}（中位 {median}）"
DEADLINE = "{day}（{left}）"
FONT = "Microsoft YaHei"
LATIN = "Arial"


def score(value: float | None) -> str:
    """Write a score, or that there is no basis for one."""
    return LABELS["no_basis"] if value is None else shown(value)


def day(value: date) -> str:
    """Write a day out."""
    return reports.day(value)


def left(days: int | None) -> str:
    """Write how many days are left."""
    if days is None:
        return ""
    return LABELS["days_left"].format(days=days) if days else LABELS["last_day"]
