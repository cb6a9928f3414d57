"""Chinese patterns by which an answer to a follow-up is understood; data, no logic."""

import re

GOES_ON = re.compile(
    r"[\s,.!~]*(?:(?:嗯|恩|好|行|可以|得|那|那就|就|我|我们|咱们?|现在|马上|这就|先|来)[的了吧呀啊嘛]?[\s,.!~]*){0,4}"
    r"(?:(?:现在|马上|这就)(?:答|做|填|弄|看|测)|接着(?:答|做|来|填|弄|说)?|继续(?:答|做|填|弄|吧)?|接住(?:答|做)?|开始(?:吧|做|答|测|了)?|看看?|看一下|打开(?:看看)?|再(?:看看?|测一次|测|来一次)|来吧|走起|搞起|go on|continue|go ahead)"
    r"(?:吧|了|啊|呀|下去|一下|,)*[\s,.!~]*"
)
"""Wants to go on with what a follow-up offers, and says nothing else."""
ASKED = re.compile(r"[?？]")
"""Asks something."""
