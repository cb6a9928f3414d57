"""Chinese words by which facts that wait for a yes are corrected, or fewer of them kept; data, no logic."""

import re

_NOT = r"(?:别|不要|不用|不能|不可以|先不|不想|不必|唔好|唔使|先别|莫|甭|暂时不|不)"
_PUT = r"(?:记|存(?!在)|写|填|录|登记|放(?!心|大|假)|报(?!废|价|修|工)|公开)"
LEAVE_OUT = re.compile(
    rf"{_NOT}(?:给我|帮我|要|用|先)?{_PUT}|(?:别|不要|先不|唔好)(?:给我|帮我|先|去)?动(?!化)|(?:别|不要|不用|不必|先不|暂时不|暂不|唔好|唔)(?:给我|帮我|先|急着)?[改更]新?(?!造|[成为到])|去掉|删掉|拿掉|不算|(?:先)?(?:空着|留空|免了|算了)(?:吧|先)?\s*$"
    r"|(?:那个|那项|这个|这项|嗰个)?(?:就|都|先)*(?:不要|唔要|别要)(?:了|啦)?\s*$"
)
"""Says of a field that is about to be kept that it is not to be."""
UNSETTLED = re.compile(r"(?:还|都|也)?(?:没|未|冇)(?:有)?(?:批|定|确认|核|算|点头|同意|想好|说)|不(?:确定|一定|准)|拿不准")
"""Says of a field that it is not settled; what is not to be kept after it is that."""
TELLS = re.compile(r"(?<=[还没未冇])([^,。;!?]{1,6})呢(?=[,。;!])")
"""Tells by a word that asks elsewhere."""
ONLY = re.compile(
    r"(?:(?:只|光|单单?|仅|净系?)(?:是|要|想|用|需|能|可以|先|给我|帮我|把|将|\s)*|^(?:嗯|好|对|是|行|的|啊|呀|那|你|,|\s)*就(?:先|给我|帮我|\s)*)"
    rf"(?:{_PUT}|留|保留|收|(?P<off>撤|删))(?:掉|下|低|上|进去?|入|住|个|一下|[这那](?:一)?[个项条])*(?P<what>[^,。;!?]{{1,20}})"
    rf"|(?:只|光|仅|净系?)(?:是|要|想|用|需|能|可以|先|给我|帮我|把|将|\s)+(?P<thing>[^,。;!?]{{1,16}}?)(?:{_PUT}|留|保留|收|(?P<off_it>撤|删))"
)
"""Wants no more than what it names kept, or taken off the file."""
OTHERS_OUT = re.compile(rf"(?:别的|其他的?|其它的?|其余的?|剩下的?|余下的?)(?:都|就|先|暂时|全|你|也)*{_NOT}(?:给我|帮我|要|用|先)*(?:{_PUT}|(?<=要)(?=[了啦吧,.!。\s]|$))")
"""Says that what is not named is not to be kept."""
OTHERS_STAY = re.compile(r"(?:别的|其他的?|其它的?|其余的?|剩下的?|余下的?)(?:都|就|也|全)*(?:不变|照旧|没问题|没错|对|不用改|不改|一样|照记|可以|好)")
"""Says that what is not named stays as it was shown."""
_YES = r"(?:嗯|恩|好|对|是|行|可以|ok|的|啊|呀|哦|噢|不过|但|可是|那|[,.!\s])*"
_KEEP = rf"(?:给我|帮我|你|请|麻烦|先|可以|直接|就)*(?:{_PUT}|保留|留)(?:上|下来?|进去|进|低|入|到|档案|里|一下|吧|了|就(?:行|好|可以)|好了|啦|谢谢|[,.!\s])*"
KEEPS = re.compile(
    rf"{_YES}(?:把|将|先|就|刚才|刚刚|前面|上面|说|的|那|这|个|项|条|数){{0,7}}(?P<what>[^,。;!?]{{1,16}}?)(?:的)?(?:[那这](?:一)?[个项条])?[,\s]*+{_KEEP}"
)
"""Bids that the field it names be put on file, and says nothing of it."""
THESE = re.compile(
    rf"{_YES}(?:就|只|光|净系|是|要|想|先|给我|帮我|请|麻烦|把|将|\s)*(?:(?:{_PUT}|撤|删|改)(?:掉|下|低|上|进去?|入|除|了|走)*)?[这那呢嗰](?P<count>[一二两三四五六七八九\d]?)(?:[个项条样栏处]|些|几[个项条样])(?:都|就|也|\s)*(?:(?:{_PUT}|撤|删|改)(?:掉|下|低|上|进去?|入|除|了|走)*)?(?:就(?:行|好|可以)|吧|了|啦|呀|[,.!\s])*"
)
"""Bids that what was shown be done, all of it, by pointing at it."""
ALL_SO = re.compile(
    rf"{_YES}(?:[这那呢嗰]?(?P<count>[一二两三四五六七八九\d])(?:[个项条样套种处])|全部?|统统)?(?:都|全|也)?(?:有|系|是|对|在?用(?:着|上)?|要|没错)(?:了|的|啊|呀|吧|呢|[,.!\s])*"
)
"""Says that all that was shown is so."""
SET_RIGHT = re.compile(
    r"(?:嗯|恩|好|对|是|系|行|可以|没错|ok|的|啊|呀|哦|噢|那|[,.!\s])*(?:就|你|您|请|麻烦|帮我|给我|都|先|把[它他佢]|按这个|照这个|\s)*"
    r"(?:改|换|更正|更新|纠正|修正)(?:过来|过去|掉|佢)?(?:吧|了|啦|咯|呗|就(?:行|好|可以)|谢谢|唔该|[,.!\s])*"
)
"""Bids that what was shown be set right, and says nothing else."""
TOO = re.compile(r"也|都|全|还|加|一起|一并")
"""Stands where more is wanted kept, and not less."""
FIGURE = re.compile(
    rf"(?P<yes>{_YES})(?:就)?(?:是)?\s*(?P<figure>\d+(?:\.\d+)?)\s*(?:%|[个号项分万亿元块人台款家]{{0,2}})?(?:的|了|啊|吧|没错|[,.!\s])*(?P<keep>{_KEEP})?"
)
"""Says a figure and that it be kept, and nothing else."""

