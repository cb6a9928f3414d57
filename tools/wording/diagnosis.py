"""Wording of the tools that run a diagnosis and tell its result."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tools.kit.errors import InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording

if TYPE_CHECKING:
    from datetime import datetime

SHANGHAI = ZoneInfo("Asia/Shanghai")

WHICH_FORM = (
    "想做哪一种诊断？**快速版** 10 题，两三分钟，结果是估计值；**完整版** 26 题，六分钟左右，五个维度都看得细。"
)
WHICH_ENTERPRISE = "是哪一家企业？说企业名称就行。"
WHICH_ONE = "叫“{name}”的有 {count} 家，是哪一家？"
NO_SUCH_ENTERPRISE = "没有找到叫“{name}”的企业档案，请核对名称。"
OTHERS = "你只能做和看自己企业的诊断，别家的看不了。"
ANSWER_HOW = "这题选哪个？回 1—5 的数字，或直接说情况。"


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words."""
    if isinstance(error, NotPermitted) and error.data.get("what") == "enterprise":
        return OTHERS
    if isinstance(error, NotFound) and error.data.get("what") == "enterprise":
        return NO_SUCH_ENTERPRISE.format(name=error.data.get("name", ""))
    if isinstance(error, InvalidArguments) and error.data.get("problem") == "ambiguous":
        options = error.data.get("options")
        count = len(options) if isinstance(options, list | tuple) else 0
        return WHICH_ONE.format(name=error.data.get("name", ""), count=count)
    return None


START_DIAGNOSIS = ToolWording(
    title="数字化诊断",
    questions={"form": WHICH_FORM, "enterprise": WHICH_ENTERPRISE},
    menu="做诊断",
    starter="我想测测我们厂的数字化水平",
    explain=explain,
)
ANSWER_DIAGNOSIS = ToolWording(
    title="回答诊断题", questions={"answer": ANSWER_HOW, "enterprise": WHICH_ENTERPRISE}, explain=explain
)
SHOW_DIAGNOSIS = ToolWording(
    title="看诊断结果", questions={"enterprise": WHICH_ENTERPRISE}, menu="做诊断", explain=explain
)

FORMS = {"quick": "快速版", "full": "完整版"}
QUICK_TITLE, FULL_TITLE = "快速版（10题）", "完整版（26题）"
GO_ON_TITLE, ANEW_TITLE = "接着做{form}", "重新做{form}"

# --- asking -----------------------------------------------------------------------------------------------------------

QUESTION = "**第 {position}/{count} 题** {text}"
OPTION = "{number}. {text}"
HINT = "回数字、点按钮，或者直接说情况都行；随时可以说“跳过”“上一题”“先到这”。"
PRESENT = "现在答的是“{answer}”，不改就说“不改”。"
SKIP, BACK, PAUSE, KEEP = "跳过", "上一题", "先到这", "不改"
LATER = "好，先不测。想测的时候说“做诊断”就行，快速版 10 题，两三分钟。"
TAKEN_QUICK = "先按快速版来，要细的随时说“换完整版”。"
BEGUN = "开始{form}诊断，一共 {count} 题，一次一题。"
BEGUN_FOR = "给**{name}**开始{form}诊断，一共 {count} 题，一次一题。"
EXEMPT = "档案里写着没有{lacks}，{positions}按“不适用”处理，不影响得分。"
EXEMPT_WORDS = "档案：没有{lacks}"
POSITION = "第 {position} 题"
RESUMED = "接着{when} 开始的{form}，停在第 {position}/{count} 题，已经答了 {answered} 题。"
LONG_AGO = "隔了 {days} 天，超过 7 天了，前面答的可能有变化；想从头做就说“重新开始”。"
OUTDATED = "{when} 开始的那份没做完，但题库已经更新，这次从头开始。"
GIVEN_UP = "{when} 开始的那份没做完的不要了，这次从头开始。"
TWO_FORMS = "你还有一份{{when}} 开始的{{form}}没做完（停在第 {{position}}/{{count}} 题）。接着做{{form}}，还是不要它、重新做{new}？"

