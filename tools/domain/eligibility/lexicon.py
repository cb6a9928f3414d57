"""Chinese words by which places, plans and policies asked about are read; data for the rules, no logic."""

import re

# --- places -----------------------------------------------------------------------------------------------------------

COUNTRY, PROVINCE, CITY = "全国", "广东省", "广州市"
WHOLE = {PROVINCE: "省", CITY: "市"}
"""Regions that are named for the level of government that issues for the whole of them."""
HUADU = "花都区"
TOWNS = ("狮岭", "花东", "炭步", "赤坭", "花山", "梯面", "新华", "花城", "秀全", "新雅")
"""The towns and sub-districts of Huadu."""
HUANGPU = "黄埔区"
HUANGPU_NAMES = ("黄埔", "广州开发区", "萝岗")
DISTRICTS = ("花都", "越秀", "海珠", "荔湾", "天河", "白云", "番禺", "南沙", "从化", "增城")
DISTRICT_END, CITY_END = "区", "市"
CITIES = (
    "深圳", "佛山", "东莞", "珠海", "中山", "江门", "惠州", "肇庆", "清远", "韶关", "汕头", "汕尾", "潮州", "揭阳", "湛江", "茂名", "阳江", "云浮", "河源", "梅州",
)
"""Cities of Guangdong beside Guangzhou."""
PARTS_OF = {"顺德": "佛山", "南海": "佛山", "禅城": "佛山", "三水": "佛山", "高明": "佛山"}
CAPITAL, HOME = "广州", "广东"
ELSEWHERE = re.compile(
    r"北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|海南|四川|贵州|云南|陕西|甘肃|青海|广西|内蒙古|宁夏|新疆|西藏|香港|澳门"
    r"|杭州|苏州|宁波|温州|南京|无锡|合肥|厦门|福州|泉州|长沙|武汉|郑州|成都|西安|青岛|济南|大连|沈阳"
)
_NAMES = "|".join((*TOWNS, *HUANGPU_NAMES, *DISTRICTS, *CITIES, *PARTS_OF, CAPITAL, "杭州|义乌|泉州|温州|苏州|长沙|武汉|南昌|赣州|南宁"))
ANYWHERE = re.compile(rf"{_NAMES}|广东|国家|{ELSEWHERE.pattern}")
"""Names a place, so that it is asked what there is in it."""
REGISTERED = re.compile(rf"(?:注册(?:地)?(?:在|于|是)?|总部(?:在)?|搬去|搬到|(?:营业)?执照(?:上)?(?:的)?(?:地址|注册地)?(?:是|系|在|喺|办在|开在|挂在|写的?是?|用的?是?)|(?:工商|税务)?登记(?:地)?(?:在|是|喺)|(?:工商|税务|纳税|交税|报税)(?:都|是)?(?:在|归|喺))(?P<place>{_NAMES})(?P<tail>市|区|镇)?|(?P<place2>{_NAMES})(?P<tail2>市|区|镇)?注册")
"""Where a firm is registered, which is what policies ask."""
PLACE = re.compile(
    rf"(?:^|[,，、(（;。\s]|在|喺|位于|来自|我们|我哋|咱们?)(?P<place>{_NAMES})(?P<tail>市|区|镇|街道?)?(?=[,，、)）;。\s]|做|一家|一间|开|的(?:企业|厂|公司|一)|那|这|办|$)"
)
"""A place that is named by itself, not within a policy's name."""
BRANCH = re.compile(r"(?:那边|那里|那个|那家|那)?(?:也|还|都)*(?:有|开|设|办|租)?(?:了|着)?(?:一?[个家间]|几[个家间]|些)?[^,，。;]{0,3}?(?:分厂|分公司|分店|办事处|客户|供应商|仓库?|档口|朋友|同行|亲戚)")
"""Behind a place: that it is where a firm has a branch or deals with somebody, and not where it is."""

NOT_A_PLACE = re.compile(rf"(?:{_NAMES}|花都|广东)(?:市|区|省|镇)?(?=[“\"「]?(?:扶商|企业改造|改造|嘅钱|的?(?:政策|补贴|奖补|钱|资金|算力券|模型券)|省级|城市试点|试点|那个|皮革皮具政策))|(?:{_NAMES})(?:镇|区|市)?(?:以外|之外)")
"""Places within a policy's name, or that are ruled out."""
GIVES = re.compile(
    rf"(?<!我们)(?<!我哋)(?<![在喺咱])(?:{_NAMES})(?:开发区|市|区|镇|那边|那里|嗰边|嗰度)*(?=(?:都|也|又|新|最近|今年|还|有)*(?:有|发|出|搞|派)(?!没有|无|冇|什么|啥|哪|咩|乜|边啲)[^,，。;?？]{{0,8}}(?:券|补贴|奖补|补助|奖励|政策|资金))"
)
"""Places that are said to hand something out, which tells of nobody's being there."""
ENGLISH_PLACES = {"huadu": "花都区", "guangzhou": "广州市", "foshan": "佛山市", "shenzhen": "深圳市", "dongguan": "东莞市"}
OTHER = "其他"

