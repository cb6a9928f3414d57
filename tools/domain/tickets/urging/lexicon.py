"""Chinese words by which one urges a ticket, or says not to; data for the rules, no logic."""

import re

_URGE = r"(?:催(?:一?[下哈]|促|催|办)?|加急|快(?:点|啲|些|d)|抓紧|加快)(?:佢(?:哋|地)?|[他她它]们?)?"
URGES_IT = re.compile(rf"^.{{0,24}}?{_URGE}(?:处理|办|解决|搞|回复?|覆|吧|了|啦|呀|啊|嘛|一?下|[!！。,\s])*$")
"""Urges what was just spoken of."""
URGED_ABROAD = re.compile(r"催(?:收|缴|款|货|料|交|账|债|化|熟)|(?:客户|供应商|老板|领导)[^,。]{0,4}催|催过")
"""Other things one urges."""
URGES = re.compile(r"(?<!谁)(?<!谁给)(?:^|[,。;!?\s]|[帮你们再给快来单张子诉个件条])催(?:一?[下哈]|促|催|办)+(?:佢(?:哋|地)?|[他她它]们?|吧|啦|呀|啊|嘛|工单|单子?|处理|[!！。,\s])*$|(?<!谁)催(?!了|过|咗)(?:一?[下哈]|促|催|办)?[^,。]{0,6}(?:工单|单子|投诉|需求|t20\d{6})")
"""Urges what is not answered yet, and says so last."""
_NOT = r"(?:(?<![再能可])不|别|没|未|唔|冇|甭|勿|无需|无须)"
CLAUSE = re.compile(r"[^,。;!?\s]+")
OF_HASTE = re.compile(r"催|急|赶|慢慢|放|缓")
"""Stands in every clause that says not to urge."""
SPARES = re.compile(
    rf"(?:.*?{_NOT}(?:用|要|必|须|需要?|想|打算|是|使|好|再|先|忙着?|着急|急着|老|你们?|[他她]们?|为了|来|去|帮我|给我|替我){{0,4}}(?:催(?!得|不|就|才|他就|她就|[^,。;!?\s]{{0,4}}(?:不行|没人))|加急|赶)|.*?(?:{_NOT}(?:用|要|必|是|很|太|那么|怎么|着|使){{0,4}}(?:着)?急(?!不行|才)|慢慢来|缓一缓|放一放|先放(?:着|一放|放|一边)))"
)
"""Says in one clause that something is not to be urged, or that there is no hurry."""
WAS_URGED = re.compile(
    r"(?:没|未|不会|冇|是不是|系咪|有没有|有冇|别是|难道|该不是|已经|刚才?)[^,。;!?]{0,18}?催(?:了|过|咗|上)+(?:吧|吗|么|嘛|的|啊|呀|没有?|未|冇|[?!,.\s])*$|催(?:了|过|咗)(?:吗|么|没有?|未|冇|[?])+[啊呀呢?!.\s]*$"
)
"""Asks, or takes it, that something was urged before."""
NOBODY_CAME = re.compile(
    r"^(?!.*(?:客户|买家|供应商|订单|应聘|求职|招工|快递|物流)).*?(?:到(?:现在|而家|今天|如今)|至今|还是|仍然|一直|等(?:了|咗|到)[^,。;?]{1,6})[,\s]*(?:都|也|还)*(?:一?[个通条]?(?:电话|消息|信息|回音|人影|人)(?:都|也)*(?:没(?:有)?|冇|未)(?:见|收到|接到|来|打来)?|(?:没有?|冇|未)(?:有)?(?:一个)?人(?:联系|打电话|打(?:给)?|找|回|应|覆)(?:过)?(?:我|俺)?(?:们|哋)?(?:家|厂里?)?)(?:了|的|啊|呀|过|[!.\s])*$"
)
"""Was to be called or met by a person of the platform, and was not."""
TALE = re.compile(r"(?:上个?月|上(?:一)?[次回]|去年|以前|之前有(?:一)?次|有(?:一)?[次回])[^。!?]{0,8}?(?:叫|转|找|打|催|问|提|报|投诉)过")
"""Tells of a time before, and asks for nothing now."""
