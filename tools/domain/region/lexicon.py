"""Chinese words by which enterprises of a region are asked for; data for the rules, no logic."""

import re

ENGLISH_TOWNS = {"shiling": "狮岭", "huadong": "花东", "tanbu": "炭步", "chini": "赤坭", "huashan": "花山", "timian": "梯面", "xinhua": "新华", "huacheng": "花城", "xiuquan": "秀全", "xinya": "新雅"}
TOWNS = re.compile(rf"(狮岭|花东|炭步|赤坭|花山|梯面|新华|花城|秀全|新雅|{'|'.join(ENGLISH_TOWNS)})(?:镇|街道?|片区|那边)?")
MAKERS_ANY = re.compile(r"重点服务(?:企业)?|工厂|厂子|厂里|厂家|制造(?:企业|业|厂商)|小厂|大厂|同类厂")
"""Words for makers of any kind, which name no industry."""
EXTRA_INDUSTRIES = {"皮革皮具": re.compile(r"皮业|做包|背包|钱包|手袋"), "通用制造": re.compile(r"注塑|机加工|金属制品|五金|机械"), "珠宝首饰": re.compile(r"首饰")}

PEOPLE_AFTER = re.compile(r"\s*(?:个|名|位|多|来)*\s*(?:人|员工|工人|people|employees|staff|workers)")
PEOPLE_BEFORE = re.compile(r"(?:人:|人数|员工|从业|规模|人员|超过?|过|more than|over|under|at least)[^,。;\d一二三四五六七八九十百千]{0,6}$")
COUNT_OF, COUNT = re.compile(r"人数(?=[\d一二两三四五六七八九十百千])"), "人: "
"""Put so that a figure that follows is read."""
MORE_THAN = re.compile(r"(?:more than|over|above|at least)\s*$")
LESS_THAN = re.compile(r"(?:less than|fewer than|under|below|at most)\s*$")
REVENUE_BEFORE = re.compile(r"(?:营收|营业收入|营业额|产值|销售额|收入|流水)[^,。;\d]{0,6}$")
BUDGET_BEFORE = re.compile(r"(?:预算|投入|投资)[^,。;\d]{0,6}$")
LEVEL = re.compile(
    r"(?:等级|级别|诊断|水平)?\s*(?:是|为|在|=)?\s*(?:(?<![a-z0-9])l\s?([0-5])(?![0-9])|(?<!国家)(?<!省)(?<!市)(?<!区)([一二三四五零])级)(?:企业|水平)?\s*((?:及|或|和)?以上|及以上|起|(?:及|或|和)?以下|及以下|以内)?"
)
LEVELS = {"零": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}
UP = re.compile(r"上|起")

PAIN_CONTEXT = re.compile(
    r"(?P<a>[\u4e00-\u9fff、]{1,9}?)(?:方面|类|上|环节)?(?:的)?(?:痛点|难题|头疼)|痛点(?:里)?(?:是|为|在|有|包括|:|=)?(?P<b>[\u4e00-\u9fff、]{1,9})|(?P<c>[\u4e00-\u9fff]{1,6})(?:有|的|上的|方面的)?(?:问题|需求)(?!池)|说(?P<d>[\u4e00-\u9fff]{2,4})(?:高|低|多|慢|差|乱)(?=的)|(?P<e>quality|production|inventory|energy)(?: problems?| issues?| pains?)"
)
ENGLISH_PAINS = {"quality": "质量", "production": "生产", "inventory": "物流", "energy": "能耗"}
PAINS_BY_NAME = re.compile(r"研发|采购|生产|质量|物流|销售|服务|财务|管理|设备|能耗|安全|人才")
DENIED_BEFORE = re.compile(r"(?:没有?(?:上|用|装)?(?:过)?|未(?:上|用|装)?|还没(?:上|用)?|无|缺|without|no)\s*$")
DENIED_AFTER = re.compile(r"^(?:系统|软件)?(?:都|也|还)?(?:没有?|未上|没上|没用)(?!问题)")
HONOR_WISHED = re.compile(r"(?:报|申报|申请|评|冲|够条件|符合)[^,。;]{0,4}$")

