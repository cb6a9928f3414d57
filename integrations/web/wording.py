"""What people read in the browser that belongs to no tool."""

from __future__ import annotations

PRODUCT = "数智助手"
DESCRIPTION = "企业数智化公共服务平台的前台：查标准和政策，做数字化诊断，算指标，找场景，提需求，都有出处。"
VISITOR = "访客"

WELCOME = (
    "**你好，我是数智助手**\n\n"
    "查标准和政策，测数字化水平，算指标，找 AI 场景，提需求或转人工：用大白话说就行，回答都带出处。\n\n"
    "*内容由 AI 生成，请以原文为准。 [用户协议](/terms) · [隐私说明](/privacy) · [投诉与反馈](/complaint)*"
)
NOTICE = "内容由 AI 生成，请以原文为准。 [用户协议](/terms) · [隐私](/privacy) · [投诉与反馈](/complaint)"

LABEL = "*AI 生成 · 请以原文为准*"
LABEL_MODEL = "*AI 生成 · 由 {model} 作答 · 请以原文为准*"
CITED = "引用："
BETWEEN = " · "
OTHER_SOURCE = "《{title}》{clause}"
COUNTED = r"(?:[%％万亿千百元年月日个项倍家人]|第\d)"
"""After a number these make it a quantity, or an item of the clause, not the clause."""
TITLE_FORMS = ("《{}》", "**{}**", "{}")
"""How an answer names a policy or a scenario."""

SEARCHED = "按“{words}”查资料"
FOUND = "查到 {count} 处："
FOUND_LINE = "- {document} {heading}"
FOUND_MORE = "- ……还有 {count} 处"
CUT = "……"
DONE = "已完成。"
NOT_DONE = "没有查成，改用其他办法回答。"
PRESSED = "（点选按钮）"
UNFINISHED = "这个问题还没有答完。再发一条消息，我接着答。"
ANSWERING = "正在作答……"

DELETED = "这段对话已经删除了。请新建对话再问。"
NOT_YOURS = "这段对话不属于当前浏览器。请新建对话再问。"
STOPPED = "已停止显示。答案算好后会留在历史里。"
UNTITLED = "未命名对话"

SOURCE_GONE = "资料里找不到这一条了，可能已经更新或移除。"
ABOVE = "上一条"
BELOW = "下一条"
INSIDE = "包含"
POLICY = "政策"
SCENARIOS = "场景目录"
ANNEX = "附录"
BINDING = "用词：{word}"
PLAIN = "一句话说：{plain}"
EDITION = "版本：{version}"
WEB_PAGES = "出处网页：{links}"
WEB_PAGE = "[{number}]({url})"
SHALL = "应（必须做到）"
SHOULD = "宜（建议）"

COMPLAINT_EMPTY = "请写一句你遇到的问题。"
COMPLAINT_LONG = "内容太长了，请控制在 {limit} 字以内。"
REACH_LONG = "联系方式太长了，请控制在 {limit} 字以内。"
COMPLAINT_OFTEN = "提交得有点频繁，请 {minutes} 分钟后再试。"
NO_MODEL = "本站当前没有接入大语言模型：由规则程序在本地检索资料、摘录原文并组织成回答。"
WITH_MODEL = (
    "本站当前接入的模型是 {model}：先检索资料，再由模型组织语言，每句话都与原文核对；模型不可用时改由本地规则程序作答。"
)
KEPT_HERE = "你的问题只在本站的服务器上处理，没有发给任何外部服务。"
SENT_OUT = "为了作答，你的问题和查到的资料会发给运营方接入的模型服务（{services}），不附带你的网络地址和编号。"
SERVICES = "、"
NO_PLATFORM = "本平台"

