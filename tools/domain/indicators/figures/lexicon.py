"""Chinese numerals, units and the words around figures; data for reading, no logic."""

import re
from decimal import Decimal

DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10_000, "亿": 100_000_000, "w": 10_000, "k": 1000, "千": 1000, "百": 100}
BIG = {"万": 10_000, "亿": 100_000_000}
THOUSAND = "千"

_CHINESE = r"[零〇一二两俩三四五六七八九十百千万亿]"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?"
_SCALE = r"(?:[百千]?万亿|[百千]?[万亿]|(?:[wk](?![a-z])|[百千](?![克瓦米卡])))"
NUMBER = rf"(?:{_ARABIC}\s?(?:{_SCALE}(?:\d[\d.]*(?:[千百十](?:\d+)?)?(?:万(?:\d+)?)?)?)?|{_CHINESE}+(?:点[零〇一二两三四五六七八九]+[万亿千百]?)?)"
"""A number as people write it, in digits or Chinese numerals, with what it is counted in."""
ARABIC_SCALED = re.compile(rf"({_ARABIC})\s?({_SCALE})?(.*)", re.DOTALL)
POINT = "点"
NEIGHBOURS = re.compile(r"(?<![百千万亿十])(一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)(?![零〇一二两三四五六七八九])")
"""Two digits side by side that mean either: between three and four."""

# Units: how they are written, what they measure, and the unit of the registry.
UNITS: tuple[tuple[str, str, str], ...] = (
    (r"个?人月|人/月", "labour", "person_month"),
    (r"个?人年", "labour", "person_year"),
    (r"个?(?:人天|人日|工日|人工日|人/天|人[·*x×]天)|个工(?![作人厂程序位时])", "labour", "person_day"),
    (r"个?(?:工时|人时|人工时|人小时|机时|台时|卡时)", "work", "hour"),
    (r"元人民币|块钱?|元|圆|人民币|rmb|蚊", "money", "yuan"),
    (r"个?工作日", "time", "workday"),
    (r"年(?![初底末])", "time", "year"),
    (r"个?季度?(?!节)", "time", "quarter"),
    (r"个月|月(?![初底末])", "time", "month"),
    (r"个?(?:星期|礼拜)|周(?!转|期|边|会)", "time", "week"),
    (r"天|日(?!均|常|志)", "time", "day"),
    (r"个?(?:小时|钟头|钟(?!表))|hours?|hrs?(?![a-z])|h(?![a-z])", "time", "hour"),
    (r"刻钟", "time", "quarter_hour"),
    (r"分钟|mins?(?![a-z])|minutes?", "time", "minute"),
    (r"秒钟?|seconds?|s(?![a-z])", "time", "second"),
    (r"吨(?:标准?煤|煤当量)|tce", "energy", "tce"),
    (r"(?:千克|公斤)标准?煤|kgce", "energy", "kgce"),
    (r"度电?(?!过)|千瓦时|kwh|kw·h", "energy", "kwh"),
    (r"兆瓦时|mwh", "energy", "mwh"),
    (r"吉瓦时|gwh", "energy", "gwh"),
    (r"吨(?:二氧化碳(?:当量)?|co2e?)|tco2(?:eq?)?", "carbon", "tco2e"),
    (r"(?:千克|公斤)(?:二氧化碳(?:当量)?|co2e?)|kgco2(?:eq?)?", "carbon", "kgco2e"),
    (r"立方米|立方|m3|nm3|方(?![面案式法向便])", "volume", "m3"),
    (r"吨|t(?![a-z/])", "mass", "ton"),
    (r"千克|公斤|kg(?![a-z])", "mass", "kg"),
    (r"升(?![级高])|l(?![a-z])", "volume", "litre"),
    (r"个?吉焦|gj", "heat", "gj"),
    (r"个?百分点|个点|pp(?![a-z])", "points", "point"),
    (r"%|percent|个percent", "percent", "percent"),
    (r"成(?![交本功立果品为长套])", "percent", "tenth"),
    (r"折(?!算|合|旧|腾|标)", "percent", "discount"),
    (r"倍", "percent", "times"),
    (r"分(?![类别之析部支公子工店])", "score", "minute"),
)
COUNTED = "件台双箱片辆瓶项次宗人名位户家岗票笔张通款趟遍个支根颗粒米卷桶袋盒盏幅顶枚艘架扇株棵例桩篇封匹座栋"
CLASSIFIER = re.compile(rf"个岗位?|个人(?!月|天|日|工)|个客户|个用户|个件|(?:[{COUNTED}](?!率|品率)|只(?![带剩有用花卖要能够是赚收做买完占来])|回(?![来本报款收复])|起(?!来)|单(?![价位独])|本(?![期月年来季企公厂周])|部(?![门分])|批(?![完准量])|条(?!件)|套(?![餐现])|份(?!额)|场(?![景地面])|声|组(?![织成装])|处(?![理置])|包(?![含括])|盘(?!点)|桩|头(?![部疼])|道(?!理)|则|间(?!隔))")

