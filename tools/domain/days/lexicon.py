"""Chinese patterns by which days are named; data for the rules, no logic."""

import re

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|廿[一二三四五六七八九]?|半)"
_DAY = r"[日号]"
_WEEK = r"(?:个)?(?:周|星期|礼拜)"
_OTHER = r"(?:下下|上上|下|上|这|本|今)"
_MONTH = r"(?:下下|上上|下|上|这|本|当)(?:一)?(?:个)?月"
_OF_THINGS = r"(?!线|楼|机|店|车间|工单|单|产|位|码|库|厂房|仓|门|炉|窑|段|[-—\d])"

DAYS = re.compile(
    rf"(?P<year>20\d\d)\s*[年/.-]\s*(?P<month>\d{{1,2}})\s*[月/.-]\s*(?P<day>\d{{1,2}})(?!\d)\s*{_DAY}?"
    rf"|(?P<near>今年|本年|明年|去年)?(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月(?:份)?\s*(?P<d>\d{{1,2}}|[一二三四五六七八九十廿]{{1,3}})(?![\d个])\s*{_DAY}?"
    r"|(?<![\d/.])(?P<sm>1[0-2]|0?[1-9])/(?P<sd>3[01]|[12]\d|0?[1-9])(?![\d/])"
    r"|(?<![\d/.])(?P<dm>1[0-2]|0?[1-9])\.(?P<dd>3[01]|[12]\d|0?[1-9])(?:[日号]|(?=(?:之?前|上线|启用|给|交|发)))"
    rf"|(?P<rm>{_MONTH})的?\s*(?P<rd>\d{{1,2}}|[一二三四五六七八九十廿]{{1,3}})\s*{_DAY}"
    r"|(?P<word>大后[天日]|大前[天日]|今[天日晚早]|今儿|当天|明[天日晚早]|明儿|后[天日]|听[日晚朝]|今朝|今晚|昨[天日晚]|寻日|琴日|前[天日])"
    rf"|(?<![每一两几])(?P<wo>{_OTHER})?(?<![每一两几]){_WEEK}(?P<wd>[一二三四五六日天末]|[1-7](?!\d))(?!次|趟|遍|天|回(?![来复话电去答信访]))"
    rf"|(?P<week>下下|上上|下|上|这|本){_WEEK}(?:之?内|里|初|底)?"
    r"|(?P<ym>今|本|明|去)?年(?:底|末|终)"
    rf"|(?P<part_of>{_MONTH}|(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月份?|月)\s*(?P<part>初|上旬|中旬|中|下旬|底|末|尾)"
    r"|(?P<newyear>元旦)"
    rf"|(?<!\d)(?P<only>\d{{1,2}}|[一二三四五六七八九十廿]{{1,3}}){_DAY}{_OF_THINGS}"
    rf"|(?:再过|过|等(?:我|我们)?)(?P<wait>{_N})(?P<wait_unit>天|日|{_WEEK}|个月)"
    rf"|(?<![\d.])(?P<span>{_N})(?P<half>个半)?\s*(?P<unit>(?:个)?工作日|天|日|{_WEEK}|个月|年)\s*(?P<side>之?内|以内|之后|以后|后|之前|以前|前)"
    r"|(?P<em>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?P<ed>\d{1,2})(?!\d)|(?P<eword>today|tomorrow|yesterday)"
    r"|(?P<eo>next|last|this)\s+week|(?P<eo2>next|last|this)?\s*\b(?P<ewd>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|within\s+(?P<espan>\d{1,2}|one|two|three|four|five|seven|ten)\s+(?P<eunit>days?|weeks?)"
    rf"|(?P<month_only>{_MONTH}|(?P<mn>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月份?(?![\d一二三四五六七八九十]))"
)
WORDS = {
    "大前天": -3, "大前日": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "寻日": -1, "琴日": -1,
    "今天": 0, "今日": 0, "今晚": 0, "今早": 0, "今朝": 0, "今儿": 0, "当天": 0,
    "明天": 1, "明日": 1, "明晚": 1, "明早": 1, "明儿": 1, "听日": 1, "听晚": 1, "听朝": 1,
    "后天": 2, "后日": 2, "大后天": 3, "大后日": 3,
}
AWAY = {"上上": -2, "上": -1, "下": 1, "下下": 2}
"""How many weeks or months away; what is not here is the present one."""
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}
YEARS = {"去年": -1, "去": -1, "明年": 1, "明": 1}
PARTS = {"初": 5, "上旬": 10, "中": 15, "中旬": 20}
"""Until which day of the month a part of it goes; the others go to its end."""
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ENGLISH_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}
ENGLISH_AWAY = {"last": -1, "this": 0, "next": 1}
ENGLISH_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "ten": 10}
OF_A_MONTH = ("year", "m", "rm", "mn", "em")
"""What a match names where it says of which month it is."""
ENDS, WEEKEND = frozenset("底末尾"), "末"
OF_YEAR = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月份?")
NEXT_MONTH, LAST_MONTH = "下月", "上月"
HALF, WORKDAYS, BACK = "半", "工作日", "前"
MONTH, WEEK, YEAR = "月", re.compile(r"周|星期|礼拜"), "年"
INSTEAD = re.compile(r"(?:到|改|成|为|至|定在|定于)\s*$")
"""Stands before the day that takes another's place."""
TWENTY = "廿"
