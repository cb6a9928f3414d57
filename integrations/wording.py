"""What people read in the terminal and the browser that belongs to no tool."""

CLI_HELP = "数智助手：在终端里提问、批量答题、管理资料、启动服务。"
ASK_HELP = "问一个问题，马上得到带出处的回答。"
CHAT_HELP = "在终端里连续对话；输入序号可点选推荐问题，exit 退出。"
BATCH_HELP = "逐行读入 JSON Lines 的问题，逐行写出 JSON 的回答。"
QUESTION_HELP = "要问的话"
JSON_HELP = "以 JSON 输出完整回答"
BATCH_FILE_HELP = "JSON Lines 文件；不给就读标准输入"
FRESH_HELP = "用临时数据库，跑完即删"
ERROR = "出错："
BAD_SETTING = "环境变量 {name} 的值不对：{problem}"
NO_FILE = "找不到文件 {path}"
NEXT = "接下来可以问："
AI_LABEL = "AI 生成 · "
TOOK = "{model} · {milliseconds} 毫秒"
QUIT_WORDS = ("退出", "再见", "拜拜")
CHAT_WELCOME = "你好，我是数智助手。标准、政策、AI 场景，直接问；输入序号可点选推荐问题，输入 exit 退出。"
CHAT_BYE = "再见。"
BATCH_FAILURES = "有 {count} 行没能回答，原因写在对应的 error 里。"

# --- corpus -----------------------------------------------------------------------------------------------------------

CORPUS_HELP = "管理助手读的资料：添加、查看、下架、回退、重建索引、检索。"
CORPUS_ADD_HELP = "添加一份资料（PDF、DOCX、Markdown、TXT、HTML）；标题或文件名相同就是新版本。"
CORPUS_LIST_HELP = "列出在用的资料。"
CORPUS_SHOW_HELP = "看一份资料的各个版本。"
CORPUS_REMOVE_HELP = "下架一份资料；版本还在，可以用 rollback 恢复。"
CORPUS_ROLLBACK_HELP = "退回上一个版本，或恢复已下架的资料。"
CORPUS_REINDEX_HELP = "重建索引；配置了向量模型时，补齐缺少的向量。"
CORPUS_SEARCH_HELP = "像助手回答前那样检索，看看能找到哪些原文。"
FILE_HELP = "文件路径"
TITLE_HELP = "标题，引用时就用它；不给就用文件名"
KIND_HELP = "资料类别，如“管理办法”"
ISSUER_HELP = "发布单位"
VALID_HELP = "有效期的起或止（含当天）"
DOCUMENT_ID_HELP = "资料编号，见 corpus list"
TO_HELP = "退到哪个版本；不给就是上一个"
QUERY_HELP = "要找的话"
LIMIT_HELP = "最多列几条"
NONE = "—"
AND = "、"
ADDED = "[green]✓[/] 已收下《{title}》第 {version} 版，编号 [cyan]{id}[/]"
PAGES = "{count} 页，"
SIZE = "{passages} 段，{characters} 字"
RECOGNISED = "其中 {count} 页是扫描件，已经识别成文字。"
UNREAD = "第 {pages} 页是图片，没能读出文字；装上可选的识别组件（ocr）再添加一次即可。"
LIST_COLUMNS = ("编号", "标题", "类别", "发布单位", "版本", "有效期", "段落", "添加时间")
VERSION_COLUMNS = ("版本", "文件", "类别", "发布单位", "有效期", "篇幅", "添加时间")
UNBROKEN_COLUMNS = {"编号", "版本", "段落", "得分"}
SEARCH_COLUMNS = ("#", "出处", "位置", "原文", "得分")
NO_DOCUMENTS = "还没有添加过资料。用 shuzhi corpus add 文件 添加第一份。"
HELD = "索引 {generation}：共 {total} 段，其中添加的资料 {documents} 份。"
UNEMBEDDED = "有 {count} 段还没有向量，运行 shuzhi corpus reindex 补齐。"
IN_FORCE = "（在用）"
VALIDITY = "{begins} 至 {ends}"
VALID_BACKWARDS = "有效期的起始日在截止日之后。"
IS_REMOVED = "已下架；恢复：shuzhi corpus rollback {id}"
REMOVED = "[green]✓[/] 已下架《{title}》；恢复：shuzhi corpus rollback {id}"
ROLLED_BACK = "[green]✓[/] 《{title}》现在用的是第 {version} 版。"
REINDEXED = "[green]✓[/] 索引已重建。{held}"
NO_HITS = "没有找到。"
STAGES = {"reading": "读取文件", "recognising": "识别扫描页", "indexing": "建立索引", "embedding": "计算向量"}
NO_ACCESS = "文件读写失败：{path}（{problem}）"
NOT_BUILT = "启动不了：{problem}"
CORPUS_ERRORS = {
    "encrypted": "文件有密码，请先去掉密码再添加。",
    "broken": "文件已损坏，或内容与扩展名不符，读不出来。",
    "empty": "文件里没有文字。",
    "too_large": "文件太大：{what_said}有 {found}，最多 {limit}。",
    "unsupported": "不支持 {suffix} 格式，可以用：{supported}。",
    "no_text": "这是扫描件，每一页都是图片；装上可选的识别组件（{extra}）再添加，或换一份有文字的。",
    "unknown_document": "没有编号为 {document} 的资料；shuzhi corpus list 可以看到全部编号。",
    "unknown_version": "没有可退回的版本；现有版本：{versions}。",
    "unusable_title": "“{title}”是自带资料的名称，或不能用作标题，请用 --title 换一个。",
    "busy": "另一个进程正在更新资料，请稍后再试。",
    "damaged": "资料 {document} 第 {version} 版的文件丢失或损坏，请重新添加。",
    "service_failed": "{service_said}没有正常应答；检索暂时不用它，恢复后运行 shuzhi corpus reindex。",
}
LIMITED = {
    "bytes": "字节数", "pages": "页数", "characters": "字数", "parts": "内部文件数", "unpacked bytes": "解压后的字节数",
    "scanned pages": "扫描页数",
}  # fmt: skip
SERVICES = {"embeddings": "向量模型服务", "rerank": "重排服务", "vectors": "向量库"}


