"""Wording of the archive: what is put on file, shown, handed out and erased."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from tools.domain.archive import (
    Refused,
    accept,
    archive,
    denied,
    extract,
    facts_of,
    fold,
    ours,
    proposed,
    without_field,
)
from tools.kit.errors import InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording
from tools.wording.credit import credit_problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from corpus.surveys import ArchiveField

LIST_COMMA, COMMA, SEMICOLON = "、", "，", "；"
YES, NO = "是", "否"
BEGINS = re.compile(r"建(?:个|立|一个)?档|登记|补充|完善|更新|录入|改一?下|填一?下|记一?下|基本情况|资料|信息")
BEGIN_WITH = "用一句话介绍企业就能建档，比如“我们厂80来人做皮具的，在狮岭，去年做了三千多万，用的金蝶”；要改哪项，就说“人数改成120”。我会先念给你核对再记。"
NOTHING_HEARD = "这句里没听出要记的内容。用一句话说说企业情况就行，比如“我们厂80来人做皮具的，在狮岭，去年做了三千多万”；要改哪项，就说“人数改成120”。"
OF_OTHERS = "这句说的是别家的情况，没有记。要记自己的，就说“我们……”，比如“我们厂80来人”。"
WHICH_ENTERPRISE = "哪一家企业？说企业名称就行。"

# --- values -----------------------------------------------------------------------------------------------------------


def shown_value(field: ArchiveField, value: Any) -> str:  # noqa: ANN401 -- any kind of value
    """Write a value of a field as people read it, with its unit."""
    if value is None:
        return "（删除）"
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return LIST_COMMA.join(map(str, value))
    if isinstance(value, int | float):
        number = (
            str(value)
            if field.key == "founded"
            else f"{value:,}".replace(",", "")
            if isinstance(value, int)
            else f"{value:g}"
        )
        return f"{number}{field.unit}" if field.unit == "%" else f"{number} {field.unit}" if field.unit else number
    return str(value)


def shown_fact(field: ArchiveField, value: Any) -> str:  # noqa: ANN401 -- as above
    """Write a field with its value."""
    return f"{field.name} {shown_value(field, value)}" if value is not None else f"删除{field.name}"


def stated(field: ArchiveField, value: Any) -> str:  # noqa: ANN401 -- as above
    """Write a field with its value as a person would state it."""
    return IT_IS.format(name=field.name, value=shown_value(field, value).replace(" ", ""))


def _problem(field: ArchiveField | None, refused: Refused) -> str:
    name = field.name if field else refused.key
    unit = field.unit or "" if field else ""
    options = LIST_COMMA.join(field.options) if field else ""
    if refused.kind == "code" and refused.code is not None:
        return credit_problem(refused.code)
    return {
        "unknown": f"档案里没有“{refused.key}”这一项。",
        "type": f"{name}没看懂“{refused.value}”，请说{'一个数字，单位' + unit if unit else '清楚一点'}。",
        "negative": f"{name.removesuffix('人数') + '人数' if '人数' in name else name}不能为负（你给的是 {refused.value}）。",
        "zero": f"{name}不能是 0。",
        "whole": f"{name}要是整数，不能是 {refused.value}。",
        "percent": f"{name}是百分比，不能超过 100%（你给的是 {refused.value}）。",
        "year": f"{name}要是四位数的年份，不能早于 1800 年、也不能是将来（你给的是 {refused.value}）。",
        "large": f"{name} {refused.value}{unit and ' ' + unit} 大得不像真的，请核对单位。",
        "option": f"{name}里没有“{refused.value}”这一项，可以选：{options}。",
        "empty": f"{name}是空的。",
        "long": f"{name}太长了，请控制在 200 字以内。",
        "phone": f"“{refused.value}”不像电话号码，请核对。",
    }.get(refused.kind, f"{name}不对，请核对。")


# --- keeping ----------------------------------------------------------------------------------------------------------

KEPT = "已记入{whose}档案：{facts}。"
KEPT_BEFORE = "{fact}（原来是 {before}）"
WITHDRAWN = "{name}已从档案里撤下（原来是 {before}）"
FORGOTTEN = "{name}已连同历史一起删除"
WHICH_ITEM = "要删哪一项？说名字就行，比如“删掉员工人数”。要全部清空，说“清除档案”。"
NOT_ON_FILE = "档案里本来就没有记{name}，不用删。"
SAME = "档案里本来就是：{facts}，没有改动。"
REFUSED = "没记：{problem}"
IN_PASSING = "顺便把这些记进你们的档案吗？{facts}。"
KEEP_IT, KEEP_IT_NOT = "记下", "不用记"
NOT_KEPT = "好，不记。你们的档案没有动。"
STILL_MISSING = "还缺{fields}，想到了随时说。"
IT_IS, NOT_RIGHT = "{name}是{value}", "{names}不对"
"""How an answer is read for the field it was asked of, and what is told of fields that are wrong."""
WHAT_IS_RIGHT = "{name}应该是{what}？说对的就行。"
WHICH_IS_WRONG = "哪一项不对？记的是{names}，说出对的就行，比如“{name}是……”。"
HOW_MUCH, WHAT = "多少", "什么"
OF = "“{name}”的"
SHOW, SHOW_THEIRS, BEGIN_DIAGNOSIS, MATCH = "看我们的档案", "看这家的档案", "测一测数字化水平", "看适合的场景"
CHOSEN_ENTERPRISE = "所选企业"
_ID = re.compile(r"[0-9a-f]{32}")
PRIVATE = (
    "其中{fields}是个人信息，只在预约上门、活动报名和办理你的工单时用来联系，不对外提供；"
    "随时可以说“删掉{first}”，会连同历史一起删除。确认即表示本人同意记入。"
)
COMING, GOING = "将记入{whose}档案：", "将从{whose}档案里"
RANGE = "（“{words}”，先按 {value}记）"
NO_FIELD = "{names}档案里没有对应的栏目，这次记不了。"
INSTEAD = "（现在记的是 {before}）"


def given(arguments: Mapping[str, Any]) -> tuple[dict[str, Any], list[Refused], dict[str, str]]:
    """Return what a call of ``keep_facts`` would keep, what it would not and why, and words worth showing.

    Facts that are given go before those read from the question, and are held to be exact: one that cannot be kept is an
    error. What was only read out of words is kept as far as it can be.

    Args:
        arguments: The call's arguments.

    Raises:
        InvalidArguments: A given fact cannot be kept, or there is nothing to keep.
    """
    fields = archive().by_key
    facts, question = arguments.get("facts"), str(arguments.get("question") or "")
    own = ours(fold(question), them=False)
    found = extract(own, fields)
    refused = [
        wrong
        for key, one in found.items()
        if one.value is not None and isinstance(wrong := accept(fields[key], one.value), Refused)
    ]
    kept: dict[str, Any] = {}
    if facts is None:
        kept = dict(proposed(own, fields).get("facts", {}))
    else:
        for key, value in facts.items():
            checked = (
                None if value is None else accept(fields[key], value) if key in fields else Refused(key, "unknown")
            )
            if isinstance(checked, Refused) or key not in fields:
                wrong = checked if isinstance(checked, Refused) else Refused(key, "unknown")
                msg = f"keep_facts: {key}: {wrong.kind}"
                raise InvalidArguments(msg, slot="facts", problem=wrong.kind, refused=(wrong,))
            kept[key] = _as_typed(checked, found[key].value if key in found else None)
        refused = [wrong for wrong in refused if wrong.key not in kept]
    if not kept and denied(question, fields):
        msg = "keep_facts: not to be kept"
        raise InvalidArguments(msg, slot="question", problem="denied")
    if not kept and not refused and facts_of(question, fields):
        msg = "keep_facts: told of others"
        raise InvalidArguments(msg, slot="facts", problem="theirs")
    if not kept:
        msg = "keep_facts: nothing to keep"
        raise InvalidArguments(
            msg,
            slot="facts",
            problem="nothing" if question and not BEGINS.search(question) else "missing",
            refused=tuple(refused),
        )
    ranges = {
        key: one.words for key, one in found.items() if one.bound in {"range", "below"} and kept.get(key) == one.value
    }
    return kept, refused, ranges


def _as_typed(value: Any, typed: Any) -> Any:  # noqa: ANN401 -- any kind of value
    """Keep words in the case they were typed in: what was read from a request was folded before."""
    same = isinstance(value, str) and isinstance(typed, str) and typed.lower() == value.lower()
    return typed if same else value


def confirm_keep(
    arguments: Mapping[str, Any], before: Mapping[str, Any] | None = None, same: Collection[str] = ()
) -> str:
    """Say exactly what will be put on file.

    Args:
        arguments: Of the call.
        before: What is on file of the fields that change, by field.
        same: Fields that hold this value already.

    Raises:
        InvalidArguments: There is nothing to keep, or a given fact cannot be kept.
    """
    fields = archive().by_key
    kept, refused, ranges = given(arguments)
    parts = []
    for key, field in fields.items():
        if key in kept and key not in same:
            note = RANGE.format(words=ranges[key], value=shown_value(field, kept[key])) if key in ranges else ""
            old = (before or {}).get(key)
            note += "" if old is None else INSTEAD.format(before=shown_value(field, old))
            parts.append(shown_fact(field, kept[key]) + note)
    whose = str(arguments.get("enterprise") or "")
    name = CHOSEN_ENTERPRISE if _ID.fullmatch(whose) else whose
    only_gone = all(kept[key] is None for key in kept if key not in same)
    lead = (GOING if only_gone else COMING).format(whose=OF.format(name=name) if name else "")
    lines = [f"{lead}{SEMICOLON.join(parts)}，对吗？"]
    private = [fields[key].name for key in kept if fields[key].personal and kept[key] is not None]
    if private:
        lines.insert(0, PRIVATE.format(fields=LIST_COMMA.join(private), first=private[0]))
    if unkept := without_field(str(arguments.get("question") or "")):
        lines.insert(0, NO_FIELD.format(names=LIST_COMMA.join(unkept)))
    lines = [REFUSED.format(problem=_problem(fields.get(one.key), one)) for one in refused] + lines
    return "\n\n".join(lines)


def in_passing(facts: Mapping[str, Any]) -> str:
    """Ask whether to keep what was told on the way to something else."""
    fields = archive().by_key
    return IN_PASSING.format(facts=SEMICOLON.join(shown_fact(fields[key], value) for key, value in facts.items()))


def foreseen_keep(arguments: Mapping[str, Any], kept: Any) -> str:  # noqa: ANN401 -- the result is declared by its tool
    """Say exactly what will be put on file, and in place of what; nothing where nothing changes."""
    changed = {fact.field: fact.before for fact in kept.kept}
    facts = arguments.get("facts") or {}
    now = {fact.field: fact.value for fact in kept.kept}
    if not facts or any(isinstance(value, list) for value in facts.values()):
        # What came to a list that stands there, or went from it, is told as it will be.
        arguments = {**arguments, "facts": {**facts, **now}}
    named = {"enterprise": kept.name} if kept.name else {}
    return confirm_keep({**arguments, **named}, changed, kept.unchanged) if changed else ""


def refusals(refused: list[Refused]) -> str:
    """Say what was not kept and why."""
    return "\n\n".join(REFUSED.format(problem=_problem(archive().by_key.get(one.key), one)) for one in refused)


def explain(error: ToolError) -> str | None:
    """Put an error of the archive's tools into words."""
    if isinstance(error, NotPermitted):
        return "只能看和改自己企业的档案，别家的不能动。"
    if isinstance(error, NotFound) and error.data.get("what") == "enterprise":
        return f"平台上没有找到“{error.data.get('name')}”这家企业，请核对名称。"
    if not isinstance(error, InvalidArguments):
        return None
    slot, problem = error.data.get("slot"), error.data.get("problem")
    if slot == "enterprise":
        return f"“{error.data.get('name')}”对应不止一家，是哪一家？" if problem == "ambiguous" else WHICH_ENTERPRISE
    if problem == "denied":
        return NOT_KEPT
    refused = error.data.get("refused")
    if slot == "facts" and isinstance(refused, tuple) and refused:
        return " ".join(_problem(archive().by_key.get(one.key), one) for one in refused) + "改好后再说一遍就行。"
    if problem == "doubted":
        keys = cast("tuple[str, ...]", error.data["fields"])
        wrong = [archive().by_key[key] for key in keys]
        if len(wrong) > 1:
            names = LIST_COMMA.join(field.name for field in wrong)
            return WHICH_IS_WRONG.format(names=names, name=wrong[0].name)
        return WHAT_IS_RIGHT.format(name=wrong[0].name, what=WHAT if wrong[0].unit is None else HOW_MUCH)
    if slot != "facts":
        return WHICH_ITEM if slot == "item" else None
    return {"missing": BEGIN_WITH, "theirs": OF_OTHERS}.get(str(problem), NOTHING_HEARD)


