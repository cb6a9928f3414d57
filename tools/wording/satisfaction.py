"""Wording of the tool that takes down what people think of a service."""

from __future__ import annotations

from tools.kit.errors import InvalidArguments, NotFound, ToolError
from tools.kit.tool import ToolWording

WHICH_SCORE = "打几分？1 分最差，5 分最好。"
ONE_TO_FIVE = "按 1 到 5 分打，1 分最差，5 分最好。打几分？"
WHICH_THING = "这是给哪一项打分？"
NOT_OURS = "这句听着不是给平台的服务打分，就没有记。要给平台打分，说“给平台打几分”就行。"
NOT_MEANT = "听得出你不满意，这句就不当打分记了。要打分，直接说几分；要登记投诉，说“登记投诉”，我来办。"
RECALLED = "打过的分都记着。要改就说新的分数，比如“改成3分”；想让人跟进，说“我要投诉”加上哪里不好。"
WHICH_ADOPTED = "给哪个场景打分？"
WHICH_TICKET = "给哪张工单打分？"
WHICH_SCENARIO = "给哪个场景打分？说场景的名称或编号就行。"
SCORES = {1: "1 分 很不满意", 2: "2 分 不满意", 3: "3 分 一般", 4: "4 分 满意", 5: "5 分 很满意"}


def explain(error: ToolError) -> str | None:
    """Put an error of this tool into words; None leaves it to the general ones."""
    if isinstance(error, InvalidArguments) and error.data.get("ask"):
        return str(error.data["ask"])
    if isinstance(error, NotFound):
        return {
            "ticket": f"没有找到工单 {error.data.get('name')}。"
            if error.data.get("name")
            else "还没有办好的工单可以打分。",
            "assessment": "还没有做完的诊断可以打分。",
            "scenario": f"场景目录里没有 {error.data.get('name')}。",
            "survey": "之前没有打过分，没有可以改的。",
        }.get(str(error.data.get("what")))
    return None


RATE_SERVICE = ToolWording(
    title="打分评价",
    questions={"score": WHICH_SCORE, "about": WHICH_THING, "name": WHICH_SCENARIO},
    menu="找人办",
    explain=explain,
)

TICKET = "工单 {number}：{text}"
ASSESSMENT = "{day}完成的诊断"
LAST_ASSESSMENT = "数字化诊断"
SCENARIO = "场景 {name}"
SERVICE = "平台整体服务"
STAGES = {"process": "服务过程", "go_live": "上线交付", "effect": "应用效果"}

RATED = "谢谢，记下了：**{thing}**的{stage}，**{score} 分**{comment}。"
COMMENT = "，“{comment}”"
CORRECTED = "改好了：**{thing}**的{stage}，从 {before} 分改为 **{score} 分**{comment}。"
ADDED = "记上了：**{thing}**的{stage}，**{score} 分**{comment}。"
AND_ALSO = "；"
SAME = "和之前打的一样：**{thing}**的{stage}，**{score} 分**{comment}。"
LOW = "让你不满意了，抱歉。已为此开了投诉工单 **{number}**，{due}前有人答复你。"
LOW_TOLD = "让你不满意了，抱歉。分数记在你刚提的投诉 **{number}** 上，一起处理。"
LOW_ALREADY = "之前为此开的投诉工单 **{number}** 继续处理。"
NO_LONGER_LOW = "之前为此开的投诉工单 **{number}** 不撤，仍会有人看。"
TELL_MORE = "哪里不好可以再说一句，我一起记上。"
CHANGE_IT = "打错了就说“改成几分”。"
COMPLAINT = "{thing}，{stage}评 {score} 分{comment}"
RESCORED = "评分从 {before} 分改为 {score} 分"
SEE_TICKET = "看这张工单"
