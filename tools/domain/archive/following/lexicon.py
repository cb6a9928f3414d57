"""Chinese words by which somebody goes on about the facts that were just kept or shown; data for the rules, no logic."""

import re

from tools.domain.archive import lexicon as words

KEPT_ASKED = re.compile(r"(?:存|记|录|写|登记|填|保存|更新|改|收)(?:好|成功|进去|进来|进|上|下来|下|低|住|到|入|妥)*(?:档案里?)?(?:了|咗)?(?:没有?|吗|么|嘛|未|冇|不)[呢啊呀\s?？!.]*$|(?:存|记|录|写|改)(?:没|冇)(?:存|记|录|写|改)(?:上|进去|进|到|好)?[?？\s]*$")
"""Asks whether what was said is on file now."""
_WRONG = r"(?:不对|不准确?|错了?|有误|有问题|唔啱|唔系|搞错|记错|[写填弄登录说报]错|[说讲写记填搞弄打报登录]反|(?:要|想|得)?(?:改|更新|更正|修改)一?下)"
DOUBTED = re.compile(rf"(?P<what>[^,，。]{{0,60}}?)(?:你们?|好像|有点|都|也|是|给我|\s)*{_WRONG}(?:了|咗|啦|啊|呀|哦|吧|的|数)*[\s,.。!！~]*")
"""Says that something is wrong, and not what is right."""
POINTED_AT = re.compile(r"(?:诶|哎|哦|啊|[,\s])*(?:(?:上面|刚才|刚刚|头先)?(?:[这那呢嗰上][一]?|有)(?:条|项|个|栏|行|处|里)(?:记|写|填)?的?|刚才(?:那个|的)?|(?:你)?(?:刚才)?(?:记|写|填|存)的?)?[,\s]*")
"""Points at what was just shown, without naming it."""
SEEN_AGAIN = re.compile(r"(?:那|好|嗯|再|又|都|给|帮|让|俾|我们?|你|把|将|现在|目前|[它他]|数|档案|资料|里面?|记的?|记了|存的?|东西|内容|全部|整体|,|\s)*(?:看|睇|瞧|过|念|读|打开)(?:一|[下看睇遍眼次]|出来|给我|来|我|听|都|[记存的]|了|些|啥|什么|现在|成|变成|样|吧|咯|啦|呗|,|\s)*")
"""Wants to see once more what is on file."""
SAID_BY = re.compile(r"(?:谁|边个|哪个(?:同事|人)?)[^,。;]{0,8}(?:改|填|记|录|登|写|报)|(?:什么时候|啥时候?|几时|哪天)[^,。;]{0,4}(?:改|记|填|录|写|登)|(?:有没有|有冇)?(?:人)?改过(?![来去])|修改记录|变更记录|历史记录|(?:以前|原来|之前|原先)(?:是|填|写|记|报)")
"""Asks who put something on file, or when."""
FIGURE_FIRST = re.compile(r"^\s*[\d一二三四五六七八九十百千万两]+")
NOT_FACTS = re.compile(r"邀请码|绑定码|口令|政策|补贴|补助|工单|单子|需求|场景|指标|报告|标准|条款|诊断|测评|提醒|通知|群发|规则|承诺|答应|企业(?!名)")
"""Speaks of what no field of the archive is."""
PLACED = re.compile(r"第\s*(?P<place>[一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:条|项|个|栏|行|样)(?:的?数)?|(?P<last>最后(?:面)?(?:一|那)(?:条|项|个|栏|行))")
"""Points at one of the facts shown by its place."""
CHANGED_ALONE = re.compile(rf"^(?:不对|错了|唔啱|已经|现在|帮我|麻烦|请|你|把[它他]|[,，。\s])*(?:{words.CHANGED}|{words.STALE})\s*\S")
"""Says only what becomes of what was just shown."""
NOW_ONLY = re.compile(
    r"(?:^|[\s,;])(?:现在|而家|目前|如今|眼下)(?:就|只|才|都|是|有|剩|得|系|大概|差不多){0,3}(?P<figure>\d[\d,.]{0,12}[万亿千]?)(?:个|人|号人|名|来人|元|左右|了|咗){0,3}$"
)
"""Ends in how much it is now, of the one thing that was shown."""
IS_NOW = "{name}改成{figure}"
"""Says so in the words a fact is corrected in."""
