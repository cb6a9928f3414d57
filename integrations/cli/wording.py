"""What people read in the terminal about tools, operators and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TOOL_HELP = "直接运行一个工具：shuzhi tool 工具名 --参数 值；不带工具名就列出全部。"
TOOL_NAME_HELP = "工具名"
TOOL_COLUMNS = ("工具", "标题", "作用")
OPTION_COLUMNS = ("选项", "取值", "说明")
TOOL_USAGE = "用法：shuzhi tool {name} [选项]"
TOOL_MORE = "每个工具的选项：shuzhi tool 工具名 --help"
OPTION_REQUIRED = "（必填）"
OPTION_REPEAT = "（可重复）"
OPTION_KINDS = {"text": "文字", "integer": "整数", "number": "数字", "flag": "", "json": "JSON"}
OPTION_OWN = (
    ("--role", "enterprise|operator", "以什么身份运行，默认企业"),
    ("--enterprise", "编号", "以哪家企业的身份运行（身份为企业时）"),
    ("--yes", "", "要先确认的直接办"),
    ("--json", "", "以 JSON 输出完整回答"),
)
UNKNOWN_TOOL = "没有叫 {name} 的工具；shuzhi tool 列出全部。"
MEANT = "你是不是想用 {name}？"
MISREAD = {
    "unknown": "没有 {option} 这个选项；shuzhi tool {tool} --help 列出全部。",
    "word": "“{word}”前面要有选项名；shuzhi tool {tool} --help 列出全部。",
    "valueless": "{option} 后面要有值。",
    "flag": "{option} 不带值。",
    "twice": "{option} 只能给一次。",
    "integer": "{option} 要是整数，不能是“{value}”。",
    "number": "{option} 要是数字，不能是“{value}”。",
    "choice": "{option} 只能是 {choices}，不能是“{value}”。",
    "json": "{option} 不是正确的 JSON：{problem}。",
    "missing": "缺少 {option}。",
}
WRONG_ROLE = "--role 只能是 enterprise 或 operator。"
OPERATOR_HAS_NO_ENTERPRISE = "运营人员不属于某家企业；去掉 --enterprise，或去掉 --role operator。"
NEEDS_YES = "{question} 要办的话加上 --yes。"
PROCEED = "{question} [y/N] "
PROCEED_WORDS = ("y", "yes", "是", "确认", "好")
NOT_DONE = "没有办。"
MCP_HELP = "在标准输入输出上提供 MCP 服务，给本机的 MCP 客户端用。"
ROLE_HELP = "以什么身份：enterprise 或 operator"
ENTERPRISE_HELP = "企业编号，身份为企业时可以给"

OPERATOR_HELP = "管理运营人员：添加、查看、停用、改密码；他们在 /operator 登录。"
OPERATOR_ADD_HELP = "添加一位运营人员；停用过的会恢复并换成新密码。"
OPERATOR_LIST_HELP = "列出运营人员。"
OPERATOR_DISABLE_HELP = "停用一位运营人员，立即生效。"
OPERATOR_CHANGE_HELP = "改密码，并解除锁定；用旧密码登录的要重新登录。"
OPERATOR_NAME_HELP = "登录名"
STDIN_HELP = "从标准输入读密码（一行）"
ASK_ONCE = "密码（至少 {shortest} 位）："
ASK_AGAIN = "再输一遍："
PASSWORDS_DIFFER = "两次输入的密码不一样。"
TOO_SHORT_OR_LONG = "密码要有 {shortest} 到 {longest} 位。"
NAME_LENGTH = "名字要有 1 到 {longest} 个字。"
NAME_TAKEN = {"operator": "已经有叫 {name} 的运营人员。", "key": "已经有叫 {name} 的密钥（停用的也算），请换一个名字。"}
NOT_THERE = {
    "operator": "没有叫 {name} 的运营人员。",
    "key": "没有叫 {name} 的密钥。",
    "enterprise": "没有编号为 {name} 的企业。",
}
OPERATOR_ADDED = "[green]✓[/] 已添加 {name}，在 {address}/operator 登录。"
OPERATOR_DISABLED = "[green]✓[/] 已停用 {name}。"
OPERATOR_CHANGED = "[green]✓[/] {name} 的密码已改。"
OPERATOR_COLUMNS = ("登录名", "状态", "添加时间")
OPERATOR_STATES = {"active": "可登录", "disabled": "已停用", "locked": "锁定到 {until}"}
NO_OPERATORS = "还没有运营人员。用 shuzhi operator add 登录名 添加第一位。"

KEY_HELP = "管理 API 密钥：发放、查看、停用。"
KEY_ADD_HELP = "发放一把密钥；只显示这一次。"
KEY_LIST_HELP = "列出密钥（不含密钥本身）。"
KEY_REVOKE_HELP = "停用一把密钥，立即生效，不能恢复。"
KEY_NAME_HELP = "给密钥起的名字"
KEY_ROLE_HELP = "持有者的身份：enterprise 或 operator"
KEY_ENTERPRISE_HELP = "持有者代表的企业编号；不给就在第一次存东西时自动建一家"
KEY_ADDED = "[green]✓[/] 密钥 {name} 已发放，只显示这一次，请妥善保存："
KEY_REVOKED = "[green]✓[/] 密钥 {name} 已停用。"
KEY_COLUMNS = ("名字", "身份", "企业", "状态", "发放时间")
KEY_STATES = {True: "已停用", False: "在用"}
ROLES = {"enterprise": "企业", "operator": "运营人员"}
NO_KEYS = "还没有密钥。用 shuzhi key add 名字 --role enterprise 发放第一把。"
OPERATOR_KEY_ALONE = "运营人员的密钥不属于某家企业，请去掉 --enterprise。"
SCENARIOS_HELP = "导出、导入场景目录（CSV 或 XLSX）。"
SCENARIOS_EXPORT_HELP = "把现行的场景目录写成文件。"
SCENARIOS_IMPORT_HELP = "检查一张表，列出会改什么，确认后导入；有一行不对就什么都不改。"
SCENARIOS_FILE_HELP = "文件，.csv 或 .xlsx"
SCENARIOS_YES_HELP = "不再问，直接导入"
SCENARIOS_SURE = "导入吗？"
SCENARIOS_KIND = "{path} 要以 .csv 或 .xlsx 结尾"
SCENARIOS_NO_FILE = "找不到文件 {path}"
SCENARIOS_UNREADABLE = "{path} 读不出表格：要是 CSV（UTF-8 或 GBK）或 XLSX，不超过 5 MB"
SCENARIOS_EXPORTED = "已写入 {path}"

DEMO_HELP = "演示数据：一个虚构的区域，企业、人物和数字都是编的，名字带“（演示）”。"
DEMO_LOAD_HELP = "装入演示区域；已经装过就不再装。"
DEMO_CLEAR_HELP = "清掉演示区域和加在它上面的一切，别的数据不动。"
DEMO_LOADED = "[green]✓[/] 装好了 {count} 家演示企业（都是虚构的）。试试：shuzhi tool find_enterprises --role operator --question 狮岭50人以上的企业"
DEMO_THERE = "演示区域已经在了（{count} 家企业）。要重来，先 shuzhi demo clear。"
DEMO_CLEARED = "[green]✓[/] 清掉了 {count} 家演示企业，别的数据没动。"
DEMO_NOT_THERE = "没有演示数据。"

# --- wechat -----------------------------------------------------------------------------------------------------------

WECHAT_HELP = "微信公众号：菜单，在终端里试用。接入步骤见 docs/wechat.md。"
WECHAT_MENU_HELP = "公众号的菜单：由工具生成，查看、推送、对照、删除。"
WECHAT_SHOW_HELP = "看看会推送什么样的菜单，不联网。"
WECHAT_PUSH_HELP = "把菜单推送到公众号，覆盖原有的自定义菜单。"
WECHAT_PULL_HELP = "看公众号上现在的菜单，并与要推送的对照。"
WECHAT_DELETE_HELP = "删除公众号上的自定义菜单。"
WECHAT_DELETE_YES_HELP = "确实要删除"
WECHAT_MENU = "公众号菜单"
WECHAT_LEFT_OUT = "没放进菜单（每栏最多五项，对话里照样能用）：{titles}"
WECHAT_PUSHED = "[green]✓[/] 菜单已推送。手机上约 5 分钟内更新，取消关注再关注可以马上看到。"
WECHAT_DELETED = "[green]✓[/] 菜单已删除。"
WECHAT_NO_MENU = "公众号上没有自定义菜单。shuzhi wechat menu push 推送一份。"
WECHAT_SAME = "[green]✓[/] 与要推送的一致。"
WECHAT_DIFFERS = "[yellow]与要推送的不一样[/]；shuzhi wechat menu push 更新。"
WECHAT_SURE = "这会删掉公众号上的整个菜单；要删的话加上 --yes。"
WECHAT_UNCONFIGURED = "还没有配置公众号，缺 {lacking}；怎么拿到见 docs/wechat.md。没有公众号也可以先 shuzhi wechat simulate 试用。"
WECHAT_LOCAL_MENU = "PUBLIC_BASE_URL 还是 {address}，手机打不开菜单里的“我的主页”；先设成公网网址再推送。"
WECHAT_BAD_MENU = "菜单生成不了：{problem}"
WECHAT_REFUSED = "微信没有接受（{code}）：{meaning}"
WECHAT_REFUSED_RID = "微信没有接受（{code}）：{meaning} 找微信排查时报 rid {rid}。"
WECHAT_SILENT = "微信接口没有应答（{problem}）；检查网络和 WECHAT_API_BASE_URL。"
WECHAT_ERRORS = {
    -1: "系统繁忙，稍后再试。",
    40001: "AppSecret 不对，或凭据已失效；检查 WECHAT_APP_SECRET。",
    40013: "AppID 不对；检查 WECHAT_APP_ID。",
    40125: "AppSecret 不对；检查 WECHAT_APP_SECRET，重置过的要换成新的。",
    40164: "服务器的 IP 不在白名单；在公众平台的开发者设置里加上，约 5 分钟后生效。",
    45009: "今天的调用次数用完了，明天再试。",
    46003: "公众号上没有自定义菜单。",
    48001: "这个公众号没有这个接口的权限；检查是否已认证。",
}
WECHAT_ADDRESS = "服务器的 IP（微信看到的是 {address}）不在白名单；在公众平台的开发者设置里加上，约 5 分钟后生效。"
WECHAT_OTHER_ERROR = "错误码的含义见 docs/wechat.md。"

SIMULATE_HELP = "不用公众号，在终端里像微信用户那样试用：自动起一个服务，演微信的两头。"
SIMULATE_URL_HELP = "改与正在运行的服务对话，如 http://localhost:8000/wechat；凭据读环境变量或 .env"
SIMULATE_USER_HELP = "扮演谁；同一个名字每次都是同一个用户"
SIMULATE_PATIENCE_HELP = "最多等一个回答几秒"
SIMULATE_API_PORT_HELP = "模拟的微信接口用哪个端口（配合 --url；服务的 WECHAT_API_BASE_URL 要指向它）"
SIMULATE_UNVERIFIED_HELP = "扮演没有认证的公众号：不能主动发消息"
SIMULATE_STARTING = "正在启动服务（首次要建索引、学说法，约半分钟）……"
SIMULATE_NOT_STARTED = "服务没有启动起来，日志在 {path}，最后一行：{line}"
SIMULATE_PORT_TAKEN = "端口 {port} 用不了：{problem}。请换一个 --api-port。"
SIMULATE_OWN = "没有连微信，也不碰正式数据：对话存在 {path}，服务在 {url}，日志在 {log}。"
SIMULATE_RUNNING = "正在与 {url} 对话。"
SIMULATE_NO_API = "服务主动发的消息这里看不到：要看，加上 --api-port 9000，并让服务以 WECHAT_API_BASE_URL=http://127.0.0.1:9000 启动。"
SIMULATE_API = "模拟的微信接口在 {api}；服务要以 WECHAT_API_BASE_URL={api} 启动，主动发的消息才看得到。"
SIMULATE_WELCOME = "你是已经关注了公众号的用户，直接说话；/help 列出能做的动作，/quit 结束。"
SIMULATE_BYE = "结束。"
SIMULATE_COMMANDS = (
    ("/menu [序号]", "列出菜单；带序号就点它，如 /menu 1.2"),
    ("/click 序号", "点消息里方括号的选项"),
    ("/follow · /unfollow", "关注 · 取消关注"),
    ("/scan [场景值]", "扫带参数的二维码；不带就扫最近生成的那个"),
    ("/voice [文字]", "发语音，文字是识别结果；不带就是没识别出来"),
    ("/image", "发图片"),
    ("/again", "把上一条原样再发一遍，像微信重试那样"),
    ("/quit", "结束"),
)
SIMULATE_YOU = "你"
SIMULATE_ACCOUNT = "公众号"
SIMULATE_PASSIVE = "（被动回复，{seconds:.1f} 秒）"
SIMULATE_PUSHED = "（客服消息，还能发 {left} 条）"
SIMULATE_NOTICE = "（订阅通知）"
SIMULATE_TYPING = "（对方正在输入……）"
SIMULATE_REPEATED = "（5 秒没有应答，微信重发了 {count} 次）"
SIMULATE_NOTHING = "（没有直接回复）"
SIMULATE_NO_ANSWER = "（等了 {seconds:.0f} 秒没有回答）"
SIMULATE_UNANSWERED = "有 {count} 条消息没有等到回答。"
SIMULATE_KINDS = {
    "image": "图片",
    "voice": "语音",
    "video": "视频",
    "file": "文件",
    "music": "音乐",
    "mpnews": "图文",
    "mpnewsarticle": "图文",
    "miniprogrampage": "小程序卡片",
    "transfer_customer_service": "转给公众号的客服",
}
SIMULATE_FILE = "[{kind}] {name}（{size} 字节）"
SIMULATE_OUT_OF_ORDER = "该公众号暂时无法提供服务，请稍后再试"
SIMULATE_PROBLEMS = {
    "silent": "（连不上 {url}；服务启动了吗？）",
    "slow": "（三次都没有在 5 秒内应答）",
    "status": "（服务回了 HTTP {status}，看它的日志）",
    "refused": "（服务拒绝了，HTTP 403：它的 Token、AppID 或密钥与这里的不一样）",
    "absent": "（服务没有开微信渠道，HTTP 404）",
    "broken": "（应答不是微信认得的格式）",
}
SIMULATE_UNKNOWN = "没有 {command} 这个动作；/help 列出全部。"
SIMULATE_NO_CHOICE = "没有这个序号。"
SIMULATE_NO_SCENE = "还没有生成过带参数的二维码；/scan 场景值 可以直接给。"
SIMULATE_NOTHING_YET = "还没有发过消息。"
SIMULATE_OPENED = "（打开网页 {address}）"
SIMULATE_TAPPED = "点了“{title}”"
SIMULATE_NOT_FOLLOWING = "你没有关注公众号，先 /follow。"

# --- doctor: wechat ---------------------------------------------------------------------------------------------------

WECHAT_PARTS = {
    "wechat": "微信公众号",
    "wechat_token": "微信凭据",
    "wechat_seen": "微信看回调",
    "wechat_clock": "时钟",
    "wechat_callback": "微信回调",
    "wechat_pages": "微信网页",
    "wechat_session": "会话密钥",
    "wechat_notices": "订阅通知",
}
WECHAT_FOUND = {
    "wechat.none": "没有配置，不用也没关系",
    "wechat.incomplete": "配置不全，缺 {lacking}",
    "wechat.app_id": "WECHAT_APP_ID 不像 AppID",
    "wechat.token": "WECHAT_TOKEN 的写法不对",
    "wechat.key": "WECHAT_ENCODING_AES_KEY（或上一把）的写法不对",
    "wechat.safe": "{app_id}，安全模式",
    "wechat.plain": "{app_id}，没有配置消息加密",
    "wechat_token.given": "拿到了，AppID 和 AppSecret 是对的",
    "wechat_token.silent": "微信接口没有应答：{problem}",
    "wechat_token.address": "服务器的 IP 不在白名单（40164），微信看到的是 {address}",
    "wechat_token.addresses": "服务器的 IP 不在白名单（40164）",
    "wechat_token.secret": "AppSecret 不对（{code}）",
    "wechat_token.app_id": "AppID 不对（40013）",
    "wechat_token.frozen": "AppSecret 被冻结了（40243）",
    "wechat_token.refused": "微信没有给（{code}，rid {rid}）",
    "wechat_seen.resolved": "微信把回调域名解析到 {addresses}",
    "wechat_seen.nowhere": "微信没有解析出回调域名的地址",
    "wechat_seen.unknown": "微信没让查，不影响使用",
    "wechat_seen.refused": "微信没让查（{code}），不影响使用",
    "wechat_clock.right": "与微信的时钟一致",
    "wechat_clock.fast": "比微信的时钟快 {seconds} 秒",
    "wechat_clock.slow": "比微信的时钟慢 {seconds} 秒",
    "wechat_callback.echoes": "{address} 验签正常",
    "wechat_callback.local": "{address} 验签正常，但这是本机地址，微信访问不到",
    "wechat_callback.silent": "{address} 访问不到：{problem}",
    "wechat_callback.refused": "{address} 拒绝了用 WECHAT_TOKEN 签的请求（403）",
    "wechat_callback.absent": "{address} 没有微信渠道（404）",
    "wechat_callback.odd": "{address} 的应答不对（HTTP {status}）",
    "wechat_pages.local": "PUBLIC_BASE_URL 是 {address}，手机和微信都访问不到",
    "wechat_pages.plain": "PUBLIC_BASE_URL 没有用 https",
    "wechat_pages.https": "{host}，用 https",
    "wechat_session.given": "已设，几台机器通用",
    "wechat_session.alone": "自动生成，只有一台机器时够用",
    "wechat_session.missing": "没有设，几台机器会互不认得对方的访客",
    "wechat_notices.none": "没有给模板，超过 48 小时的进展只能等用户下次来再说",
    "wechat_notices.given": "有模板：{purposes}",
}
WECHAT_REMEDIES = {
    "wechat.incomplete": "到公众平台的开发者设置里抄下来，一步步见 docs/wechat.md；先试用就运行 shuzhi wechat simulate",
    "wechat.app_id": "应为 wx 加 16 位小写字母或数字，在公众平台的开发者设置里抄",
    "wechat.token": "应为 3 到 32 位英文字母或数字，与公众平台上填的一字不差",
    "wechat.key": "应为 43 位英文字母或数字，与公众平台上的 EncodingAESKey 一字不差",
    "wechat.plain": "正式使用请在公众平台选安全模式，并设 WECHAT_ENCODING_AES_KEY",
    "wechat_token.silent": "检查这台机器能否访问 WECHAT_API_BASE_URL",
    "wechat_token.address": "在公众平台的开发者设置里，把 {address} 加进 IP 白名单，约 5 分钟后生效",
    "wechat_token.addresses": "在公众平台的开发者设置里，把这台服务器的公网 IP 加进 IP 白名单，约 5 分钟后生效",
    "wechat_token.secret": "检查 WECHAT_APP_SECRET；在公众平台重置过的，要换成新的",
    "wechat_token.app_id": "检查 WECHAT_APP_ID",
    "wechat_token.frozen": "在公众平台的开发者设置里解冻，或重置后更新 WECHAT_APP_SECRET",
    "wechat_token.refused": "错误码的含义见 docs/wechat.md；找微信排查时报 rid",
    "wechat_seen.nowhere": "检查公众平台上填的服务器地址（URL）和域名解析",
    "wechat_clock.fast": "打开系统的自动对时（NTP）；差到十分钟，微信发来的消息就会被当成过期的拒绝",
    "wechat_clock.slow": "打开系统的自动对时（NTP）；差到十分钟，微信发来的消息就会被当成过期的拒绝",
    "wechat_callback.local": "把 PUBLIC_BASE_URL 设成公网能访问的网址，反向代理到这里",
    "wechat_callback.silent": "启动服务（shuzhi serve），检查域名、反向代理和防火墙",
    "wechat_callback.refused": "让正在运行的服务和这里用同一个 WECHAT_TOKEN（改了要重启），并检查两边的时钟",
    "wechat_callback.absent": "启动时带上微信渠道（shuzhi serve --only web,wechat,api），并让反向代理转发 /wechat",
    "wechat_callback.odd": "检查反向代理是不是把 /wechat 原样转给了服务",
    "wechat_pages.local": "设成公网能访问的 https 网址，链接、菜单和微信网页都用它",
    "wechat_pages.plain": "给域名配上证书，换成 https:// 开头的网址",
    "wechat_session.missing": "给每台机器设同一个 SESSION_SECRET（一串随机字符）",
    "wechat_notices.none": "要用就在公众平台选模板，设 WECHAT_NOTICE_TEMPLATES，见 docs/wechat.md",
}

# --- what doctor says of follow-ups (checkup) --------------------------------------------------------------------------

FOLLOW_UP_PARTS = {
    "mail": "邮件",
    "routes": "回访渠道",
    "holidays": "节假日历",
    "answers": "未送达的回答",
}
FOLLOW_UP_FOUND = {
    "mail.none": "没有配置，回访不走邮件",
    "mail.takes": "{host}:{port} 应答正常，发件人 {sender}",
    "mail.bare": "{host}:{port} 应答正常，发件人 {sender}，但没有加密，密码是明文传的",
    "mail.refused": "{host}:{port} 拒绝了用户名或密码（{code}）",
    "mail.certificate": "{host}:{port} 的证书不能信任：{problem}",
    "mail.silent": "{host}:{port} 没有正常应答：{problem}",
    "routes.open": "公众号 48 小时外也送得到：{told}",
    "routes.shut": "公众号 48 小时外，{untold}没有订阅通知也没有邮件可走；{told}",
    "routes.none": "公众号 48 小时外没有订阅通知也没有邮件可走：{untold}",
    "holidays.known": "知道到 {last} 年的放假和调休",
    "holidays.unknown": "不知道 {year} 年的放假和调休，{year} 年只按周一到周五算工作日",
    "answers.none": "没有",
    "answers.overdue": "有 {count} 个答好超过 {minutes} 分钟还没送到，最早的是 {since}",
    "answers.unknown": "数据库可用后才知道",
}
FOLLOW_UP_REMEDIES = {
    "mail.bare": "服务器支持的话，把 SMTP_URL 换成 smtps://",
    "mail.refused": "检查 SMTP_URL 里的用户名和密码，特殊字符要写成 %40 这样的形式；有的邮箱要用单独的授权码",
    "mail.certificate": "检查 SMTP_URL 里的主机名，或给邮件服务器换上可信的证书",
    "mail.silent": "检查 SMTP_URL 的主机、端口和 smtp:// 还是 smtps://，以及防火墙",
    "routes.none": "要用就配订阅通知（WECHAT_NOTICE_TEMPLATES）或邮件（SMTP_URL）；不配就记成任务，由工作人员联系",
    "routes.shut": "给这些用途配订阅通知（WECHAT_NOTICE_TEMPLATES）或邮件（SMTP_URL）；不配就记成任务，由工作人员联系",
    "holidays.unknown": "升级 chinesecalendar（每年 11 月国务院公布次年安排之后会有新版）",
    "answers.overdue": "看日志里的 answer_overdue 和公众号的返回码；运营人员说“没送到的回答有哪些”能看到是谁的",
}
ROUTE_PURPOSES = {
    "ticket": "工单",
    "policy": "政策",
    "diagnosis": "诊断",
    "scenario": "场景",
    "satisfaction": "满意度",
    "campaign": "活动",
}
ROUTE_WAYS = {"notice": "通知", "email": "邮件"}


def routes(data: Mapping[str, Any]) -> dict[str, str]:
    """Say by which ways which purposes of follow-ups can be told of.

    Args:
        data: ``told``, ways by purpose, and ``untold``, purposes.
    """
    told = (f"{ROUTE_PURPOSES[purpose]}（{'、'.join(ROUTE_WAYS[way] for way in ways)}）" for purpose, ways in data["told"].items())
    return {"told": "、".join(told), "untold": "、".join(ROUTE_PURPOSES[purpose] for purpose in data["untold"])}