SIGN_IN_WRONG = "登录名或密码不对，或者账号暂时锁定了。连错 5 次会锁 15 分钟。"
SIGN_IN_OFTEN = "登录太频繁，请 {minutes} 分钟后再试。"
FILE_NOT_YOURS = "只能下载自己企业的档案。"
FILE_EMPTY = "没有可下载的档案：还没建档，或者不是在这个浏览器里建的。"
ARCHIVE_FILE = "企业档案-{name}-{day}.{kind}"
UNNAMED_FILE = "未命名"
FILE_FOR_OPERATORS = "这个文件只给登录的运营人员下载。"
FILE_UNKNOWN = "没有这个文件。"
SCENARIOS_FILE = "场景目录-{day}.{kind}"
REPORT_FILE = "企业数字化诊断报告-{name}-{day}.{kind}"
ATTACHED = "附件："
SIGNED_OUT = "登录已失效，请到[登录页](/operator)重新登录后再问。"
OPERATOR_WELCOME = (
    "**{name}，你好** · 运营人员\n\n"
    "给企业推荐场景、按条件找企业、看平台情况、处理工单，直接说。\n\n"
    "*内容由 AI 生成，请以原文和档案为准。 [账号与退出](/operator)*"
)
OPERATOR_STARTERS = (
    "给狮岭一家80人的皮具厂推荐场景",
    "狮岭、50人以上、质量痛点的企业有哪些",
    "哪些企业适合做视觉质检，列前20",
    "这个月平台怎么样",
    "还没处理的工单有哪些",
)

TRANSLATION: dict[str, object] = {
    "chat": {
        "input": {"placeholder": "问一句，或说要办的事……", "actions": {"send": "发送", "stop": "停止"}},
        "messages": {
            "status": {"using": "正在", "used": "已完成"},
            "actions": {"copy": {"button": "复制", "success": "已复制"}},
            "feedback": {
                "positive": "有帮助",
                "negative": "没帮助",
                "edit": "修改评价",
                "dialog": {"title": "说说你的看法", "submit": "提交", "yourFeedback": "哪里好、哪里不对？可以不填"},
                "status": {"updating": "正在保存", "updated": "已记下，谢谢"},
            },
        },
        "watermark": NOTICE,
    },
    "common": {"status": {"error": {"default": "出错了", "serverConnection": "连不上服务器，正在重试……"}}},
    "auth": {"login": {"title": "正在进入……", "errors": {"default": "进不去，请刷新页面再试"}}},
    "threadHistory": {
        "sidebar": {
            "title": "历史对话",
            "filters": {"search": "搜索", "placeholder": "搜索对话……", "nothing": "没有找到对话"},
            "empty": "还没有对话",
        },
        "thread": {
            "actions": {
                "delete": {
                    "title": "删除这段对话？",
                    "description": "删除后不再显示，也不能继续，无法恢复。",
                    "success": "已删除",
                    "inProgress": "正在删除",
                },
                "rename": {
                    "title": "重命名对话",
                    "description": "给这段对话起个名字",
                    "success": "已改名",
                    "inProgress": "正在改名",
                },
            }
        },
    },
    "navigation": {
        "newChat": {
            "button": "新对话",
            "dialog": {"title": "开始新对话", "description": "当前对话会留在左侧的历史里。", "tooltip": "新对话"},
        }
    },
}
"""What replaces the chat framework's own Chinese."""

NOT_OPENED = "打不开这段对话，可能已经删除。"
SIDEBAR = "展开或收起侧栏"
DELETE = "threadHistory.thread.menu.delete"
NOTHING = "threadHistory.sidebar.filters.nothing"
PATCHES = (
    (r'"Couldn\'t resume chat(?:: "\+\w+|")', f'"{NOT_OPENED}"'),
    (r'"Toggle Sidebar"', f'"{SIDEBAR}"'),
    (r'"Toggle theme"', '"切换主题"'),
    (r'(className:"sr-only",children:)"Close"', r'\1"关闭"'),
    (r'"Untitled Conversation"', f'"{UNTITLED}"'),
    (r'(\w+,\{children:\w+\.jsx\(\w+,\{path:)"threadHistory\.sidebar\.empty"', rf'\1"{NOTHING}"'),
    (
        r'\{(onClick:\w+,children:\w+\.jsx\(\w+,\{path:)"common\.actions\.confirm"',
        rf'{{id:"confirm-delete",\1"{DELETE}"',
    ),
)
"""Patterns in the page's script whose words no translation reaches, and what replaces them."""