TEMPLATE_NUMBER = rf"(?P<number>{NUMBER})"
SIGN = r"(?P<sign>(?:负|-|—|–|−)\s?)?"
ABOUT = re.compile(r"^(?:来|左右|上下|把|余)")
VAGUE = re.compile(r"^(?:多|几)(?!少)")
SOME = re.compile(r"(?:好)?几(?:十|百|千|万|亿)+(?:来|多)?(?:个|人|件|台|次|元|块|万|亿|天|小时|分钟|户|项)*|(?:好几|十几|几)(?:个|人|件|台|次|元|块|天|小时|分钟|户|项|万|亿)(?![?？吗呢]|月份)")
"""Says that there are some, not how many."""
SOME_ASKED = re.compile(r"(?:多少|几多|几)(?:个|天|人|成|折|分|小时|分钟|户|项|件|元|块|次|万|人天)?")

PERMILLE = re.compile(rf"千分之\s*(?P<number>{NUMBER})|(?P<sign>\d+(?:\.\d+)?)\s?‰")
PERCENT_OF = re.compile(rf"百分之\s*(?P<number>{NUMBER})(?:点(?P<rest>\d+))?")
FRACTION = re.compile(r"(?P<below>[二两三四五六七八九十]|\d+)分之(?P<above>[一二两三四五六七八九]|\d+)")
HALF_OF = re.compile(r"一半(?!天|个|小时|年|月)|(?:减|砍|缩短?|降|打对)半|腰斩|对半(?:砍|降)?|对折")
DOUBLED = re.compile(r"翻(?:了)?(?:(?P<times>[一两二三])番|番|(?P<twice>一?倍))")
HALF_UNIT = re.compile(r"(?<![上下](?=半[年月]))半(?:个)?(?P<unit>小时|钟头|钟|分钟|天|日|月|年|工作日|季度|星期|礼拜)")
AND_HALF = re.compile(rf"(?P<number>{NUMBER})?个半(?P<unit>小时|钟头|钟|月|星期|礼拜|工作日|人月|人天)")
HALF_AFTER = re.compile(r"^半(?![天年月小个])")
MINUTES_AFTER = re.compile(rf"^\s?(?:零|又|加)?(?P<number>{NUMBER})个?(?P<unit>小时|钟头|分钟|分|秒|天|月)(?!之)")
SMALLER = ("year", "month", "week", "day", "hour", "minute", "second")

BETWEEN = re.compile(r"\s*(?:到|至|-|~|～|—|–)\s*")

