"""Wording of the answers about policies and scenarios, and the words by which their fields and figures are asked for."""

from __future__ import annotations

import re

LIST_COMMA, STOP, SEMICOLON = "、", "。", "；"
ENDS = "。；？！"
CLAUSE_MARKS = re.compile(r"(?<=[，。；])")
SENTENCE_MARKS = re.compile(r"(?<=。)")

# --- how a question is put ---------------------------------------------------------------------------------------------

STOP_CHARACTERS = frozenset("的了吗呢啊吧呀么嘛哦是在和与及或也都就还这那我你他她它们个有要能可以会不没到多少几什怎样哪里为得给把被从对请问想嘅咩唔系")
WHOLE = re.compile(
    r"讲(?:了)?(?:什么|啥|咩)|说(?:了)?(?:什么|啥|咩)|写(?:了)?(?:什么|啥)|规定了?(?:什么|啥|哪些)|(?:主要|具体|全部|都有)?(?:内容|要点|规定|要求|条款)(?:是什么|有哪些|呢|是啥)"
    r"|有(?:哪些|什么|啥|咩|乜)(?:条件|要求|规定|内容|门槛|资格|要点|支持)|(?:什么|哪些|啥|咩|乜)(?:条件|门槛|资格|要求)|条件(?:是|呢|有)|门槛(?:是|呢|有|高)|资格(?:是|呢)"
    r"|全部|所有|逐条|详细|完整|介绍|概括|总结|what does it say|contents?|requirements|conditions"
)
TIME_ASKED = re.compile(r"多久|多长|几年|几个月|几天|几耐|多少(?:天|年|个月)|期限|how long|retention")
DURATION = re.compile(r"[一二两三四五六七八九十半\d]+(?:个)?(?:年|月|天|日|周)(?!\d*月)")
COUNTED = re.compile(r"(?:多少|几)(?:多)?(?:个|大)?(家|人|项|个|台|套|座|市|城市|城|类|批|次|级|层|亩|款|领域|行业|方向|条|地方)")
NUMBER = r"[\d一二两三四五六七八九十百千]+(?:余|多)?(?:万|亿)?(?:个|余)?(?:细分)?{unit}"
ANY_NUMBER = re.compile(r"\d|[一二三四五六七八九十]+(?:个|家|类|级|批|项|层|方面|大)")
HOW_MANY = re.compile(r"多少|几(?!乎)|how many|how much")

WHAT_IS = re.compile(r"^.{0,8}(?:[那嗰这呢](?:个|份|条|项)).{0,8}(?:是|系)(?:个)?(?:什么|啥|咩|乜嘢?)(?:东西|东东|来的|嚟|政策|意思|玩意)*(?:的|嘅|[啊呀呢?？])*$")
"""Asks what something is."""
GIVES_ASKED = re.compile(
    r"(?:给|奖|补|支持|扶持|能?[拿领攞]到?)(?:些|啲|点|的是|的)?(?:什么|啥|咩|乜嘢?|哪些|边啲)(?!条件|时候|企业|样|人|材料|费用|内容)|(?:有|系)(?:什么|啥|咩|乜|哪些|边啲)(?:支持|好处|奖励|优惠|干货)|(?:怎么|点样|如何)(?:奖|补贴?|给钱|扶持)"
)
"""Asks for all that a policy gives."""
MAY_APPLY = re.compile(
    r"能不能|可不可以|可以(?:报|申|享|拿|参加|评)|能(?:够)?(?:报|申|享|拿|领|参加|评|补|得|入|进|算)|够(?:不够)?(?:格|条件|资格)|符不?符合|合不合|有没有(?:份|资格|机会|戏)|有冇份|得唔得|资格"
    r"|条件|门槛|行不行|行吗|可以吗|can (?:we|i|my)|eligib|qualif"
)
APPLYING = re.compile(r"申报|申请|报名|还能报|能报|可以报|填报|入库|申领|开放|窗口|截止|仲可以|apply|application|open")
TITLE_ASKED = re.compile(r"全称|叫什么|叫咩|叫啥|什么文件|哪份|哪个(?:文件|政策|通知|方案|办法)|哪一(?:份|个)|什么名|几号文|文号|标题|full name|which (?:policy|document|notice)")
DOC_NO = re.compile(r"文号|几号文|发文字号|发几号|document number|doc(?:ument)? no")
ISSUER = re.compile(r"谁(?:发|印|出|定)|(?:哪|边|几|多少)(?:个|些|几个|两个|家)?(?:部门|单位|机关|部委|局|厅|部)?(?:联合|一起)?(?:发|印|出台|出的|定的)|发布(?:单位|机关)|发文(?:单位|机关)|who (?:issued|published)|issuer|issued by")
ISSUED = re.compile(
    r"(?:什么时候|何时|哪(?:一)?[天年]|几时|几月|哪个?月|啥时候|几年)(?:份)?(?:印|发|出|公布|出台|下发|颁布|通过|修)|(?:印发|发布|发文|公布|出台|颁布|通过|修正)(?:的)?(?:日期|时间|日子|年份)"
    r"|(?:印发|发布|发|出台|公布|颁布|出)(?:的)?(?:是)?(?:哪|几)(?:年|天|日|月|时)|when (?:was|were) .{0,20}(?:issued|published|released)|issue date"
)
ABOUT_PARTS = ((ISSUER, "发布单位："), (DOC_NO, "文号："), (ISSUED, "发布日期："))
"""What of a document's particulars is asked for, and how its line begins."""
PARTICULARS = "发布单位："
NO_MONEY = re.compile(r"没有(?:直接申报的)?资金|不含资金|不发钱|不直接给钱|不涉及资金")

