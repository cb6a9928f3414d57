"""Words of the simulated half-year: what firms are called and say, and the report."""

from __future__ import annotations

NAME = "模拟企业{number:04d}"
INDUSTRIES = ("皮革皮具", "化妆品", "汽车及零部件", "电子信息", "食品饮料")
TOWNS = ("狮岭镇", "花东镇", "炭步镇", "新华街", "花城街")
HELLO, USE, PROMISE = "你好", "每周都在用", "把设备清单发过来"
OWED = "把补贴申报的模板发给您"
NEEDS = ("裁床计数不准，每次都要人工改", "想把订单和库存连起来", "质检靠人看，漏检多", "设备状态看不到，坏了才知道")
ANSWERS = ("好的", "好了", "可以", "都还行", "收到，这就弄")
STOP = {"all": "以后都不要再发了", "one": "这类不要再提醒了"}
CAMPAIGNS = (("皮具企业裁床培训", "4月9号下午在狮岭有裁床数据培训，想来直接回我。"), ("设备联网公开课", "6月11号有设备联网公开课，名额30个，想来直接回我。"))
CAMPAIGN_TOWN = "狮岭镇"
CAMPAIGN_INDUSTRY = "皮革皮具"

TITLE = "半年回访模拟：{firms:,} 家企业，{first} 至 {last}"
LEAD_GOOD = "**{planned:,} 条回访全部有下落，规矩一条没破。** 发出 {sent:,} 条，{replied}有回应，{converted}办成了要办的事；{opted} 人次退订。"
LEAD_BAD = "**没有对上账：{lost} 条没有下落，规矩破了 {broken} 次。** 共计划 {planned:,} 条，发出 {sent:,} 条。"
HOW = "企业的行为按种子 {seed} 掷骰子，时间是虚拟的；计划、认领、发送、结算跑的是平台自己的程序，微信的窗口和条数由模拟的信使另记一本账。用时 {seconds:.0f} 秒。"

ACCOUNT = "每一条的下落"
ACCOUNT_COLUMNS = ("下落", "条数", "占比")
FATES = {
    "sent": "发出了",
    "cancelled": "取消了",
    "expired": "过期没发",
    "task": "转给人，还没办",
    "done": "转给人，已办",
    "uncertain": "送没送到不清楚，不重发，待人核对",
    "failed": "没发成",
    "due": "期末还在等",
    "sending": "期末正在发",
}
LOST = "没有下落"
SUM_LINE = "计划 {planned:,} = {parts}。"
PLUS, COMMA = " + ", "、"
PART = "{name} {count:,}"

RULES = "各条规则"
RULE_COLUMNS = ("规则", "计划", "发出", "有回应", "办成", "退订", "取消", "过期", "转人工", "其他")
REASONS = "取消、过期、没发成的原因"
REASON_COLUMNS = ("下落", "原因", "条数")
ROUTES = "走了哪条路"
ROUTE_COLUMNS = ("路", "发出", "有回应", "办成")
NOT_KNOWN = "—"
UNTOLD = "“办成”只算发出后 {days} 天内、表里查得到的；“—”是这条规则查不到办没办成。退订算在退订前最后收到的那条上。"

MANNERS = "规矩"
MANNER_COLUMNS = ("规矩", "查了", "破了")
CHECKS = {
    "doubled": "同一条不发两次",
    "hours": "只在工作日 {opens:%H:%M}–{closes:%H:%M} 发",
    "day": "一人一天最多 {day} 条",
    "week": "一人七天最多 {week} 条",
    "rule": "一人每条规则的上限",
    "opted_out": "退订之后不发",
    "talking": "说话后 {quiet} 分钟内不打断",
    "window": "微信窗口关了或条数用完不发",
}
OK, BROKEN = "没破", "**破了 {count} 次**"

STORY = "看一家：{name}"
STORY_LEAD = "半年里收到 {count} 条，最多的一周 {most} 条。"
STORY_LINE = "- **{at}** {rule}（{route}）：{text}{result}"
REPLIED, CONVERTED, SILENT = "——{at}有回应", "，{at}办成", "——没回应"
OTHERS = "其余 {count} 条没发：{parts}。"
WRITTEN = "报告写在 {path}"


def day(moment: object) -> str:
    """Write a local moment as people read it."""
    return f"{moment:%-m月%-d日 %H:%M}"


def share(part: int, whole: int) -> str:
    """Write a share in percent."""
    return f"{part / whole:.0%}" if whole else NOT_KNOWN