# Not figures of an indicator.
NO_NUMBER = re.compile(r"[\d.一二三四五六七八九十百千万亿零〇两]{33,}")
"""Numerals that are too many for a number."""
NOT_FIGURES = re.compile(
    r"一万(?:块钱?|元)(?=的?产值)|(?:gb(?:/t)?|(?<![a-z])t/[a-z]{2,5})\s?\d[\d.\-—]*|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0?\d{2,4}-\d{7,8}(?!\d)|(?<!\d)400-?\d{3}-?\d{4}"
    r"|(?<![a-z\d.])[a-f]\.\d(?:\.\d+)?(?![\d.]*\d)|(?<![\d.])\d\.\d\.\d(?:\.\d)?(?![\d.])|附录\s?[12一二]|第\s?(?:\d+|[一二两三四五六七八九十]+)\s?(?:条|款|项|章|节|个|批|次|季度?|期|年|步|名|列|行|页|号|代|版|方|产业|阶段|车间|工厂|分厂)"
    r"|(?:[一二三四五六七八九十]|\d+)(?:号|#)?(?:车间|线(?!索)|楼|班组?|期工程|分厂|号|厂房|仓|店|区|部(?!门?[有新]))(?=[^\d]|$)|(?<![tgk吨克])co2e?(?![a-z\d]*/)|\d+\s?分制|[五十百]分制|(?<![a-z])[lqvt]\d(?![\d.])|[一二三四]季度?(?!共|合)|24小时(?:客服|在线|值班|营业|不间断)|7[x*×]24|m[12]|o2o|b2[bc]|[345]g(?!wh)(?![a-z])|3d"
    r"|(?:(?<=[这那就哪头])|(?<=[前后])(?<![以之造型化线级革统用][前后]))(?:两|二|三|四|几|\d)(?:个|块|项|样|种|类|者|期|条|边|家|年(?!的)|款|步|组|头|样东西|个月)|(?:两|二|三|2|3|俩|这俩|仨)个?(?:指标|数(?!据)|比率|率|都|下降率|缩短率|增长率|回报率|准确率|转化率|满意度|占比|结果|变差|值(?!得)|一起|分别|一块|提升率|口径|一并|问题)|的两个[:，,]|两期|两头|两边"
    r"|一(?:共|下|起|直|样|般|些|点(?!\d)|并|旦|切|定|致|键|体|律|向|度(?!电)|边|味|贯|路|带|口价|把手|线|手|哈|批|单(?!\d)|条龙|代|流|级|日三餐|码|物|码通|刀切|时半会|分钱|毛钱)|(?:统|唯|万|第|专|之|逐|划|不)一|(?<=另)外?一(?![共百千万十])|三方|三包|五金|六西格玛|五星|四舍五入|九成新|百货|千万别|千方百计|十分(?!之|钟|制)|万能|万科|万达|百度|千里|二维|三维|二手|一二三|七七八八|半成品|半自动|半导体|双十一|双11|双12|618|九宫格|四五六线|两化|三化|两票|五险|两券|一码|二次(?!元)|三次元|百分百|百分比|百分(?!之)|千瓦(?!时)|千克(?!标)|零(?:售|件|食|部|散|基础|碳|代码|星)|十一(?=黄金周|长假|期间)|七夕|八一|五一(?=[^\d]|$)|六一|十堰|三亚|九江|四川|两广|一汽|三一|二级|三级|一把|一套(?=系统|设备|erp|mes|流程)|一个(?=客户?|人(?![月天工\d一二三四五六七八九十两半])|老?客|工作日|人月|人天|订单|件(?!的)|产品|项目|不|都|厂|公司|店|平台|系统|率|数|指标|是|叫)|一次性|一年到头|一年一度|一天到晚"
    r"|(?:[一二两三四五六七八九]|\d)家(?:公司|厂|店|企业)的?(?:合并|口径)"
)
"""Numbers that name something: documents, telephones, clauses, workshops, marks, turns of phrase."""
SCORE_BAND = re.compile(
    rf"(?:打|给|评|选)?(?P<low>{NUMBER})\s?分?(?:或|到|至|-|~|—|–|、|,|和|,到)\s?(?P<high>{NUMBER})\s?分|打(?:了)?(?P<only>{NUMBER})分(?:的|以上)"
)
"""Marks that name a group of answers, not a figure."""
STATED = re.compile(
    r"(?:(?:一|每|1)个?)?(?P<of>人月|工作日|人天|天|月|年|周|星期)\s?(?:我们?|就|都|是|也|只|默认|统一|内部)*\s?(?:按|算|等于|=|为|折|是|上班|上)?(?:了|成)?\s?(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)\s?个?(?P<unit>人天|天|小时|工作日|工时|钟头)(?:\s?(?:算|计|折算?|来算|来计))?"
)
"""What the firm counts a month or a day as."""
STATED_TURNED = re.compile(
    r"(?:按|以|每|满)\s?(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)\s?个?(?P<unit>人天|天|小时|工作日|工时|钟头)\s?(?:来)?(?:算|当|折算?|计)(?:作|成|为|是|做|了)?\s?(?:一|1)个?(?P<of>人月|工作日|人天|天|月|年|周|星期)"
)
"""The same, said the other way round."""
STATED_CUE = re.compile(r"按|算|等于|=|折|[(（]|工作日|人月")

