"""What people read that belongs to no tool: greeting, small talk, failures."""

from __future__ import annotations

import re

from tools.kit.errors import Conflict, InvalidArguments, NotFound, NotPermitted, ToolError, Unavailable

PRODUCT = "数智助手"
ABOUT = (
    "我是数智助手，企业数智化公共服务平台的前台。能办这些事：\n\n"
    "- **查标准和政策**：《T/ISC 0106—2026》的条款、术语和 44 个指标，国家到花都的数字化政策，带出处和原文\n"
    "- **做诊断**：10 题快速版或 26 题完整版，五个维度，出报告\n"
    "- **算指标**：说前后两个数就行，比如“采购成本原来500万，现在420万”\n"
    "- **找场景、配政策**：按你们的行业、痛点和档案推荐，说明缺什么、够不够条件\n"
    "- **找人办**：登记需求、问题、投诉，查进度、催办，或转人工\n\n"
    "直接用大白话说就行。"
)
ABOUT_FOR_OPERATORS = (
    "我是数智助手，替平台的工作人员查、写、盯。能办这些事：\n\n"
    "- **找企业**：“狮岭50人以上、质量痛点的企业有哪些”，看档案和诊断，两家对比\n"
    "- **配场景、配政策**：“给狮岭一家80人的皮具厂推荐场景”，也能反过来问哪些企业适合\n"
    "- **办工单**：看需求池，派单、改状态、催办，接管和交还人工对话，给企业带话\n"
    "- **跟进和通知**：今天要跟进谁，改提醒规则，群发\n"
    "- **管目录和账号**：改场景、导入导出，邀请企业联系人和同事，核实企业\n"
    "- **看全局**：“这个月平台怎么样”\n\n"
    "标准、政策和指标也直接问。"
)
HELLO = "你好，我是数智助手。诊断、指标、场景、政策、标准条款，想问什么、办什么直接说。"
THANKS = "不客气。还有想了解的，随时问我。"
GOODBYE = "好，回头见。需要时再来找我。"
FINE = "好的。还想了解什么？"
NEVER_MIND = "好，那就先不查了。想起来再问我。"
LATER = "好，不急。想好了直接说，我接着办。"
PARDON = "我可能没说清楚。你可以换个说法，或者告诉我条款号、政策名、场景名，我再查一次。"
NOT_UNDERSTOOD = "没看懂这句。可以用一句话说说你想了解什么，比如“诊断看哪几个维度”。"
EMPTY = "你好像还没写内容。想问什么、想办什么，直接说。"
UPSET = "没帮上忙，还让你来回问，抱歉。点“转人工”，我马上请平台的工作人员来处理；想投诉就说“我要投诉”和具体情况，会登记下来有人跟。"
NOTHING_OPEN = "现在没有等你确认的事。要我办什么，直接说一声。"
SORRY = "没帮上忙，抱歉。你可以说说哪里不对，我再查；也可以留下问题，请平台的工作人员来处理。"
DATE = "日期和时间以你手机上的为准。要查政策截止日，告诉我政策名，我按今天帮你算。"
NO_PERSON = "我是 AI 助手，不是真人。要找工作人员，说“转人工”。"
_CHATTER = r"[\s~～。.!！?？,，、…吧呀啊哈呢哦喔嘛啦了的]*"

