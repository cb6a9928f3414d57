"""What people read on WeChat that belongs to no tool."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

# --- answers (render) -------------------------------------------------------------------------------------------------

LABEL = "AI 生成 · 请以原文为准"
LABEL_MODEL = "AI 生成 · 由 {model} 作答 · 请以原文为准"
LABEL_CONTINUED = "AI 生成 · 未完，接下一条"
CONTINUED = "（未完，接下一条）"
MORE = "……全文、出处和图表：{link}"
MORE_LINK = "点这里看全文"
SOURCE = "出处："
BASIS = "依据："
BASIS_LINK = "点这里看出处"
BETWEEN_SOURCES = "、"
TITLED_SOURCE = "《{document}》{clause}"
ATTACHED = "图表和附件：{link}"
BETWEEN_NAMES = "、"
CHOOSE_NUMBER = "接下来（点一下，或回数字）："
CHOOSE = "接下来（点一下就行）："
CHOOSE_NUMBER_TYPED = "接下来（回数字）："
CHOOSE_TYPED = "接下来可以说："
CUT = "……"

HEADING = "【{text}】"
QUOTE = "「{text}」"
BULLET = "· "
CELL = "{name}：{value}"
BETWEEN_CELLS = "；"
BETWEEN_COLUMNS = " ｜ "

TITLE_MARK = "《"
SCENARIOS = "场景目录"
COUNTED = r"(?:[%％万亿千百元年月日个项倍家人]|第\d)"
"""After a number these make it a quantity, or an item of the clause, not the clause."""

HANDED_OVER = "你刚才问的“{question}”，答案在这里："
HANDED_OVER_BLANK = "刚才那一问，答案在这里："
EARLIER = "你刚才问的“{question}”："
EARLIER_BLANK = "刚才那一问："
THIS_TIME = "这次问的："
ONLY_LINK = "看答案"

# --- where a message may be cut (splitting) ---------------------------------------------------------------------------

MEASURES = (
    "个?百分点|个?工作日|个?自然日|个?小时|个?月|个?季度|[十百千万亿]{0,3}(?:美元|港元|欧元|日元|元|人次|人天|人月|人年|人|家企业|家|"
    "平方米|平方公里|立方米|公里|千米|厘米|毫米|米|公斤|千克|克|吨标准煤|吨|千瓦时|千瓦|度电|度|亩|台套|台|套|件|份|条|项|次|"
    "例|位|名|户|笔|页|字|题|分钟|分|秒|时|点|天|日|周|年|月|倍|成|级|类|层|期|张|步|轮|种|批|所|款|个)|"
    "[十百千万亿]{1,3}|号"
)
"""Units, the longer before the shorter where one begins like another; a pattern."""
NUMERALS = "一二三四五六七八九十百千万亿零〇两半"
ORDINAL = "第"
ANNEX = "附录"
UNTIL = "至|到"
MOMENTS = "年月日号时点分秒"
"""What the parts of a date and a time end with."""

# --- messages that are no question, and small states ------------------------------------------------------------------

STARTERS = ("花都有哪些数字化补贴", "测一测我们厂的数字化水平", "皮具厂适合做什么AI场景")
WELCOME = (
    "你好，我是数智助手。查标准和政策、测数字化水平、算指标、找 AI 场景、提需求或转人工，用大白话说就行，回答都带出处。\n\n"
    "我会保存对话和你在本号的编号（不是微信号），用来接着聊、帮你办事；说“删除我的数据”可以清除。"
    "[隐私说明]({base}/privacy) · [用户协议]({base}/terms)\n\n"
    "回答由 AI 生成，请以原文为准。点一句试试，或者直接打字："
)
WELCOME_BACK = "欢迎回来，接着问就行。"
VOICE_UNHEARD = "这条语音我没听清。请打字发来，或者长按语音选“转文字”，把文字发给我。"
IMAGE_RECEIVED = "图片我看不了。想问的请打成字；要给工作人员看，先说“转人工”。"
VIDEO_RECEIVED = "视频我看不了。想问的请打成字；要给工作人员看，先说“转人工”。"
LOCATION_RECEIVED = "位置我用不上，没有记进档案。想按所在地查，直接说镇街就行，比如“狮岭有什么补贴”。"
LINK_RECEIVED = "链接里的内容我打不开。想问哪一段，请把文字复制发来。"
EMPTY_RECEIVED = "这条是空的。想问什么，直接打字就行。"
TOO_MANY = "发得有点快，这条没有处理。请 {seconds} 秒后再发。"
STILL_LOOKING = "还在查，请过几秒发“看答案”。"
ASKED_FOR_ANSWER = ("看答案", "答案", "看看答案", "查好了吗", "好了吗", "好了没")
"""What people write to have an answer that is ready."""
ONLY_ASKED_FOR_ANSWER = ("看答案", "看看答案")
"""Those of them that can mean nothing else."""
NOTHING_WAITING = "你问的都答完了，没有还在查的。想问什么直接说。"
UNKNOWN_KEY = "菜单换新了，这一项用不了。要办什么直接打字就行；退出本号再进来，能看到新菜单。"
FAILED = "出了点问题，这条没有答成。请再发一次；还不行就说“转人工”。"


def welcome(base: str) -> str:
    """Greet somebody who has just begun to follow, in Markdown; ``STARTERS`` go with it.

    Args:
        base: The platform's address, without a slash at its end.
    """
    return WELCOME.format(base=base)


# --- what is said to a message that no turn answers (answering) -------------------------------------------------------

UNREAD = {
    "text": EMPTY_RECEIVED,
    "voice": VOICE_UNHEARD,
    "image": IMAGE_RECEIVED,
    "video": VIDEO_RECEIVED,
    "location": LOCATION_RECEIVED,
    "link": LINK_RECEIVED,
}
"""By the kind of message."""

# --- the menu ---------------------------------------------------------------------------------------------------------

MENU_BRANCHES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("查政策", ("match_policies", "list_policies"), ("查一查",)),
    ("做诊断", (), ("做诊断", "找方案")),
    ("我的", ("show_tickets", "open_ticket", "show_archive", "hand_off"), ("企业档案", "找人办")),
)
"""Each branch: its title, the tools that come first, and the groups of the catalog the rest is taken from."""

MENU_TITLES = {
    "search_sources": "查标准和政策",
    "match_policies": "能申请的补贴",
    "list_policies": "政策一览",
    "list_scenarios": "场景一览",
    "recommend_scenarios": "适合我的场景",
    "show_archive": "企业档案",
    "open_ticket": "提需求或投诉",
    "compare_kpi": "指标前后对比",
}
"""What a tool is called in the menu."""

MENU_PAGE = "我的主页"
"""The last entry of the last branch, which opens a page."""

# --- pages (pages, answers, showing) ----------------------------------------------------------------------------------

PRODUCT = "数智助手"
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Problem(NamedTuple):
    """What a page says where it cannot show what was asked for."""

    heading: str
    text: str


LINK_GONE = Problem("这个链接打不开了", "链接有效 90 天，可能已经过期，也可能内容删掉了。回到对话里再问一次，我会给你新的链接。")
STATE_WRONG = Problem("登录没有完成", "这次登录过期了、用过了，或者不是从这里发起的。点下面的按钮重新进入就行。")
NOT_AUTHORISED = Problem("登录没有完成", "微信没有确认你的身份。点下面的按钮重新进入就行。")
WECHAT_SILENT = Problem("暂时登录不了", "连不上微信的登录服务。请过一分钟再试；要办的事也可以直接在对话里说。")
NOT_SET_UP = Problem("这个页面还没有开通", "平台还没有配置好微信登录。要看报告、工单和档案，直接在对话里说“我的报告”“我的工单”“我的档案”就行。")
NO_FILE = Problem("没有可下载的档案", "还没有建档，或者没有这个文件。在对话里用一句话介绍企业就能建档。")
NO_SUCH_NOTICE = Problem("这类通知还没有开通", "平台目前不发这类通知，不用订阅。有进展时，在对话里问一句就能看到。")

ENTRY = "《{title}》{clause}"
CHART = "五个维度的得分：{scores}"
CHART_SCORE, CHART_UNKNOWN, CHART_BETWEEN = "{name} {score}", "{name}没有得分", "，"
ARCHIVE_FILE = "企业档案-{name}-{day}.{kind}"
UNNAMED_FILE = "未命名"

NOTICES = {
    "ticket": ("工单进展", "工单答复、排期或办完时告诉你"),
    "policy": ("政策截止提醒", "适合你的政策快到申报截止日时提醒你"),
    "diagnosis": ("复测提醒", "到了该再测一次数字化水平的时候提醒你"),
    "scenario": ("场景回访", "看过的场景方案该回头看时问你一声"),
    "satisfaction": ("满意度回访", "办完事以后请你打个分"),
    "campaign": ("活动通知", "有培训、对接会这类活动时告诉你"),
}
"""What a notice is called, and when it comes, by its purpose."""
NOTICE_OTHER = ("服务通知", "你办的事有进展时告诉你")


class Notice(NamedTuple):
    """A kind of notice as a page shows it: how many more may come, and whether its person has stopped it."""

    purpose: str
    title: str
    when: str
    left: int
    stopped: bool


def notice(purpose: str, left: int, *, stopped: bool) -> Notice:
    """Describe a kind of notice."""
    title, when = NOTICES.get(purpose, NOTICE_OTHER)
    return Notice(purpose, title, when, left, stopped)


def chart(scores: Mapping[str, float | None]) -> str:
    """Say in words what a chart of scores shows."""
    told = (
        CHART_UNKNOWN.format(name=name) if reached is None else CHART_SCORE.format(name=name, score=score(reached))
        for name, reached in scores.items()
    )
    return CHART.format(scores=CHART_BETWEEN.join(told))


def archive_file(name: str | None, at: datetime, kind: str) -> str:
    """Name the file of an archive."""
    return ARCHIVE_FILE.format(name=name or UNNAMED_FILE, day=f"{at.astimezone(SHANGHAI):%Y%m%d}", kind=kind)


def day(value: date) -> str:
    """Write a day out; of a moment, the day in Shanghai."""
    local = value.astimezone(SHANGHAI) if isinstance(value, datetime) else value
    return f"{local.year}年{local.month}月{local.day}日"


def moment(value: datetime) -> str:
    """Write a moment as people of the place read it."""
    local = value.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def stamp(value: datetime) -> str:
    """Write a moment as fields of notices take it."""
    return f"{day(value)} {value.astimezone(SHANGHAI):%H:%M}"


def score(value: float) -> str:
    """Write a score from 0 to 100."""
    return f"{value:.1f}".removesuffix(".0")

# --- what is offered below an answer (composing) ----------------------------------------------------------------------

OFFER = {
    "ticket": "有答复要微信通知你吗？[点这里允许通知一次]({address})，不点就不发。",
    "diagnosis": "半年后要提醒你复测吗？[点这里允许提醒一次]({address})，不点就不发。",
    "policy": "快到申报截止日时要提醒你吗？[点这里允许提醒一次]({address})，不点就不发。",
}
"""By what the notice is for; Markdown."""

# --- invitations as pictures (codes) ----------------------------------------------------------------------------------

INVITATION_GONE = "这个邀请已经用过、撤销或过期了，请平台再发一个。"
NO_PICTURE = "微信那边暂时取不到二维码。请直接把邀请码发给对方，效果一样。"

# --- notices (notifying) ----------------------------------------------------------------------------------------------

NOTICE_FIELDS = {"thing": "工作人员有新回复，点开查看", "phrase": "待查看", "character_string": "1"}
"""What stands in a field of a notice, by what its name begins with; WeChat takes 20 characters of a thing, 5 of a phrase."""

# --- follow-ups as notices (nudging) ----------------------------------------------------------------------------------

NUDGE_FIELDS = {"phrase": "待查看", "character_string": "1", "number": "1", "name": PRODUCT}
"""What stands in a field of a follow-up's notice, by what its name begins with."""
CLAUSE_ENDS = "。；！？，：、"
"""Where words may be cut for a field, so that what is left reads as a whole."""
FIELD_CUT = "…"