OWN_REGISTRY = (
    "yuan = [money]", "second = [time]", "minute = 60 second", "quarter_hour = 15 minute", "hour = 60 minute",
    "day = 24 hour", "workday = 8 hour", "week = 7 day", "month = 30 day", "quarter = 90 day", "year = 365 day",
    "person_day = [labour]", "person_month = 22 person_day", "person_year = 264 person_day",
    "tce = [energy]", "kgce = 0.001 tce", "kwh = 0.1229 kgce", "mwh = 1000 kwh", "gwh = 1000000 kwh",
    "ton = [mass]", "kg = 0.001 ton", "m3 = [volume]", "litre = 0.001 m3", "gj = [heat]",
    "tco2e = [carbon]", "kgco2e = 0.001 tco2e",
    "percent = []", "item = [count]",
)
"""The units there are; a month has 30 days, a year 12 months or 365 days, electricity is taken at 0.1229 kgce/kWh."""
WRITTEN = {
    "yuan": "元", "second": "秒", "minute": "分钟", "quarter_hour": "刻钟", "hour": "小时", "day": "天", "workday": "个工作日", "week": "周",
    "month": "个月", "quarter": "个季度", "year": "年", "person_day": "人天", "person_month": "人月", "person_year": "人年", "tce": "tce",
    "kgce": "kgce", "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "ton": "吨", "kg": "千克", "m3": "立方米", "litre": "升", "gj": "GJ",
    "tco2e": "tCO2e", "kgco2e": "kgCO2e", "percent": "%", "item": "",
}
TARGETS = {
    "元": "yuan", "万元": "yuan", "天": "day", "小时": "hour", "秒": "second", "工时": "hour", "人天": "person_day", "tce": "tce", "年": "year",
    "次/年": "item/year", "元/次": "yuan", "元/天": "yuan/day", "tce/万元": "tce/yuan", "tCO2e/单位": "tco2e", "日期": "day",
}
"""The unit of the registry each unit of the catalog is computed in."""
COUNTING_PREFIX = "个"
EACH = "次"
PER_SUM = re.compile(r"^(百万|千万|万|亿)元?(?:的)?(?:产值)?$")
WAN = Decimal(10_000)
YI = Decimal(100_000_000)
WAN_WRITTEN, YI_WRITTEN = "万", "亿"
COAL = re.compile(r"标准?煤")
PER = re.compile(r"^\s?(?:/|每|per)\s?(?P<scale>百万|千万|万|亿|千(?!瓦|克))?")
PER_BEFORE = re.compile(r"(?:每|一|1)(?:个|一)?(?P<scale>万|千)?(?P<unit>(?:百万|千万|万|亿)元?(?:的)?产值|万元|吨|度电?|千瓦时|立方米?|方|公斤|千克|升|吨煤|mwh|kwh|万元产值?|万元|件|台)(?:的)?(?:煤|油|柴油|汽油|天然气|气|电|蒸汽|产值|产品)?(?:的)?(?:综合)?(?:能耗|用电|耗电|用能|电耗|耗能|用煤)?(?:从|由|原来|现在|以前)?(?:排放)?(?:因子|系数)?(?:是|为|按|约|大概|用|排|耗|要|标煤|折(?:算)?(?:成|为)?|=|等于)?\s?$")
FREQUENCY_BEFORE = re.compile(r"(?:每|一|平均|1)?(?:每|(?<!十)一|(?<!\d)1)个?(?P<unit>年|月|个月|季度?|周|星期|天|日)(?:平均|大概|大约|差不多|能|会|要|来|买|购|周转|转|消费|下单|复购|光顾|回购|进店|再|店里|这里|里|下|得|都|顶多|最多|至多|也|就|才|只|不到|起码|至少|估计|其实|应该|做|跟|找|进|消费|我这|个|到|有|,){0,5}\s?$")
FREQUENCY_AFTER = re.compile(r"^\s?(?:/|每|一)\s?(?:个)?(?P<unit>年|月|季|周|天)")
TIMES = frozenset("次回趟单")
ABOUT_SCALE = re.compile(rf"^(?P<about>来|余|多|几)(?:个)?(?P<scale>{_SCALE})")
COUNTED_SCALE = re.compile(r"^个(?P<scale>亿|万)")
NONE_OF = re.compile(r"零(?=投诉|事故|缺陷|差评|报废|返工|工伤|隐患|增长|新增|减少|客诉)")
NUMERALS = frozenset("零〇一二两俩三四五六七八九十百千万亿0123456789.")
PLACES = re.compile(r"[十百千万亿点]")
RUNS_ON = re.compile(r"[\u4e00-\u9fff](?<![个件台人元块天降减涨升到至成变今现原去的和跟与])")
"""A word goes on behind two digits without tens, which are part of it then."""
NO_START = frozenset("百千万亿")
SEPARATES = re.compile(r"[\d元天件次项户人个月年时钟秒%万亿]$")
FROM = re.compile(r"(?:从|由|自|打)[^,，。;；]{0,6}$")
FALLS_OR_RISES = re.compile(r"[降减缩压变涨升增提砍裁跌掉]|下来|拉到")
CHANGES_TO = re.compile(r"到|至|成|为|→|->|=>|变|剩")
STOPS = re.compile(r"[。;；!！?？]")
LOSS = re.compile(r"(?:亏损?|倒亏|净亏|倒贴|亏损额|倒赔)了?(?:了|大概|大约|约|有|差不多|的)?$")
TENTH, DISCOUNT, TIMES_OF, POINTS, PERCENT, HALVED, DOUBLE, PART = "tenth", "discount", "times", "point", "percent", "half", "doubled", "fraction"

