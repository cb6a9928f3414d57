"""Chinese words by which a message goes on about a calculation or a value on file; data for the rules, no logic."""

import re
from typing import NamedTuple


class Of(NamedTuple):
    """Words that say what the figures behind them are of, and words that end it."""

    begins: re.Pattern[str]
    ends: re.Pattern[str]


_SELF = r"我们?(?!的?(?:同行|隔壁|对手|朋友))|咱们?|俺们?|阿拉|(?:本|自己?)(?:厂|家|公司|企业)|自己"
OF_OTHERS = Of(
    re.compile(
        r"(?<![比跟和与较向被给帮替为问])(?:同行(?!业)|隔壁|(?:对门|对面|对过|旁边|附近|邻居)[^,，。;；\d]{0,6}?(?:厂|公司|企业|店|家)|别(?:家|人家|人|的(?:厂|企业|公司))|人家|竞争对手|对手|友商|其[他它](?:厂|企业|公司|家)|另一家|行业(?:里|内)?(?:平均|均值))"
        r"(?!推荐|介绍|(?:一)?样|差不多)(?:(?!推荐|介绍|[帮教给卖替]|比|[,，。;；!！?？]).){0,18}$"
    ),
    re.compile(rf"{_SELF}|[。;；!！?？\n]|(?:跟|和|与)[^,，。]{{1,8}}比"),
)
"""Says that a figure is another firm's."""
OTHERS_DO = re.compile(
    rf"^(?:(?!{_SELF}).)*(?:人家|别人|他们)(?:家|厂里?)?(?:到底|究竟|都|是)*(?:咋|怎|如何|点)(?:么|样)*(?:弄|做|搞|管|控|干|整|降|办|达|实现)"
)
"""Asks how others have come to a figure, and says nothing of one's own."""
PLANNED = Of(
    re.compile(
        r"(?:争取|力争|打算|准备|(?:明年|下个?(?:月|季度?|半年)|来年|年底前?)(?:就|也|都)?(?:再|还)?(?:要|想|得|把|希望|目标|计划|争取)|(?:想|希望|计划|目标是?)(?:再|把|在)?[^,，。;；]{0,8}(?:[降压缩减提升]|控制|做))"
        r"(?!(?:算|存|记|报|问|看|查|知道|了解|买|投|上))[^,，。;；]{0,24}$"
    ),
    re.compile(r"[,，。;；!！?？\n]|实际|结果|现在|已经|目前|如今|才|只"),
)
"""Says that a figure is what is aimed at."""