def corpus_error(reason: str, data: dict[str, str]) -> str:
    """Explain why a document could not be taken in or found.

    Args:
        reason: A key of ``CORPUS_ERRORS``.
        data: What came with the error, as text.
    """
    what, service = data.get("what", ""), data.get("service", "")
    said = {**data, "what_said": LIMITED.get(what, what), "service_said": SERVICES.get(service, service)}
    return CORPUS_ERRORS[reason].format(**said)


# --- serve, worker ----------------------------------------------------------------------------------------------------

SERVE_HELP = "启动服务：网页在 /，健康检查在 /healthz。"
WORKER_HELP = "只运行定时任务：清理、检查资料更新、主动回访。"
HOST_HELP = "监听的地址"
PORT_HELP = "监听的端口"
ONLY_HELP = "只开哪些渠道：web、wechat、api，用逗号隔开"
WORKERS_HELP = "进程数；网页聊天只能用一个"
NO_SCHEDULER_HELP = "不在本进程里运行定时任务"
SERVING_WHAT = {
    "web": "数智助手正在启动，稍后打开 http://{host}:{port} ；按 Ctrl+C 停止。",
    "api": "数智助手的 API 正在启动，稍后看 http://{host}:{port}/api/docs ；按 Ctrl+C 停止。",
    "wechat": "数智助手的公众号接口正在启动：http://{host}:{port}/wechat ；按 Ctrl+C 停止。",
}
WECHAT_NOT_CONFIGURED = "公众号还没配置：请先设 WECHAT_APP_ID 和 WECHAT_TOKEN（见 docs/wechat.md）；没有公众号可以先用 shuzhi wechat simulate 试。"
CANNOT_LISTEN = "不能在 {host}:{port} 提供服务：{problem}。请换一个 --port，或停掉占用它的程序。"
UNKNOWN_CHANNEL = "没有叫 {name} 的渠道；可选：{channels}。"
ONE_PROCESS = "网页聊天只能用一个进程，请去掉 --workers，或加上 --only api。"

# --- migrate, doctor --------------------------------------------------------------------------------------------------