TODAY_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3, "明天": 1}
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
DATES = re.compile(
    rf"(?<![\d.])(?P<cy>20[0-3]\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?![\d.])|(?P<y>(?:19|20)\d\d|[二两]〇[一二三四五六七八九〇零]{{2}}|\d\d(?=年))\s?[年./-]\s?(?P<m>\d{{1,2}}|{_MONTH})\s?(?:[月./-]\s?(?P<d>\d{{1,2}}|{_DAY})\s?[日号]?)(?![\d%])"
    rf"|(?P<ry>今年|去年|前年|明年|本年|当年|次年|第二年|翌年|隔年|转年)?(?:的)?(?P<rm>{_MONTH}|\d\d)月份?(?:的)?(?P<rd>\d{{1,2}}|{_DAY})[日号]"
    rf"|(?P<sy>今年|去年|前年)?(?P<sm>1[0-2]|0?[1-9])[./](?P<sd>3[01]|[12]\d|0?[1-9])(?=(?:启动|量产|立项|开始|下单|签收|那天|号|日))"
    rf"|(?P<mw>上上个?月|上个?月|这个?月|本月|当月)(?P<md>\d{{1,2}}|{_DAY})[日号]"
    rf"|(?P<word>大前天|今天|今日|昨天|昨日|前天)"
    rf"|(?P<end>(?P<ey>今年|去年|前年|(?:19|20)\d\d年)?(?P<em>{_MONTH})月底)"
    rf"|(?<![\d月年./-])(?P<od>3[01]|[12]\d|[1-9])[号日](?=(?:启动|量产|立项|开始|下单|签收|那天))"
)
NEXT_YEAR = frozenset({"次年", "第二年", "翌年", "隔年", "转年"})
YEARS_BACK = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
YEAR_NEAR = re.compile(r"(今年|去年|前年|20\d\d年)[^,，。;；\d]{0,8}$")
MONTHS_BACK = {"上上个月": -2, "上上月": -2, "上个月": -1, "上月": -1, "这个月": 0, "这月": 0, "本月": 0, "当月": 0}
_OF_A_MONTH = rf"[{COUNTED}单起条回批套头间度元块吨%万千亿只]|个(?!月)|小时|钟头"
"""Behind a number that is counted in the month named right before it, and is none of its days."""
MONTHS_AND_YEARS = re.compile(
    rf"(?:19|20)\d\d\s?年度?(?:\s?{_MONTH}月份?)?|(?<![\d\u4e00-\u9fff])20[12]\d(?=[,，、\s])|(?<!\d)20[12]\d财年|(?<![\d.个])(?:1[0-2]|0?[1-9])月份?(?!均|\d{{1,2}}(?![\d.]|{_OF_A_MONTH}))|(?<![十百千万个零一二两三四五六七八九])(?:十[一二]|[一二三四五六七八九十])月(?:份|(?=的|[^\d均度]))|\d\d年(?=[^\d]|$)(?=.{{0,3}}(?:的|,|，|底|初|全年|卖|月))"
)
"""Months and years that say when, not how long."""

DENIES = re.compile(r"(?:(?<![是要可还岂莫若])不是|并非|唔系)(?:那个?|(?:刚才?|之前|原来|原先|上次|前面|先前)(?:说|报|写|填|给|记)?的|(?:[降减涨升压缩提增省]|做)?(?:到|成|至)|[省花用卖赚做招裁少多亏]了|什么|啥|有|咩|\s)*$")
"""Right before a figure that is denied."""
ASKED_OF = re.compile(r"(?:来着|的|了|咗)?(?:吗|么|嘛|咩|\?)")
"""Right behind a figure that is asked about, not denied."""
MISTAKEN_FOR = re.compile(r"(?:(?:看|听|抄|误认|误当)(?:错)?成(?:了|咗)?|(?:写|记|报|填|打|说|讲|搞|弄)(?:成(?:了|咗)|错成(?:了|咗)?))(?:是)?$")
"""Right before a figure that something else was mistaken for."""
IS_WRONG = re.compile(r"(?:这个|那个|嗰个)?(?:数)?(?:是)?(?:错的?|不对|唔啱|唔对|作废|不作数|有误)(?:的|了|咗|啦|嘅)?(?=[,。;!]|$)")
"""Right behind a figure that is wrong."""
OF_IT = re.compile(r"(?:的|才|有|要|做|用|花)?")
"""Between how long something is for and the figure itself."""