# --- policies ----------------------------------------------------------------------------------------------------------

DATE = "{year}年{month}月{day}日"
MONTH_DAY = "{month}月{day}日"
TITLED = "《{title}》"
VALIDITY = "**时效**：{text}"
UNVERIFIED = "未核实：{text}"
ONLY_DOCUMENT = re.compile(r"^(?!.*(?:媒体|条款|内容|金额|条文|数值|正文|目标)).*(?:文号|(?:公开|公布|发布|印发|修正|通过|施行|审议通过)日|标题|注明日期)")
ON_AMOUNTS = re.compile(r"金额|比例|数值|分值")
RUMOUR = re.compile(r"有网页称|征求意见稿|改写稿|部分转载")
NO_FEE = "资料里没有写申报收不收费，以主管部门当期通知为准。"
NO_HOW = "资料里没有写怎么申报。"
VERIFIED = "主要事实在公开网页上核对过；正式材料以主管部门原文为准。"
NO_DOC_NO = "这份文件的文号没有核到，请不要引用；正式材料以主管部门原文为准。"
NO_AMOUNT = "资料里没有核到这份政策的具体金额或比例，不能报数；以主管部门正式文件为准。"
MORE_LINES = "共 {count} 条，先列 {shown} 条。"

REPLACED = "已被《{title}》替代，新的事项按新文件办。"
ENDED = "已经过期 {days} 天{until}。"
ENDS_BEFORE = "到{day}已经过期：从今天算还有 {days} 天到期{until}。"
HOLDS_STILL = "到{day}仍有效，离到期{until}还有 {days} 天。"
UNKNOWN_THEN = "到{day}是否仍有效，资料里不能确定。"
IN_BRACKETS = "（{day}）"
NOT_IN_FORCE = "{when}还没有生效，{start}起施行{days}。"
DAYS_AHEAD = "，还有 {days} 天"
CLOSED = "{when}不能申报：申报期已经结束{days}{until}。"
DAYS_AGO = " {days} 天"
NOT_YET = "{when}还不能申报：还有 {days} 天才开始{start}。"
OPEN = "{when}可以申报，还有 {days} 天截止{until}。"
OPEN_NO_END = "{when}可以申报，资料没有写截止日。"
NOW, THEN = "现在", "到{day}"
IN_FORCE_UNTIL = "现在有效，离到期{until}还有 {days} 天。"
IN_FORCE = "现在有效。"
WINDOW_UNKNOWN = "{when}能不能申报，资料里不能确定。"
WINDOW_UNTOLD = "{when}能不能申报资料里没有写，以主管部门当期通知为准。"
NOTHING_TO_APPLY = "这份文件没有企业申报这一项。"
CITIES_ONLY = "企业不直接申报。"
WHEN_ASKED = re.compile(r"什么时候|啥时候|何时|几时|哪天|哪一天|几号|几月|截止|到期|到哪|when|deadline|哪年|多会儿")
YEAR = re.compile(r"\d年")
TELLS_WINDOW = re.compile(r"申报|起止|填报|期限|申领|发券")
TELLS_WHOM = re.compile(r"为准|确认|看(?:当地|所在|地市)")
TELLS_IN_FORCE = re.compile(r"现行有效|可长期参考")
SAID = {
    "replaced": re.compile(r"^已被.*替代"),
    "ended": re.compile(r"已经?到期|已过期|^现行有效"),
    "window": re.compile(r"窗口已过|申报期已过|已经?结束"),
    "holds": re.compile(r"^现行有效"),
}
"""What a note need not say again once the status has been said."""
TOLD_IN_SUMMARY = re.compile(r"已被.*替代|已到期|申报期已过|已改用")

