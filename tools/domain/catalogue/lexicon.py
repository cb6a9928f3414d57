"""Names of a scenario's fields in tables and talk, and what may stand in them; data for the rules, no logic."""

import re

COLUMNS: dict[str, str] = {
    "id": "编号",
    "name": "场景名称",
    "aliases": "别名",
    "industry": "行业",
    "module": "业务模块",
    "description": "场景描述",
    "summary": "一句话说明",
    "pain_points": "痛点",
    "model_type": "模型类型",
    "data_prerequisites": "数据准备",
    "business_standard": "业务标准",
    "partner_category": "服务伙伴",
    "hardware": "硬件产品",
    "software": "软件平台",
    "algorithm": "大模型算法",
    "services": "服务清单",
    "expected_indicators": "预期指标",
    "business_effect": "业务效果",
    "economic_benefit": "经济效益",
    "min_level": "最低等级",
    "dimension_gate": "分维门槛",
    "effort": "投入",
    "duration": "周期",
    "duration_basis": "周期依据",
    "clauses": "对应条款",
    "evidence": "依据",
    "status": "状态",
}
"""The columns of the catalog as a table, in their order: the fields of 7.3 a) and b) by their names there."""
CALLED: dict[str, tuple[str, ...]] = {
    "name": ("名称", "名字"),
    "aliases": ("别称", "又名"),
    "module": ("模块", "环节"),
    "description": ("描述",),
    "summary": ("说明", "简介"),
    "pain_points": ("痛点问题",),
    "model_type": ("模型",),
    "data_prerequisites": ("数据要求", "数据前提", "数据条件", "数据"),
    "business_standard": ("标准",),
    "partner_category": ("伙伴", "服务商", "合作伙伴"),
    "hardware": ("硬件", "设备"),
    "software": ("软件", "平台"),
    "algorithm": ("算法",),
    "services": ("服务",),
    "expected_indicators": ("指标",),
    "business_effect": ("效果",),
    "economic_benefit": ("收益", "效益"),
    "min_level": ("等级要求", "等级门槛", "最低级别", "等级", "门槛等级"),
    "dimension_gate": ("维度门槛", "门槛"),
    "effort": ("投入程度", "投入等级"),
    "duration": ("工期", "时间", "实施周期"),
}
"""What else people call them."""
LISTS = frozenset({"aliases", "pain_points", "expected_indicators", "clauses"})
REQUIRED = (
    "name",
    "industry",
    "module",
    "description",
    "summary",
    "model_type",
    "data_prerequisites",
    "effort",
    "duration",
)
"""What 7.3 a) wants of every scenario, and what recommending needs."""
RECORDED = ("business_standard", "partner_category", "hardware", "software", "algorithm", "services", "business_effect")
"""What else 7.3 a) and b) want recorded; where there is nothing to record, that is written. Economic benefit may stay
empty: a figure needs a source."""
LONGEST = {"name": 40, "summary": 60, "description": 400, "duration": 20}
LIST_MARK = "；"
LIST_MARKS = re.compile(r"[；;\n]")
SMALL_MARKS = re.compile(r"[；;、,，\n]")
"""Marks between ids and other entries that hold no mark themselves."""
NONE_WORDS = frozenset({"", "无要求", "不限", "空", "没有", "—", "-", "null", "none"})
NOTHING = frozenset({"", "无", "无要求", "不限"})
"""What a field holds that holds nothing, so that what is added stands alone."""
DRAFT = "草案"
ID = re.compile(r"SC-[A-Z]{2}-\d{3,4}")
PREFIXES = {
    "质量": "QC",
    "生产": "MF",
    "研发": "RD",
    "营销": "MK",
    "仓储物流": "WL",
    "设备": "EQ",
    "采购": "PU",
    "服务": "SV",
    "能耗": "EN",
    "管理": "MG",
    "安全": "SF",
    "财务": "FI",
    "人力": "HR",
}
LEVELS = ("L0", "L1", "L2", "L3", "L4", "L5")
GATE = re.compile(r"D[1-5]≥(?:100|[1-9]?\d)")
GATE_LOOSE = re.compile(r"\s*(d[1-5])\s*(?:>=|≥|＞=|不低于|至少)\s*(\d{1,3})\s*", re.IGNORECASE)
DURATION = re.compile(r"(\d{1,3})\s*(?:—|–|-|~|到|至)\s*(\d{1,3})\s*周")
DURATION_FORM = "{low}—{high} 周"
FIGURE = re.compile(r"\d+(?:\.\d+)?\s*(?:%|％|万|亿|元|倍|个百分点)|[一二三四五六七八九十]成")
"""A figure of an effect, which needs a source."""
URL = re.compile(r"https?://[^\s|；]+")
CLAUSE = re.compile(r"\d(?:\.\d+)*(?: [a-z]\))?|附录[12](?: .+)?")
BASIS = "本库估算，未经验证"
SEPARATOR = "|"
GUARD = "'"
"""Put before a cell that a spreadsheet would take for a formula."""
UP_TO_A_COLON = re.compile(r"^.*[:：]\s*")
"""The words before a table on the line of its header."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

# --- what is said of scenarios a talk is about ------------------------------------------------------------------------

NAME_MARKS = re.compile(r"[\s“”\"'‘’「」『』《》]")
TAKEN = "\0"
"""What stands for a name that was found."""
PLACE = re.compile(r"(?<!\d)第(?P<place>[一二两三四五六七八九十]|\d{1,2})(?:个|项|种|条)?(?![章节款段页批届年季月周天题家期步])|(?P<other>(?<![\d月])\d)号(?:场景|那个)|(?P<first>前者|前面(?:那|[嗰])个|前一个|先头(?:那|[嗰])个|头一?[个项条种])|(?P<last>最后(?:那|一|[嗰])+(?:个|项|种)|尾(?:嗰|那)?个|后者|后面(?:那|[嗰])个|后一个)")
FIRST_TWO = re.compile(r"(?:前|头)(?:面)?(?:两|二|2|俩)(?:个|条|项|种)?")
IDLE = re.compile(r"我们?|你们?|他们?|公司|企业|工厂|行业|场景|系统|项目|平台|数据|管理|识别|检测|检查|智能|助手|优化|分析|自动|预测|预警|看板|建议|生产|质量|订单|客户|产品|与|和|的|了|在|有|上线|上|做|定")
"""What stands in many names or in any sentence, and tells no scenario from others."""
JOINS = re.compile(r"^[与和的了]|[与和的了]$")
"""Begins or ends a piece that is no name's own."""
SAYS = re.compile(r"[a-z\d\u4e00-\u9fff]{2}")
POINTED = re.compile(r"的?(?:吧|啦|喇|先)|的?(?=门槛|周期|投入|硬件|数据准备|要求|要(?:多久|几|多长|什么|啥|准备|不要|花|添|买))|的(?=不|就|也|定|要|推|延|停|已|今|上|改|算)|(?:的)?(?:那|这|[嗰]|呢)(?:一)?(?:个|项|种|套|条)|的?(?:呢|咧)[?\s]*$|(?:场景|系统)")
"""What follows a short piece of a name that points at its scenario."""
_NO_FIRM = r"(?!厂|公司|店|企业|家|行业|车间|工序|客户)"
_THAT = r"(?:那|[嗰])(?:一)?(?:个|套|种)"
KIND_POINTED = re.compile(rf"{_THAT}(?:{_NO_FIRM}[^,。;?的嘅]){{2,8}}(?:的|嘅|要|得)|(?:{_NO_FIRM}[^,。;?]){{2,8}}(?:的|嘅)?{_THAT}")
"""Points at a scenario by its kind."""
POINTS_AHEAD = re.compile(r"(?:这|那|[嗰])(?:一)?(?:个|项|套)$")
"""Stands before a short piece of a name and points at its scenario."""
OF_A_FIRM = re.compile(r"的?(?:厂|公司|企业|行业|店|家|镇|老板|人|客户|师傅|工序|环节|车间|部门|班|组|问题)")
"""Follows the piece where it is no scenario that is pointed at."""
AFTER_A_NAME = re.compile(r"[\u4e00-\u9fffa-z0-9](?<![那看再和跟与同的个是])$")
"""Stands before the piece where it ends another name."""
COMPARES = re.compile(r"对比(?!度)|(?<![占对])比(?![如例率重喻方赛])|区别|差别|分别(?!是)|不同|异同|差在哪|二选一|选(?:哪|边)个|(?:哪|边)(?:一)?个(?:更|先|好|划算|抵|合适|适合|见效|轻|快|便宜|平|省)|摆(?:在)?一起|放(?:在)?一起|vs|compare|versus")
COMPARES_OTHERS = re.compile(r"(?:两|俩|这|那|几|哪|另外?一?)(?:家|间)|政策|补贴|条款|标准|企业|厂家|同行|指标|上次|上个月|去年|之前|以前|占比|对比度|比较(?:大|小|多|少|高|低|贵|累|难|慢|快|乱|好|差|麻烦|头疼|严重|重)")
BOTH = re.compile(r"(?:这|那|呢|[嗰]|上面|它们|他们)(?:俩|两|二|2)|(?:两|2)(?:个|者|样|种)|俩|它们|二选一|^(?:帮|请|再|那|就|来|给(?=我)|我们?|想|要|,)*(?:比较|对比|比一比|比比|比一下|比下|摆一起|放一起)(?:一下|下|吧|呢|看|[,。.!?\s])*$|^(?:那|到底)?(?:哪|边)(?:一)?个(?:更|先|好|划算|合适|适合|见效|轻|快|便宜|省).{0,10}$")
"""Points at two scenarios without naming any."""
WHICH_OF_TWO = re.compile(
    r"(?:哪|边)(?:一)?(?:个|样|种)(?:的|嘅)?(?:要求|门槛|周期|工期|投入|数据|价格?|等级)?(?:会|要|能|比较)?(?:更|最|先|比较)?(?:低|高|快|慢|短|长|久|轻|重|便宜|贵|平|抵|省|容易|易|难|简单|好(?:做|上|用|搞)|少|多|合适|适合|划算)"
)
"""Asks which of two that were put side by side has more of something, or less."""
POINTED_AT = re.compile(r"(?:这|那|呢|[嗰])(?:一)?(?:种|类|个|套|样|项)(?!月|季|年|星期|礼拜)|它|佢")
"""Points at what was just read."""
OF_OTHERS = re.compile(r"(?:帮|给|替|请|麻烦)(?:你)?(?:我们?|咱们?|我哋)?(?:再|也|先|顺便)?登记(?![^,。;]{0,12}(?:上线|落地|采纳|投用|用上|上了|决定))|政策|补贴|奖补|补助|申报|工单|单子|需求池|投诉|转人工|导出|导入|群发|通知|提醒|诊断|问卷|档案|条款|登记(?:个|一个|一条|一下)?(?:需求|问题)|报告|公式|怎么算|打分|评分")
"""Speaks of something else than scenarios."""
EDITS = re.compile(r"[把将][^,。;]*(?:停|撤|下线)|目录|(?:改|换|调|更新|修订|设)(?:成|为|到)|下架|上架|恢复|撤销|新增|加一?(?:条|个|项)|补一?(?:条|个|项)|去掉|删掉|撤掉|撤下")
"""Changes the catalog."""
TELLS = re.compile(r"一(?:周|天|个月)[^,。]{0,4}次|每(?:天|周|次)|用了|在用|覆盖|用得|用起来")
"""Tells how a scenario is used."""
ASPECTS = (
    ("needs", re.compile(r"攒|多(?:久|长时间|少)的?(?:历史)?数据|(?:多少|几多|几百|几千|几)(?:张|份|条|个|批)?(?:照片|图片|图|样本|样品|相|数据|记录)|要(?:咩|乜|啥|什么)(?:资料|数据|料)")),
    ("effort", re.compile(r"几久|几耐|几长时间|几时(?:做得?完|搞掂)|啥时候能上|多长时间|什么时候能(?:上|用)")),
    ("needs", re.compile(r"门槛|前提|先决|提前备|备(?:些|点)?(?:什么|啥|咩)|要求(?:高|几|是|有)|够(?:不|唔)够(?:格|级)|够格|做得(?:了|来)吗|能(?:直接)?(?:上|做|用)(?:得)?(?:吗|么)|行不行|得唔得|卡在(?:哪|边)|(?:为啥|为什么|点解)(?:就)?(?:不行|唔得|不能|做不了|上不了)|缺(?:什么|啥|咩|哪)|还差(?:什么|啥|哪)")),
    ("configuration", re.compile(r"买(?:些|点)?(?:什么|啥|咩)|添(?:些|点|置)?(?:什么|啥|咩)|硬(?:件|嘢)")),
    ("value", re.compile(r"图(?:什么|啥|个啥)|有咩用|好处|看(?:什么|啥)数")),
    ("about", re.compile(r"(?:展开|仔细|详细|细|具体)(?:讲|说|聊|看)|(?:讲|说|介绍)(?:下|一下|讲|说|来听听)|细(?:说|讲)|系咩|(?<!一)(?<!有)点(?:样)?(?:搞|整|做|用)|是什么|是啥|干(?:嘛|啥)")),
)
"""Fields of a scenario in words people use right after it was shown."""
THIS_ONE = re.compile(r"(?:这|那|该|呢|[嗰]|上面|刚才)(?:一)?(?:个|项|的)?场景")
"""Points at one scenario."""
SEES_IT = re.compile(r"(?:那|再|给我|帮我|让我|我(?:想|要)?|麻烦|请|把)*(?:看|睇|读|念|打开|瞧|调)(?:多)?(?:一)?(?:眼|下|遍|次|看)?(?:改(?:完|好)?(?:后|过)?的?)?(?:刚才)?(?:这|那|呢|[嗰])?(?:一)?(?:个|项|条)?(?:场景|它|佢)(?:的?(?:全文|全部|内容|详情|记录))?(?:现在)?(?:是)?(?:什么样|怎么样|给我看)?[吧啊呢先一下看\s.。!]*|(?:把)?(?:刚才)?改(?:完|好|过)?(?:后|之后)?的(?:内容)?(?:再)?(?:给我|让我)?(?:再)?(?:看|睇)(?:一)?(?:看|下|眼|遍)?[吧啊呢先\s.。!]*")
"""Asks to see the scenario at hand, and nothing of it in particular."""
TURNS = re.compile(r"(?:呢|咧|如何|怎么样|点样|怎样|(?:给|让)我(?:们)?(?:看|瞧|睇)(?:一)?(?:看|瞧|下|眼)?|(?:看|讲|说)(?:一)?(?:看|讲|说|下))[吧啊?\s。]*$|^(?:那|看看?|再看|换成?|改看|打开|点开|来|我(?:就)?(?:想|要)看)")
"""Turns to another one."""
TURNING = re.compile(r"第(?:[一二两三四五六七八九十]|\d{1,2})(?:个|项|种|条)?|给我|让我|讲讲|说说|那么?|换成?|改看|再|看看?|打开|点开|来|这|个|项|套|呢|咧|如何|怎么样|点样|怎样|场景|想|要|就|只|下|一|吧|它|佢|都|前期|事先|提前|东西|嘢|大概|究竟|到底|,|\?")