BECOMES = re.compile(r"(?:基线|基准|实际值?|现值|档案[里中上]?面?(?:的|那个)?(?:数|值)?)[^,，。;；\d]{0,6}(?:改|更正|更新|换|调|修正)(?:成|为|到)(?:了)?$")
"""Right before the figure that a value on file is to become."""

DENIED_PERIOD = re.compile(
    r"(?<![是要可还岂莫若])不是\s?(?=[\d去今前上下本这第一二三四])(?![^,。;]{0,12}[吗么嘛])(?:20\d\d年?|去年|今年|前年|本年)?(?:的)?(?:(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|[上下]半年|第?[一二三四1-4]季度|[上这]个?月)?(?!\d)(?:[,，]?(?:而)?是)?"
)
"""A period that a value is not of."""

_SAID_YEAR = r"20\d\d年|(?<!\d)2\d年|今年|本年|去年|上年|前年"
TERM = re.compile(
    rf"(?<!\d)(?P<iso>20\d\d)[-/.](?P<of_it>1[0-2]|0?[1-9])(?![\d.%/-])|(?P<year>{_SAID_YEAR})?度?的?\s?(?:(?P<half>[上下]半年)|第?(?P<quarter>[一二三四1-4])季度?"
    rf"|(?<![\d.个])(?P<month>1[0-2]|0?[1-9]|(?<![二三四五六七八九十])十[一二]?|(?<!十)[一二三四五六七八九])月份?(?!\d{{1,2}}[日号]|[一二三四五六七八九十]{{1,3}}[日号]))"
    r"|(?P<back>上上|上|这|本|当)(?:一)?个?(?P<of>月|季度?)"
    rf"|(?P<alone>{_SAID_YEAR})度?(?![\d\s])"
)
"""A month, a quarter, a half or a year."""
OF_SOMETHING_ELSE = re.compile(
    r"(?:份|度)?(?:底|初|末|中旬|中|的时候|那会儿?)?(?:我们?|厂里|公司|平台|老板|领导|区里|镇里)?(?:要(?!算)|得(?!到)|准备|打算|计划|开(?:个)?会|(?:才|刚)?(?:开|办|建|创办|创立|注册|设立)(?:起来)?的?(?:厂|公司|店|工厂|企业)|开起来|才|刚|还没|还未|没上|没有上|未上|上的|上了(?!\d)|上(?:系统|线|软件|mes|erp|ai)|装的|装了|换的|换了|买的|投产|成立|搬|的?目标|汇报|领导|老板|问|说|检查|审核|交)"
)
"""Behind a period: that it is when something else was or is to be, and not what a figure is for."""
HALF_YEARS, QUARTER = ("上半年", "下半年"), "季"
TERMS_BACK = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0}

OVER_IT = re.compile(r"(?:里|内|里面|下来|的)?(?:我们?|大家|光|都|就|也|要|得|会|差不多|大概|大约|平均|总共|一共)*(?:开(?:会|了)?|花|用|耗|占|搞|弄|做|干|批)(?:会)?(?:了|掉|个|去|到)?(?:大概|差不多|大约)?")
"""Between the week or the month and the time that is spent in it."""
AGAINST = re.compile(r"(?:比|比起|相比|对比|较)(?:我们?|咱们?)?$")
FIGURE_NEXT = re.compile(r"的?(?:这个|那个|是|有)?\s*\d")
"""Right before and right behind the word of time of a figure that another is compared with."""
OPPOSITES: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "b.1.1": (re.compile(r"(?<!不)(?:良品?|合格品?|正品|直通)率"), re.compile(r"缺陷|不良|次品|不合格|残次|废品|坏")),
    "c.4.3": (re.compile(r"流失率"), re.compile(r"留存|保留|留住")),
    "e.1.1": (re.compile(r"不满意(?:率|度)|差评率"), re.compile(r"(?<!不)满意(?:率|度)|好评率?")),
}
"""For indicators that are a share of a whole: how the rate of the rest is called, and how their own is."""