KEEP = ToolWording(
    title="记入档案",
    questions={"facts": NOTHING_HEARD, "enterprise": "记到" + WHICH_ENTERPRISE},
    menu="企业档案",
    confirm=confirm_keep,
    foreseen=foreseen_keep,
    explain=explain,
)

# --- showing ----------------------------------------------------------------------------------------------------------

SHOW_ARCHIVE = ToolWording(
    title="看档案",
    questions={"enterprise": WHICH_ENTERPRISE},
    menu="企业档案",
    explain=explain,
)
EMPTY = "{whose}档案里还没有内容。用一句话介绍就能建档，比如“我们厂80来人做皮具的，在狮岭，去年做了三千多万”。"
EMPTY_THEIRS = "{whose}档案里还没有内容。听到了什么就直接说，比如“他们厂80来人，做皮具的”，确认后记进去。"
NOTHING_PROMISED = "{whose}档案里没有记着还没办的事。要记一件，说“几号前给什么”就行。"
BEGIN = "开始建档"
HEADING = "{whose}档案一共记了 {count} 项："
NO_FACTS = "{whose}档案里还没有记企业情况（人数、行业这些）。"
YOURS, NAMED = "你们的", "**{name}** 的"
YOURS_NAMED = "你们（{name}）的"
ON_THE_BOOKS = "{whose}企业名称，平台登记的是 **{name}**。"
LAST_DIAGNOSIS = "**最近一次诊断**：{level}（{day}）"
OPEN_TICKETS = "**还没办完的工单**"
OPEN_TICKET = "- **{number}** {kind}：{text}（{state}）"
OPEN_TICKET_SHORT = "- **{number}** {kind}（{state}）"
MORE_TICKETS = "- 还有更早的，说“看工单”就行"
GROUP = "**{group}**"
FACT_LINE = "- {name}：{value}（{evidence}，{who}，{time}）"
ONE_FACT = "{whose}{name}是 **{value}**（{evidence}，{who}，{time}记的）。"
NO_FACT = "{whose}档案里还没记{name}。"
EVIDENCE = {"self_reported": "企业自述", "documented": "有材料", "verified": "已核实"}
SOURCE = {"chat": "聊天", "diagnosis": "诊断", "operator": "平台录入", "import": "导入"}
WHO_YOU, WHO_OPERATOR, WHO_COLLEAGUE, WHO_NOBODY = "你", "平台工作人员", "同事（{channel}，编号 {code}）", "系统"
WHO_SOURCE = "{who}（{source}）"
CHANNELS = {"web": "网页", "terminal": "终端", "batch": "批量", "api": "接口", "wechat": "微信"}
TIME = "%Y-%m-%d %H:%M"
MISSING = "还缺：{fields}。"
ALSO = "另外还有：{parts}。"
ALSO_PARTS = {
    "assessments": "{count} 次诊断",
    "reports": "{count} 份报告",
    "kpi_values": "{count} 个指标值",
    "tickets": "{count} 张工单",
    "surveys": "{count} 次满意度评价",
}
HISTORY_HEADING = "{whose}{name}记录，从早到晚："
HISTORY_ALL = "{whose}档案修改记录，从早到晚（最近 {count} 条）："
HISTORY_LINE = "- {time} {who}：{name} {value}{state}（{evidence}）"
ENDED, IN_FORCE = "，{time} 起不再用", "，现在用的就是它"
FACTS = "任何一项"
NO_HISTORY = "{whose}档案里没有{name}的记录。"
DIFFERENT = "有 {count} 个人说法不一样，以最后一次为准；不对就直接说“{name}改成……”。"

