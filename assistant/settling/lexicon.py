"""Chinese words by which a message that gives up an open question says why; data for the rules, no logic."""

import re

_OURS = r"诊断|测评|政策|补贴|补助|奖|场景|指标|工单|单子|需求|投诉|报告|档案|人工|标准|条款|绑定|邀请|提醒|推荐|导出"
_LEAD = r"(?:我们?|咱们?|俺们?|这边|那边|现在|手头|等一?下|刚好|正好|刚|正|还|先|也|就|因为|反正|[,\s]){0,5}"
_WHEN = r"等|问|商量|考虑|想想|回头|改天|改日|下次|下回|明天|明儿|晚[点些上]|下午|过[几两]天|以后|有空|得闲|想好|问清楚|定了"
_PERSON = r"老板|领导|客户|车间|厂里|公司|同事|家里|孩子|有人|老师|主管|经理"
_AGAIN = rf"(?:{_WHEN})[^,。?]{{0,10}}?再(?:说|弄|搞|来|看|聊|做|填|定|报|提|找你|讲)"
_ENDS = r"[吧啊呀了啦喇的着哈哦呢谢,.!~\s]*"
HEARD = re.compile(rf"(?:好|行|嗯|恩|哦|噢|ok|知道|收到|明白){_ENDS}")
"""Says that one has heard, which is no yes where what was shown is put off behind it."""
LATER = re.compile(rf"{_LEAD}{_AGAIN}{_ENDS}")
"""Puts something off."""
_SURE = r"(?:(?:我们?|咱们?)?(?:已经|都)?(?:想|考虑|商量)(?:好|清楚|过|明白)了|决定(?:好)?了|定了|嗯+|恩|好的?|对的?|是的?|行|可以|没错|没问题|确认|确定|同意|不后悔|不(?:用|要)留(?:底|着)?了?|(?:已经|都)?(?:导出|备份|存|留)(?:好|过|底)了|(?:反正)?(?:我们?)?(?:厂子?|公司|店|企业)(?:都|已经|也)*(?:关|停|结业|倒闭|注销|不做|不干|不开)(?:门|掉)?了)"
_BID = r"(?:就|那就|那|请|麻烦|帮我|给我|你们?|直接|现在|马上|全部?|都|统统|彻底|一并|一起|把(?:我们?的?)?(?:资料|档案|数据|信息|东西|它|这些)(?:全部?|都|彻底)*)"
_GOES = r"(?:删除?|清除?|清空|抹|销毁)(?:掉|除|干净|光|空)?"
_LEAVES = r"(?:退出?|离开|解绑|解除绑定)(?:掉)?"
_REVOKES = r"(?:撤掉|移除|移出|解除|解绑|删除?|踢)(?:掉|出去)?"
"""Not 撤销 or 收回, which as often take back the request itself."""
_FOR_GOOD = r"{sure}{{0,3}}{bid}{{0,4}}(?P<does>{does})?(?:全部|所有)?(?:资料|档案|数据)?[吧了啦的咯喇呀啊]{{0,3}}"
FOR_GOOD = {
    name: re.compile(_FOR_GOOD.format(sure=_SURE, bid=_BID, does=does))
    for name, does in (("erase_archive", _GOES), ("leave_enterprise", _LEAVES), ("revoke_membership", _REVOKES))
}
"""By tool whose change nothing takes back: a clause that says yes to it in so many words, or why one is sure."""
STAYS = re.compile(
    rf"{_SURE}{{0,2}}(?:还是|那就|那|就|先|暂时|我们?|千万){{0,3}}(?:(?:不|别|甭|不要|不想|不用)(?:再)?(?:{_GOES}|{_LEAVES}|{_REVOKES}|撤销?|收回)|留着|保留(?:着)?)(?:吧|了|啦|先|啊){{0,3}}"
)
"""A clause that says no to such a change."""
TELLS_WHY = re.compile(
    rf"(?!.*(?:\d|[吗?]|什么|哪|多少|怎么|咋)){_LEAD}(?:(?!.*(?:{_OURS}))(?:"
    r"(?:要|得|该|准备|赶着?)(?:去|走|出|开(?!单|始|票)|接(?=个?电话|人|孩子|货|客)|吃|睡|忙|赶|回|上(?=班|课|车|飞机)|下(?=班|车)|见)[^,。?]{0,10}"
    r"|(?:手上|手里|临时|突然)?(?:有|来)(?:点|个|些|急|别的|其他|要紧的?)*(?:事|会(?!员)|客人?|电话|活)(?:要?[^,。?]{0,4})"
    r"|(?:没|冇)(?:有)?(?:什么)?(?:空|时间|功夫|工夫|心思|想好)(?:弄|搞|看|了|啦|呢)*"
    r"|要?(?:在|还在)?(?:忙|开会|开车|吃饭|路上|外面|出差|上课)[^,。?]{0,3}"
    rf"|{_AGAIN}"
    r"|[^,。?]{0,12}?(?:商量|考虑|想想|合计|琢磨|研究|核实|(?:跟|和|同|找|等|让|去|要|得|先|再)[^,。?]{0,6}?确认|确认一?下|问问|问一?下(?!你|您))[^,。?你您]{0,8}"
    rf"|(?:{_PERSON})(?:那边|这边|又|正|在|刚|来|都)*(?:叫|找|喊|催|等|来)(?:我|了|人)?[^,。?]{{0,6}}"
    r"|(?:太|有点|好|怪)(?:麻烦|累|烦|复杂|晚|乱|多)"
    r")|[^,。?]{0,8}(?:不|别|甭|唔)(?:用|再|想|要)?(?:记|存|填|写|录|登记?|报|提|改|删|撤|办|弄|搞|要|留|发|问|看|查|算)(?=[了啦喇着]))"
    rf"{_ENDS}"
)
"""Says why something is given up, or once more that it is, and asks for nothing."""
NOTHING_ELSE = re.compile(
    r"(?:不好意思|抱歉|对不起|(?:刚才|刚刚|我)?(?:发|打|写|说|记|填|按|报)错|改成|改为|改|写成?|[记填]成?|登记|存|没错|没问题|对|是|的|了|就|嗯|恩|好|行|那|哦|噢|啊|呀|吧|[,。.;!~\s])*"
)
"""What may stand beside the names and values of what was shown, where they are said again."""
NUMERALS = re.compile(r"\d|[一二两三四五六七八九十百千万亿]{2,}|[十百千万亿]")
"""Gives a figure."""
