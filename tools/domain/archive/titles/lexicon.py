"""Chinese words by which a title is denied, wished for, planned, lost or only supposed; data for the rules, no logic."""

import re

_TRY = r"(?:申报|申请|申|报|评|冲|拿|办|弄|认定)"
_GOT = r"(?:评上|拿到|拿下|评到|攞到|报上|通过)"
_WISHES = r"(?:想|希望|打算|准备(?!了)|计划|考虑|争取|力争|筹备|目标|等(?=[^,，。;]{0,4}(?:评|拿|过|下来))|(?:正在|在|去)冲|冲刺|冲击|明年(?:要|再|去))"
_SAYS_LITTLE = r"(?:了|的|呢|着|中|一下|一冲|看|试|一试|吧|啊|呀|嘛|阶段|流程|材料|\s)*"

NAME = re.compile(r"小巨人|专精特新|创新型|高新|高企|国高")
"""What any title is called by."""
CLAIMED = re.compile(r"(?<!不)(?<!目标)(?<!目的)是|已|早就|属于|获得?|刚(?:刚)?(?:评上|拿到|拿下)|(?<!想)(?<!要)(?<!能)(?:评上|拿到|拿下|评|拿)了")
"""Says before a title that it is held."""
SUPPOSED = re.compile(r"如果|要是|假如|假设|若是|若(?=我|能|评|拿)|万一")
"""Supposes a title."""
WISHED = re.compile(_WISHES)
"""Wishes for a title, before it is named; what is said to be so after that goes before it."""
APPLIED = re.compile(r"(?<![汇上])(?:申报|申请|申|报|冲)(?:了|过|咗)?(?:一下|一个|个|省级?|国家级?|市级?|的)*$")
"""Applied for a title, right before it is named."""
UNEXPECTED = re.compile(r"没想到|想不到|没料到|冇谂到")
"""Marvels at what happened, and denies nothing."""

NOT_HELD = re.compile(
    rf"(?:没|未|冇)(?:能|有|有再)?(?:{_GOT}|拿|评|过(?!期)|获|认定|批|攞|成|续|下来|戏)(?!(?:到|过|上|着)?(?:任何|什么|一分|过)*(?:补|奖|钱|资金|政策))"
    r"|落选|落榜|刷(?:下|掉|了)|退回|驳回|打回|被(?:取消|撤销?|摘)|取消了|失效|吊销|(?<![快要没未])过期了?|不是了|没了|(?:还)?差(?:一|点|口|得)|还差|没有?(?:的|了|呢|吧|啊)?$"
    rf"|(?:正在|在|还在|正|再|才|去|先)[^,，。;]{{0,4}}{_TRY}{_SAYS_LITTLE}$|{_WISHES}[^,，。;了]{{0,8}}{_TRY}{_SAYS_LITTLE}$|{_WISHES}[^,，。;了才终]{{0,8}}{_GOT}(?!了|咗)"
    rf"|(?:申报|申请|评审|评选|认定|审核|办理|冲刺)(?:中|还在|走)|(?:材料|资料|流程)[^,，。;]{{0,6}}(?:准备|交|报|没|弄|整理|走)|目标|等(?:结果|通知|公示|批)|(?:拿到|评上|攞到|通过)(?:了|咗)?[吗没么]"
    r"|^(?:企业|中小企业)?(?:怎么|如何|咋|点样?)(?:去|样)?(?:申|报|评|拿|弄|办|攞)|^(?:企业|中小企业)?的?(?:申报|认定|评选)?(?:条件|门槛|流程|标准)"
)
"""Says of a title, in what follows it, that it is not held, not yet, or no more."""
LOST_THEN = re.compile(
    r"^(?:但是?|可是?|不过|后来|结果|现在|已经|已|又|去年|前年|今年|上个?月|刚|证书?|复核|复审|,|，|\s)*(?:就|都)?(?:被)?(?:取消|撤销|撤了|摘|吊销|没续|没了|(?<![快要没未])过期|失效|不是了|没通过|没过(?!期))"
)
"""Says in the clause after a title that it was lost."""
TRIED_THEN = re.compile(
    rf"^(?:我们?|咱们?|厂里?|公司|就|也|都|去年|今年|明年|前年|后年|年底|还|一直|,|，|\s)*(?:(?:申报|申请|报|评|冲)(?:了|过)?(?:几次|一次|两次|一回|几年)?(?:都|也|但|可|,|，)*(?:没|未|冇)|{_WISHES}[^,，。;了]{{0,6}}{_TRY}{_SAYS_LITTLE}$|(?:还)?(?:正在|在)(?:申报|申请|报){_SAYS_LITTLE}$|等(?:结果|公示|通知)|(?:还)?(?:没|未|冇)(?:评|拿|过(?!期)|报))"
)
"""Says in the clause after a title, where that was only named, that it is tried for."""
