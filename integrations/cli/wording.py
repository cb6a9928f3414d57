"""What people read in the terminal about tools, operators and keys."""

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
