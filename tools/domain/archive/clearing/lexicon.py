"""Chinese words that state nothing of a firm though they speak of it, and what no field holds; data, no logic."""

import re

_THING = r"(?:张(?:工单|单子?|投诉|需求)?|单(?!位|价|号|子?厂)子?|件事|[个条]?(?:工单|单子?|需求|投诉|诉求))"
POINTED_AT = re.compile(
    rf"(?<![^,。;!?\s])(?:[^\d,。;!?\s]{{0,24}}?[那嗰]|(?![^,。;!?\s]{{0,24}}(?:我们?|咱们?|我司)[^,。;!?\s]{{0,24}}[这呢])[^\d,。;!?\s]{{0,24}}?[这呢])(?:一)?{_THING}"
)
"""A clause up to the ticket or wish that it points at by what it was about."""
_ASKS = r"多少|几|什么|啥|谁|哪|怎么|咋|吗|(?:没有?|不|吧)[?？]"
_PUT = r"(?:写|记|填|登记?|存|录)"
_YOURS = r"(?:你们?|您|平台|系统|档案)(?:[那这](?:里|边|儿|头)?)?(?:的)?(?:档案|资料|上面|里面?|里头|上){0,4}"
ECHOED = re.compile(
    rf"(?P<echo>(?:{_YOURS}(?:怎么|咋|居然|竟然|还|是|都|又|给|把|我们?|一直){{0,4}}{_PUT}(?:的是?|着|成|了)?|(?<![^,。;!\s])[^,。;!?\s]{{0,10}}?{_PUT}(?:的是?|着|成))"
    rf"(?:(?!{_ASKS})[^,。;!?]){{1,24}})[?？]{{1,8}}[,\s]{{0,8}}(?=[^?？]{{2}})(?!(?:是|对|真的)(?:不是|吗|么))"
)
"""Asks back what is on file, as what does not hold; what holds follows."""
NOT_SO = ",不对,"
NO_FIELD = {
    "厂房面积": re.compile(r"(?:[\d一二两三四五六七八九十百千万几多.]{1,12}\s{0,3}(?:个)?(?:平(?:方米|方|米)?|㎡|方|亩)(?![台均时安板价常衡凡]))"),
    "产线数": re.compile(r"(?:[\d一二两三四五六七八九十几]{1,12}\s{0,3}条(?:生产|流水|产|新|自动化?)*线)"),
}
"""What people tell of their firm and the archive has no field for."""
USE_ASKED = re.compile(
    r"(?=.*(?:[?？吗么]|会不会|不会|怎么|干[嘛啥]|什么|谁|哪些))(?:号码?|电话|手机|邮箱|联系方式|姓名|名字|信息|资料|这个?|它|这些)[^,。;]{0,12}?(?:给(?!我)|告诉|泄|公开|外传|外泄|传出|卖|拿去|用来|用在|用于|干[嘛啥什]|做[什啥]|谁[能会可]?[以]?(?:看|知)|看得?到|看见|安全|保密|骚扰|推销|广告|打给|打扰)"
)
"""Asks what is done with what is to be put on file of a person, and who gets to see it."""