PORTRAIT_HEADING = "{whose}画像（8.3.1 e) 的五个特征）："
FEATURE_LINE = "- **{name}**：{value}"
FEATURE_UNKNOWN = "还不清楚，缺{fields}"
FEATURE_MISSING = "；缺{fields}"
DIAGNOSED = "诊断发现“{pains}”"
MATURITY_KNOWN = "{level}，总分 {total}（{day} 诊断）；{dimensions}"
MATURITY_NO_LEVEL = "{day}做过诊断，依据不足、没有定级；{dimensions}"
MATURITY_UNKNOWN = "还没做诊断"
DIMENSION, DIMENSION_UNKNOWN = "{name} {score}", "{name} 依据不足"
SEGMENT = "服务分层：**{id} 类**（{who}），对应{service}。{also}"
SEGMENT_ALSO = "同时符合 {others} 类。"
NO_SEGMENT = "服务分层：还分不了，缺{fields}。"
NO_SEGMENT_FITS = "服务分层：现有情况不落在 A—D 任何一类里。"
SEGMENT_NOTE = "分层是本平台按 8.2.4 c) 自定的口径，只用来决定怎么服务，不是评级。"
LEVEL_NAME = "数字化等级（做一次诊断就有）"
SUGGEST = {
    "portrait": "看企业画像",
    "history": "看修改记录",
    "export": "导出档案",
    "diagnosis": "测一测数字化水平",
    "all": "看全部档案",
}