YEARS_NAMED = re.compile(r"(?<![\d—\-~至到])(20\d\d)年?(?!\s*[—\-~至到]\s*20)(?![\d.年/])")
DAY_NAMED = re.compile(r"(?<!\d)(?:((?:20)?\d\d)\s*[年\-/.]\s*)?(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*(?:[日号]|(?<=-\d\d))\s*(以后|之后|过后|后)?(?!\s*(?:截止|到期|为止))")
MONTH_NAMED = re.compile(r"(?<!\d)(20\d\d)\s*年\s*(\d{1,2})\s*月(?!\s*\d)")
MONTHS_LATER = re.compile(r"([一二两三四五六七八九十]|\d{1,2})\s*个月(?:以|之)?后")
HALF_YEAR_LATER = re.compile(r"半年(?:以|之)?后")
NEXT_YEAR = re.compile(r"明年|下一年|来年|出年|年后|过了年|过完年|元旦(?:以|之|过)?后|next year")
AFTER_NEXT_YEAR = re.compile(r"(?<![今以之])后年")
NEXT_MONTH = re.compile(r"下个?月|next month")
YEAR_END = re.compile(r"年底|年末|end of (?:the|this) year")
TOMORROW = re.compile(r"明天|听日|tomorrow")

DISTRICTS = {
    "广州": "越秀 海珠 荔湾 天河 白云区 黄埔 花都 番禺 南沙 从化 增城",
    "广东": "广州 深圳 佛山 东莞 珠海 中山 江门 惠州 肇庆 清远 韶关 汕头 汕尾 潮州 揭阳 湛江 茂名 阳江 云浮 河源 梅州",
    "全国": "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 广西 内蒙古 宁夏 新疆 西藏 香港 澳门 "
    "杭州 苏州 宁波 温州 南京 无锡 合肥 厦门 福州 泉州 长沙 武汉 郑州 成都 西安 青岛 济南 大连 沈阳",
}
"""Places by the region they lie in."""
REGION_ENDS = "省市区"
NOT_FOR = re.compile(r"不适用|不在|不包括|不给")
OTHER_REGION = "{name}是{region}的，不是{asked}的。"
OTHER_THEME = "{name}没有讲{asked}。"
OTHER_BOTH = "{name}是{region}的，不是{asked}的，也没有讲{theme}。"
THIS_ONE = "这份政策"
THEMES = (
    ("技改", re.compile(r"技改|技术改造"), re.compile(r"技改|技术改造|设备更新")),
    ("设备购置", re.compile(r"(?:买|购置?|换|添|更新)(?:新|一?台|些|了|点)?(?:新)?(?:的)?(?:设备|机器|机床)|设备(?:更新|购置|补贴|补助|奖补)"), re.compile(r"设备|装备")),
    ("贷款贴息", re.compile(r"贷款|贴息|融资|利息|借钱"), re.compile(r"贷款|贴息|融资|利息|金融")),
    ("人才", re.compile(r"人才|招工|招人|引才|社保补贴|工资补贴"), re.compile(r"人才")),
    ("租金", re.compile(r"租金|房租|厂租"), re.compile(r"租金|房租")),
    ("专利", re.compile(r"专利|知识产权"), re.compile(r"专利|知识产权")),
    ("算力券", re.compile(r"算力券|算力补贴|模型券|数据券"), re.compile(r"算力|模型券|数据券")),
    ("节能降碳", re.compile(r"节能|降碳|光伏|碳排放|绿色工厂"), re.compile(r"节能|碳|绿色|光伏")),
    ("税收优惠", re.compile(r"加计扣除|税收优惠|减税|免税|退税"), re.compile(r"扣除|税收优惠|减税|免税")),
    ("出口外贸", re.compile(r"出口|外贸|跨境|参展"), re.compile(r"出口|外贸|跨境|参展")),
    ("高新技术企业认定", re.compile(r"高新技术企业|高企"), re.compile(r"高新技术企业|高企")),
)
"""What a policy may be asked for: its name, how it is asked for, and how a policy that gives it speaks."""