FILED = re.compile(
    r"(?:把|将|给)?(?:我们?的?)?(?:档案(?:里面?|上|中)?(?:的|存的?|记的?)?|(?:刚才?|刚刚|上次|之前)(?:存|记|留)(?:进去|下|好)?的?|存(?=错|岔))(?:那个|那条|这个|这条|数|值)*(?:也|都|就|给我|帮我|要|得|一起)*(?:改掉|改了|改一下|改过来|改正|更新(?:一下|掉)?|换掉|替换)?"
)
"""Speaks of the value on file, and that it is to be changed."""
FILED_WRONGLY = re.compile(r"(?<!对)不对|错了|有误|[存记]错")
"""Says that something is wrong."""
NOT_FILED = re.compile(
    r"如果|要是|假如|假设|万一|(?:别|不|不要|不用|先不|先别)(?:要|用|给我|急着|[把将][^,。;?]{0,10})?(?:改|动|存|记)(?!错)"
)
"""Supposes, or wants what is on file left alone."""
LEAVES_FILED = re.compile(
    r"(?:别|不|不要|不用|先不|先别|(?<!有)没|甭|莫|唔好)(?:要|用|给我|急着|再)?(?:[把将动](?:我们?的?)?)?[^,。;?\d]{0,6}(?:基线|基准|实际值?|档案)[^,。;?\d]{0,6}(?:改(?:成|为|到|了|$)|动|换)"
    r"|(?:基线|基准|实际值?|档案)[^,。;?\d]{0,6}?(?:别|甭|莫|勿|没|未|唔好|(?<!能)不)(?:有|要|用|能|可以|会|给我|急着|再|想|该|应该)*(?:改|换|更新|更正)(?:成|为|到)"
    r"|(?:改|换|更新|更正)(?:成|为|到)[^。;?]{1,16}(?:没|不|未)(?:有|肯|能|敢)?(?:同意|答应|认可|批|点头)"
)
"""Wants a value on file left as it is."""
ASKS_OF_FILED = re.compile(
    r"(?:改|换|存|记)(?:成|为|到)[^,。;?]{1,10}(?:[了过](?:[吗么没]|没有)|是不是|有什么|会(?:怎|有|不)|怎么样)|(?:改|换|更新|更正)(?:成|为|到)[^,。;?]{1,10}(?:,?(?:行|好|可以|能|对|合适)(?:[吗么]|不(?:行|好|可以|能|对|合适))|(?:之|以)?前[^,。;?]{0,4}(?:多少|几|什么|啥))|(?:为(?:什么|啥|何)|怎么|谁|几时|什么时候|是不是|有没有)(?:会|要|又|就|都|给|已经|有人|人)*(?:[把将][^,。;?]{0,10})?(?:改|换|存|记)(?:成|为|到|了|过)"
)
"""Asks why, by whom or whether a value on file was changed, or what that would do."""
RENEWED = re.compile(r"(?:改(?:过|好|正|完)|更正(?:过|后|好)?|重算(?:过)?|修正(?:过|后)?)(?:后)?的")
"""Points at a value as it is now that it was put right."""
TO_VALUE = re.compile(
    r"[\s,。!]*(?:不?对|不?是|嗯|好|行|可以|没错|确认)*[的了啊,。\s]*(?:把|就|请|帮我|给我|都|也|它|这个|那个|基线|基准|实际|档案[里中上]?的?|数|值)*(?:改|存|记|更新|更正|换|应该|按)(?:成|为|到|是)?\s*"
)
"""Stands before a value that nothing but what is to become of it is said of."""
BESIDE_PERIOD = re.compile(r"统计期|时间|应该|这个|那个|[对是嗯好的数吧啊哦为,。.:!\s]")
"""What may be said beside the period of a value that was just kept."""
_WHERE = r"(?:(?!我(?!们)|你|谁|不|没|未|别|错|再|吧|还|待|忘|可能|大概|好像|回头|核[对实一]|问)[^,。;]){1,20}"
_GOT = r"(?:直接|自己)?(?:导|拉|出|查|取|抄|摘|拿|报|给|提供|统计|汇总|整理|调|来)(?:出来?|下来|来)?的"
_PLACES = r"[a-z0-9\u4e00-\u9fff]{0,6}?(?:erp|mes|oa|wms|plm|crm|系统|平台|后台|软件|报表|日报|周报|月报|台账|账本|账上|单据|凭证|记录表?|财务|会计|仓库|品质|质检|品管|品检|生产|采购|安环|行政|人事|销售|文员|统计员|车间)(?:部门?|科|室)?"
ONLY_SOURCE = re.compile(
    rf"(?:对|是|嗯|好)*(?:这个?|那个?)?(?:(?:数据?|数字|值)的?)?(?:(?:来源(?!地)|数据源|出处)(?:应该)?(?:也)?[改换写]?[是为于成:]?\s?{_WHERE}"
    rf"|(?:数据?|数字|值)[都也]?(?:是)?(?:(?:来|取|出)自{_WHERE}|(?:是|从|由){_WHERE}{_GOT})"
    rf"|是?从(?![^,]*的[^,]){_PLACES}(?:里面?|上面?|中|那边|那里)?(?:直接|自己)?(?:(?:导|查|抄|统计|汇总)(?:出来?|下来|来)?|出来?)的)"
)
"""Says where a value is from, and nothing else."""
VOUCHED = re.compile(r"(?:我们?)?(?:已经?|都|也)*(?:核|查|对)(?:对|实)?过了?|有(?:凭证|台账|报表|单据|记录|截图)")
"""Says that a value was looked into."""
PUTS_RIGHT = re.compile(
    r"(?:对|是|嗯|好|行|可以|没错|确认|同意|要|ok)+[的啊呀]*|[好行]吧|(?:那|就|请|你|帮我|给我)*(?:这么|这样|(?:照|按)这个)?(?:改|存|记)(?:吧|一下|过来|上)?"
    r"|(?:那|就|请|把|它|这个|帮我|给我)*(?:存|记|留|当|改|作)(?:为|成|作|到|入)?(?:基线|基准|实际)值?(?:存|记|留)?(?:下|吧|啊|好)*"
    r"|(?:把|就|那|请)*(?:基线|基准|实际值?|档案[里中]?的?)?(?:就|都|也)?[按照](?:改(?:过|好|正|完)|更正(?:过|后)?|重算(?:过)?|修正(?:过|后)?)后?的(?:这个|那个|数|值)*(?:算|存|记|来|改)(?:吧)?"
)
"""Says yes to what a value on file is to become, or bids it, and nothing else."""
ANOTHER_VALUE = re.compile(r"^(?:不对|错了)[,。!\s]*(?=[^,。;\d]*\d[^,。;]*$)")
"""Turns a value down where nothing but another one stands behind."""
DATED = re.compile(r"[年月季\d]")
"""Stands in every period."""
BEHIND_VALUE = re.compile(r"[吧的啊呀了哦\s.!]*")
"""What may be said behind that value."""
NOT_THE_VALUE = re.compile(r"(?P<aim>目标)|行业|同行|平均|标杆|标准|客户要求|合同|对手|隔壁|别[人家]")
"""Speaks of a figure that is aimed at or another's, and so is no value of one's own."""
SAME_SOURCE = re.compile(r"^(?:也|还|仍然?|依然|都|同样|一样)+(?:是|来自|用)?")
"""Stands before a source that was named before."""
WHICH_CLAUSE = re.compile(
    r"哪(?:一)?(?:条|款|章|节|里|儿|份|部|个(?:标准|文件|条款|条文)|$|[?？啊呀呢的])|什么|啥|第几|边(?:条|度)|有(?:没有)?(?:依据|出处)|凭|(?:编号|序号|代号)[^,。;]{0,4}(?:多少|几)|几号"
)
"""Asks which one, of what clauses stand in."""
RESTS_ON = re.compile(r"编号|序号|代号|几号|公式|算法|算式|口径|(?:这么|这样|怎么|怎样|咁)算|条|款|依据|根据|出处|出自|凭(?:的)?(?:什么|啥|哪).{0,4}算")
"""Speaks of what a calculation rests on."""
BESIDE_CLAUSE = re.compile(
    r"请问|那|你们?|您|这么|这样|咁|怎么|怎样|这个?|它|上面|刚才|刚刚|编号|序号|代号|几号|多少|几|指标|算法|公式|算式|口径|结果|计算|方法|算|说法|定义|到底|究竟|按照?|照|依照|依据|根据|凭|出处|来源|出自|来自|出|在|写|里面?|头|上|标准|规范|文件|附录|原文|规定|条款?|条文|款|章|节|哪个?|一|什么|啥|第几|边度?|有没有|有|来|定|说|讲|的|是|又|系|嘅|了|啊|呀|呢|吗|[,，。?？!！\s]"
)
"""What may be said beside, where one asks which clause a calculation rests on."""
AIM = re.compile(r"目标(?!值)|(?:想|要|争取|打算|计划|希望)(?:再)?(?:做|降|压|缩|减|提|升|冲|控制)[低短高少]?(?:到|在)")
"""Speaks of a figure one aims at."""
SET_AGAINST = re.compile(
    r"(?:还是|也是?|就|都是?|照样)?(?:跟|和|同|与)(?:原来|以前|之前)?的?(?P<what>[^,，。;；]{1,10}?)(?:来|相)?比(?:较|对)?(?:哈|啊|吧|的|呢|吗|嘛)*"
)
"""Says what a figure is set against."""
WHICH_WAY = re.compile(
    r"越[低高大小少多短长](?:就|就是|是|算|才)?越?[好差坏棒]|[低高大小少多短长](?:一?[点些])?(?:了)?(?:是|才|算|就|更|比较)*好(?=还是|呢|吗|吧|么|嘛|啊|些|[?？]|$)|[低高大小少多短长]好(?:还是|,|，)?[低高大小少多短长]好|(?:往|朝|要|该)[低高大小少多短长](?:里)?(?:走|做|去)?(?:才|算|就)?(?:是)?(?:好|对)|[低高大小少多短长](?:了|的)?(?:是|算)(?:不是)?(?:好事|坏事)"
)
"""Asks whether more of an indicator is better, or less."""
BESIDE_RESULT = re.compile(
    r"请问|一般(?:来说|来讲)?|按理说?|应该|是不是|是|不|就|也|都|那么?|这|它|个|种|条|样|数字?|值|率|比例|指标|结果|东西|的|嘛|呢|啊|哦|吧|要|我们?|想问|问下|问一下|[,，。.!！?？\s]"
)
"""What may be said before, where one asks that of what was shown."""
HAS_CHANGED = re.compile(
    r"(?:变?好|改善|降|减|少|低|下降|降低|减少|升|提|高|上升|提高|提升|涨|增|多|差)(?:了|掉|出|下来)?(?:是|有|约|大概|差不多|将近)*\s*$"
)
"""Stands before the percentage by which something has changed."""
MAY_BE_SAID = re.compile(
    r"(?:写|说|讲|报|填|算)(?:不?行|对不对|[吗吧么嘛不呗?？]|给|成|是)|(?:可以|能|行|该|应该)(?:不(?:可以|能)?)?(?:这[么样]|咁)?(?:写|说|讲|报|填)|(?:就是|也就是|等于|相当于)(?:说)?|是不是|对不对|对[吗吧么]|[吗吧么嘛?？]$|百分点"
)
"""Asks whether that may be said."""
_BESIDE = r"(?:那么?|咁|到底|究竟|所以|结果|总共|一共|大概|具体|我们?|这|个|就|是|系|的|嘅|给我|请问|啊|呀|呢|吧|哦|数|值|[,，。.?？!！\s])*"
_WAY = r"(?:变)?(?:提高|提速|加快|提升|下降|降低|减少|增加|增长|上升|缩短|压缩|节省|节约|改善|[升涨降减少多快慢省提高低好差短长])"
_HOW_MUCH = r"(?:百分之)?(?:多少|几多|几)(?:个)?(?:百分点|点|成|天|小时|分钟|人天|个?人|钱|元|分|倍)?"
ASKS_CHANGE = re.compile(
    rf"{_BESIDE}(?:{_WAY}(?:了|咗|掉)?{_HOW_MUCH}|{_WAY}(?:了|咗)?还是(?:是)?(?:没)?{_WAY}(?:了|咗)?|{_WAY}(?:了|咗)(?:没有?|冇|吗|么|未)|有没有{_WAY})(?:来着)?{_BESIDE}"
)
"""Asks by how much something has changed, or which way, and nothing else."""
ASKS_RESULT = re.compile(
    rf"{_BESIDE}(?:(?:(?:增长|节省|节约|下降|降低|减少|提升|缩短|优化|上升)(?:率|比例|幅度|比)|[增降升涨]幅)?(?:{_HOW_MUCH}(?:来着)?)?|(?:算|计|得)(?:出来?|好|完|到)(?:来)?(?:了)?(?:没有?|吗|么|未|是?{_HOW_MUCH}))(?:了)?{_BESIDE}"
)
"""Asks what something has come to, and nothing else."""
ASKING_NAME = re.compile(r"(?:多少|几[天个点人钱分]?)$")
"""Ends a way to call an indicator that is a question itself."""
BESIDE_NAME = re.compile(rf"{_BESIDE}")
"""What may be said beside the name of what was worked out, by which it is asked for again."""
ASKS_EFFECT = re.compile(
    r"(?:能|可以|可|会|预计|估计能|大概|一般)(?:帮我们?|给我们?|让我们?)?(?:再)?(?:省|降|节省|节约|节|减少?|提高|提升|多赚|赚|少用|增加|缩短)(?:下来?|出|低|到|得|下)?(?:[\u4e00-\u9fff]{0,4}?)(?:百分之几|百分之多少|多少|几多|几(?:个)?(?:点|成|倍|%|百分点|钱))|准数|包(?:省|降|有效果)"
)
"""Asks how much something will save or improve."""
BOTH_PERIODS = re.compile(
    rf"{_BESIDE}(?:(?:这|那|前后)?(?:两|2|俩)(?:个)?(?:月|期|次|年|季度?|数|边|回|组)(?:的)?(?:数据?|值|结果)?(?:之间|放一起|一起)?){_BESIDE}(?:对比|相比|比较|比|差|变化|降|升|涨)(?:起来|一下|一比|下)?(?:了|咗)?(?:怎么?样|如何|多少|几多|几(?:个)?(?:百分)?点|还是.{{1,3}})?(?:了)?{_BESIDE}"
)
"""Asks how the two periods that were worked out compare."""
WONDERS_AT = re.compile(
    r"谁(?:给|来|负责)?(?:审|批|填|核|录|报|把关)(?:核|查|批)?[的了过]|[瞎乱]填|[填报录交](?:的|了|上来)[^。;!?]{0,24}(?:(?:怎么|咋|哪)(?:可能|会有|能有|审|批|核|过)|离谱|不可能)"
)
"""Wonders at a value that somebody has put down, or who has passed it."""
