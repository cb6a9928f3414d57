"""Chinese patterns by which units of the standard and claims about them are read; data, no logic."""

import re

from corpus.lexicon import SHALL, SHOULD
from tools.domain.eligibility import lexicon as eligibility

__all__ = ["SHALL", "SHOULD"]

SEGMENT = re.compile(r"[^，,；;。\n]+[，,；;。\n]*")
SEGMENT_END = "，,；;。\n"

ASKING = re.compile(
    r"必须|必需|一定要?|非得|非要|不可|强制|硬性|硬要求|硬指标|软要求|可不可以|可以|能不能|要不要|是不是|系不系|系咪|是否|需不需要|不需要|需要|用不用|使唔使|使不使|得不得|务必|可选|选做|建议|应该|应当|自愿|任选|随意|可做可不做"
    r"|规定动作|自选动作|规定|要求|标准|平台|有没有|有冇|我们|我哋|你们|他们|咱们|这个|那个|那种|这种|这样|那样|这些|那些|这条|那条|这项|那项|这一项|这一条|什么|怎么办|怎么|怎样|如何|哪些|哪个|哪几|一个|一下|就是|还是|行不行|算不算|属于|不是|没有|也行|请问|想问|问下|里面|的话|时候|最好|不用|不要|做到|必要"
    r"|条款|对不对|对吧|对吗|是吧|是吗|没错吧|是的|嘛|吧|吗|呢|呀|mandatory|required|must|optional|compulsory|obligat\w*|shall|should|right|correct"
)
"""What a question about a duty is made of besides the thing asked about."""
REQUEST = re.compile(r"(?:说说|讲讲|讲一下|说一下|介绍|看看|看一下|解释|告诉我|发我|列|念|继续)[^，,。？?]{0,12}吧[?？。!！]*$")
"""An imperative that only sounds like a premise."""

OPTIONAL_CLAIM = re.compile(
    r"(?<![是系])不(?:是|算|属于)?(?:必须|必需|强制|硬性|一定|非得|非要|用|必|需要?|要求)|可以不|可不做|建议|宜|可选|自愿|选做|任选|随意|无所谓|不[^，,]{0,6}(?:也行|也可以|也没事|行吧|都行)|没有?[^，,]{0,6}(?:也行|也可以|也没事)"
)
BINDING_CLAIM = re.compile(r"必须|必需|一定|强制|硬性|非得|非要|务必|要求|硬指标|应当|应该|得有|得要|不可少|少不了|不能少|都得|都要|must|mandatory|required")
OF_THE_STANDARD = re.compile(r"(?<![判评认验评定行国])标准(?:里面?|中|上|内|对|怎么(?:说|规定|要求|写)|有没有(?:规定|要求|写|提)|写了?什么)|(?:本|这个?|该)标准")
"""Asks what the standard itself says."""
STRICT = re.compile(r"必须|必需|一定要|强制|硬性|非得|非要|务必")
"""Words that ask for nothing less than a duty."""
FORCE = re.compile(r"必须|必需|强制|硬性|建议|(?<![适便])宜(?:的|做|对|是|吧|,|，|$)|可选|选做|自愿|推荐")
"""What makes a premise one about how strongly a unit binds."""
CONFIRMING = re.compile(r"对吧|对吗|对不对|是吧|是吗|没错吧|吧[?？]*$|嘛[?？]*$|right\?|correct\?|isn't")
"""How a question asks to be told that it is right, rather than which it is."""
CHOICE = re.compile(r"还是|宜还是应|应还是宜")