# --- what a firm has of what a scenario needs ------------------------------------------------------------------------

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_PIECE = r"(?:照片|相片|图片|图像|图|样本|样品|片|数据|记录)"
PIECES = re.compile(
    rf"(?P<n>\d{{1,6}}|[零一二两三四五六七八九十百千万]{{1,7}})(?:来|多|几|把)?\s*(?:张|幅|(?:个|份|条|组|件|套|批)?(?:的)?(?={_PIECE}))"
)
"""So many pieces of data."""
ENOUGH = re.compile(r"[够夠]|行不行|行吗|能(?:直接)?(?:做|用|上|搞|训练)|做得|可以(?:吗|不|么)|得唔得|只有|才|仅|就(?=[\d一二两三四五六七八九十])|攒|不到|手上|手头")
"""Doubts that what there is will do."""
HOW_MANY = re.compile(rf"(?:多少|几多|几)(?:百|千|万)?(?:张|份|条|个|组|幅|批)?{_PIECE}")
LEAST_PIECES = re.compile(r"(?P<n>\d{2,6})\s*(?:张|份|条|个|组)?以上")
_DEVICE = r"(?:相机|摄像头|镜头|硬件|设备|机器|仪器|传感器|机台|平板)"
DEVICES_DOUBTED = re.compile(
    rf"(?:不|唔)(?:用|使|需要?|必|要)(?:再|另外|额外|单独)?(?:买|添|加|装|换|配|购)(?:新|些|点|什么|啥)*{_DEVICE}[^,。;]{{0,2}}(?:吧|吗|么|嘛|[?？])|(?:一定|必须|非|硬|是不是|要不要|需不需要|使唔使|用不用|需要?|得)(?:要|得|另外|再|额外|单独|自己|去)*(?:买|添|加|装|换|配|购)(?:新|些|点|什么)*{_DEVICE}|{_DEVICE}[^,。;]{{0,4}}(?:一定|必须|非得?|是不是|要不要|使唔使|用不用)[^,。;]{{0,4}}(?:买|添|加|装|换|配|有)"
    rf"|(?:没|冇|无)(?:有|什么|得)?(?:钱|预算|经费)(?:去|来)?(?:买|添|加|装|换|上|配)[^,。;]{{0,6}}|(?:不|唔|没|冇)(?:想|愿意|打算|舍得)?(?:买|添|加|装|换)(?:新|这个|那个)?{_DEVICE}[^,。;]{{0,4}}(?:行|得|可以|能|咋|怎么|点)|手机(?:来)?(?:拍|扫|代替|顶)[^,。;]{{0,4}}(?:行|得|可以|够|能)|(?:能不能|可不可以|可以)用手机"
)
"""Doubts that devices must be bought."""

