"""Chinese words by which somebody takes back a figure in the middle of a sentence; data for the rules, no logic."""

import re

_BEHIND = r"(?:\s*(?:个|多|来|余|人|名|位|号|员工|工人|元|块钱?|台|款|种|%|成|出头|左右|上下|以上|以内|样子|的|吧|呢|啊))*"
_HEM = r"(?:[哦噢喔啊呃额诶欸唉嗯]|哎呀?|等等|等一?下|慢着)"
_PAUSE = r"[,。.…\s]"
_TOOK_BACK = (
    rf"(?:{_HEM}{_PAUSE}*不(?:是|对)?|不对(?![外口接称劲等]|应(?!该|当|是))|唔啱|不(?=[,\s])"
    r"|[说讲写记填搞弄打报算]\s?(?:错|反|漏|多|少)(?:了|咗|啦)|错(?:了|咗|啦)|口误|手误)"
)
_EXPLAINED = r"(?:[那这](?:个|些)?(?:数)?(?:是|算|含|连|说的是|写的是|报的是)[^,。;!?\s\d]{1,12}[,\s]+)?"
_SO = r"(?:应该|应当|其实|实际上?|准确(?:说|讲|的)?|正确的?|现在|去年|今年|全年|一共|总共|大概|差不多|不含税|含税|税[前后]|正式的?|在[职册编]的?|我们|说的|的|就|才|是|为|有|系|得|[,\s])*"
TAKEN_BACK = re.compile(rf"{_BEHIND}{_PAUSE}*{_HEM}*{_PAUSE}*{_TOOK_BACK}(?:了|啦|啊|呀|{_PAUSE})*{_EXPLAINED}{_SO}")
"""All that stands between a figure that is taken back and the one that is right."""
SIGN = re.compile(r"[不错反漏误啱]|多了|少了")
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
