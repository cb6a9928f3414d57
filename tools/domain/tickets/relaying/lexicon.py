"""Chinese words by which something is told to an enterprise, or put by; data for the rules, no logic."""

import re

TOLD_TO_ONE = re.compile(
    r"^(?![^:]*(?:群发|批量发|广播))[\s,]*(?:(?:请|麻烦|帮(?:我|忙)|唔该|那|就|再|你|先)*(?:(?:告诉|转告|转达给?|通知|知会|回复|答复|捎句话给|带句话给)(?:一下)?\s*(?P<to>[^:,;。\s]{2,16}?)|(?:跟|和|同|对)\s*(?P<with>[^:,;。\s]{2,16}?)(?:那边|嗰边)?(?:说|讲|知会|通知)|给\s*(?P<for>[^:,;。\s]{2,16}?)(?:那边|嗰边)?(?:回|带|捎|发|留)(?:一?[句条个]|个)?(?:话|信息|消息|信)?)(?:一?声|一?下)?(?:\s*[:,]\s*|(?<=[说讲声下话信])\s+)(?!(?:了|过|好)?[没冇未](?:有)?[?啊呀\s]*$).{3,}$"
    r"|(?:请|麻烦|帮(?:我|忙)|那|就|再|你|先)*回(?:一下)?\s*(?![访电款头收来去归答复应])(?P<back>[^:,;。\s]{2,12}?)(?:那边|嗰边)?\s*:\s*.{3,}$)"
)
"""Bids the assistant to say something to one enterprise, and not the same to many."""
MANY = re.compile(r"所有|全部|全区|各|大家|每|[他她它你我]|企业$|们|诊断|的(?:企业|厂)|自己|助手|没|哪|谁")
"""Hardly one enterprise's name."""
TOLD_THEM = re.compile(
    r"^(?:[\s,]|请|麻烦|帮我|帮忙|那|就|再|也|你|先|然后|并且?|同时|顺便)*(?:(?:告诉|转告|通知|知会|回复|答复)(?:一下)?\s*(?:企业|客户|对方|厂里|人家|那边|[他她]们|佢哋)(?:那边)?|(?:跟|和|同|给|对|回)\s*(?:企业|客户|对方|厂里|人家|那边|[他她]们|佢哋)(?:那边)?(?:也|再)?(?:说|讲|回|带|知会|通知|发)|回(?:企业|客户|对方|[他她]们))"
    r"(?:一[声下句条]|个?[话信]|消息)*+(?:[\s:,]|说|讲)*+(?P<text>(?!就(?:行|好|可以)|没|了|过|吗|吧|怎么|什么|为什么|谁|哪)[^?]{3,})(?<![吗么])$"
)
"""Bids something to be said to the enterprise of the ticket under discussion, and goes on with what."""
TOLD_BEFORE = re.compile(r"(?:已经?|刚刚?才?|昨天|前天|之前|上次|早上|上午)[^,。:!?]{0,6}?(?:(?:跟|和|同|对|给)[^,。:!?]{1,10}?(?:说|讲|沟通|联系|打)(?:过|了|好)|(?:把|将)[^,。:!?]{1,10}?(?:转|发|说)(?:给|到)?错)")
"""Tells what was said to somebody before."""
TOLD_BESIDE = re.compile(
    r"^(?:[\s,]|那|哦|噢|对了|帮我|麻烦)*(?:再|另外|还有|顺便)+(?:[\s,]|帮我|给我|麻烦)*(?P<whom>[跟和同给对](?:[他她它]们?|佢哋?|对方|企业|客户|那边))?(?:也|再)?(?:补(?:充|多)?|加|带|说|讲|转|提)(?:多)?一?[句声](?:话)?(?P<them>给(?:[他她它]们|佢哋|对方|企业|客户))?[\s:,]+(?!.*(?:备注|工单|单子|记(?:下|上|一笔|在)))(?P<text>[^?]{4,})$"
)
"""Adds to what was said before: for the enterprise where it says so, else perhaps for colleagues alone."""
_NOT_SO = r"(?:别|甭|勿|不(?!过|然|如)|唔|(?<!有)没)"
_SEND = r"(?:转达?|发|告诉|说|讲|通知)"
NOT_SENT = re.compile(rf"{_NOT_SO}(?:要|用|是|能|可以|好|必|想|急着?|准备)?(?:先|再|给|跟|对|把它|把这[句话]){{0,3}}(?:{_SEND}|企业|对方|[他她]们|客户)|内部|自己(?:人|看|知道)|同事")
"""Says that something is not for the enterprise."""
NOT_NOTED = re.compile(rf"{_NOT_SO}(?:要|用|是|能|可以|好|必|想)?(?:先|再|只|也|给){{0,3}}(?:记|写|备注|工单)")
"""Says that something is not for the ticket."""
LONGEST_PLACE = 12
"""Characters up to which an answer turns a place down, and says nothing else."""
TO_NEITHER = re.compile(rf"(?:都|哪个都|两个都|谁都|先|还是|那|就|,|\s){{0,4}}(?:{_NOT_SO}(?:要|用|必|弄|了|是|动){{0,3}}|算了?|取消|不管了?)(?:吧|了|啦|[,.!\s]){{0,4}}")
"""Wants it neither sent nor put down."""
_FIRST = r"(?:[^,:?]{1,10}[,\s]+)?(?:那|就|还是|只|先|都|要|是|确认|直接|可以|帮我|给我|请|你|把它|这句){0,4}"
_LAST = r"(?:吧|了|啦|啊|就行|就好|就可以|[.!\s]){0,3}(?:[,\s]+[^,:?]{1,10})?"
TO_ENTERPRISE = re.compile(rf"(?!.{{31}}){_FIRST}(?:(?:{_SEND}|跟|给|对|畀|俾|到){{0,3}}(?:企业|对方|[他她]们|佢哋|客户)(?:说|讲|听|看|那边|的)?|(?:发|转达?)(?:过去|出去|一?下)?){_LAST}")
TO_TICKET = re.compile(rf"(?!.{{31}}){_FIRST}(?:(?:记|写|备注|备)(?!得)(?:一?下|一笔|在|到|上|进|这|那|张|工单|单子?|里|面|去|备注|成|个|的){{0,6}}|(?:工单|内部|同事)(?:上|里|备注|看|用|的){{0,2}}){_LAST}")
"""What an answer says of where something is to go."""