# --- what is said of a list of them -----------------------------------------------------------------------------------

_CHEAP = r"(?:轻|门槛低|投入低|便宜|省钱|快|简单|小|平|容易|短|省事|好上手)"
_BIT = r"(?:一?(?:点儿?|些)|啲)"
_OF_THEM = r"(?:哪些|哪几|边啲|边几|有没有|有冇|有无|里(?:面|头|边)|当中|其中)"
_DONE_IN = r"(?:能|可以|就|得|会|先)*(?:见效|弄|做|搞|上|装|用|落地|完成|掂|跑|见到)"
_SOON = rf"(?:(?:一|1|两|二|2)个(?:来)?月|(?:三|四|五|六|八|3|4|5|6|8)(?:个)?(?:周|星期|礼拜)|(?:30|三十|60|六十)天)(?:左右)?(?:(?:以|之)?内|里(?:面)?|(?={_DONE_IN}))(?:{_DONE_IN}(?:好|得|成|完|上|起来|线|出|效果|掂|了|来|到)*)?"
LIGHTEST = "轻"
LIGHTER = re.compile(
    rf"{_CHEAP}{_BIT}(?:的|嘅|[吗呢么咧]|没有|[?？\s]*$)|(?:有没有|有冇|有无|换|找|挑|要|来|只看|哪些)[^,。]{{0,6}}{_CHEAP}(?:{_BIT}|的|嘅)"
    r"|太(?:贵|重|久|慢|长|复杂|难)|(?:顶|等)(?:唔|不)(?:顺|起|了|及)|嫌(?:太)?(?:贵|重|慢|久)|搞不起|上不起|投入(?:轻|小|少|低)"
    rf"|(?:{_OF_THEM}[^,。;]{{0,8}}?)(?:{_SOON}|最快|最轻|最便宜|最省钱?|最简单)|{_SOON}[^,。;]{{0,12}}?(?:有没有|有哪|哪些|哪几|边啲|边几)|^(?:那|就|我们?|只|要|想|看|的|,)*{_SOON}的(?:呢|吧|有吗|有没有|看看)?[\s?。!]*$"
)
"""Wants what takes less, or is done soon."""
NO_DEVICES = re.compile(
    r"(?<![要用需])(?:不|唔|免|无需|别)(?:用|要|想|使|需|愿意?|能|打算|准备)*(?:再|另外|额外)?(?:花钱)?(?:买|添|加|装|上)?(?:新的?)?(?:硬件|设备|相机|机器|嘢)(?!商)(?![^,。]{0,3}(?:行不|得唔|行吗|可以吗|能做吗))|(?:没|冇|无)(?:有)?(?:钱|预算|经费)(?:去|来)?(?:买|添|加|装|上|换)(?:新的?)?(?:硬件|设备|相机|机器|嘢)|(?:零|无|没有?|冇)(?:新)?硬件|纯软件"
)
"""Wants no devices to be bought."""
NEXT_ONES = re.compile(
    r"(?:那|请|帮我|给我|能不能|可以|麻烦|就|,)*(?:(?:再)?换(?:一)?(?:批|些|几个|组|拨)(?:别的|其他的?)?|(?:还|仲)有(?:没有|冇)?(?:别的|其[他它]的?|第二啲|更多)?(?:的)?(?:场景|推荐)?(?:吗|么|没有|没|呢|咩|冇)?"
    r"|再(?:来|推|推荐|给|列|多来|多给)(?:我)?(?:几|一些|多几|些)(?:个)?(?:别的|其[他它]的?)?|(?:别的|其[他它]的?)(?:场景)?(?:呢|有吗|还有吗|有没有|也看看)|下一(?:批|页)|更多|多(?:来|给|推)几个)(?:场景|推荐)?[吗呢吧啊看\s?。!]*"
)
"""Wants those that come after."""
POINTS_AT_ONE = re.compile(r"第(?:[一二两三四五六七八九十]|\d)|(?:这|那|呢|[嗰])个|它|佢")
"""Speaks of one of them."""