NUMBER = re.compile(
    r"(?<![第\d.a-z×x])(?P<number>\d{1,4}|[二三四五六七八九]?十[一二三四五六七八九]?(?![四五]五)|[一二两三四五六七八九](?![一二三四五六七八九十百千万]))\s*(?P<measure>大(?!类|模|数|家)|个(?!性|人)|项(?!目)|条(?!件)|种|款|点|份|幅|方面)?\s*(?P<noun>(?:(?![一二两三四五六七八九十])[\u4e00-\u9fff]){0,8})"
)
NUMBER_END = re.compile(r"[的对吧吗是没在和与要呢了么都嘛有这那吗就开进提来以之]")
"""Characters that end the noun behind a number."""
SINGLE_NOUNS = "级章节家位人名类亿万年月天日倍元步维"
NOUN_AS = {"维": "维度", "位": "人", "名": "人", "步": "步骤", "个人": "人", "小节": "节", "部分": "节"}
ITEM_NOUNS = ("项", "条", "款", "点", "列项", "要求", "条款", "内容", "个")
PART_NOUNS = ("节", "部分", "小节", "大块", "块", "方面")
INDICATORS, CLASSES, SUBCLASSES = "指标", ("大类", "类"), "小类"
COUNTED_KINDS = {"term": "术语", "abbreviation": "缩略语"}
PEOPLE, FIRMS = ("人", "起草人", "主要起草人"), ("家", "单位", "起草单位")
SHORTEST_TOPIC = 2
ONE = "一"
ONLY = re.compile(r"只|仅|就|才|单")
NEGATION = re.compile(r"不|没|无|未")
TOPIC_CLAIM = re.compile(
    r"(?:是|系)?(?:不是|唔系|系咪)?(?:专门)?(?:讲|说|写|谈|关于|管|规定|涉及|针对)(?:的)?(?:是|了|到)?(?P<topic>[^，,。？?!！]{2,16}?)(?:的|这块|这方面|方面|问题|内容)*(?:对|是|没错|吧|嘛|吗|系|$|,|，|\?|？)"
)

MODULE = re.compile(r"^([^：，。]{4,14})：")
ACTOR = re.compile(r"(平台运营方|平台)(?:还|均|也)?(?:应|宜|需)")
ROLE = re.compile(r"((?:行业专家|运营团队|业务团队|算法团队|专人|项目组|解决方案团队))(?:应|则|来)?(负责[^，。；]+)")
PARTIES = ("运营团队", "行业专家", "生态合作伙伴", "生态伙伴", "技术厂商", "服务商", "科研机构", "行业协会", "本地代表性企业", "解决方案商")

