"""Wording of the report of a diagnosis and of the tools that make it and take it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tools.kit.errors import InvalidArguments, NotFound, NotPermitted, ToolError
from tools.kit.tool import ToolWording

if TYPE_CHECKING:
    from datetime import date, datetime

SHANGHAI = ZoneInfo("Asia/Shanghai")

WHICH_ENTERPRISE = "给哪家企业的报告？说企业名称就行。"
WHICH_ONE = "叫“{name}”的有 {count} 家，是哪一家？"
NO_SUCH_ENTERPRISE = "没有找到叫“{name}”的企业档案，请核对名称。"
NO_SUCH_REPORT = "没有编号 {name} 的有效报告链接。"
OTHERS = "只能做和管自己企业的报告，别家的不行。"


def explain(error: ToolError) -> str | None:
    """Put an error of these tools into words."""
    if isinstance(error, NotPermitted) and error.data.get("what") == "enterprise":
        return OTHERS
    if isinstance(error, NotFound):
        form = NO_SUCH_REPORT if error.data.get("what") == "report" else NO_SUCH_ENTERPRISE
        return form.format(name=error.data.get("name", ""))
    if isinstance(error, InvalidArguments) and error.data.get("problem") == "ambiguous":
        options = error.data.get("options")
        count = len(options) if isinstance(options, list | tuple) else 0
        return WHICH_ONE.format(name=error.data.get("name", ""), count=count)
    return None


MAKE_REPORT = ToolWording(
    title="生成诊断报告", questions={"enterprise": WHICH_ENTERPRISE}, menu="做诊断", explain=explain
)
REVOKE_REPORT = ToolWording(title="作废报告链接", questions={"enterprise": WHICH_ENTERPRISE}, explain=explain)

# --- what the tools say -----------------------------------------------------------------------------------------------

MADE = "《{title}》做好了。"
MADE_FOR = "**{name}**的《{title}》做好了。"
SAME = "《{title}》今天已经做过，数据没变，还是这一份。"
SAME_FOR = "**{name}**的《{title}》今天已经做过，数据没变，还是这一份。"
LINKS = "[打开网页版]({link}) · [下载 Word]({docx}) · [下载 PDF]({pdf})"
VALID = "链接到 **{day}** 有效（90 天），谁拿到都能看，请只发给该看的人；要收回就说“作废报告链接”。内容编号 {number}。"
STATEMENT = "这是平台自评，不是官方评定。"
NONE_YET = "还没有做完的诊断，先测一次才能出报告。10 题的快速版两三分钟，26 题的完整版六分钟左右。"
NONE_YET_FOR = "**{name}**还没有做完的诊断，先测一次才能出报告。"
UNFINISHED = "有一份{form}诊断还没做完，做完就能出报告。"
RESUME_TITLE, QUICK_TITLE, FULL_TITLE = "继续诊断", "快速版（10题）", "完整版（26题）"
DOCX_FILE, PDF_FILE = "企业数字化诊断报告.docx", "企业数字化诊断报告.pdf"
SCENARIOS_TITLE, POLICIES_TITLE, REVOKE_TITLE, AGAIN_TITLE = (
    "推荐场景",
    "能申请哪些政策",
    "作废报告链接",
    "重新生成报告",
)
REVOKED = "已作废 {count} 份报告的链接，谁都打不开了；已经下载走的文件收不回来：\n\n{lines}"
REVOKED_FOR = "已作废**{name}** {count} 份报告的链接，谁都打不开了；已经下载走的文件收不回来：\n\n{lines}"
REVOKED_LINE = "- {day}做的，编号 {number}"
REVOKED_LEFT = "另有 {count} 份更早的链接还有效；要一起作废，说“作废全部报告链接”。"
REVOKE_ALL_TITLE = "作废全部报告链接"
NOTHING_OPEN = "现在没有有效的报告链接，以前发出去的都打不开，不用再作废。"
ALL = re.compile(r"全部|所有|都作废|都撤|每一?份|统统|一起")
_LINK = r"(?:链接|连接|网址|地址|报告|pdf|word|文件|二维码)"
_SENT = r"(?:再|重新?|又)(?:给我|帮我)?(?:发|传|转|推|甩|给|来|要)"
_LOST = r"(?:找不(?:到|着|见)|翻没|弄丢|丢了|删了|划没|刷没|不见了|打不开|点不开|没收到|没存)"
AGAIN = re.compile(
    rf"^(?!.*(?:作废|撤|收回|失效|停|别|不[要用想]|[发传转推]错|[打点]不开了?(?:吧|没|吗|么)|[让叫令使整搞][^,，。]{{0,8}}(?:打|点|看)[不唔]|工单|邀请|诊断|测|场景|政策|补贴|指标))(?:.*{_LINK}.*(?:{_SENT}|{_LOST})"
    rf"|.*(?:{_SENT}|{_LOST}).*{_LINK}|.{{0,6}}(?:再|重新?)(?:给我|帮我)?(?:发|传|推|甩)(?:我|下|一下)*(?:一?[遍次份个下])?[吧啊呀啦嘛了吗\s.。!！?？~]*$"
    rf"|.{{0,8}}{_LOST}(?!.*[么哪几多]).{{0,8}}$|^(?:那个?|我们?|报告|的)*{_LINK}(?:呢|在哪(?:里|儿)?|发我|给我|发给我)[?？!！。\s]*$)"
)
"""Asks, after a report, for its links once more."""
_CLOSED = r"(?:[让叫令使整搞弄](?!我)[^,，。]{0,8}(?:打|点|看|睇|进)[不唔](?:开|到|了|成|见)|作废|失效|撤(?:回|掉|了|下来|销)|收回|关掉|封掉|停掉)"
_BIDS = r"(?:能不能|能否|能|可不可以|可以|可唔可以|得唔得|行不行|帮我|帮下|快|赶紧|马上|麻烦|想|要|给我|把|将|请)"
CLOSES = re.compile(
    r"^(?!.*(?:如果|要是|万一|假如|假设|的话|会不会|怎么|咋|点样|点算|为什么|为啥|是不是|有没有|(?:已经|早就?)(?:作废|失效|撤|收回)|还能|还看|没关系|不要紧|无所谓|算了|政策|网站|官网|邀请|二维码|工单|系统|诊断|场景|邮件|短信|消息|(?:他们?|她们?|客户|老板|会计|同事)[说问]"
    r"|(?:别|不用|不要|无需|没必要|唔使|先不|不想|不能)(?:急着|再|把|它|链接|报告|给我|帮我){0,3}(?:作废|撤|收回|失效|关|停)))"
    rf".*(?:{_BIDS}[^,，。]{{0,6}}{_CLOSED}|{_CLOSED}(?:它|掉|了|吧|行不行|得不得|可以|可不可以|好不好|得唔得|[!！。,，?？吗\s])*$)"
)
"""Says, right after a report, that its link should open for nobody any more."""
LONGEST_CLOSING = 40
_MADE = r"(?:给|发|出|生成|做|弄|搞|来|要)"
ANEW = re.compile(rf"^(?:那|你|就|请|麻烦|帮我|,|，|\s)*(?:(?:再|重新?|另外|另){_MADE}|{_MADE}(?=.*新))(?:给我|我|一|个|份|条|张|新|的|下|报告|链接)*[吧了啊呀。!！\s]*$")
"""Asks for another report, right after the links of one were made invalid."""
LONGEST_AGAIN = 24
NUMBER = re.compile(r"(?<![0-9a-f])[0-9a-f]{6,64}(?![0-9a-f])")

# --- what the report says ---------------------------------------------------------------------------------------------

TITLE = "企业数字化诊断报告"
UNNAMED = "（企业名称未登记）"
CONCLUSION = "数字化水平 {level} {name}，总分 {total} 分（满分 100）"
CONCLUSION_NO_LEVEL = "答上的题还不够，先不定级，总分在 {low}—{high} 分之间"
ENDS = "最强是{strongest}（{best} 分），最弱是{weakest}（{worst} 分）"
EVEN = "五个维度分数一样"
ESTIMATE = "快速版为{label}"
SEMICOLON, STOP, COMMA, LIST_COMMA = "；", "。", "，", "、"
STRONGEST, WEAKEST = "最强", "最弱"
NO_BASIS = "依据不足：{applicable} 题只答上 {answered} 题"
NO_QUESTION = "依据不足：没有适用的题"
PEERS = "同行：{industry}、同一版题库的 {count} 家企业；区间为中间一半企业的得分，只作参考。"
PEERS_FEW = "同行样本不足 5 家，不显示同行区间。"
PEERS_NO_INDUSTRY = "档案里没有登记行业，不显示同行区间。"
ANSWERS = {"unknown": "不知道", "skipped": "跳过", "not_applicable": "不适用"}
EVIDENCE = {"self_reported": "自述", "documented": "有材料", "verified": "已核实"}
CAUSE = "第 {position} 题“{question}”答“{option}”"
ADVICE = "{advice}。"
WHY = "针对{pains}；{reasons}"
WHY_PAIN = "痛点{number}"
NOT_YET = "现在还不建议上：{why}"
CAUTION = "留意：{why}"
ELSEWHERE = "目录里没有现在合适的同行业场景，这个是{industry}的做法，只作参考"
POLICY_FITS = "能查的条件都符合，还有 {count} 条要自己核对"
POLICY_FITS_ALL = "能查的条件都符合"
POLICY_MISSING = "还不能定，还差{wanted}"
POLICY_OPEN = "还不能定，要看：{text}"
POLICIES_NONE = "按现有档案没有对得上的政策。"
POLICIES_NO_FACTS = "档案里还没有镇街、行业、人数，多数政策定不了；补上后再对一次。"
POLICIES_NOTE = "政策资料整理于 {compiled}，由平台逐条对照，不代替主管部门审核。"
FIRST_TIME = "这是第一次完成的诊断，还没有上次可比。"
OTHER_VERSION = "上次（{day}）用的是另一版题库（{version}），分数不能直接比。"
COMPARED = "和上次（{day}）比，同一版题库。"
COMPARED_FORMS = "和上次（{day}，{form}）比，同一版题库；两次题数不同，只供参考。"
NOTHING_COMPARED = "上次（{day}）没有算出总分，没法比。"
TOTAL_ROW, LEVEL_ROW, CONFIDENCE_ROW = "总分", "等级", "置信度"
POINTS, PERCENT = "{value} 分", "{value}%"
UP_POINTS, DOWN_POINTS = "上升 {delta} 分", "下降 {delta} 分"
UP_PERCENT, DOWN_PERCENT = "上升 {delta} 个百分点", "下降 {delta} 个百分点"
SAME_VALUE = "不变"
LEVEL_UP, LEVEL_DOWN = "升级", "降级"
CHECK = "{answers}，请核实。"
CHECK_ANSWER = "第 {position} 题“{option}”"
BUT = "，但"
LIMIT_SELF = "本报告依据企业自己的回答，{evidence}，没有现场核查；"
EVIDENCE_ALL_SELF = "全部为自述"
EVIDENCE_SOME = "{documented} 题有材料、{verified} 题已核实，其余为自述"
LIMIT_CONFIDENCE = "置信度 {confidence}%（{applicable} 题适用，答上 {answered} 题）；没答的题按最低、最高各算一次，总分在 {low}—{high} 分之间。"
LIMIT_CONFIDENCE_WHOLE = "置信度 {confidence}%（{applicable} 题适用，全部答上），总分 {low} 分。"
LIMIT_FORM = "{form}，题库版本 {version}（草案）；五维依据 T/ISC 0106—2026 的 8.3.1 b)，题目、权重和等级名为平台设计。"
LIMIT_QUICK = "快速版只有 10 题，结果是估计值，最高给到 L4。"
LIMIT_OTHER_VERSION = "诊断之后题库更新过，题目文字按现行版显示。"
LIMIT_SCENARIOS = "场景目录是草案，周期为估算、未经验证；效果没有可靠数值，要自己前后对比实测。"
LIMIT_RANKING = "不收费排名，场景和政策只按档案、诊断和资料匹配，不代表任何部门或供应商的意见。"
REVISIT = "看 30 天内的行动做得怎样，底数记了没有。"
LABEL = "AI 生成：本报告由数智助手按规则自动生成，未经人工审核，仅供参考。"

ACTIONS = {
    "answer": "补答没答的 {count} 题{names}，把等级定下来。",
    "check": "核实 {count} 处对不上的回答，改准后重新生成报告。",
    "measure": "为“{pain}”记一个月底数：{ask}。",
    "prepare": "备齐“{name}”（{id}）要的数据：{data}。",
    "apply": "{day}前（还有 {days} 天）办完《{title}》的申报或咨询。",
    "ask_policy": "向主管部门问清《{title}》的当期申报时间和材料。",
    "file": "把档案里的{names}补上，再对一次能申报的政策。",
    "raise": "补{dimension}短板：“{question}”从“{now}”做到“{next}”。",
    "run": "“{name}”（{id}）上线试用（估算 {duration}），跟底数对比一次。",
    "pilot": "启动“{name}”（{id}），先备：{data}。",
    "project": "评估“{name}”（{id}，投入{effort}）要不要立项。",
    "gate": "冲 {level}：{name}从 {actual} 分提到 {needed} 分。",
    "again": "用同一版题库（{version}）重做一次{form}诊断，跟这次对比。",
}
ANSWER_NAMES = "（{names}依据不足）"
GATE_TOTAL = "总分"
DATE = "{year}年{month}月{day}日"


def day(value: date | datetime) -> str:
    """Write a day as people here read it; a moment is taken in Shanghai."""
    if hasattr(value, "astimezone"):
        value = value.astimezone(SHANGHAI)
    return DATE.format(year=value.year, month=value.month, day=value.day)