SMALL_TALK: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"^{_CHATTER}(?:{words}){_CHATTER}$"), reply)
    for words, reply in (
        (
            r"(?:那|哎|诶|所以|跟我(?:说话|聊天?)的|对面)*(?:你|您|这边|那边)?们?(?:到底|究竟)?(?:这|那)?(?:(?:是|系)(?:个)?(?:真人|活人|人|机器人?|ai|电脑|程序|人工智能)(?:还是|定系|吗|么|吧|,|\s)*(?:是)?(?:个)?(?:真人|活人|人|机器人?|ai|电脑|程序|人工智能)?|(?:是不是|系咪)(?:个)?(?:真人|活人|人|机器人?|ai|电脑))",
            NO_PERSON,
        ),
        (
            r"(?:你|您)们?好+|hi+|hello+|hey|哈喽|哈啰|嗨+|早|早安|早上好|上午好|中午好|下午好|晚上好|在|在吗|在不在|有人吗|有人在吗|喂+|雷猴|你好呀|helo",
            HELLO,
        ),
        (
            r"(?:那)?(?:你|您)(?:到底|究竟)?是(?:谁|个?(?:什么|啥|谁|乜)(?:东西|玩意|人|呀)?)|(?:那)?(?:你|您)?们?(?:都|还|到底|究竟|平时)*(?:能|会|可以)(?:帮|给|替)?(?:到?(?:我们?|咱们?)(?:厂|店|公司|企业)?)?(?:干|做|办|处理|帮|搞|弄)?(?:些|点)?(?:什么|啥|嘛|咩|乜|哪些)(?:活|事情?|忙|业务)?儿?|(?:你|您)们?有(?:什么|啥|哪些)(?:本事|本领|能耐|用处?)|(?:(?:你|您)们?(?:这|这个)?(?:平台|东西|助手|系统)?|(?:这个?)?(?:平台|助手))(?:到底|究竟)?(?:是)?(?:干|做)(?:嘛|什么|啥|咩)(?:用)?的?|(?:你|您)们?(?:能|会|可以)?(?:提供|有)(?:些|哪些)?(?:什么|啥|哪些)?服务|(?:你|您)叫(?:什么|啥|咩|乜)(?:名字?)?[嚟㗎架]*|自我介绍(?:一下)?|介绍一下你自己|你系边个|who are you|what are you|有(?:什么|啥)功能|怎么用(?:你)?|使用说明|帮助|help|你识做咩|what can you do",
            ABOUT,
        ),
        (
            r"(?:好+的?|行|嗯+|ok|可以|知道了?|明白了?|收到|了解)?[,，!！~\s]*(?:非常|太|十分|多|好)?(?:谢谢|感谢|多谢|谢了|谢啦|辛苦|唔该|thx|thanks?|thank you|3q|谢)(?:你|您|大家|晒|嗮|侬|啦)?(?:的帮助|帮忙)?|(?:帮大忙|有用|很好|不错|厉害|真棒|赞|太好|好棒|牛|666|👍|👏|🌹|❤️?|😊|😀|🙏)+",
            THANKS,
        ),
        (
            r"再见|拜拜|拜|bye+|bye bye|回见|下次(?:聊|见)|先这样|就这样|没(?:有)?(?:别的|其他)?(?:事|问题)|没事",
            GOODBYE,
        ),
        (r"好+|好的|行|可以|ok+|okay|嗯+|恩+|哦+|喔+|知道|明白|懂|了解|收到|清楚|对|是|得|掂|got it|👌|没问题", FINE),
        (r"算|算了|不用|不问|不需要|不要|取消|唔使|无所谓|随便|退出|never ?mind|cancel", NEVER_MIND),
        (
            r"(?:今天|今日|现在)(?:是)?(?:几号|几月几号|星期几|周几|礼拜几|几点|几点了|什么日子)|what day is (?:it|today)|what time is it",
            DATE,
        ),
        (r"什么|啥|啊|哈|咩|乜|what|没懂|没看懂|不懂|不明白|听不懂|看不懂|什么意思|啥意思|再说一遍|唔明", PARDON),
        (
            r"(?:(?:你|你们|你这)?(?:真|真的|就|还是|又|也|都|这|根本|完全|一直)*(?:是|个)?(?:没用|没帮助|没帮(?:到|上)(?:我|忙)?|没(?:有)?(?:答|说|回答)到(?:点子上|点上|重点)|没解决(?:我的)?(?:问题)?|答(?:的)?不对|不是(?:我)?(?:想)?(?:要|问|想问|想要)的(?:这个)?|不对|不行|骗子|骗人的?|垃圾机器人|人工智障|啥都不会|什么都不会|啥都不懂|答非所问|胡说|乱说|垃圾|太差|差劲|废物|傻(?:逼|子|瓜|叉|x)?|笨(?:蛋)?|智障|烂|sb|滚(?:蛋)?|他?妈的|操|有病|神经病)(?:死|透|爆|玩意|东西|机器人|系统)*[\s,，。.!！啊呀吧了的]*){1,3}",
            SORRY,
        ),
    )
)
_PARTS = re.compile(r"[\s,，。.!！?？~、;；]+")
_FILLERS = re.compile(r"(?:\[[^\]]*\]|[呃额嗯唔啊哎唉]|那个|这个|就是说|就是|然后|怎么说|[\s,，。.…~、]){2,}")
"""A voice message that holds no word that says anything."""
ONLY_SIGNS = re.compile(r"^(?=.*[<>{}`])[^\u4e00-\u9fff]+$|^[^\w]*$|^\d{7,}$|^(.)\1{3,}$")