COVER_DEFAULT = re.compile(r"^\d{4}-\d\d-\d\d ")
COVER_LINES = (
    (re.compile(r"英文"), re.compile(r"[A-Za-z:,]{4}")),
    (re.compile(r"全称|名称|叫什么|标题|题目|名字"), re.compile(r"^人工智能.*平台建设与")),
    (re.compile(r"标准号|编号|几号|号码|代号"), re.compile(r"^T/ISC")),
    (re.compile(r"发布稿|征求意见|草案|正式"), re.compile(r"发布稿")),
    (re.compile(r"(?:谁|哪|什么(?:单位|机构|协会|部门)|边个).{0,6}(?:发布|出台|颁布|印发|制定|出的|发的)|发布(?:单位|机构|方)"), re.compile(r"发 布$")),
    (re.compile(r"实施|施行|生效|执行|日期|时间|什么时候|何时|几时|哪天|哪年|多久"), COVER_DEFAULT),
)
ENGLISH_ASKED, TITLE_ASKED = COVER_LINES[0][0], re.compile(rf"^(?!.*英文).*(?:{COVER_LINES[1][0].pattern})")
FOREWORD_LINES = (
    (re.compile(r"起草人|哪些人|什么人|谁(?:来)?(?:写|参与|起草)|姓|几个人|多少人"), re.compile(r"主要起草人")),
    (re.compile(r"起草(?!人)|单位|公司|参编|编制|哪家|华为|信通院|佳都|之云|科工信"), re.compile(r"起草单位")),
    (re.compile(r"归口|谁提出|提出单位|哪个协会|主管"), re.compile(r"归口")),
    (re.compile(r"专利|知识产权|侵权"), re.compile(r"专利")),
    (re.compile(r"gb/t|1\.1|依据什么|按什么|规则|格式"), re.compile(r"GB/T 1\.1")),
)
FOREWORD_DEFAULT = re.compile(r"归口|起草单位|主要起草人")
DRAFTERS = re.compile(r"主要起草人：(.+)。")
DRAFTING_UNITS = re.compile(r"起草单位：(.+)。")
INTRODUCTION_LINES = (
    (re.compile(r"法律|法规|冲突|抵触|优先"), re.compile(r"法律法规另有规定")),
    (re.compile(r"背景|现状|形势|为什么|为何|为啥|缘由|起因|意义"), re.compile(r"^目前")),
    (re.compile(r"目的|解决|针对|作用|干什么用|价值"), re.compile(r"^本文件针对")),
)
INTRODUCTION_DEFAULT = re.compile(r"^本文件针对")
MEMBER = re.compile(r"(?:(?<=[、：])|(?<=[应宜]提供)|(?<=限于)|(?<=包括)|(?<=包含)|(?<=覆盖)|(?<=涵盖))[\u4e00-\u9fffA-Za-z]{2,14}(?=[、等。，；]|以及|和|与)")
"""A member of an enumeration."""
CITIES = (*eligibility.CITIES, *eligibility.PARTS_OF)
"""Cities beside Guangzhou, and parts of them that are called by their own names."""
MEANING = re.compile(
    r"(?:是|系|指|叫|做|念|即)(?:的)?(?:是)?(?:什么|啥|咩|乜|个什么|何|哪)|什么(?:东东|东西|玩意|来的|词|鬼)|(?:什么|啥|咩|乜嘢?)(?:意思|概念|含义|英文|缩写)|含义|全称|全写|全名|英文|中文|缩写|缩略|简称|代表|解释|翻译|怎么(?:读|念|说|写|拼)|点(?:读|解)|(?<!标)准确说|术语|定义|概念|what|stand|mean|full name|abbrev|acronym|defin"
)
"""Asks what a word means, or how it is written in full."""
TOLD_TO_BE = re.compile(
    r"\s*(?:在|标准|团标|文件|附录|里面?|中|上|这个?|那个?|词|缩略语|说|讲|写|定|的|不?(?:就|都|也|其实|应该|好像|难道|到底))*(?:是|系|指|叫|即|算|属于|归(?:为|到|在)|当成|当作|看作|理解(?:成|为)|意味)|等于|(?:翻译)?成|="
)
"""Stands behind a word that is said to be something."""
WRITTEN_OUT = re.compile(r"[：（）]")
"""Stands between an abbreviation and what it is written out as."""
LATIN = re.compile(r"[a-z]")
OF_POLICIES = re.compile(r"奖补|补贴|补助|奖励|资助|贴息|政策|申报|技改|试点")
"""Speaks of policies, so that what was spoken of before has no part in it."""
AI_USES = re.compile(
    r"^(?!.*(?:意见|行动|方案|办法|文件|通知|条例|措施|规定|算力|机器人|平台)).*(?:(?<![a-z])ai(?![a-z])|人工智能)(?!\+)[^。?]{0,24}?(?:有(?:个)?(?:什么|啥|咩|乜|冇|没有|无|毛)(?:鬼)?(?:用(?![户到于])|好处|帮助)|(?:能|可以)(?:帮|给|替|为)?(?:到)?(?:我们?|我哋|咱们?|厂里?|小厂|工厂|企业|老板)*(?:干|做|用|解决)(?:得)?(?:上|到|点|些)?(?:什么|啥|嘛|咩|乜|哪)|用(?:得)?(?:在|上|到)(?:哪|什么地方|边)|(?:什么|啥|咩)(?:用处|好处|作用))"
)
"""Asks what AI is good for."""
OF_HOME = re.compile(r"(?:报|拿|领|享受?|申请|攞|评)(?:到|得到)?[^,，。]{0,4}广州")
"""Asks to have what Guangzhou gives, wherever the firm lies."""
WORD_ALONE = re.compile(r"(?:请问)?(?P<word>[a-z]{2,8})\s*(?:(?:到底|究竟)?(?:是|系|指|叫|代表)(?:的是)?(?:个)?(?:什么|啥|咩|乜嘢?)(?:意思|东西|来的|嚟)*|(?:什么|啥|咩)意思)[啊呀呢的?？]*")
"""Asks what a Latin word means, and nothing else."""
WORD_OF_ITS_OWN = re.compile(r"^(?:那|那么|咁|请问|文件里|标准里|你们)?(?:说的|讲的|写的)?(?:那个|嗰个)?\s*[a-z0-9]{1,24}(?:\s*(?:和|跟|与|,|/)\s*[a-z0-9]{1,24}|\s[a-z0-9]{1,24})?\s*(?:又|到底|究竟|具体)?(?:是|系|指|叫|代表|啥|什么|咩)|^(?:什么|啥|乜)(?:是|叫|系)\s*[a-z0-9]{1,24}$")
"""Asks what a Latin word is, which leans on nothing that was asked before."""
WHOLE_BINDING = re.compile(r"^(?:那|那么|请问|咁|,|\s)*(?:这个|这份|这套|本|该|呢个)?(?:标准|团标)(?:它|本身)?(?:是|系|算|属于)?(?:不是|唔系)?(?:强制|必须执行|推荐性?|自愿|硬性)(?:性|的|执行|标准)*[吗么不嘛啊咩?？。\s]*(?:还是[^,。]{0,8}[吗么不嘛啊咩?？。\s]*)?$")
"""Asks whether the standard as a whole binds."""
SAME_ASKED = re.compile(r"一回事|一码事|一码子事|一样(?!的地方)|同一(?:个|种|套|码)|等(?:于|同)|代替|替代|顶替|同样(?:的|吗|嘛|么)|same (?:thing|as)")
"""Asks whether two things are one, or one does for the other."""
_DONE_FOR_ME = r"(?:请|麻烦)?你?(?:帮|给|替)(?:我们?|手|忙)(?!的|[讲说问解介看回答算是]|们?(?:干|做|搞)?(?:什么|啥|咩))"
_AT_ONCE = r"直接(?:就|给我|帮我)?(?:开始|来|做|测|答|选|登记|提交|作废|撤|删|出|转)"
BREAK = re.compile(
    r"[,。;!\s]+|(?<=[?])|(?<![能会以让要不用请叫人得])(?<!(?<!区)别)(?=(?:帮|替)我(?:登记|转|投诉|催|提交|作废|撤|导出|生成|出报告)|直接(?:开始|来|登记|提交|作废))"
)
"""Where a message falls into what it asks and what it bids, with or without a comma."""
BIDS = re.compile(
    rf"^(?:那么?|好的?|嗯|先|再|然后|顺便|另外|还有|你|快|就|,)*(?:{_DONE_FOR_ME}|{_AT_ONCE}|(?:请|麻烦|我要|我想)?登记(?:一?[下个]|个|:|需求|问题|投诉)"
    r"|(?:请|麻烦|我要)?(?:开始|重新|继续)(?:诊断|测|做|答|吧|了|26|10|完整|快速)|(?:请|麻烦)?(?:把|将)[^,。]{1,12}(?:作废|撤|删|清|取消|失效|改|发|转)"
    r"|(?:作废|撤(?:掉|销|回)|删(?:掉|除))[^,。]{0,8}(?:链接|报告|单)|(?:我要|我想|给我|请)?(?:转(?:人工|客服)|投诉|解绑|催一?下|出报告))"
)
"""Begins with bidding something."""
BIDS_NOTHING = re.compile(
    r"[?吗么呢咩]\s*$|什么|啥|怎么|咋|点样|如何|多久|几|多少|哪|能不能|可不可以|会不会|要不要|是不是|行不行|如果|要是|万一|假如|的话|(?<![好不])(?:了|后|之前|时|的时候)\s*$"
)
"""Asks or supposes what its first words would bid."""
