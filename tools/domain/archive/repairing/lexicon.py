"""Chinese words by which somebody takes back a figure in the middle of a sentence; data for the rules, no logic."""

import re

_BEHIND = r"(?:\s*(?:个|多|来|余|人|名|位|号|员工|工人|元|块钱?|台|款|种|%|成|出头|左右|上下|以上|以内|样子|的|吧|呢|啊))*"
_HEM = r"(?:[哦噢喔啊呃额诶欸唉嗯]|哎呀?|等等|等一?下|慢着)"
_PAUSE = r"[,。.…\s]"
_TOOK_BACK = (
    rf"(?:{_HEM}{_PAUSE}*不(?:是|对)?|不对(?![外口接称劲等]|应(?!该|当|是))|唔啱|不(?=[,\s])"
    r"|[说讲写记填搞弄打报算]\s?(?:错|反|漏|多|少)(?:了|咗|啦)|错(?:了|咗|啦)|口误|手误"
    r"|(?:[那这](?:个|些)?)?(?:数)?(?:都)?(?:是|系)?(?:我们?|当时|之前|原先|以前|同事|会计|业务|随便|\s){0,4}(?:拍脑袋|瞎|随口|随手|大概|估摸|毛估|胡乱?|蒙|乱|估)[着摸计算讲说报填写记蒙编猜估]{0,3}(?:出来|上去)?的(?:数字?)?)"
)
_EXPLAINED = r"(?:[那这](?:个|些)?(?:数)?(?:是|算|含|连|说的是|写的是|报的是)[^,。;!?\s\d]{1,12}[,\s]+)?"
_SO = r"(?:应该|应当|其实|实际上?|准确(?:说|讲|的)?|正确的?|现在|去年|今年|全年|一共|总共|大概|差不多|审计(?:下来|后|完|过)?|核(?:算|对|实|过)?(?:下来|完|后|出来)?|(?:财务|会计)(?:给|核|说|算)?(?:的|出来|数)*|报表上?|查(?:了|过|下来)(?:一?下|账)?|最后|最终|准数|确切|出来|不含税|含税|税[前后]|正式的?|在[职册编]的?|我们|说的|的|就|才|都|早|已经|是|为|有|系|得|[,\s])*+"
TAKEN_BACK = re.compile(rf"{_BEHIND}{_PAUSE}*+{_HEM}*{_PAUSE}*{_TOOK_BACK}(?:了|啦|啊|呀|{_PAUSE})*+{_EXPLAINED}{_SO}")
"""All that stands between a figure that is taken back and the one that is right."""
SIGN = re.compile(r"[不错反漏误啱瞎估蒙胡乱]|拍脑|随[口手]|大概|多了|少了")
"""Stands in every message that takes something back."""
MEASURES: dict[str, re.Pattern[str]] = {
    "people": re.compile(r"\s*(?:多|来|余)?(?:个|号)?(?:人|名|位|号|员工|工人|师傅)"),
    "machines": re.compile(r"\s*(?:多|来|余)?台"),
    "designs": re.compile(r"\s*(?:多|来|余)?个?[款种]"),
    "share": re.compile(r"\s*(?:%|成)"),
    "year": re.compile(r"\s*年"),
}
"""What a figure counts, by the words behind it."""
MONEY = "money"
LARGE = ("万", "亿")
BEHIND_BARE = re.compile(r"(?=[,。;!?\s了啦咗吧呢啊]|才对|$)")
"""Behind a figure of which nothing says what it counts."""
IS = "是"
NOT_SO = re.compile(r"(?<!是)(?:不是|唔系|并非|不止)\s*(?:有|只|什么)?$")
"""Stands before a figure that another is told apart from."""
BUT_SO = re.compile(r"\s*(?:个|号|名|位|块钱?|元)?(?:的|了|啦|啊)?[,\s]*(?:而|我们|现在|而家|目前|其实|应该|应当|实际上?|一共|总共|已经|只|才|都|,|\s)*(?:是|系|有|得)(?:大概|差不多|约|\s)*")
"""All that stands between a figure that is denied and the one that is right."""
OR_ELSE = re.compile(r"\s*(?:个|号|名|位)?[,\s]*(?:那|也)?就(?:是|系|有)(?:大概|差不多)?\s*")
"""All that stands between two figures of which one is right, whichever it is."""
AND_NOT = re.compile(r"\s*(?:个|号|名|位)?[,\s]*(?:而|可|并)?(?:不是|唔系|并非)\s*")
"""All that stands between a figure that is right and the one that it is not."""
BARE = re.compile(r"\s*(?:个|号|名|位)(?=[,。;!?\s]|$|[了啦的啊呀吧])")
"""Behind a figure: says that things are counted, and not which."""