MIGRATE_HELP = "把数据库结构升级到当前版本（启动时也会自动做）。"
DOCTOR_HELP = "体检：哪些配置了、哪些连得上、缺什么、怎么补。有问题时退出码为 1。"
ENV_HELP = "逐个说明环境变量"
MIGRATED = "[green]✓[/] 数据库已从 {before} 升级到 {after}。"
MIGRATED_ALREADY = "[green]✓[/] 数据库已是最新版本 {revision}。"
EMPTY_DATABASE = "空库"
SCHEMA_NEWER = "数据库的版本（{revision}）比程序新，请升级程序。"
DATABASE_SILENT = "数据库连不上：{problem}"
DOCTOR_LOOKING = "正在检查……"
DOCTOR_WELL = "[green]一切正常。[/]"
DOCTOR_BROKEN = "[bold red]有 {count} 项配置了但不能用，见上面的 ✗。[/]"
DOCTOR_PARTS = {
    "python": "Python",
    "var": "数据目录",
    "library": "资料索引",
    "data": "自带资料",
    "database": "数据库",
    "model": "大模型",
    "embeddings": "向量模型",
    "rerank": "重排模型",
    "chroma": "向量库",
    "redis": "Redis",
    "web": "网页",
    "operators": "运营人员",
    "font": "中文字体",
    "ocr": "扫描件识别",
}
DOCTOR_FOUND = {
    "python.version": "{version}",
    "python.old": "{version}，太旧",
    "var.writable": "{path}，可写，剩余 {free} GB",
    "var.full": "{path}，只剩 {free} GB",
    "var.unwritable": "{path} 不能写：{problem}",
    "library.loaded": "索引 {generation}，{passages} 段；添加的资料 {documents} 份",
    "library.unreadable": "读不出来：{problem}",
    "data.counted": "政策 {policies}，场景 {scenarios}，指标 {indicators}，预设问法 {questions}",
    "data.lacking": "不完整：政策 {policies}，场景 {scenarios}，指标 {indicators}，预设问法 {questions}",
    "database.address": "DATABASE_URL 的写法不对",
    "database.new": "{kind}，还是空的",
    "database.silent": "{kind} 连不上：{problem}",
    "database.current": "{kind}，结构 {revision} 是最新；对话 {conversations}，消息 {turns}",
    "database.behind": "{kind}，结构 {revision}，需要升级到 {head}",
    "database.newer": "{kind}，结构 {revision} 比程序（{head}）新",
    "model.none": "没有配置，由内置规则回答",
    "model.incomplete": "配置不全，缺 {lacking}",
    "model.silent": "{name} 没有应答：{problem}",
    "model.refused": "{name} 拒绝了密钥（HTTP {status}）",
    "model.odd": "{name} 的应答不对（HTTP {status}）",
    "model.answers": "{name} 应答正常",
    "embeddings.none": "没有配置，用字词检索",
    "embeddings.incomplete": "配置不全，缺 {lacking}",
    "embeddings.silent": "{name} 没有正常应答：{problem}",
    "embeddings.store": "{name} 的向量库不能用：{problem}",
    "embeddings.missing": "{name} 应答正常，但有 {missing} 段还没有向量",
    "embeddings.answers": "{name} 应答正常，向量齐全",
    "rerank.none": "没有配置",
    "rerank.incomplete": "配置不全，缺 {lacking}",
    "rerank.silent": "{name} 没有正常应答：{problem}",
    "rerank.answers": "{name} 应答正常",
    "chroma.none": "没有配置",
    "chroma.embedded": "内嵌在数据目录里",
    "chroma.silent": "服务连不上：{problem}",
    "chroma.idle": "服务应答正常，但没有配置向量模型，用不上",
    "chroma.answers": "服务应答正常",
    "redis.none": "没有配置，单进程内计数",
    "redis.silent": "连不上：{problem}",
    "redis.answers": "应答正常",
    "operators.counted": "{count} 位可以登录",
    "operators.none": "还没有，没人能处理工单和转人工",
    "operators.unknown": "数据库可用后才知道",
    "web.installed": "界面组件齐全",
    "web.missing": "缺少界面组件",
    "font.packaged": "{name}（随软件安装），图表和文档里的中文能显示",
    "font.found": "{name}（系统字体），图表和文档里的中文能显示",
    "font.missing": "没有找到含中文的字体，报告的图表、Word 和 PDF 出不来",
    "font.unusable": "{name} 读得到，但画不出图：{problem}",
    "ocr.installed": "已安装",
    "ocr.missing": "没有安装，纯图片的 PDF 读不出来",
}
DOCTOR_REMEDIES = {
    "python.old": "请换用 3.11 或更新的版本",
    "var.full": "清理磁盘，或用 VAR_DIR 换一个目录",
    "var.unwritable": "改目录权限，或用 VAR_DIR 换一个目录",
    "library.unreadable": "运行 shuzhi corpus reindex",
    "data.lacking": "安装不完整，请重新安装",
    "database.address": "应为 sqlite:///路径 或 postgresql://用户:密码@主机:端口/库名",
    "database.new": "首次启动会自动建好，也可以运行 shuzhi migrate",
    "database.silent": "检查 DATABASE_URL 和数据库服务",
    "database.behind": "下次启动会自动升级，也可以运行 shuzhi migrate",
    "database.newer": "请升级程序",
    "model.incomplete": "OPENAI_BASE_URL、OPENAI_API_KEY、ASSISTANT_MODEL 要一起配",
    "model.silent": "检查 OPENAI_BASE_URL 和网络；期间由内置规则回答",
    "model.refused": "检查 OPENAI_API_KEY",
    "model.odd": "检查 OPENAI_BASE_URL（通常以 /v1 结尾）和 ASSISTANT_MODEL 的名称",
    "embeddings.incomplete": "EMBEDDING_MODEL 和地址要一起配",
    "embeddings.silent": "检查 EMBEDDING_BASE_URL、EMBEDDING_API_KEY 和 EMBEDDING_MODEL",
    "embeddings.store": "检查 CHROMA_URL，或数据目录里的 chroma",
    "embeddings.missing": "运行 shuzhi corpus reindex",
    "rerank.incomplete": "RERANK_MODEL 和 RERANK_BASE_URL 要一起配",
    "rerank.silent": "检查 RERANK_BASE_URL、RERANK_API_KEY 和 RERANK_MODEL",
    "chroma.silent": "检查 CHROMA_URL；去掉它就用内嵌的向量库",
    "chroma.idle": "配置 EMBEDDING_MODEL 后生效",
    "redis.silent": "检查 REDIS_URL；去掉它就在单进程内计数",
    "operators.none": "运行 shuzhi operator add 登录名",
    "web.missing": "运行 make run 重新安装",
    "font.missing": "运行 make run 重新安装（会带上 pylopdf-fonts-zh-cn），或在 Debian/Ubuntu 上 apt-get install fonts-noto-cjk",
    "font.unusable": "运行 make run 重新安装",
    "ocr.missing": "需要时安装可选组件 ocr",
}
ENV_COLUMNS = ("环境变量", "已设", "作用")
ENV_DEFAULT = "（默认 {default}）"
ENVIRONMENT = {
    "OPENAI_BASE_URL": "大模型服务的地址，任何兼容 OpenAI 接口的服务都行，通常以 /v1 结尾",
    "OPENAI_API_KEY": "大模型服务的密钥",
    "ASSISTANT_MODEL": "用哪个大模型；三项齐全才会用，否则由内置规则回答",
    "ASSISTANT_MODEL_TIMEOUT": "一次回答最多等大模型几秒，超时改由内置规则回答",
    "EMBEDDING_MODEL": "向量模型；设了才有向量检索",
    "EMBEDDING_BASE_URL": "向量模型服务的地址；不设就用 OPENAI_BASE_URL",
    "EMBEDDING_API_KEY": "向量模型服务的密钥；不设就用 OPENAI_API_KEY",
    "RERANK_MODEL": "重排模型",
    "RERANK_BASE_URL": "重排服务的地址",
    "RERANK_API_KEY": "重排服务的密钥",
    "DATABASE_URL": "数据库：sqlite:///路径 或 postgresql://…；不设就用数据目录里的 SQLite",
    "CHROMA_URL": "Chroma 服务的地址；不设就内嵌在数据目录里",
    "REDIS_URL": "Redis 的地址，多进程共用频率限制；不设就在单进程内计数",
    "PUBLIC_BASE_URL": "对外的网址，用于回复和文档里的链接",
    "PLATFORM_NAME": "平台名称",
    "PLATFORM_REGION": "平台所在地区",
    "PLATFORM_PHONE": "平台电话，找人工时告诉用户",
    "SESSION_SECRET": "给访客身份签名的密钥；不设就自动生成并存在数据目录里",
    "WECHAT_APP_ID": "公众号的 AppID；与 WECHAT_TOKEN 一起配了才有微信渠道，见 docs/wechat.md",
    "WECHAT_APP_SECRET": "公众号的 AppSecret；没有它只能被动回复",
    "WECHAT_TOKEN": "公众平台服务器配置里的 Token",
    "WECHAT_ENCODING_AES_KEY": "公众平台服务器配置里的 EncodingAESKey，安全模式要用",
    "WECHAT_PREVIOUS_AES_KEY": "上一把 EncodingAESKey，换密钥时让还在路上的消息读得出来",
    "WECHAT_API_BASE_URL": "微信接口的地址，一般不用改",
    "WECHAT_VERIFIED": "公众号是否已认证：true、false，或 auto（从微信的应答里学）",
    "WECHAT_NOTICE_TEMPLATES": "订阅通知的模板：用途=模板编号/字段/字段，用逗号隔开",
    "SMTP_URL": "发邮件的服务器：smtp://用户:密码@主机:587?from=发件人，或 smtps://…:465；不设就不发邮件",
    "VAR_DIR": "数据目录：数据库、索引、上传文件都在里面",
    "LOG_LEVEL": "日志级别：DEBUG、INFO、WARNING、ERROR",
}