# --- plans ------------------------------------------------------------------------------------------------------------

NO_PLAN = re.compile(r"没有?(?:计划|打算|想)|不打算|不准备|没想过|暂时不|暂不|以后再说|后年|大后年|[两二三四五2-5]年(?:后|以后|内再)")
WITHIN_A_YEAR = re.compile(
    r"今年|年底|年内|年前|近期|马上|尽快|立刻|现在|已经(?:开始|在做)|正在|本月|这个?月|下个?月|[本下]个?季度|第[一二三四1-4]季度|上半年|半年|春节|过完年|年初|(?<!\d)(?:\d|1[0-2]|[一二两三四五六七八九十]|十[一二])个月|一年(?:之?内|以内)|1年(?:之?内|以内)"
)

# --- industries -------------------------------------------------------------------------------------------------------

MAKERS = frozenset({
    "汽车及零部件", "皮革皮具", "化妆品", "珠宝首饰", "纺织服装", "电子信息", "轨道交通装备", "新能源", "食品饮料", "通用制造",
})
"""Industries that make things, for which the sources hold a bound between sizes."""

# --- what is asked ----------------------------------------------------------------------------------------------------

_SIZED = r"(?:一?[个家间])?(?:中小微?|小微|中型|小型)企业(?!的|认定|数字)"
SIZE_ASKED = re.compile(rf"(?:算不算|算唔算|算不算得上|属不属于|是不是|系唔系|系咪){_SIZED}|(?:算(?:是|得上)?|属于|够得上){_SIZED}[^,，。;]{{0,2}}(?:吗|么|不|没|冇|咩|嘛)")
"""Asks whether a firm is of the size that policies call small or medium."""
_OF_BRANCH = r"(?:分厂|分公司|子公司|分部|新厂|二厂|生产基地|厂区|生产线)"
_THERE = r"(?:那边|那里|那头|嗰边|嗰度|那个厂|那间厂|分厂|分公司|它)"
_ASKED_OF = r"(?!总厂|总部|本部|我)[^,，。;\s]{0,8}(?:能|可以|可不可以|得唔得|可唔可以|算(?!过|了|账)|有份|有冇份|享受|有没有份)"
BRANCH_ASKED = re.compile(
    rf"(?P<place>{_NAMES}|{ELSEWHERE.pattern})(?:市|区|镇|省)?(?:那边|那里|嗰边|那个|那间|的|嘅|还|仲|也|都|有|开|设|另外|个|一|间|家|了|咗){{0,8}}{_OF_BRANCH}(?:[^,，。;]{{0,8}}[,，。;\s]+(?:那|如果|,|\s)*{_THERE}?)?{_ASKED_OF}"
    rf"|{_OF_BRANCH}(?:是|系)?(?:开|设|建|放)?(?:在|喺)(?P<place2>{_NAMES}|{ELSEWHERE.pattern})(?:市|区|镇|省)?(?:的|嘅|了)?[,，。;\s]+(?:那|如果|,|\s)*{_THERE}?{_ASKED_OF}"
)
"""Asks something of a firm's branch and says where that lies; nothing of the firm itself."""
OF_MONEY = re.compile(r"奖补|补贴|补助|扶持|政策|试点|扶商|算力券|穗智转|专项")
"""Speaks of what policies give."""
AT_BRANCH = re.compile(rf"{_OF_BRANCH}(?:是|系)?(?:开|设|建|放)?(?:在|喺)(?:{_NAMES}|{ELSEWHERE.pattern})(?:市|区|镇|省)?")
"""Says where a branch lies, which is not where the firm does."""

