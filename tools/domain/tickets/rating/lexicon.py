"""Chinese words by which people judge a service; data for the rules, no logic."""

import re

STARS = re.compile(r"[★⭐🌟]")
GIVEN = re.compile(
    r"^(?!.*(?:客户|顾客|买家|员工|同事|领导|老板|供应|甲方|隔壁|上一家|自己|设备|这款|车间|我们(?:厂|公司|家)|平均|满意度|吗|怎么|多少|什么|[?]))"
    r".*(?:打|给|评|俾|畀)(?:你们?|你哋|[它他她佢]们?|个|了|返)*\s*[1-5一二两三四五]\s*(?:分|颗?星)(?!钟|之|析|布|类|制)"
)
"""Gives a score of one's own."""
OF_ANOTHER = re.compile(
    r"^(?!.*(?:你们|你哋|平台|助手|小助手|工单|诊断|这次服务|客服|顾问))"
    r".*(?:我们(?:厂|公司|家|车间|的)|我厂|车间|上一家|前一家|别家|隔壁|甲方|老板|供应商|服务商|这款|这台|那台|那款|设备|客户给|自己)"
)
"""Speaks of somebody or something that is not the platform's."""
SCORE = re.compile(r"(?:给|打|评|改(?:成|为)?|是|就|应该是?|给个|打个)?\s*(?<![\d.-])(?P<n>[1-5]|[一二两三四五])\s*(?:分|星|颗星|颗)(?!钟|之|析|布|类|制|[一二三四五])")
_POINTS = r"\s*(?:[1-5]|[一二两三四五半几])\s*分(?!钟|之|析|布|类|制)"
MARGIN = re.compile(
    rf"(?:扣|减|加|涨|丢|失|差|抠|掉|(?<![最顶至])[少多低高])(?:给|打|扣|减|掉|了|咗|你们?|你哋|他们?|它|的|那|这|个|我)*{_POINTS}|(?:那|这|嗰)(?:[1一两2]){{1,2}}分(?=[,，\s]*(?:是|就|扣|差|因|在|主要|嫌))"
)
"""Points that a score falls short by, or goes beyond another: no score."""
BARE_SCORE = re.compile(r"^[\s,.]*(?:给|打|评|我给|我打)?\s*(?P<n>[1-5]|[一二两三四五])\s*[分星]?[\s,.!~吧]*(?=$|,)")
OUT_OF_TEN = re.compile(r"(?<![\d.])(\d{1,3})\s*分(?!钟|之)|满分|(?:十|百)分|[零〇]分|0分")
FULL = re.compile(r"满分|五星好评|给满")
NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
FEELINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"(?:非常|很|太|特别|极其?|十分|相当|完全|一点(?:都|也)|极度)不满意|(?:极|太|很|非常|特别)(?:差|糟糕?|烂|坑|失望)|差评|一塌糊涂|垃圾")),
    (2, re.compile(r"(?:不(?:太|是很|怎么|大|够|算)?(?:满意|好|行)|不满|太慢|差劲|失望|不咋地|不怎么样|有点差|较差|比较差)")),
    (5, re.compile(r"(?:非常|很|太|特别|十分|相当|超级?|挺非常|极其?)(?:满意|好|棒|赞|不错|专业|给力)|完美|好评|点个?赞|没得说|超赞|太好了|满意极了|真棒")),
    (3, re.compile(r"一般(?:般|吧)?|还行|凑合|马马虎虎|中规中矩|过得去|勉强|普通|中等|还凑合|就那样")),
    (4, re.compile(r"(?:比较|挺|还算?|基本|蛮|总体|整体)?(?:满意|不错|可以|挺好|蛮好|还好|好用|有帮助)|挺好")),
)
"""Feelings as scores, the first that is named."""
JUDGES = re.compile(r"差评|好评|打分|评分|评价|评个|满意|[1-5一二两三四五]\s*(?:分(?!钟)|星)")
"""Judges a service, or is about to."""
VERDICT = re.compile(r"满意|不满(?!\d|足)|[差好]评|评(?:价|分|个|一下)|打(?:个)?分|点个?赞")
"""Is a verdict, or says that one is passed; what is felt without it is no score yet."""
ANNOUNCED = re.compile(r"(?:想|要|得|必须|可以|能)(?:先|来|再)?(?:给|打|留|写|畀|俾)(?:你们?|你哋|佢哋?|他们?)?(?:一?个|返个)?(?:差评|好评|评价|评分|分)(?!\d)")
"""Says that one will judge, and not how."""
ASKING = re.compile(r"[?吗]|怎么|什么|哪|多少|能不能|帮我|帮忙")
"""A message that asks for something, whatever feeling stands in it."""
CORRECTS = re.compile(r"打错|评错|点错|按错|写错|改(?:成|为|一下|下)|更正|修改|应该是|不对|重新(?:评|打)|撤回|手滑|改评")
STAGES: dict[str, re.Pattern[str]] = {
    "effect": re.compile(r"效果|成效|用(?:了|下来|起来)|见效|收益|产出|提升|省(?:了|下)|降(?:了|低)|回报"),
    "go_live": re.compile(r"上线|试运行|验收|交付|投产|部署|切换"),
    "process": re.compile(r"过程|服务|响应|沟通|态度|处理|回复|速度|对接|配合|流程|工单|诊断"),
}
ABOUT: dict[str, re.Pattern[str]] = {
    "scenario": re.compile(r"场景|sc-[a-z0-9-]+"),
    "ticket": re.compile(r"工单|单子|[这那]张单|处理(?:结果|得|的)|投诉(?:处理|的)|人工|客服|工作人员|那个问题|解决(?:得|的)|t20\d{6}"),
    "assessment": re.compile(r"诊断|测评|评估|报告|问卷|体检"),
    "service": re.compile(r"平台|助手|整体|总体|你们(?:这个)?(?:服务|系统)|这个(?:服务|系统|机器人)"),
}
SCENARIO_ID = re.compile(r"(?<![a-z])sc-[a-z0-9]+(?:-[a-z0-9]+)*")
COMMENT_ROOM = re.compile(
    r"[\s,.!;:、]+|(?:还|仲|又)?(?:要|得|可以|能)(?:我|先)?(?:打|评|给)(?:个)?分(?:数)?(?:是吧|是吗|吗|对吧|咩|啊|呀)+|另外算|分开(?:来)?(?:算|打|评)|单独(?:算|打|评)|另说|(?:再)?(?:想想|想一?下|考虑一?下|想了想)|[这那](?:一)?(?:张|次|件|份)(?:工单|单子?|诊断|报告)?|[那上]个|[百十五]分制|只能|[诶哎哦欸嗯啊呀哈咦]|(?:想|要|得)?(?:给|打|留)(?:你们?)?(?:一?个)?(?:差评|好评|评价)|(?:这|那)件?事|(?:打|评|点|按|写)错了?|手滑了?|应该是|更正|修改|改(?:成|为|一下)?|(?:我们?)?(?:给|打|评)(?:你们?|个|了)*(?:分|一?个?评价|评分|打分)?|(?:这|上|本)(?:次|个)的?|刚[才刚]的?|你们?的?|平台的?|工单|数字化|诊断|服务|满意度|评价|评分|打分|总体|整体|全程|整个|过程|流程|上线|效果|这一?步|这一?块|方面|只|我|来|对|为|把|个|吧|了|的|是|就|不是"
)
"""What stands around a score and says nothing of the service."""
TICKET_SAID = re.compile(r"工单|单子|[这那]张单|t20\d{6}|诊断|测评")
"""Names what is judged by what it is, not by who did it."""
NAMED_LAST = re.compile(r"(?:场景|工单|单子?|诊断|报告|平台)(?:我|们|就|只|能|来|给|打|评)*$")
"""Names what is judged right before the score, and says nothing more of it."""
REASON = re.compile(r"^[\s,]*(?:就是|因为|主要|原因|反正|其实|还不是|嫌|纯粹)")
"""Begins a reason."""
SHORT_OF = re.compile(
    r"^[\s,]*(?:我|就|之所以|至于|还有|为什么|为啥|,)*(?:(?:扣|少|差|丢|减|失|抠)(?:给|打|了|掉|咗|你们?|你哋|的|那|这|个|我)*[1-5一二两三四五半几]?\s*分|(?:没|不|冇|唔)(?:给|打|敢给|俾|畀)(?:你们?|你哋)?(?:满分|[5五]分)|(?:那|这)[1-4一二两三四]分)(?:是|就|的|扣|差|原因|主要|都|,|\s)*(?:因为|由于|在|嫌|觉得|为了|主要|(?<=是)(?=.{0,8}(?:太|没|不|难|慢|差|乱))).{2,}$"
)
"""Tells why a score falls short of the best."""
SCALE = re.compile(r"(?:最高|最多|顶多|最低|上限|满分)(?:就|只|才|是|能|到|打|给|有|不过|,)*(?:\d{1,3}|[一二三四五十])\s*分?[啊呀哦吗的了吧呢,.!\s]*$")
"""Speaks of the scale and not of the service."""
OF_WHAT = re.compile(r"^[\s,]*(?:嗯|对|我|就是|是|这|分|刚才|那个|,)*(?:对|给|评|针对|说)(?P<what>[^,。?？]{2,16}?)(?:打|评|说|讲|给)(?:的|嘅)(?:分)?[吧啊呀哦了,.!\s]*$")
"""Says of what a score was given."""
FAULT = re.compile(r"太|不(?!用|客气|是|谢)|没(?!事|关系|有了)|慢|差|乱|难|烂|贵|错|听不懂|看不懂|敷衍|久")
"""Finds fault with something."""