NO_DIAGNOSIS = re.compile(r"(?:没有?|未|尚未|还没|从没)[^,。;]{0,8}?(?:做过?|开展过?|进行过?)?(?:的)?(?:数字化)?(?:诊断|测评|评测)(?:的|过)?|(?:诊断|测评)(?:都|还)?(?:没|未)(?:做|测)(?:过|的)?|未测(?:过)?的?|not (?:yet )?diagnosed|without (?:a )?diagnosis|undiagnosed")
DIAGNOSED = re.compile(r"(?:做过|做了|已经?(?:做)?|完成(?:了|过)?|测过)(?:了)?(?:数字化)?(?:诊断|测评|评测)(?:的)?|诊断(?:过|完(?:成)?)了?的?|有诊断(?:结果)?的?|(?<!not )(?<!not yet )(?<!un)diagnosed")
ABOVE_SCALE = re.compile(r"规上(?:企业)?|规模以上")
BELOW_SCALE = re.compile(r"规下(?:企业)?|规模以下|没上规|未上规|不是规上|非规上")
OPEN_TICKETS = re.compile(r"(?:有|还有)?(?:未关|没关|未结|没结|未处理|没处理|在办|未完成)(?:闭|掉|完)?的?工单(?:的)?|工单(?:没|未)(?:关|结|处理)(?:的)?")
NO_OPEN_TICKETS = re.compile(r"(?:没有|无|冇)(?:任何)?(?:未关|没关|未结|没结|未处理|没处理|在办|未完成)(?:闭|掉|完)?的?工单(?:的)?|工单(?:都|全)(?:关|结|处理)(?:了|完)(?:的)?")
NEVER_COMPLAINED = re.compile(r"(?:没有?|未|从没)投诉过?(?:的)?")
COMPLAINED = re.compile(r"投诉过(?:的)?|有投诉的?")
NAMED = re.compile(r"名字?(?:里)?(?:带|有|含|包含|叫)[\"“「]?(?P<a>[\u4e00-\u9fffa-z0-9]{2,8}?)[\"”」]?(?:的|$)|(?:查找|找|搜)?\s*[\"“「]?(?P<b>[\u4e00-\u9fffa-z0-9]{2,6}?)[\"”」]?\s*开头的?")

SUITS = re.compile(
    r"(?:适合|合适|啱|适宜|能|可以|想|有意向|打算|值得|好)(?:做|上|用|搞|推|落地|引进)?(?!的)(?P<a>[^,。;?？]{2,20}?)(?:的?(?:企业|厂|公司|客户|名单)|,|，|。|;|$|有哪些|是哪些|列|排个?序|给|推给谁|前)"
    r"|(?:推广?|推荐)(?P<b>[^,。;?？]{2,20}?)(?:推给谁|给谁|,|，|。|$|目标企业|列)|(?P<c>[^,。;?？]{3,20}?)(?:推给谁|给谁|的潜在客户|的目标(?:企业|客户))|suited (?:for|to) (?P<d>[a-z ]{4,30})(?:,|$)"
)
SUITS_ASKED = re.compile(r"适合|合适|啱|推给|潜在客户|目标(?:企业|客户)|意向|suited|能做|可以做|想做|想上|能上|好做")
ENGLISH = {"visual inspection": "视觉质检", "machine vision": "机器视觉"}
QUALITY = "质量"
INSPECTION = re.compile(r"质检|检测|检验|外观|瑕疵|缺陷|质量|quality|inspection")

LIMIT = re.compile(r"(?:前|top\s?|列|头|找|挑|给我|要|选)\s*(\d{1,3}|[一二两三四五六七八九十百]{1,4})\s*(?:个|家|名|间|条)?(?=$|[,。;，\s]|家|个|名|企业|出来|就|名单|能|有|,)")
LIMIT_ALONE = re.compile(r"(?<![\d])(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:家|间)(?:企业|厂|公司)?(?=$|[,。;\s]|能|有|的|给|做)|(?:最高|最低|最大)的(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:家|间|个)")
WORST = re.compile(r"(?:得分|分数|分|水平|等级|成熟度)(?:排名)?(?:最低|最差|倒数)(?:的)?|最低分的?")
BEST = re.compile(r"(?:得分|分数|分|水平|等级|成熟度)(?:排名)?(?:最高|最好|靠前|前)(?:的)?|最高分的?|标杆|示范|样板")
LARGEST = re.compile(r"(?:人数|人|规模)最(?:多|大)的?|最大的|人数前")