_ELSEWHERE_IN_TOWN = "|".join((*DISTRICTS[1:], *CITIES, *PARTS_OF, "义乌"))
NAMED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:20\d\d年?|今年|本年|这批|第八批)(?:度|的)?.{0,2}小巨人|小巨人.{0,6}(?:今年|还能报|赶得上|还来得及|来不来得及|窗口|申报期)|赶(?:得|不)上.{0,6}小巨人"), "CN-GIANT-2026"),
    (re.compile(r"小巨人(?!的?(?:奖补|资金|奖励|600))"), "CN-GRADIENT-2026"),
    (re.compile(r"(?:重点)?小巨人的?(?:奖补|资金|奖励|600)"), "CN-GIANT-FUND-2024"),
    (re.compile(r"(?:评|报|申报|申请|冲|离|认定|够.{0,6}|离|达到|[:]\s*)(?:成|上|到|得上)?(?:省级?|国家级?)?(?:专精特新|创新型中小企业)|(?:专精特新|创新型中小企业)(?:中小)?(?:企业)?的?(?:我们|合格|条件|申报|门槛|还差)"), "CN-GRADIENT-2026"),
    (re.compile(r"(?:改造|转型|试点|入库|穗智转)(?:的|企业|项目|那个)*(?:奖补|补贴|补助|资金|的钱)|(?:奖补|补贴)(?:的)?门槛|(?:改造|转型|上系统)[^。;]{0,4}(?:能|可以|会|得)?补(?:贴|助)?(?:我们?|咱|多少|几)|(?:第[一二三]批)?改造奖补|穗智转(?=那个|这个|的|条|吗|么|呢|$|,)|奖补(?:范围|条件)|入库"), "GZ-SUBSIDY-2025"),
    (re.compile(r"(?:够|报|过|符合|拿|享受)[^,，。]{0,6}奖补|奖补(?:资格|条件)|[这那]个奖补|广州(?:市)?(?:的|那个)?奖补|奖补[^,，。]{0,4}(?:够|符合|能拿|能报|有份)"), "GZ-SUBSIDY-2025"),
    (SIZE_ASKED, "GZ-SUBSIDY-2025"),
    (re.compile(rf"(?:改造|{_OF_BRANCH})[^。;]{{0,16}}广州(?:市)?(?:这边|那边)?(?:的|嘅|那个)?(?:改造)?(?:补贴|补助|奖补|钱)"), "GZ-SUBSIDY-2025"),
    (re.compile(r"(?:省|试点)[^,，。;]{0,6}延(?:期|长)|延期(?:的)?(?:那个|那份|试点|通知|文件)"), "GD-PILOT-EXT-2026"),
    (re.compile(r"省(?:级|里)?(?:的|那个|嗰个|搞的)?(?:中小企业|数字化|转型|城市|企业|改造)*试点"), "GD-PILOT-2023"),
    (re.compile(r"(?:进|够|符合|算)[^,，。]{0,8}试点"), "GZ-CITY-PILOT-2024"),
    (re.compile(r"扶商"), "HD-FUSHANG-2025"),
    (re.compile(r"设备更新|(?:买|换)(?:了)?.{0,4}(?:新)?(?:设备|电机|机器|机床)"), "CN-EQUIP-2024"),
    (re.compile(r"技改|技术改造"), "CN-TECHREF-CITY-2024"),
    (re.compile(r"(?:黄埔|开发区).{0,6}(?:政策|补贴|奖励|奖补)|(?:黄埔|开发区).{0,12}(?:算力|人工智能|(?<![a-z])ai(?![a-z]))"), "GZ-HUANGPU-AI-2025"),
    (re.compile(rf"^(?!.*(?:省|广东|国家|{_ELSEWHERE_IN_TOWN}|{ELSEWHERE.pattern})).*算力券"), "GZ-HUANGPU-AI-2025"),
    (re.compile(rf"^(?!.*(?:国家|{_ELSEWHERE_IN_TOWN}|{ELSEWHERE.pattern})).*(?:模型券|训力券|(?:省|广东)[^,，。;]{{0,6}}算力券)"), "GD-AI-MFG-2025"),
    (re.compile(r"(?:ai|人工智能)[与和]机器人.{0,4}(?:措施|政策)|省里.{0,6}机器人"), "GD-AI-ROBOT-2025"),
    (re.compile(r"狮岭.{0,6}(?:皮革)?皮具(?:的)?政策|支持狮岭"), "GZ-SHILING"),
    (re.compile(r"数据(?:资产|资源)?入表"), "CN-DATA-ACC-2023"),
)
"""How policies are called in talk; the first that is named wins."""
TITLE_ASKED = re.compile(
    r"(?:能|可以|想|要|够|冲|赶|报|申报|申请|评(?!上了)|离|差|争取|资格|符合|满足|达到|是不是|qualify for |apply for )[^,，。;]{0,10}?(?:小巨人|专精特新|创新型|高新技术|高企)|(?:20\d\d年?|今年|明年)(?:度|的)?小巨人|(?:小巨人|专精特新|创新型(?:中小)?企业)[^,，。;]{0,4}(?:我们|能|报得|合格|条件|申报|门槛|资格|还差|可以)"
)
HOLDS_TITLE = re.compile(r"(?:是|已经?|拿了|拿到|评上|获|有|取得|认定)(?:了|过|为|得|的)?(?:国家级?|省级?)?(?:专精特新.{0,3})?(?:小巨人|专精特新|创新型|高新|高企)")
"""A title is said to be held, not only asked for."""
GOT_TITLE = re.compile(
    r"(?:^|[,，。;\s])(?![^,，。;]{0,12}(?:等|如果|要是|假如|若|万一|争取|准备|打算|想|能不能|还没))(?P<title>[^,，。;]{0,16}(?:小巨人|专精特新|创新型|高新|高企)[^,，。;]{0,14}?(?<![没未冇不唔])(?:拿到|拿下|评上|评到|攞到)(?:了|咗|手)(?![吗么没再后之能会就要有多的]|才|可以))"
)
"""A title is said to have been got, in the part of a sentence that names it."""
OF_OTHERS = re.compile(r"客户|隔壁|别(?:人|家|的)|(?<![给帮替同])人家|同行|供应商|服务商|[上下]游|对手|(?:朋友|亲戚|老乡|同学)|(?<!其)[他她]们?|听(?:说|讲|人)")
"""Tells of somebody else than the speaker's firm."""
NOT_YET_GOT = re.compile(r"(?<!不)快|马上|即将|估计|应该|可能|大概|预计|说不定|[下明后](?:个月|半年|月|周|年)|过(?:几|两)|[能会要]$|一$|补贴|奖补|补助|奖励|奖金|资金|的钱")
"""Tells of a title that is still to come, or of the money that goes with one."""
TRADE_STATED = re.compile(r"做(?P<what>[^,，。;]{1,8}?)(?:的|嘅)(?:厂|店|公司)?(?=$|[,，。;啊呀哈呢\s])")
"""What a firm is said to make or deal in."""
STATED_TRADES = {
    "纺织服装": re.compile(r"^(?:衣服|衣裳|衫|衫裤|鞋帽)$"),
    "皮革皮具": re.compile(r"^(?:包|包包|箱子|皮子)$"),
    "食品饮料": re.compile(r"^(?:吃的|点心|糕饼|饮品)$"),
}
"""Trades in words that name one only where a firm is said to make it."""
ALL_ASKED = re.compile(r"(?:有没有|有冇|有无)[^,，。;]{0,12}(?:能|可以|得)[^,，。;]{0,4}(?:的|嘅)|还有(?:没有|什么|啥|别的|其他)|其[他它](?:的)?(?:政策|补贴)|哪些|哪几|什么(?:政策|补贴)|几个政策|所有|全部|多少(?:政府)?的?钱|能(?:申请|享受|拿|报)什么|政策体检|政策匹配|匹配政策|配一下政策")
MAY_WE = re.compile(
    rf"{SIZE_ASKED.pattern}|"
    r"得唔得|得不得|够[^,，。;]{1,8}(?:吗|么|不|没|冇)[?？]?$|补(?:贴|助)?(?:给)?(?:我们?|咱|我哋)|没戏|冇戏|够不着|够不够|够格|够唔够|够(?:吗|不|没|冇)|达(?:不达)?标|过(?:线|门槛)|符(?:不符)?合|合(?:不合)?资格|资格|有份|有冇份|有戏|够得着|够得上|差(?:多少|多远)|还差(?:什么|啥|哪|咩|乜)|对得上"
    r"|(?:能|可以|可不可以|能不能|得唔得|有没有得|有冇得)(?:够|去)?(?:申请|申报|报名|报|拿|领|享受?|评|攞|申|要)|(?:申请|申报|报|拿|领|享受|评|攞)(?:得(?:到|了|上)?|唔到)|(?:适|合)用(?:于)?(?:我|咱)|轮得到|算不算|行不行|能(?:不能)?用(?:不|吗|到|上)|用得(?:上|了|着)|有我们(?:的)?份|关我们(?:的)?事"
)
"""Asks whether one may have something."""
WINDOW_ASKED = re.compile(r"什么时候|几时|截止|到期|还能(?:不能)?报|还来得及|怎么(?:报|申|领)|在哪|流程|材料|多少钱|最高|最多|封顶|补多少|奖多少")
"""Asks of a policy itself: its days, its way, its sums."""
FOR_NOBODY = re.compile(r"^(?:帮我?|给我?)?(?:找|筛|查(?:一下|下)?(?:哪|有))|名单|哪(?:些|几家|家)企业|谁|跟.{0,6}差|比.{0,6}差|副本")
"""Asks for firms, or for what tells two things apart."""
NUMBER = re.compile(r"(?<![\d.])(\d{1,4})\s?号(?=文|通知|的?文件|那个|那份|,|$)")
NUMBER_ENDS = "〕{number}号"
"""A policy's number as it is called, and as its document bears it."""
SOONEST = re.compile(r"(?:最(?:快|早|先|急|近)|先)(?:要)?(?:截止|到期|结束|过期|关|停)|(?:截止|到期)(?:时间|日期|日)?最(?:快|早|近)")
"""Asks what ends first."""
NOT_THIS = re.compile(
    r"^(?:哦|噢|嗯|啊|呃|,|\s)*(?:不是|唔系|唔啱|不对|[搞弄说问讲看]?错(?:了|咗)?)(?:[^,，。;]{0,8}?[,，。!！\s]+|[^,，。;]{0,6}?(?=是|系|我))我?(?:要|想)?(?:问|说|讲|看|指)?的?(?:是|系)?(?P<what>.{2,24})$"
)
"""Takes back which policy was meant, and says which one is."""
GOES_ON_TO = re.compile(
    r"^(?:那|那么|咁|噉|还有|,|\s)*[^,，。;?？!！]{2,12}?(?:那个|嗰个|那份|的|嘅|政策|文件)*(?:呢|咧|怎么样|点样|讲什么|讲乜|说什么|是什么|系咩)[?？]?$"
)
"""Asks the same of another policy, or what it is."""
LEVEL_ALONE = re.compile(
    r"^(?:那|那么|咁|噉|如果|要是|假如|万一|最后|我们?|,|\s)*(?:改造?|转型|评|做|弄|升|验收|测)?(?:完|好|后|之后|出来)?(?:了)?(?:只|就|才|能)*(?:达|评|做|改|是|有|到|得|拿)*(?:到|上|了)?(?P<level>[二三四]级|l[234])(?:的话|嘅话|的|嘅)?"
    r"(?:[,\s]|呢|咧|啊|呀|就|又|能|可以|会|得|最[多高]|封顶|上限|补贴?|给|奖|拿|攞|领|拎|有|是|系|多少|几多|钱)*[?？]?$"
)
"""Says hardly more than a level that work is rated at."""
NAMES_ANEW = re.compile(
    r"^(?:那么?|咁|噉|还有|另外|,|\s)*(?!那|这|嗰|呢|它|该|此|其|有|什么|啥|哪|政府|上面|刚才|我们?|咱)[^,，。;?？\s]{2,10}?(?:券|贷款?|补贴|奖补|补助|奖励|资金|政策|办法|专项|试点|称号|贴息)(?:那个|呢|的话)?(?:[,，]|(?=我们?|咱|我哋|本[厂企公]|俺))"
)
"""Begins with what is asked about, which is not what was spoken of before."""
SUM_ALONE = re.compile(r"^(?:那|这|嗰|呢|个|,|\s)*(?P<sum>\d+(?:\.\d+)?[万亿])(?:块|元)?(?:那个|的)?(?:呢|咧|怎么说|是什么)[?？]?$")
"""Asks of a sum and says no more."""
THAT_ONE = re.compile(
    r"仲|唔|那(?:个|份|条|么|一?个)?|这(?:个|份|条|一?个)?|嗰个|呢个|它|其|文件|政策|通知|补贴|奖补|的|嘅|呢|咧|吗|么|不|没|冇|了|啊|呀|吧|哈|又|也|就|还|再|要|是|系|有|能|可以|到|请问|问下|想|看|知道|现在|目前|今年|我们?|咱们?|企业|一家|单个|具体|大概|一般|[,，。?？!！\s]"
)
"""What points at a policy, and what may stand beside the question for one of its fields."""
THIS_YEAR = re.compile(r"今年|本年|现在|还能|还可以|还来得及|还赶得上")
THE_NEW_ONE = re.compile(r"^(?:那|咁|哦|嗯|好|[,，\s])*(?:新(?:的|版|办法|文件|指标|规定|那个|嗰个)|现行(?:的|那个)|替代(?:的|它的)|20\d\d年?版)")
ASPECTS: dict[str, re.Pattern[str]] = {
    "validity": re.compile(
        r"几时|什么时候|截止(?:时间|日期|日)?|到期(?:日)?|有效期?|延(?:到|期)|还(?:能|可以|来得及|赶得上)(?:不能)?(?:报名|报|申请|申报|申)?|过期|(?:还)?(?:剩|有)?几天|(?:到)?(?:哪天|几号)|最(?:迟|晚)|期限|仲(?:可唔可以|可以|得唔得|有冇得)?(?:报唔报得|报得|报|申请)(?:唔得|得|未)?"
    ),
    "how_to_apply": re.compile(
        r"(?:怎么样?|怎样|如何|咋)(?:去|个)?(?:拿法|报法|领法|申请法|申请|申报|申|报名|报|领|办|弄|测|拿|搞)|点(?:样)?(?:报|申请|测|攞)|(?:(?:在|去|上|找|喺|到)(?:哪[里儿]?|边度?)|哪里|哪儿|边度)(?:个)?(?:网站|平台|网|部门|窗口)?(?:可以|能)?(?:申请|申报|报名|填报|报|申|办|登记)?|(?:申报|申请|报名)?(?:流程|入口|步骤|材料|网站|网址)"
    ),
    "unverified": re.compile(
        r"(?:(?:百分百|完全|都|能|可以|真)?(?:确定|确认|肯定|靠谱|可靠|属实|可信|准确|保证|核实过?)|真(?:的|实)|准(?=的?[吗么不]|唔准))(?:的|嘅)?(?:不(?:确定|靠谱|可靠|属实|准)|唔(?:确定|靠谱|准)|还是假的?|假的?|定假)?(?=$|[,，。?？吗么呢嘛啊呀吧咩没不]|的)|(?:数|数字|信息|消息)?(?:是)?(?:哪里|哪儿|边度)(?:来|嚟|看)的"
    ),
    "eligibility": re.compile(r"(?:什么|啥|哪些)?条件|谁(?:能|可以)|什么企业|哪些企业|资格|要求|门槛"),
    "provisions": re.compile(
        r"(?:最(?:多|高)|上限|封顶)(?:能|可以)?(?:是)?(?:给|补|奖|拿|领|攞|拎|到手)?(?:到)?(?:多少|几多|几)?(?:钱|万|个)?|(?:能|会|可以)?(?:给|补|奖|拿|领|攞|拎)(?:到)?(?:多少|几多|几)(?:钱|万|个|成)?|多少钱|几多钱|几成|比例|金额|额度"
        r"|(?:支持|补贴?|奖|包括|覆盖|涵盖|报销)(?:的)?(?:是)?(?:哪些|哪|什么|啥|咩|边啲)(?:样的)?(?:费用|内容|支出|开支|方面|项目|钱|东西)|(?:哪些|什么|啥|咩|边啲)(?:费用|支出|开支|钱)(?:能|可以|会|得|算)?(?:不能)?(?:补|报销|报|支持|奖|抵|在内)?"
        r"|(?:软件|硬件|设备|云服务|机器|人工|培训|实施)(?:费用?|的钱)?(?:能不能|能|可以|算不算|得)?(?:补不补|补|报销|支持|抵)(?:吗|么|不)?"
    ),
}
"""What a message asks of a policy it goes on to."""
FEE_ASKED = re.compile(
    r"^(?!.*(?:平台|你们|诊断|软件|设备|机器|服务商|中介|代理|咨询|培训|改造|贷款|税|多少钱能|补|奖(?!补)|政策给)).*(?:收(?:不收|唔收)?(?:费|钱)|免费(?:的)?(?:吗|么|不|没|嘛|还是|报|申)|(?:是|系)(?:不是|唔系)?免费|(?:报名|申报|申请|评审|手续|认定)费|(?:交|缴|俾|畀|掏|出)(?:不交|不缴)?(?:什么|啥|点|些|多少|几多)?(?:钱|费)(?!电)|(?:报|报名|申报|申请|认定|评)[^,。]{0,4}(?:要|用|使)(?:不要|不用|唔使|花|不花)?(?:什么|啥|花)?(?:钱|费用?)|(?:要|用)(?:不要|不用)?花?钱(?:吗|么|不|没|嘛|[?？]|$))"
)
"""Asks whether applying costs anything."""
FEE = re.compile(r"免费(?:申报|申请|填报)|(?:申报|申请|填报|报名)[^，。；]{0,4}(?:免费|不?收费|收取)")
"""Says what applying costs."""
LINE_ASKED = re.compile(r"还是|[吗么呢咩]\s*[?？]?$|[?？]|什么|啥|咩|乜|怎么|点(?:样|算|计|定)|哪|边(?:个|样)|多少|几多|要不要|用不用|使唔使|算不算|是不是|系唔系|能不能|可不可以|得唔得|行不行")
"""Asks something, which a line of the policy under discussion may answer."""
NOT_OF_LINE = re.compile(r"[发交寄传送递](?:给|过|到|你|去|来|了)|上传|提交|发我|场景|自动|识别|推荐|系统里|不见|丢|什么意思|啥意思|指标|工单|进度|[帮给替]我|登记|记(?:一下|下|住|录)|投诉|催|人工|诊断|档案|提醒")
"""Speaks of papers that change hands, or of another matter than what a policy says."""
BY_NOW = re.compile(r"^(?:那么?|咁|噉|好|ok|改(?:完|好|了)|[,，\s])*(?:现在|这下|如今|而家|改完|改好|这样)")
"""Asks how it stands by now, without saying for whom."""
ONE_BY_ONE = re.compile(r"逐条|逐项|一条一?条|一项一?项|哪[条项几]|对(?:一下|给|照)|条件|卡在|差(?:什么|在|哪|边)|缺(?:什么|啥|哪)|符合")
"""Asks how a policy's conditions stand, one by one."""
HELD_BACK = re.compile(
    r"卡(?:在|住|喺)|差(?:在|喺)?(?:哪|边度)|(?:哪|边)(?:一|几|些|啲)*[条项点样个](?:条件)?(?:是|系|都|还)?(?:不|没|冇|未|唔)(?:符合|满足|过|够|达标|对得上|啱)|(?:不|没|冇|未|唔)(?:符合|满足|过|够|达标)(?:的|嘅)?(?:是|系|在|喺)?(?:哪|边)"
)
"""Asks which condition is not met."""
PASSES = re.compile(rf"{SIZE_ASKED.pattern}|过(?:了|的|关|吧|吗|么|没|得)|没问题|冇问题|达标|满足|符合|对得上|够(?:了|的|吧|吗|么|不|没|唔)")
"""Asks whether a condition is met."""
OF_SUM = re.compile(r"条件|怎么(?:拿|来|算|给|才)|点样|要求|什么(?:情况|时候|样)|谁(?:能|可以)|哪来|是啥|是什么|几时")
SUM = re.compile(r"\d+(?:\.\d+)?(?:万|亿)")
"""A sum a policy gives, and what is asked of it."""
HOW_ASKED = "怎么申报"
"""Asks how to apply, as the tools are asked it."""
POINTS_AT_SUM = re.compile(r"(?P<that>[那这嗰呢](?:个|份|条|项|笔|一个)?(?:说|讲|写|可以|能|给)?)?(?:最[高多大]|封顶|上限|补助?|奖励?|给|拿)?(?:能|可以|到|是|有|补|奖|给|拿)*$")
SUM_POINTED_AT = re.compile(r"元?(?:块钱?)?(?:那|嗰)?(?:个|份|条|项|笔)?(?:政策|奖补|补贴)?(?:的|嘅|那个|嗰个|是|系|怎么|点|要|在|哪)")
"""What stands before and behind a sum that points at the policy which gives it."""
OF_OWN_SUM = re.compile(r"(?:我们?|咱|我哋|厂|公司|一共|总共|大概|差不多)[^,，。;?？]{0,8}(?:投|花|做|卖|赚|亏|买|营收|产值|年产|交|付|报价|合同|打算|准备|预算)|营收|产值|销售额|预算|报价|合同|投(?:了|入|资)|花了")
"""Speaks of what a firm spends or takes in."""
SUPPOSES = re.compile(r"如果|要是|假如|若果|万一|假设")
"""Supposes something of the firm."""
SPENDS_ON = re.compile(r"(?:买|换|添|上|投)(?:了)?[^,，。;]{0,4}(?:设备|电机|机器|机床|产线|生产线)[^,，。;\d]{0,6}\d+(?:\.\d+)?[万亿]")
"""Says what is spent on machines, and names no policy by them."""
NOW_MAY = re.compile(r"(?:能|可以|够|符合)[^,，。]{0,6}了(?:吗|么|没|不|吧)?[?？]*$")
"""Asks whether one may by now."""
WHAT_FOR_US = re.compile(
    r"(?:拿|领|攞|申请|申报|享受|享)(?:得)?(?:点|些|到)?(?:啥|什么|哪些|边啲|乜嘢?|咩|几多|多少)(?:样的)?(?:政府)?(?:补贴|奖补|补助|扶持|奖励|政策|资金|钱|优惠)"
    r"|(?:啥|什么|哪些|边啲|乜嘢?|咩)(?:样的)?(?:政府)?(?:补贴|奖补|补助|扶持|奖励|资金|优惠)(?:政策)?(?:我们?|我哋|能|可以|得)*(?:领|拿|申请|申报|报|享受|攞)"
    r"|(?:补贴|奖补|补助|扶持|奖励|资金|优惠)(?:政策)?(?:有|是)?(?:啥|什么|哪些|边啲)?(?:我们?|我哋)?(?:能|可以|得)(?:领|拿|申请|申报|报|享受|攞)"
)
"""Asks what there is to be had."""
MEASURES: tuple[re.Pattern[str], ...] = (
    re.compile(r"营收|收入|产值|销售额|营业额"), re.compile(r"人数|员工|多少人|几个人|从业"), re.compile(r"[几二三四]级|等级"), re.compile(r"研发"),
    re.compile(r"专利|知识产权|软著"), re.compile(r"负债"), re.compile(r"市场占有|市占|份额"), re.compile(r"几年|年限|成立|满.{0,3}年"), re.compile(r"投资|投入"), re.compile(r"增长|增速|增幅"),
    re.compile(rf"划型|{SIZE_ASKED.pattern}"),
)
"""What policies ask of a firm, each as it is called."""
HOW_MUCH = re.compile(r"门槛|几级|多少|多大|多高|几年|几个|几多|几项|什么(?:级|水平|规模)|有(?:没有|无)?要求|(?:要|得|需要|须).{0,6}(?:才|先)(?:行|算|得|能|可以|够)")
DESCRIBED = re.compile(r"一家|一间|某(?:家|企业|厂)|这家|客户(?:是|有)|有个客户|-person|person (?:shop|company|factory)|(?:的|做\w{1,8})(?:厂|企业|公司)(?=[，,。？?]|能|可以|有|符合|适用|$)")
OF_FRIEND = re.compile(
    r"(?:我们?|咱们?|我哋)?(?:有)?(?:一?个)?(?:朋友|亲戚|老乡|同学|哥们|表[哥弟姐妹叔]|堂[哥弟]|老表|姐夫|妹夫|舅舅?|叔叔?|隔壁|邻居|供应商|合作伙伴|客户)(?:他|她|们|的|嘅|家|开|办|那|个|间|有|也)*(?:厂子?|工厂|公司|店|企业|作坊)"
)
"""Names the firm of somebody the speaker knows."""
SOME_FIRM = re.compile(r"(?<![这那哪另])一(?:家|间)(?!的)|某(?:家|企业|厂|公司)|有个客户")
"""Describes a firm that was not spoken of."""
STATES_TRADE = re.compile(r"我们?(?:厂|公司|店|司)?(?:是|做|改做|属于|开)|做[^,，。]{1,8}的|我们是")
"""The trade of a firm is stated, not only touched."""
OWN = re.compile(r"想(?:拎|拿|攞|申请|申报|领)|我们?|咱|本(?:厂|企业|公司|单位|店)|敝|俺|我司|my|our|we(?![a-z])")
LEVEL = re.compile(r"(?<![a-z0-9])l\s?([0-5])(?![0-9])|(?:诊断|测|评|等级|自评)[^,。;]{0,8}?(?:是|为|出来|到|了|:)?([一二三四])级|(?:我们|企业|公司|厂|现在)(?:现在)?(?:是|到了?)([一二三四])级")
LEVELS = {"一": "1", "二": "2", "三": "3", "四": "4"}
FIRM_ASKED = re.compile(
    r"^(?:帮我?|给|替|看看|查查|查一下|请|麻烦)*(?P<name>[a-z0-9\u4e00-\u9fff()]{3,20}?)(?:这家(?:企业|公司|厂)?)?(?:看看|符合|能|够不够|够|可以|做个|有没有|适用|有哪些|该|的条件)"
)
"""A question that begins with whose affairs it is about."""
NOT_A_FIRM = re.compile(r"^(?:[今明去后前]年|[本上下这]个?[年月周季]|年[初中底内]|春节|第.批|[这下上]一?批)|^(?:狮岭|花都|广州|省里?|市里?|区里?)(?:的|那|这)|^(?:那|这|咁|现在|目前|如今|而家|哦|嗯|好|请问|想问|我|你|另外|顺便|上面|刚才|还)|[区市省镇](?:的|那|这|里|上)|人工智能?$|人工智能(?:的|那|这)|算力|券|试点|小巨人|专精特新|政策|条件|什么|哪|补贴|奖补|奖励|营收|适用|资格|为什么|为啥|不|差|个体|没|^(?:上|装|买|换|招|办|做|按|新成立|刚成立|注册|欠|亏)")
PEOPLE = re.compile(r"(\d+)[- ](?:person|people|employees?|staff|workers)|(?:^|[,，。;\s])(?:不过|但是?|可是|全厂|厂里|总共|一共)*(?:只有|就|才)(\d+)(?:来|多)?个?人(?=$|[,，。;\s])")
"""Tells how many people there are, in English or by nothing but their number."""
SPENT = re.compile(r"(?:花了?|投了?|投入了?|改造(?:费用?|投入|款)?(?:是|要|大概|花|约)*|合同(?:额|价|金额)?|报价|总价|费用|预算)(?:了|大概|大约|差不多|约|是|要|有|在|:|\s)*$")
DONT_KNOW = re.compile(r"^(?:我?(?:也)?(?:不知道|不清楚|不晓得|没统计|不确定|说不准|唔知|不方便说|不想说|不好说)|跳过|略过|先不说|不说|pass|skip|随便|不记得)[了啊吧呀嘛。.!！]*$")
GIVEN_OUT = re.compile(r"最[高多]|上限|封顶|补(?![充了]|的?是)|奖|拿|领|攞|申[请报]|[那这嗰呢]个")
"""Speaks of what a policy gives, or points at one; a figure beside it is no figure of the firm."""
LARGE_SUM = re.compile(r"[万亿](?!(?:多|来|几|余|把)?(?:个|名|号)?(?:人|员工|工人|职工))")
"""Counts in tens of thousands, and not of people."""
NONE_SAID = re.compile(r"^[\s,]*(?:我们?|暂时|目前|现在|还|都|一个|什么|啥)*(?:也|都)*(?:没有?|冇|无|暂无)(?:有)?(?:这些|称号|资质|任何)*[的了吧啊呀\s.。!！]*$")
"""Says that there is none of what was asked for."""
NONE = "无"
TO_KEEP = re.compile(
    r"(?<![没未别])(?:记|登|存|写|录|填)(?:记|录)?(?:进|入|到|在|去)(?:我们?|咱们?)?(?:的|个)?(?:企业)?(?:档案|资料)|(?:帮|给|替|请|麻烦)(?:我们?|你)?(?:也|都|先)?(?:记|登记|存)(?:一下|下来|下|住|低|起来)|(?:存|入|归|建)档"
)
"""Wants what is said put on file."""
REQUESTED = re.compile(r"^(?:请|帮|给|我要|我想|看看?|查|对比|比较|推荐|打开|列|转|催|登记|投诉|算|做个?|再)|场景|工单|诊断|档案|指标")
"""Asks for something of its own."""