# --- edits of the catalog ----------------------------------------------------------------------------------------------

SEGMENT_END = re.compile(r"[;；\n]|[,，。](?=[^,，。;；]{0,24}(?:改成|改为|换成|改到|调到|更正为|修订为|设为|应为|[:：=]))")
TO = re.compile(r"改成|改为|换成|调成|调整为|调整成|更新为|更正为|修订为|设为|设成|变成|改到|调到|降到|升到|应为|应该是|填成|放到|放宽到|放低到|写成|写为|缩到|缩短到|延长到|[:：=]")
"""What stands between a field and its new content."""
ON_TOP = re.compile(r"(?:(?:那|这)?(?:一)?(?:栏|项|格|里|里面|里头|上)?)(?:再|另外|多|还要|也|得|要|请|帮我)*(?:加上|加多|加入|加|补上|补充|补|添上|添加|添|增加|写上)(?:多)?(?:一)?(?:个|条|项|样|台|句|种|下)?[:：]?\s*")
"""What stands between a field and what comes on top of its content."""
BEFORE = re.compile(r"[从由]\s*[^,，。]*$")
"""The content a field had so far."""
CLEAR = re.compile(r"(?:去掉|清空|删掉|删除|取消)(?=.*的)")
PIECE_END = re.compile(r"[,，。;；\n]")
UP_TO_FIRST = re.compile(r"^[^:：]{0,20}(?:场景|条目|记录)\s*[:：]\s*")
"""What stands before the fields of a new scenario."""
VALUE_ENDS = re.compile(r"^[\s“\"「『]+|(?:[,，]?(?:吧|谢谢|好吗|可以吗|依据是.*))?[\s”\"」』,，。.!！]*$")
_IT = r"(?:它|佢|[这那][个条]|[呢嗰]个|刚才的?|场景)"
EDIT_IT = re.compile(
    rf"(?:那|还是|请|帮我|先|就|哎|唉|把|将|给我|都|{_IT})*(?:(?P<restore>恢复|重新上架|撤销|撤回|上(?:回|返)(?:架|来|去))|下架|落架|撤掉|撤下(?:来)?)(?:返|回来|回去|上架|一下|先|吧|了|啦|喇|掉|{_IT})*"
)
"""Restores or withdraws the scenario that was just edited."""
WEEKS = re.compile(r"(?P<low>[一二两三四五六七八九十]{1,3})\s*(?P<to>—|–|-|~|到|至)\s*(?P<high>[一二两三四五六七八九十]{1,3})(?=\s*(?:个)?周|\s*(?:个)?(?:星期|礼拜))")
"""A span of weeks in Chinese numerals."""
WEEK_WORDS, WEEK = re.compile(r"(?<=\d)\s*(?:个)?(?:星期|礼拜)|(?<=\d)\s*个周"), "周"
BY_VALUE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("duration", re.compile(r"\d{1,3}\s*(?:—|–|-|~|到|至)\s*\d{1,3}\s*周")),
    ("effort", re.compile(r"[轻中重](?=$|[,，。吧的])")),
    ("min_level", re.compile(r"[lL][0-5](?=$|[,，。吧的])")),
)
"""Fields that are known by what they are to hold."""
ANSWERS = re.compile(r"[\s,，。的把将]|那|就|请|帮我|我们?|要|想|先|再|也|它|佢|这个|这条|那个|那条|场景|改|调整?|换|更新|一下|是|嗯|对|好|行|不是|不对|还有|另外|其中|里面|现在")
"""What stands before the field in an answer that says what a field is to hold; anything else names another record."""
CLAUSE_END = re.compile(r"[,，。;；!！\s]+")
_BRINGS = r"(?:省|降|减|提[高升]|快|涨|赚|少|节约)"
_SO_MUCH = r"(?:这么|那么|[咁恁])"
EFFECT_DOUBTED = re.compile(
    rf"(?:真|确实|实际|果真)(?:的|系|正)?(?:能|会|可以|有|得)*{_BRINGS}[^,。;?]{{0,6}}?(?:{_SO_MUCH}|得[了到]|[吗么嘛]|[?？])|{_BRINGS}(?:得|不)(?:了|到){_SO_MUCH}|(?:真|哪)?(?:有|能|会){_SO_MUCH}(?:好(?!用|看)|神|灵|厉害)"
    rf"|{_BRINGS}[^。;?]{{0,12}}(?:成|%|一半|倍)[^。;?]{{0,8}}(?:真的|靠谱|靠得住|可信|吹|信得过|有谱|当真|水分)"
)
"""Doubts a figure of the effect that was heard somewhere."""
BY_TIME = re.compile(r"(?:[一1每半](?:个)?|三|3)(?:年|月|个月|天)")
"""For how long a figure is asked for."""
HAS_RISEN = re.compile(r"^(?!.*(?:他们|别人|人家|案例)).{2,}(?:升|高|降|低|少|长|短|加|省)了(?:多少|几成|几)[呢啊呀?]*$")
"""Asks what a figure has come to, not what a scenario may bring."""