# --- exporting --------------------------------------------------------------------------------------------------------

EXPORT = ToolWording(title="导出档案", questions={"enterprise": WHICH_ENTERPRISE}, menu="企业档案", explain=explain)
EXPORTED = "{whose}档案导出好了：{links}。Excel 给人看，JSON 给程序用。里面有："
EXPORT_LINE = "- {name}：{count} {unit}"
SECTIONS = {
    "facts": ("档案事实（含历史）", "条"),
    "assessments": ("诊断", "次"),
    "answers": ("诊断作答（含改动）", "条"),
    "reports": ("诊断报告", "份"),
    "kpi_values": ("指标值（含改动）", "条"),
    "tickets": ("工单", "张"),
    "ticket_events": ("工单经过", "条"),
    "surveys": ("满意度评价", "条"),
    "adoptions": ("场景落地", "个"),
    "adoption_uses": ("场景使用情况", "条"),
    "promises": ("约定的事", "件"),
    "follow_ups": ("平台主动提醒", "条"),
}
EXPORT_NOTE = "下载要用建档时的浏览器打开，别人拿到链接也打不开；聊天原文不在里面，在对话列表里可以看到。"
LINKS = "[下载 {name}]({address}{path})"
FORMATS = {"xlsx": "Excel", "json": "JSON"}
FILE_NAME = "企业档案"