# --- api, mcp ---------------------------------------------------------------------------------------------------------

API_TITLE = "数智助手 API"
API_ABOUT = (
    "与网页对话用的是同一套工具、同一套权限：能问标准、政策、场景，也能直接调用单个工具。\n\n"
    "每次请求都要带密钥：`Authorization: Bearer sz_…`。密钥由平台管理员用 `shuzhi key add` 发放，"
    "身份（企业或运营人员）跟着密钥走，请求里写什么都改不了。\n\n"
    '出错时返回 `{"error": {"kind": …}, "message": 中文说明}`；429 和 503 带 `Retry-After`（秒）。'
)
API_CHAT = "说一句话，得到一个完整的回答"
API_CHAT_ABOUT = (
    "回答的格式与 `shuzhi batch` 相同。同一个 `conversation` 里的话按先后处理，能接着上文问。\n\n"
    "带上 `message_id` 就可以放心重试：同一对话里同一个 `message_id` 只处理一次，重试得到同样的回答。"
)
API_TOOLS = "列出这把密钥能用的工具"
API_TOOL_ABOUT = (
    "**直接调用工具**：参数直接写在请求体里。会改动数据且要先确认的工具，第一次返回 202 和 `confirmation`、`question`；"
    '把 `{{"confirmation": …}}` 再发一次才真正执行，{minutes} 分钟内有效，重复发送只执行一次。\n\n'
    "请求头 `Idempotency-Key` 用来放心重试；`conversation` 用来在某段对话里执行。"
)
API_READS, API_WRITES, API_ASKS = "只读", "会改动数据", "会改动数据，要先确认"
API_OPERATORS_ONLY = "仅运营人员"
API_TEXT = "要说的话，最多 {limit} 字"
API_CONVERSATION = "对话编号，自己起；不给就新开一段"
API_MESSAGE_ID = "这条消息的编号，用于放心重试"
API_PRESS = "直接调用的工具名，相当于点按钮"
API_ARGUMENTS = "工具的参数"
API_CONFIRMATION = "确认凭据：要先确认的工具第一次调用时给出，带上它再调用一次才会执行"
API_ASKED = "要先确认：带上 confirmation 再发一次"
API_ANSWERED = "回答"
API_REFUSED = "没有办成，原因见 message"

