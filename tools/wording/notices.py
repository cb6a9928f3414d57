"""Wording of the tools by which people stop notices and have them again."""

from __future__ import annotations

from tools.kit.tool import ToolWording

LIST_COMMA = "、"
PURPOSES = {
    "diagnosis": "诊断和复测提醒",
    "scenario": "场景推荐",
    "ticket": "工单进展",
    "policy": "政策提醒",
    "satisfaction": "满意度回访",
    "campaign": "活动和推广",
}
STOP = ToolWording(title="停发提醒")
RESUME = ToolWording(title="恢复提醒")
STOPPED_ALL = "好，从现在起不再主动给你发任何提醒。你问什么我照常答。想再要就说“恢复提醒”。"
STOPPED_SOME = "好，{kinds}从现在起不发了，其他提醒照旧。全都不要就说“全部别发”，想再要就说“恢复提醒”。"
STOPPED_ALREADY_ALL = "提醒已经全停了，不会再主动发给你。想再要就说“恢复提醒”。"
STOPPED_ALREADY_SOME = "{kinds}已经停了，不会再发。全都不要就说“全部别发”，想再要就说“恢复提醒”。"
RESUMED_ALL = "好，提醒都恢复了。不想要了随时说“别发了”。"
RESUMED_SOME = "好，{kinds}恢复了。不想要了随时说“别发了”。"
RESUMED_SOME_ONLY = "好，{kinds}恢复了；其他提醒还是不发，要全部恢复就说“恢复所有提醒”。"
RESUMED_ALREADY = "提醒本来就没停，照常发给你。不想要了随时说“别发了”。"
RESUMED_ALREADY_SOME = "{kinds}本来就没停，照常发给你。"
ALSO_STOPPED, ALSO_RESUMED = "{kinds}不发。", "{kinds}恢复了。"
STOP_ALL, RESUME_IT, RESUME_ALL = "全部停发", "恢复提醒", "恢复所有提醒"