FAILED = "抱歉，这次没能答上来，问题已经记录（编号 {error_id}）。请稍后再试，或换个说法。"
TOO_LONG = "这条消息太长了（{length} 字）。请控制在 {limit} 字以内，或分几次说。"
TOO_MANY = "问得有点快，歇 {seconds} 秒再发，我一条条答。"
BUSY = "上一条还在处理，稍等一下再问。"
UNKNOWN_TOOL = "这个按钮已经失效了，请直接打字问我。"
WROTE = "已经办好：{text}"
TO_A_PERSON = "转人工"
GO_AHEAD = "确认"
NOT_NOW = "先不"
NOT_DONE = "好，那就不办。要办别的直接说。"
NOTED = "知道了。要我办什么，直接说一声。"
CHATTER = "我在。查标准和政策、做诊断、算指标、找场景、提需求，想办哪件直接说。"
OFF_TOPIC = "这个不在我的本行，帮不上。标准、政策、诊断、指标、场景和工单，可以直接问我。"
WHICH = "你是想**{first}**，还是**{second}**？点一下，或回 1、2。"
PASSED_ON = "已转给工作人员{operator}，对方会在这里回复。想回到助手，说“结束人工”。"
BACK_WITH_ME = "好，人工对话结束了，我继续为你服务。工单 {number} 的问题解决了就说“解决了”，没解决就说“没解决”。"
NO_LONGER_WAITING = "好，不等人工了（工单 {number} 已收起）。有事直接问我。"
ENTERPRISE_ENDED, ENTERPRISE_LEFT = "企业结束了人工对话", "企业不再等人工"
TALK_ENDED = "对方结束了人工对话（工单 {number}），你接着打的字由助手回答。"
OPERATOR_SAYS, ENTERPRISE_SAYS, PLATFORM_SAYS = "【工作人员 {author}】{text}", "【{author}】{text}", "【平台】{text}"
UNNAMED_ENTERPRISE = "未留名企业"
DROPPED = "好，先不办。想起来再说。"
BACK_TO = "接着刚才的：{question}"
ONE_MORE = "还有一件，这件定了接着办。"
AND_THEN = "\n\n---\n\n"


def about_itself(role: str | None) -> str:
    """Tell what the assistant is and can do for somebody of this role."""
    return ABOUT_FOR_OPERATORS if role == "operator" else ABOUT


def small_talk(text: str) -> str | None:
    """Answer a message that is nothing but small talk.

    Args:
        text: Normalised text.
    """
    stripped = text.strip()
    if (reply := _talk(stripped)) is not None:
        return reply
    parts = [_talk(part) for part in _PARTS.split(stripped) if part]
    if len(parts) > 1 and all(parts) and NEVER_MIND not in parts:
        return parts[-1]
    return NOT_UNDERSTOOD if ONLY_SIGNS.fullmatch(stripped) or _FILLERS.fullmatch(stripped) else None


def _talk(text: str) -> str | None:
    return next((reply for pattern, reply in SMALL_TALK if pattern.fullmatch(text)), None)


def explain(error: ToolError) -> str:
    """Put a tool's error into words."""
    if isinstance(error, NotPermitted):
        return "这件事你现在的身份不能办。"
    if isinstance(error, NotFound):
        return "没有找到你说的内容，可能已经删除或名称有出入。"
    if isinstance(error, Conflict):
        return "当前状态下不能这样改，请先看看最新情况。"
    if isinstance(error, Unavailable):
        return "要用到的服务暂时没有响应，请稍后再试。"
    if isinstance(error, InvalidArguments):
        return "给的信息不完整或格式不对，请再说一遍。"
    return "这件事没有办成。"


# --- follow-ups in the web chat (reminders) ---------------------------------------------------------------------------

OLDER_REMINDERS = "还有 {count} 条较早的提醒："
OLDER_REMINDER = "- {text}"
CUT_SHORT = "…"