MCP_ABOUT = "数智助手：企业数智化公共服务平台的标准、政策、场景、诊断、指标与工单工具。回答用中文，结论在前，带出处。"
MCP_CONFIRM = "{question}\n\n（要执行，请在得到用户同意后，带上 confirmation 再调用一次；{minutes} 分钟内有效。）"

REFUSED = {
    "unauthorised": "密钥不对或已停用。请在请求头里带上 Authorization: Bearer 密钥。",
    "too_many": "请求太频繁，请 {seconds} 秒后再试。",
    "too_large": "请求内容太大了。",
    "elsewhere": "不接受其他网站发来的请求。",
    "no_address": "没有这个地址，请看 /api/docs。",
    "no_method": "这个地址不支持这种请求方法，请看 /api/docs。",
    "not_json": "请求体不是正确的 JSON 对象。",
    "empty": "请写上要说的话（text），或要调用的工具（press）。",
    "no_tool": "没有叫 {name} 的工具。",
    "not_for_you": "工具 {name} 只给运营人员使用。",
    "foreign_confirmation": "这个确认凭据不是发给你的，或已被改动。",
    "expired_confirmation": "确认已过期，请重新发起。",
    "other_confirmation": "确认凭据对应的不是这次的工具或参数，请重新发起。",
    "no_conversation": "这段对话已经删除了，请换一个 conversation。",
    "busy": "上一条还在处理，请稍后再试。",
    "unavailable": "要用到的服务暂时没有响应，请稍后再试。",
    "failed": "出了意外，没有办成，已经记录（编号 {error_id}）。",
    "invalid": "参数不对：{problems}",
}  # fmt: skip
PROBLEMS = {
    "missing": "缺少 {slot}",
    "extra_forbidden": "没有 {slot} 这个参数",
    "literal_error": "{slot} 只能是 {expected}",
    "enum": "{slot} 只能是 {expected}",
    "string_too_long": "{slot} 太长，最多 {max_length} 字",
    "string_too_short": "{slot} 太短",
    "too_long": "{slot} 太长，最多 {max_length}",
    "int_parsing": "{slot} 要是整数",
    "int_type": "{slot} 要是整数",
    "int_from_float": "{slot} 要是整数",
    "decimal_parsing": "{slot} 要是数字",
    "float_parsing": "{slot} 要是数字",
    "bool_parsing": "{slot} 只能是 true 或 false",
    "string_type": "{slot} 要是文字",
    "list_type": "{slot} 要是列表",
    "tuple_type": "{slot} 要是列表",
    "dict_type": "{slot} 要是 JSON 对象",
    "model_type": "{slot} 要是 JSON 对象",
    "greater_than_equal": "{slot} 不能小于 {ge}",
    "greater_than": "{slot} 要大于 {gt}",
    "less_than_equal": "{slot} 不能大于 {le}",
    "less_than": "{slot} 要小于 {lt}",
    "date_from_datetime_parsing": "{slot} 要是日期，如 2026-05-01",
    "date_parsing": "{slot} 要是日期，如 2026-05-01",
    "datetime_parsing": "{slot} 要是时间，如 2026-05-01T09:00:00+08:00",
    "length": "{slot} 是空的或太长",
}
OTHER_PROBLEM = "{slot} 的值不对"
BETWEEN_PROBLEMS = "；"
OR = "、"


def effects(*, writes: bool, asks: bool, operators: bool) -> str:
    """Say what a tool does to what is kept, and for whom it is."""
    effect = API_ASKS if asks else API_WRITES if writes else API_READS
    return OR.join((effect, API_OPERATORS_ONLY) if operators else (effect,))


def refused(reason: str, **data: object) -> str:
    """Say why a request was not carried out.

    Args:
        reason: A key of ``REFUSED``.
        **data: What its words need.
    """
    return REFUSED[reason].format(**data)


def problem(kind: str, slot: str, data: dict[str, object]) -> str:
    """Say what is wrong with an argument.

    Args:
        kind: The validator's name for it.
        slot: The argument.
        data: What comes with it.
    """
    said = {
        **data,
        "slot": slot,
        "expected": str(data.get("expected", "")).replace("'", "").replace(" or ", OR).replace(", ", OR),
    }
    try:
        return PROBLEMS.get(kind, OTHER_PROBLEM).format(**said)
    except KeyError:
        return OTHER_PROBLEM.format(**said)