_NO_MORE = r"\s*(?:个|号(?=人))?(?:人|名|位|万|亿|元|块钱?|%|台|款)?(?:左右|上下)?(?=[,.。;!\s]|就(?:行|好|可以|够)|才(?:对|是)|吧|好了|[了的啊呀嘛哈]|算|不是|$)"
CORRECTS = re.compile(rf"没(?:有)?(?:那么|这么|咁)[多少]|[不唔]止|手滑|手误|手快|口误|笔误|打快|按快|不对|不是|唔系|唔啱|错|漏|才对|才是|[少多]了?(?:打|写|说)?了?个|[打写说]成|应该|改成|改为|是\s*[\d一二三四五六七八九十百]|^\s*[\d一二三四五六七八九十百千万两]+|(?:^|[,。\s])(?:嗯|哦|那|还是|就|先|你|请|麻烦|给我|帮我|直接|都|应该|得|要|把[它他]){{0,4}}(?:写|填|记|改|按|报|登记|录|弄|整)(?:成|个|到|上)?\s*[\d.]+{_NO_MORE}")
"""Says of what was told that it is not so, or gives a figure anew."""
WHETHER = re.compile(r"([\u4e00-\u9fff])(?:没|冇)\1")
"""Asks whether something was done."""
NO_MORE = re.compile(_NO_MORE)
"""Behind a figure: that it counts nothing else."""
PUT_SO = re.compile(r"(?:[写填记改按算报录整弄凑当放登]|应|该|才|实|其实)[^,。;!?\d]{0,4}$")
"""Stands between what a figure is called and the figure, where it is put right."""
BESIDE_IT = re.compile(r"[算加连]上|[里中][面头]?(?:有|的|只)|其中|(?:不|别|没|未|唔|比|减|裁|招|缺|差)(?![多对])|如果|要是|假如|以上|以下|以内|至少|最多|想|打算|计划|明年|目标")
"""Says that a figure stands beside what is named in the clause, or only might hold."""
BY_SO_MANY = re.compile(r"(?:再|又|还要?|得|要|应该|比[^,。;!?\d]{1,8}|该)(?:[多少加减]|增加|减少|减去|加上)(?:了|个|上|掉)?\s*[\d一二两三四五六七八九十]|(?<![减增])[多少](?:了|算|写|记|报|填)+(?:了)?\s*[\d一二两三四五六七八九十]")
"""Says by how much a figure is off."""
OF_ANOTHER = re.compile(
    r"^(?:不对|不是|错了|等等|哦|噢|啊|[,、\s]){0,4}(?P<what>[\u4e00-\u9fff]{2,6}?)(?:那(?:块|项|里|边)?|方面)?(?:其实|实际上?|应该|应当|才|原来|本来)+(?:应该)?(?:是|系|有|只有)"
)
"""What a message puts right by its name."""
PUT_ANEW = re.compile(r"^(?:哦|噢|啊|诶|[,、\s]){0,4}(?:不对|错了|搞错了|等等|等一下)[啊呀哦,、\s]{0,3}(?P<what>[\u4e00-\u9fff]{2,6}?)(?:是|有|系)\s*[\d一二三四五六七八九十百两]")
"""The same straight after words that take something back."""
NAMELESS = re.compile(r"应该|应当|其实|实际|原来|本来|这个?|那个?|刚才|刚刚|前面|上面|数字?|数目?|金额|人|师傅|伙计|我们?|咱们?|厂里?|公司|说|讲|写|打|错|不|第.|后面|一共|总共|现在|今年|去年")
"""Names nothing: whatever was shown is meant."""
COUNTED = re.compile(r"\s*[个号名位]?(?:人|员工|工人|师傅|台|款|种|年|%|元|块钱?)?")
"""What a figure counts, behind it."""
WRITTEN_AS = re.compile(r"\s*(?:个|人|万)?(?:给|被|我)?[打写说听记]成(?:了)?\s*")
"""Between a figure and the one it was mistaken for."""

