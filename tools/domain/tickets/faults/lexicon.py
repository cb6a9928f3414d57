"""Chinese words for what went wrong with something; data for the rules, no logic."""

import re

_FAULT = r"(?:(?:打|点|进|登|连|传|开|看|收|下|加|找|扫|用|导)(?:载|录|接)?(?:不|唔)(?:开|上|进|去|到|了|出|动|通|入|见)|(?:下载|登录|提交|上传|导出|保存|显示|识别)(?:失败|不了|不出)|报错|闪退|卡(?:死|住|顿)|白屏|黑屏|乱码|转圈|失效|没反应|无响应|丢(?:失|了))"
FAULT = re.compile(_FAULT)
"""What went wrong with something."""
NAMED_BY = re.compile(rf"(?<!又)(?<!还)(?<!仍)(?<!还是){_FAULT}(?:了)?(?:的|嘅)?(?=[这那嗰呢](?:一)?(?:个|件|张|条)|问题|毛病|情况|事(?!故)|投诉|工单|单子)")
"""What a matter is called by, and not how it stands."""
PAST = re.compile(
    rf"(?:之前|以前|原来|原先|本来|先前|前(?:几|两)天|昨天|上周|上次|头先)[^,。;]{{0,10}}?{_FAULT}(?:的|嘅)?(?=[,。;\s])"
    r"(?=.*(?:现在|今天|今日|今早|刚才|刚刚|后来|而家|这会儿)[^,。;]{0,8}?(?:(?<![不没未唔])(?:好(?!像)|能|可以|正常|解决|恢复|搞定|搞掂|得咗)|(?:没有?|冇)(?:问题|毛病)))"
)
"""What went wrong before, where it is said how it is now."""
IN_DOUBT = re.compile(
    r"应该|可能|好像|似乎|大概|估计|如果|要是|但|可是|不过|又|慢|一点|一半|再关|(?:好|解决|搞定|恢复|正常|可以)了吧"
)
"""Is not sure that it is solved, or has more to say against it."""
NOT_THUS = re.compile(
    r"隔壁|别(?:人|家)|人家|同行|听(?:说|讲)|你们?[^,。;]{0,4}说|(?:明|后)天[^,。;]{0,3}[就会能]|下(?:周|个?月)|才怪|个屁|就好了"
)
"""Tells of how it is with somebody else, what somebody said of it, or how it will or ought to be."""
_DONE = r"(?:解决|搞定|弄好|修好|处理好|处理完|办好|办完|办妥|搞掂|整好|(?<![说讲话约])好|完成|办结)(?:了|啦|咗)|已(?:经)?(?:解决|处理|完成|办结|办好)"
CLAIMED = re.compile(rf"(?:你们?|你哋|平台|系统|上面|短信|通知|工单|单子|状态)(?:上|里|那边|明明|都|一直|又)*(?:说|写|讲|话|显示|标|回复|通知|告诉)[^。;!?]{{0,16}}?(?:{_DONE})")
"""Tells that somebody else calls a matter solved."""
DENIES = re.compile(r"(?:根本|压根|其实|明明|可是?|但是?|到(?:今天|现在|而家|目前)|至今|结果|实际上?|事实上)[^,。;!?]{0,10}?(?:没(?!问题|毛病|事)|冇(?!问题)|未|唔|不(?!错|过|知道|清楚)|还是)")
"""Tells that it is otherwise."""