ASKING = re.compile(
    r"(?:有|是|都有)?(?:哪些|哪几家|边啲|边几间|有咩|谁|哪家)|几家|多少家|列(?:出来?|一下|个单子|示)?|名单|清单|列表|企业(?:查询|名单|列表)|筛选?|过滤|搜一?下?|查一?下?|找一?下?|拉一?下?|which|list|show|find|导(?:个|出)|排个?序"
)
OTHERS = re.compile(
    r"已经|建档|给理由|优先|候选|意向|办活动|企业们?|公司|厂商|厂家|厂|店|单位|客户|请|帮我|帮忙|给我|我要|我想|麻烦|烦请|看看|看|一下|出来|目前|现在|有|的|是|在|做|里|中|都|且|并且|并|和|与|同时|又|也|还|家|间|个|条|按|由高到低|由低到高|排序?|突出|方面|花都区?|花都|全区|区内|辖区|行业|镇街|区域|等级|痛点|条件|为|等于|满足|谢谢|供走访使用|走访|用|喂|那边|那个|单子|快|领导|想|需求|问题|人数|员工|从业|那|就|了|吧|吗|呢|呀|啊|得|能|可以|所有|全部|之间|并列|尚|以及|或者|或|以|要|过|多|companies|firms|enterprises|firm|company|in|with|have|more|than|and|the|people|for|employees|top|problems|leather"
)
LEFT = re.compile(r"[\u4e00-\u9fffa-z0-9]{2,}")

# --- follow-ups -------------------------------------------------------------------------------------------------------

LONGEST_CHANGE = 22
DROP = re.compile(r"(?:去掉|不要|不限|取消|删掉|不管|不看|放开|不用|别限)(?:了)?")
DROP_AFTER = re.compile(r"^(?P<what>[^,。]{2,14}?)(?:这(?:一)?(?:条|个)(?:条件)?|的?(?:条件|限制))?(?:都|就|也|先)?(?:不限|不管|去掉|不要|不看|放开|取消|无所谓|都行|都可以|随便|不作要求)(?:了|制)?[吧啊\s.。!]*$")
"""Drops what is named before."""
REPLACE = re.compile(r"(?:改成|改为|换成|换为|改|换|变成|调成|放宽到|缩小到)")
ADD = re.compile(r"(?:只看|只要|只留|再加上?|加上?|还要|并且|其中|里面|里头|限定|再限|再筛|筛出|缩小到)")
FRESH = re.compile(r"企业(?:有哪些|名单|列表|查询)|哪些企业|有哪些企业|列出|筛选|哪几家|which|list|边啲企业|所有企业")
MORE = re.compile(r"^(?:还有(?:呢|吗|别的|其他)?|下一页|再来|后面的?|继续|更多|看后面\d*家?|接着列|next|more)[呢吗吧]?$")
TAKE = re.compile(r"^(?:只)?(?:列|看|给我|要|取)?(?:出)?前(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个|家|名)?(?:就行|吧|就好)?$")
EXPORT = re.compile(r"(?:请|帮我|麻烦|能不能|可以)*(?:把|将)?(?:这(?:份|个|些)?|那(?:份|个)?|上面的?)?(?:名单|列表|结果|清单|企业|表)?(?:都|全部|全)?(?:给我)?(?:导出|导成|下载|存成|做成|生成|转成)(?:来|一下|下来|一份|个)*(?:表格?|excel|csv|文件|名单|清单)*(?:给我|发我|吧|看看|一下)*[。!！?？吗]*|(?:发我|给我)(?:一份|个)?(?:表格|excel|csv|名单(?:文件)?)")
"""Asks for the list just shown as a file."""
PART_NAMES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"镇街|地区|区域|地方|镇|地点"), ("town",)),
    (re.compile(r"行业"), ("industry",)),
    (re.compile(r"人数|规模|员工"), ("employees_min", "employees_max")),
    (re.compile(r"营收|产值"), ("revenue_min", "revenue_max")),
    (re.compile(r"预算"), ("budget",)),
    (re.compile(r"等级|级别|水平"), ("level", "span")),
    (re.compile(r"痛点"), ("pains",)),
    (re.compile(r"系统"), ("systems", "without")),
    (re.compile(r"资质|称号"), ("honors",)),
    (re.compile(r"诊断"), ("has_diagnosis",)),
    (re.compile(r"场景"), ("scenario",)),
)
FIRMS_ASKED = re.compile(r"(?:企业|工厂|厂子|厂|公司)(?:呢|有吗|有没有|有(?:几|多少)家?)[?？\s]*$|有(?:哪些|多少家|几家)(?=[,?？\s]|$)")
"""Asks for enterprises; with several conditions it is a list of its own."""
CHANGE_WORDS = re.compile(r"企业|公司|厂|的|把|条件|限制|人数|员工|行业|镇街|等级|痛点|到|成|为|就|吧|呢|那|了|有|做|在|是|里|只|看|要|再|也|还|都|请|给我|我|想|个|家|这个|这条|那些|一下|,|，|。|、|\s")
ORDINALS = re.compile(r"第\s*(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:家|个|间|名)?")
FIRST_TWO = re.compile(r"(?:前|头)(?:两|二|2)(?:家|个)|(?:上面|刚才|这)(?:那)?(?:两|二|2)(?:家|个)")
COMPARED = re.compile(r"比|对照|并排|差别|区别|差异|vs|pk")

