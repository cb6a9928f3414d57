"""Wording of the tools on what enterprises and the platform promise each other by a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording
from tools.wording.adoption import day, local, weekday

if TYPE_CHECKING:
    from datetime import date

    from tools.domain.days import Day

__all__ = ["day", "local", "weekday"]

WHICH_ENTERPRISE = "对哪一家企业？说企业名称就行。"
WHICH_THING = "答应的是什么？比如“给设备清单”。"
WHICH_DAY = "哪天？说日期就行，比如“12月4号”“下周三”。"
NO_SUCH_DAY = "没有“{words}”这一天，是哪天？"
IN_THE_PAST = "{day}已经过了，是哪天？"
WHICH_PROMISE = "说的是哪一件？"
WHICH_END = "“{text}”（{day}前）办好了，还是改日子、不办了？"
WHAT_BECAME = "办好了，还是改日子、不办了？"
TO_WHICH_DAY = "“{text}”（原定{day}前）改到哪天？"
WHICH_ARE_OPEN = "答应的还有哪些没办"
OTHER_DAY = "改到哪天？说日期就行。"
ENDS = {"kept": "办好了", "dropped": "不办了"}
THEM = "他们"


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words; None leaves it to the general ones."""
    data = error.data
    what = str(data.get("what", ""))
    if isinstance(error, InvalidArguments):
        return str(data["ask"]) if data.get("ask") else None
    if isinstance(error, NotFound):
        return {
            "enterprise": f"平台上没有找到“{data.get('name')}”这家企业，请核对名称。",
            "promise": "没有记着还没办的事。要记一件，说“几号前给什么”就行。",
            "person": f"{data.get('name')}还没有人在平台上联系过，记了也没处提醒。请先发邀请码绑定联系人。",
        }.get(what)
    if isinstance(error, Conflict) and what == "ended":
        return {"kept": "这件已经记成办好了，没有变动。", "dropped": "这件已经记成不办了，没有变动。"}.get(
            str(data.get("state"))
        )
    if isinstance(error, Conflict) and what == "third":
        return "这是别家答应你们的，没有记：我只记你们和平台之间说好的事。对方没做到、要人跟的话，可以登记成需求或投诉。"
    if isinstance(error, Conflict) and what == "denied":
        return "听着是没有答应，没有记。真要记，说“我们哪天前给什么”就行。"
    if isinstance(error, NotPermitted) and what == "enterprise":
        return "只能登记自己企业答应的事，别家的由平台工作人员来办。"
    if isinstance(error, NotPermitted) and what == "promise":
        return "这件是平台答应的，由平台工作人员登记办没办。没收到就说一声，我帮你催。"
    return None


MAKE_PROMISE = ToolWording(
    title="记下答应的事",
    questions={"enterprise": WHICH_ENTERPRISE, "text": WHICH_THING, "day": WHICH_DAY},
    explain=explain,
)
SETTLE_PROMISE = ToolWording(
    title="答应的事办了",
    questions={"enterprise": WHICH_ENTERPRISE, "promise": WHICH_PROMISE, "state": WHAT_BECAME, "day": OTHER_DAY},
    explain=explain,
)

MADE = "已记下：{day}前“{text}”，到时提醒你。"
MADE_TO = "已记下：{day}前对{name}“{text}”，到时提醒你办。"
MADE_BY_FIRM = "已记下：{name}{day}前“{text}”，到时提醒对方。"
OTHERS_TOO = "这次只记了这一件，“{others}”请再单独说一句。"
ALREADY = "已经记着：{day}前“{text}”，没有变动。"
TAKEN_AS = "“{words}”按{day}算，不对就说哪天。"
CHANGE_IT = "办好了说一声；改日子直接说哪天。"
UNNAMED = "没填名称的企业"
OPTION = "{text}（{day}前）"
OPTION_OF = "{name}：{text}（{day}前）"

KEPT = "记下了：“{text}”办好了。"
KEPT_LATE = "记下了：“{text}”办好了，比说好的{day}晚了 {days} 天。"
DROPPED = "记下了：“{text}”不办了，不再提醒。"
SAME_DAY = "对，记的就是{day}前“{text}”，到时提醒你。"
PUT_OFF = "改好了：“{text}”改到{day}前（原来是{before}），到时再提醒。"
LEFT = "还有 {count} 件没办：{promises}。"
LIST_COMMA = "；"

NOTED = "已记下：{day}前{text}，到时提醒{whom}。"
NOTED_AS = "已记下：{day}前{text}（“{words}”按这天算），到时提醒{whom}。"
PROMISES = "**说好还没办的事**"
PROMISE_LINE = "- {who}{day}前“{text}”"
PROMISED_BY = {"enterprise": "企业答应：", "platform": "平台答应："}

YOU = "您"
YOU_OPERATOR = "你"


def noted(text: str, on: Day, today: date, *, operator: bool) -> str:
    """Say to who promised something in a talk that it was put down, in one line."""
    whom = YOU_OPERATOR if operator else YOU
    form = NOTED if on.sure else NOTED_AS
    shown = day(on.on, today) if on.sure else weekday(on.on, today)
    return form.format(day=shown, text=text, words=on.words, whom=whom)