CHOSEN = "记下：{option}。"
UNKNOWN = "好，这题记“不知道”，不计分。"
SKIPPED = "这题跳过，不计分。"
NOT_APPLICABLE = "好，这题按“不适用”处理，不影响得分。"
ABSENT_SKIPPED = "这题没有“不适用”这一项，先按跳过处理，不计分；要是情况接近哪个选项，说“{back}”可以改。"
KEPT = "好，不改，还是“{answer}”。"
CHANGED = "第 {position} 题从“{before}”改成“{after}”了。"
CORRECTED = "第 {position} 题记成“{after}”了。"
EITHER = "没太拿准，更接近 **{first}** 还是 **{second}**？"
WHICH_NUMBER = "是说 **{first}** 还是 **{second}**？回选项前面的数字就行。"
OF_WHAT = "光有金额还不好对应，占营收大概百分之几？或者把一年营收也说一下，比如“一年做 2000 万，花了 10 万”。"
OUT_OF_RANGE = "这题只有 1—5 五个选项，你看更接近哪个？"
WITH_PERCENT = "说的是比例，就带上百分号。"
WHATEVER = "随便选结果就不准了。你看更接近哪个？实在不想答就说“跳过”。"
DOES_NOT_FIT = (
    "和{answers}对不太上，请核实：那题不准就说“第{position}题改成3”，这题不准就说“上一题改成2”，都准就接着答。"
)
ONLY_YOURS = "这题只看你们自己现在的情况，别家的、以前的、假设的和玩笑话都不记。你们更接近哪个？"
NOT_UNDERSTOOD = "这句没对上选项。你看更接近哪个？回数字就行；不清楚可以说“不知道”。"
PERHAPS_EARLIER = "这句没对上这题，倒像是答第 {position} 题的。"
QUOTED_EARLIER = "“{option}”是第 {position} 题的选项；要答现在这一题，回数字。"
ANSWERED, NONE_ANSWERED = "已经答的：{answers}。哪题要改，就说“第3题改成2”。", "还没有答过题。"
ANSWERED_ONE = "第 {position} 题“{answer}”"
STILL_TO_COME = "还剩 {count} 题，一题几秒钟。现在没空就点“先到这”，进度给你留着。"
WORDS = {
    "营收": "营收就是一年卖货、接单的总收入。",
    "mes": "MES 是管车间工单、进度和报工的系统。",
    "erp": "ERP 是把采购、库存、生产、财务放在一起管的系统。",
    "进销存": "进销存是管进货、卖货和库存的软件，比如管家婆。",
    "采集": "自动采集就是设备自己把开机、产量这些数据传上来，不用人抄。",
    "联网": "联网是指设备连到系统上、数据能传出来，不只是车间有 WiFi。",
    "排产": "排产就是安排先做哪张单、谁来做、什么时候做完。",
    "在制": "在制就是车间里正在做、还没做完的货。",
    "报工": "报工就是工人做完一道工序报一下数量。",
    "工单": "这里的工单是给车间的生产任务单。",
    "追溯": "追溯就是出了问题能查到是哪一批、谁做的。",
    "bom": "BOM 是一个产品用哪些料、用多少的清单。",
    "库位": "库位就是货放在哪个架、哪一格。",
    "安全库存": "安全库存是低于它就该补货的数。",
    "呆滞": "呆滞是放了很久没动的料和货。",
    "业财一体": "业财一体是业务单据做完，财务的账自动就出来。",
    "接口": "接口打通就是两个系统的数据自己传，不用人导。",
    "口径": "口径就是一个数怎么算、算哪些不算哪些，大家说法一样。",
    "分级授权": "分级授权是不同岗位能看的东西不一样。",
    "agv": "AGV 是厂里自动搬货的小车。",
    "看板": "看板就是一屏能看到关键数字的页面。",
}
"""What words of the questions mean, by the word in small letters."""
WHICH_QUESTION = "是答现在这一题，还是改上一题？答这题就直接选；改上一题就说“上一题改成2”。"
WHICH_IS_WRONG = "是哪一题？说“第3题改成2”，或者“系统那题改成3”，我就改。"
FIRST_ALREADY = "这已经是第一题了。"
NO_POSITION = "这份诊断一共 {count} 题，没有第 {position} 题。"
NONE_LEFT = "前面没有跳过的题。"
NO_SUCH_QUESTION = "这份诊断里没有这一题；完整版才问。"
CHANGE_TO_WHAT = "第 {position} 题改成哪个？"