SUGGEST_APPLY = "怎么申报？"
SUGGEST_HOW_FIRMS = "企业怎么受益？"
SUGGEST_ELIGIBILITY = "需要什么条件？"
SUGGEST_APPLIES = "适用于谁？"
SUGGEST_DEADLINE = "现在还能申报吗？"
SUGGEST_IN_FORCE = "现在还有效吗？"
SUGGEST_CONTENTS = "主要内容是什么？"
SUGGEST_SUCCESSOR = "看新的《{title}》"

# --- own figures --------------------------------------------------------------------------------------------------------

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000, "k": 1000}
MYRIADS = {"万": 10_000, "w": 10_000, "亿": 100_000_000}
HALF, POINT, TENTHS = "半", "点", "成"
AMOUNT = re.compile(
    r"(?P<below>不到|不足|少于|低于|不超过|没到)?(?P<above>超过|大于|高于|多于|起码|至少)?(?:差不多|大概|大约|约|就|才|有|是|得|做到|做|拿)?"
    r"(?P<cent>百分之)?(?P<number>\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千半]+(?:点[零一二三四五六七八九]+)?)(?P<many>多|来|几)?\s*(?:个(?=[万亿]))?\s*"
    r"(?P<scale>[十百千]?[万w](?![a-z])|[十百千]?亿|k(?![a-z瓦克米]))?(?P<tail>半|[一二三四五六七八九](?![十百千万亿个点]))?(?P<more>多)?\s*"
    r"(?P<unit>元|块钱?|个?(?:人|工人|员工|职工)|号人|名|位|%|个百分点|个点|成[一二三四五六七八九半]?(?!立)|年|项|件|个|分)?(?P<down>以下|以内)?"
)
MONEY_UNITS, PEOPLE_UNITS = re.compile(r"元|块钱?"), re.compile(r"个?(?:人|工人|员工|职工)|号人|名|位")
SHARE_UNITS, YEAR_UNITS, ITEM_UNITS, POINT_UNITS = re.compile(r"%|个百分点|个点|成.?"), re.compile(r"年"), re.compile(r"项|件|个"), re.compile(r"分")
UNITS = {"yuan": MONEY_UNITS, "people": PEOPLE_UNITS, "share": SHARE_UNITS, "years": YEAR_UNITS, "items": ITEM_UNITS, "points": POINT_UNITS}
PLACE = re.compile(
    r"(?:排名?(?:国内|全国|行业)?(?:在|到|是)?(?:第|前)?|(?:国内|全国|行业|市场|细分)(?:里|内|中)?(?:第|前|老))\s*(\d{1,2}|[一二三四五六七八九十])(?![\d亿万%年月日家千百])"
)
MEASURES = (
    ("payment", re.compile(r"(?:补|奖|拿到?|领|封顶|最高|最多|上限|到手|给)(?!多少|几|得|不)"), {"yuan"}),
    ("revenue_increase", re.compile(r"(?:营收|营业额|产值|收入|销售额?)?(?:增量|多做了|新增营收|增加了|多了|涨了)"), {"yuan"}),
    ("rd_share", re.compile(r"研发"), {"share"}),
    ("rd_spend", re.compile(r"研发"), {"yuan"}),
    ("main_share", re.compile(r"主营|主业"), {"share"}),
    ("market_share", re.compile(r"市占|占有率|市场份额|份额"), {"share"}),
    ("debt_ratio", re.compile(r"负债"), {"share"}),
    ("growth", re.compile(r"增长|增速|增幅|涨幅"), {"share"}),
    ("revenue", re.compile(r"(?:[一去今上全每]年|年年)(?:[^,，。;\d]{0,3}(?:做|卖)(?:了|到|出)?|$)|营收|营业额|营业收入|销售|产值|收入|流水|年收|生意|revenue|sales|turnover"), {"yuan"}),
    ("employees", re.compile(r"从业|员工|职工|工人|人数|人手|上班|人|staff|people|employees"), {"people"}),
    ("age", re.compile(r"成立|开了|做了|办了|经营|创办|深耕|干了|入行|开厂|领域"), {"years"}),
    ("patents", re.compile(r"专利|知识产权|软著"), {"items"}),
    ("score", re.compile(r"评价|得分|打分|分数|评分|自评|考了"), {"points"}),
    ("investment", re.compile(r"投资?|花|改造|合同|项目|费用|预算|总价|软件|系统|上马|固投|invest|spend|cost"), {"yuan"}),
)
"""Which measure a figure belongs to: its name, the words before or after it, and the units it may have."""
MEASURE_NAMES = {
    "revenue": "营收", "employees": "从业人员", "main_share": "主营占比", "growth": "营收增长", "debt_ratio": "资产负债率",
    "rd_spend": "研发费用", "rd_share": "研发费用占比", "patents": "Ⅰ类知识产权", "age": "经营年限", "market_share": "市场占有率",
    "market_place": "国内排名", "score": "发展评价", "investment": "总投资", "revenue_increase": "营收增量",
}
UNIT_FORMS = {"yuan": "元", "share": "%", "people": "人", "years": "年", "items": "项", "points": "分", "place": "名"}
PLACE_FORM = "第{value:g}名"
LARGE = ("亿", "万")
BOUND = {"max": "不超过{value}", "min": "不低于{value}"}
MET = "{name}{given}符合（{bound}）"
NOT_MET = "{name}{given}不符合（{bound}）"
AT_EDGE = "{name}{given}看不出（刚好卡在“{bound}”，以主管部门口径为准）"
ANY_OF = "（满足其一即可）"
OTHERS_UNTOLD = "{name}没说（{bound}也算）"
FITS = "按你说的数，说到的都符合："
FAILS = "按你说的数，不符合："
CANNOT_TELL = "按你说的数，还看不出："
REST = "其余条件要另看；这是按资料估的，以主管部门认定为准。"
PAYABLE = "{base}按最高比例 {share} 计是{amount}，{capped}。"
NO_CAP = "资料没有写封顶"
UNDER_CAP = "没到{cap}的封顶"
OVER_CAP = "超过{cap}的封顶，最多按封顶算"
LEVEL_CAP = "{level}{cap}"
LEVEL_CAPS = "另按改造后等级封顶：{caps}。"
ESTIMATE = "这是按资料的最高比例估的，不是承诺，以主管部门核定为准。"
LEVEL = re.compile(r"([一二三四1234])\s*级|l([1234])(?!\d)")
LEVELS = {"1": "一级", "2": "二级", "3": "三级", "4": "四级", "一": "一级", "二": "二级", "三": "三级", "四": "四级"}
PAY_ASKED = re.compile(r"补|奖|报销|拿|领|给|多少钱|几多|how much|subsid")