# --- erasing ----------------------------------------------------------------------------------------------------------

_GOES = (
    "档案事实和全部修改历史、企业名称、诊断和作答、诊断报告（链接同时失效）、指标值、满意度评价、场景落地和使用情况、约定的事、平台的提醒、需求池里的支持记录、"
    "工单的正文和备注、成员绑定和邀请码、企业所有人员与助手的对话内容（包括公众号收发的消息），以及他们给过的通知授权"
)
_STAYS = (
    "工单的编号、类别、状态和办理时间（作为服务记录，正文已空）、登录用的账号标识、这次清除的回执（只有编号、时间和各类条数）、"
    "停发提醒的要求（不留原话，免得又发给你）、平台工作人员自己的对话、通过“投诉与反馈”页面提交的原文，以及这次对话里你发出的确认和我的答复"
)


def confirm_erase(arguments: Mapping[str, Any]) -> str:
    """Say exactly what an erasure takes away and what it leaves."""
    whose = str(arguments.get("enterprise") or "")
    name = CHOSEN_ENTERPRISE if _ID.fullmatch(whose) else whose
    lead = f"将清除{OF.format(name=name) if name else '本企业的'}全部档案，**清了就找不回来**。"
    return (
        f"{lead}\n\n**会清除**：{_GOES}。\n\n**会留下**：{_STAYS}。\n\n需要留底的话，可以先说“导出档案”。确定清除吗？"
    )


def foreseen_erase(arguments: Mapping[str, Any], erased: Any) -> str:  # noqa: ANN401 -- as above
    """Say whose archive would be erased; nothing where there is nothing to erase."""
    named = {"enterprise": erased.name} if erased.name else {}
    return confirm_erase({**arguments, **named}) if erased.number else ""


ERASE = ToolWording(
    title="清除档案",
    questions={"enterprise": WHICH_ENTERPRISE},
    menu="企业档案",
    confirm=confirm_erase,
    foreseen=foreseen_erase,
    explain=explain,
)
ERASED = "已清除{whose}档案，回执编号 **{number}**（{time}）。"
ERASED_COUNTS = "清掉了：{parts}。"
ERASED_PARTS = {
    "facts": "档案事实 {count} 条",
    "assessments": "诊断 {count} 次",
    "answers": "作答 {count} 条",
    "reports": "报告 {count} 份",
    "kpi_values": "指标值 {count} 条",
    "surveys": "满意度评价 {count} 条",
    "supports": "需求支持记录 {count} 条",
    "adoptions": "场景落地记录 {count} 个",
    "adoption_uses": "场景使用情况 {count} 条",
    "promises": "约定的事 {count} 件",
    "follow_ups": "平台提醒 {count} 条",
    "tickets": "工单正文 {count} 张",
    "conversations": "对话 {count} 个",
    "turns": "对话内容 {count} 条",
    "received": "公众号收到的消息 {count} 条",
    "delivered": "公众号发出的消息 {count} 条",
    "consents": "通知授权 {count} 次",
    "memberships": "成员绑定 {count} 个",
    "invitations": "邀请码 {count} 个",
}
ERASED_STAYS = "留下的：{stays}。"
ERASED_STAYS_WORDS = _STAYS
NOTHING_TO_ERASE = "{whose}档案里没有可清除的内容，什么都没动。"
BLANK_REPLY = "（应企业要求，内容已清除）"
