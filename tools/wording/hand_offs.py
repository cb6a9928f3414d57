"""Wording of talks with a person: asked for, taken, carried to and fro, given back."""

from __future__ import annotations

from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording

WHICH_WAITING = "有几家在等人工，接哪一个？"
WHICH_TAKEN = "你手上有几个对话，结束哪一个？"
WHICH_TOLD = "转达给哪张工单的企业？报工单编号就行。"
WHICH_FIRM = "哪一家企业？"
WHAT_TO_SAY = "要对企业说什么？"
WHERE_TO = "这句还没发。发给企业，还是记在工单上？（备注企业查工单时也看得到；都不要就说“不发”）"
PLACES = {"enterprise": "确认发给企业", "ticket": "记在工单上"}


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words; None leaves it to the general ones."""
    data = error.data
    what = str(data.get("what", ""))
    if isinstance(error, InvalidArguments):
        return str(data["ask"]) if data.get("ask") else None
    if isinstance(error, NotPermitted):
        if data.get("tool") == "hand_off":
            return "转人工是企业用的。要接企业的对话，就说“接入人工对话”。"
        return "接人工对话、转达消息由平台工作人员来做。"
    if isinstance(error, NotFound):
        name = data.get("name", "")
        return {
            "waiting": "现在没有企业在等人工。",
            "not_waiting": f"{name}没有在等人工，没有接。"
            + (f"在等的是：{data['others']}。" if data.get("others") else ""),
            "taken": "你现在没有接着的对话。",
            "enterprise": f"档案里没有“{name}”这家企业。",
            "talk": f"“{name}”还没有在对话里提过工单，没有可以转达的地方。",
            "conversation": f"工单 {name} 不是在对话里提的，没有可以转达的地方。",
            "ticket": f"没有找到工单 {name}。",
        }.get(what)
    if isinstance(error, Conflict):
        number, operator = data.get("number", ""), data.get("operator") or "同事"
        return {
            "taken": f"工单 {number} 已经由{operator}接手了，你没有接上。",
            "released": f"工单 {number} 的人工对话已经结束了。",
            "idle": f"工单 {number} 还没有人接入，没有可以结束的对话。",
            "none": f"工单 {number} 没有人在等接入。",
            "busy": f"这个对话里你正和{data.get('enterprise') or '一家企业'}通话（工单 {number}），先说“结束”，或另开一个对话再接。",
            "other": f"工单 {number} 的对话由{operator}接着，由{operator}来处理。",
            "waiting": "这段对话已经在转人工了。",
            "spoken_of": "我是 AI 助手，不是真人。没有转人工；要找工作人员，说“转人工”。",
            "held_back": "好，先不转达，什么都没发。",
            "not_gone": "还没发。要转达就说给哪家、说什么。",
        }.get(what)
    return None


HAND_OFF = ToolWording(title="转人工", menu="找人办", explain=explain)
TAKE_HAND_OFF = ToolWording(title="接入人工对话", questions={"number": WHICH_WAITING}, explain=explain)
RELEASE_HAND_OFF = ToolWording(title="结束人工对话", questions={"number": WHICH_TAKEN}, explain=explain)
RELAY_MESSAGE = ToolWording(
    title="转达给企业",
    questions={"text": WHAT_TO_SAY, "ticket": WHICH_TOLD, "enterprise": WHICH_FIRM, "place": WHERE_TO},
    explain=explain,
)

# --- asking for a person ----------------------------------------------------------------------------------------------

NO_REASON = "要求人工服务"
QUEUED = (
    "已为你转人工（工单 **{number}**），正在等工作人员接入，最迟 {due}。等的时候可以继续问我；不等了就说“结束人工”。"
)
WAITING = "已经在等人工了（工单 **{number}**），不用再转一次，最迟 {due} 有人接入。"
NOT_YET = "还没有人接入，最迟 {due} 有人来（工单 **{number}**）。等的时候可以继续问我；不等了就说“结束人工”。"
LATE = "还没有人接入，原定最迟 {due}，已经晚了，抱歉（工单 **{number}**）。可以说“催一下”；不等了就说“结束人工”。"
TALKING = "{operator}已经在和你对话了（工单 **{number}**），直接说就行。"
END_WORDS = "结束人工"

# --- the operator's side ----------------------------------------------------------------------------------------------

TAKEN = (
    "你已接入 **{enterprise}**（工单 **{number}**）。接下来你打的字会直接发给对方；说“结束”交还给助手，"
    "查资料就以“@助手”开头。"
)
TAKEN_HERE = "和 **{enterprise}**（工单 **{number}**）的对话接到这里了，接着打字就会发给对方。"
SAID_WHY = "**对方想说**：{text}"
BEFORE = "**之前聊到**："
ASKED = "- 问：{question}"
ANSWERED = "  答：{answer}"
BETWEEN = "、"
UNNAMED = "未留名企业"
TOLD = "已发给{enterprise}。"
TOLD_LATER = "已转达给{enterprise}（工单 **{number}**），对方下次打开对话时看到。"
RELEASED = "已结束和{enterprise}的对话，助手继续接待。工单 **{number}** 现在是“{state}”，等企业确认。"
RELEASE = "结束对话"
TALK_DONE = "人工对话结束"
TAKEN_NOTE = "接入人工对话"

# --- what the enterprise reads ----------------------------------------------------------------------------------------

JOINED = "工作人员{operator}已接入，你说的话会直接转给对方。想回到助手，说“结束人工”。"
LEFT = "{operator}结束了人工对话，助手继续为你服务。事情办好了就说“解决了”，没办好就说“没解决”。"