# --- scenarios ----------------------------------------------------------------------------------------------------------

SCENARIO_LEAD = "**{name}** {text}"
SCENARIO_ABOUT = "**{name}**：{text}"
SCENARIO_NOTE = "场景目录是草案，周期为估算。"
NO_EFFECT_FIGURE = "目录里没有可靠的效果数值，不能报数；要靠企业前后实测。"
NO_EVIDENCE = "目录没有列出这个场景的实证依据，它是草案。"
SCENARIO_PARTS = (
    (re.compile(r"多久|多长|周期|几周|几个月|几天|工期|几耐|how long|weeks|duration"), "周期"),
    (re.compile(r"难|投入|工作量|轻重|复杂|麻烦|effort"), "投入"),
    (re.compile(r"数据|样本|照片|图片|记录|攒|台账|资料|data|samples?"), "数据准备"),
    (re.compile(r"水平|几级|[一二三四]级|等级|成熟度|门槛|底子|基础|维|几分|level"), "成熟度要求"),
    (re.compile(r"硬件|设备|相机|摄像|镜头|传感|仪器|装什么|装备|电脑|hardware|camera|sensor|device"), "硬件"),
    (re.compile(r"软件|系统|平台|软體|software|system"), "软件"),
    (re.compile(r"算法|模型|algorithm|model"), "算法"),
    (re.compile(r"服务商|谁来|找谁|伙伴|供应商|哪家|什么公司|边个做|partner|vendor"), "适合的服务伙伴"),
    (re.compile(r"服务(?!商|伙伴)|做哪些事|步骤|实施内容|service"), "服务"),
    (re.compile(r"指标|衡量|考核|怎么看|点睇|验收|kpi|indicator|metric"), "预期改善的指标"),
    (re.compile(r"效益|回本|省钱|赚|收益|值不值|划算|benefit|roi"), "经济效益"),
    (re.compile(r"痛点|解决|毛病|pain"), "解决的痛点"),
)
"""Which part of a field is asked for, and how it begins."""
SUGGEST_NEEDS = "要准备什么数据？"
SUGGEST_EFFORT = "大概要多久？"
SUGGEST_VALUE = "用什么指标看效果？"
OUTPUT = re.compile(r"产值|产量|年产|份额|人口|人才")