# --- periods ----------------------------------------------------------------------------------------------------------

LAST_MONTH = re.compile(r"上个?月|last month")
YEAR = re.compile(r"(20\d\d)\s*年?\s*[-/.年]?\s*(\d{1,2})\s*月?(?=$|\D)|(?<!\d)(20\d\d)[-/](\d{1,2})(?!\d)")
MONTH = re.compile(r"(?<!\d)(\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月(?!\s*\d+\s*[日号])(?:份)?")
THIS_YEAR = re.compile(r"今年|年初(?:到|至)|本年|全年")
OTHER_TIME = re.compile(r"^(?:那|那么|换成|看看?|再看看?|改成)?(?:上个?月|这个月|本月|上上个月|今年|本年|全年|本周|这周|这个?星期|上周|(?:20\d\d\s*年?)?\s*(?:\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月(?:份)?|20\d\d-\d{1,2})的?(?:数据|情况)?(?:呢|怎么样|如何|看看)?[?？吧\s]*$")
"""Nothing but another stretch of time."""
WEEK = re.compile(r"本周|这周|这个?星期|近七天|近7天|周报")
DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}

# --- names ------------------------------------------------------------------------------------------------------------

NAME = re.compile(r"[a-z0-9\u4e00-\u9fff()·\-]+(?: [a-z0-9()\-]+)*")
NOT_A_NAME = re.compile(
    r"吗$|呢$|哪|什么|怎么|咋|多少|几家|帮我|查一|看看|给我|不知道|不清楚|算了|取消|适合|谢|你好|转人工|人工|对比|比较|这个月|诊断|政策|补贴|场景|档案|工单|标准|^第|^是的?$|^好的?$|^不|^没有$"
    r"|^(?:给|把|将|帮|替|查|看|列|找出|导|推荐|统计|汇总|有没有|谁|最近|本周|这周|上周|今天|昨天|明天|上个?月|还有|另外|改|删|加|换成|停|发给|我|你)|推荐|出来$|一下$|有谁|\d\s*[月日]|\d号|(?:下|上|这|本)个?(?:周|星期|礼拜)|^按|答应|承诺|提醒|规则|群发|了$|办$|^画"
)
"""Stands in a request, and hardly in the name of a firm."""