STALE = "第 {position} 题已经答过“{answer}”了，这个按钮是之前的。"
STALE_SAME = "第 {position} 题记的就是“{answer}”，不用再点。"
STALE_OFFER = "第 {position} 题改成“{option}”"
STALE_HINT = "要改成“{option}”，点下面的按钮，或说“第{position}题改成{number}”。"
GIVEN_UP_ALREADY = "这个按钮属于一份已经作废的诊断。"
PAUSED = (
    "好，先到这。停在第 {position}/{count} 题，已答 {answered} 题，进度给你留着；说“继续诊断”就接着做，换个渠道也行。"
)
RESUME_TITLE = "继续诊断"
NOTHING_OPEN = "现在没有正在做的诊断。要测的话点下面的按钮；10 题的快速版两三分钟就好。"
DONE_ALREADY = "这份诊断 {when} 已经做完了。要改某一题就说“第3题改成2”，要重测就说“重新诊断”。"
SHOW_TITLE, AGAIN_TITLE = "看诊断结果", "重新诊断"

ANSWERS = {"unknown": "不知道", "skipped": "跳过", "not_applicable": "不适用"}

# --- telling ----------------------------------------------------------------------------------------------------------

DONE = "诊断做完了。"
RESCORED = "总分 {before} → {after}{level}。"
RESCORED_SAME = "总分没变，还是 {after}{level}。"
SAME_LEVEL = "，等级还是 {after}"
OF_ENTERPRISE = "**{name}**，{when}的{form}诊断："
WHEN_FORM = "{when}的{form}诊断："
LEVEL = "**{level} {name}**，总分 **{total}**（满分 100）。"
LABEL = "这是{form}的{label}。"
NO_LEVEL = (
    "答上的题还不够（置信度 {confidence}，不到 70%），先不定级。总分在 **{low}—{high}** 之间，把没答的题补上就能定级。"
)
NO_TOTAL = "能算分的题太少，还定不了级。总分在 {low}—{high} 之间，把没答的题补上就能定级。"
HELD_BACK = "只看总分够 {level} {name}，但{gates}，所以先定 {actual}。"
GATE_DIMENSION = "{dimension} {actual} 分没到 {level} 要的 {needed} 分"
GATE_NO_BASIS = "{dimension}依据不足，看不出有没有到 {level} 要的 {needed} 分"
GATE_QUESTION = "“{question}”没到 {level} 要的第 {needed} 项“{option}”"
CEILING = "快速版最高给到 L4，要看能不能到 L5，得做完整版。"
NEXT_LEVEL = "离 {level} {name}（{bar} 分起）还差 {gap} 分。"
NEXT_GATES = "离 {level} {name}（{bar} 分起）还差 {gap} 分，另外{gates}。"
NEXT_GATE = "{dimension}要到 {needed} 分（现在 {actual}）"
DIMENSIONS = "**五个维度**（依据标准 8.3.1 b)）"
DIMENSION = "- {name}：{score}{mark}"
NO_BASIS = "依据不足（{applicable} 题只答了 {answered} 题）"
NO_QUESTION = "依据不足（没有适用的题）"
STRONGEST_MARK, WEAKEST_MARK = "（最强）", "（最弱）"
EVEN = "五个维度分数一样，没有明显的长短板。"
PAINS = "**最该先解决的**"
PAIN = "{number}. {pain}（{because}）"
BECAUSE = "第 {position} 题答“{option}”"
SELF_NAMED = "，也是你们自己提的痛点"
NO_PAINS = "按你的回答没有明显的痛点。"
CONTRADICTIONS = "**有对不上的地方，请核实**"
CONTRADICTION = "- {answers}。哪题不准，就说“第{position}题改成3”这样改。"
CONTRADICTION_ANSWER = "第 {position} 题“{option}”"
BUT = "，但"
CONFIDENCE = "置信度 {confidence}（{applicable} 题适用，答上 {answered} 题）；没答的按最低、最高各算一次，总分在 {low}—{high} 之间。"
CONFIDENCE_WHOLE = "置信度 {confidence}（{applicable} 题适用，全部答上）。"
LEFT_OUT = "不适用的 {count} 题已剔除，不计分，不拉低分数。"
LEFT_UNANSWERED = "没答上的 {count} 题也不计分，只是置信度低一些。"
NONE_LEFT_OUT = "这次每题都适用、都答上了，没有剔除的题。"
LEFT_OUT_RULE = (
    "不适用的题会剔除，不计分，不拉低分数；跳过和“不知道”的也不计分，但会拉低置信度，低于 0.7 就只给区间、不给等级。"
)
NO_CONTRADICTIONS = "没有互相对不上的答案。"
VERSION = "题库版本 {version}。"
CHANGE_UP, CHANGE_DOWN, CHANGE_SAME = "+{delta}", "−{delta}", "持平"
COMPARED = "**和上次（{when}，{form}）比**：总分 {before} → {after}（{change}）{level}；{dimensions}。"
COMPARED_NO_TOTAL = "上次（{when}）没有算出总分，没法比较。"
COMPARED_LEVEL = "，等级 {before} → {after}"
COMPARED_DIMENSION = "{name} {change}"
COMPARED_FORMS = "上次是{form}，题目多少不一样，只供参考。"
FIRST_TIME = "这是同一版题库下的第一次诊断，还没有上次可比。"
UNFINISHED_TOO = "有一份{when} 开始的{form}没做完，停在第 {position}/{count} 题。"
NONE_YET = "还没有做过诊断。10 题的快速版两三分钟，26 题的完整版六分钟左右。"
NOW = "现在测吗？选一种就开始。"
NONE_YET_FOR = "**{name}**还没有做过诊断。"
NO_RESULT_YET = "做完才有结果。"
NOT_OFFICIAL = "不算官方认定。"
ACCURATE = "照实答就准，答得越全越可靠。这是平台自评，不算官方认定。"
NOT_TO_APPLY_WITH = "不算官方认定，不能当官方等级拿去申报；要拿城市试点补贴，必须按 2024 年版评测指标现场评定。"

WITH_PEERS = "别家的分数不对外。同行的得分区间写在诊断报告里（满 5 家同行才显示），说“出报告”就能看到。"

WEAKEST_IS = "最弱的是**{name}**（{score} 分）。"
STRONGEST_IS = "最强的是**{name}**（{score} 分）。"

FILL_IN_TITLE, FILL_IN = "补答第 {position} 题", "改一下第{position}题"
REPORT_TITLE, SCENARIOS_TITLE, POLICIES_TITLE, FULL_FORM_TITLE = (
    "生成诊断报告",
    "推荐场景",
    "能申请哪些政策",
    "做完整版（26题）",
)

DATE = "{0.year}年{0.month}月{0.day}日"
MOMENT = "{0.month}月{0.day}日 {0:%H:%M}"
LIST_COMMA = "、"
PERCENT = "{0}%"


def day(moment: datetime) -> str:
    """Write a day as people here read it."""
    return DATE.format(moment.astimezone(SHANGHAI))


def moment(value: datetime) -> str:
    """Write a moment as people here read it."""
    return MOMENT.format(value.astimezone(SHANGHAI))