CALLED: dict[str, re.Pattern[str]] = {
    "name": re.compile(r"(?:公司|厂|店|企业)名字?|名称|全称"),
    "town": re.compile(r"镇街?(?=那|这|先|别|不|和|、|$)|地方"),
    "founded": re.compile(r"成立|开办|年份"),
    "employees": re.compile(r"人手|人头|(?<![\u4e00-\u9fff])人(?=先|别|不|就|和|跟|、|$)"),
    "revenue_wan": re.compile(r"产值|营业额|流水|收入|业绩|生意额?"),
    "products": re.compile(r"做的东西"),
    "capacity_use": re.compile(r"产能"),
    "sku": re.compile(r"款式|sku|花色|品种"),
    "order_style": re.compile(r"订单"),
    "machines": re.compile(r"设备(?!自动)|机器|机台|机床"),
    "automation_share": re.compile(r"自动化|数控"),
    "energy_cost_high": re.compile(r"电费|能耗"),
    "it_people": re.compile(r"信息化|网管|it的?人"),
    "budget_wan": re.compile(r"投入|要?投的?钱"),
    "plan_time": re.compile(r"计划|打算|时间"),
    "decider": re.compile(r"拍板|做主|决策"),
    "pains": re.compile(r"头疼"),
    "honors": re.compile(r"荣誉|高企|专精特新"),
    "respondent_role": re.compile(r"角色|职务|职位|身份"),
    "contact_name": re.compile(r"对接人|姓名"),
    "phone": re.compile(r"手机|号码|联系方式"),
}
"""What people call a field for short, where it is clear that one of those at hand is meant."""
BESIDE = re.compile(r"[\s和跟与、同埋还有以及那这个项条的也数把]*")
"""Stands beside the names of fields where a clause holds nothing else."""
