"""Days as people name them: what is said on a day, and that it holds on every day."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.domain import days

THURSDAY = date(2026, 11, 26)
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
NAMES = "一二三四五六日"


@pytest.mark.parametrize(
    ("words", "ahead", "back"),
    [
        ("12月15号上线", "2026-12-15", "2025-12-15"),
        ("十二月十五日", "2026-12-15", "2025-12-15"),
        ("2027年1月10日", "2027-01-10", "2027-01-10"),
        ("2026-12-15", "2026-12-15", "2026-12-15"),
        ("12/4 给", "2026-12-04", "2025-12-04"),
        ("12.4号前", "2026-12-04", "2025-12-04"),
        ("1月10号", "2027-01-10", "2026-01-10"),
        ("明年5月1日", "2027-05-01", "2027-05-01"),
        ("15号前", "2026-12-15", "2026-11-15"),
        ("下个月15号", "2026-12-15", "2026-12-15"),
        ("上个月28号", "2026-10-28", "2026-10-28"),
        ("明天下午", "2026-11-27", "2026-11-27"),
        ("听日", "2026-11-27", "2026-11-27"),
        ("昨天", "2026-11-25", "2026-11-25"),
        ("大后天", "2026-11-29", "2026-11-29"),
        ("周五", "2026-11-27", "2026-11-20"),
        ("周四", "2026-11-26", "2026-11-26"),
        ("下周三", "2026-12-02", "2026-12-02"),
        ("下个礼拜三", "2026-12-02", "2026-12-02"),
        ("上周五", "2026-11-20", "2026-11-20"),
        ("下下周一", "2026-12-07", "2026-12-07"),
        ("老板周一回来", "2026-11-30", "2026-11-23"),
        ("月底前", "2026-11-30", "2026-10-31"),
        ("12月底", "2026-12-31", "2025-12-31"),
        ("年底前", "2026-12-31", "2026-12-31"),
        ("元旦", "2027-01-01", "2026-01-01"),
        ("三天内", "2026-11-29", "2026-11-29"),
        ("三天前", "2026-11-29", "2026-11-23"),
        ("三个工作日内", "2026-12-01", "2026-12-01"),
        ("两周内", "2026-12-10", "2026-12-10"),
        ("半个月内", "2026-12-11", "2026-12-11"),
        ("一个月后", "2026-12-26", "2026-12-26"),
        ("过三天", "2026-11-29", "2026-11-29"),
        ("by Friday", "2026-11-27", "2026-11-20"),
        ("Dec 15", "2026-12-15", "2025-12-15"),
        ("within three days", "2026-11-29", "2026-11-29"),
    ],
)
def test_a_day_is_read_as_it_is_meant_today(words: str, ahead: str, back: str) -> None:
    for lean, wanted in (("future", ahead), ("past", back)):
        found = days.read(words, THURSDAY, "future" if lean == "future" else "past")
        assert found is not None
        assert (found.on.isoformat(), found.sure) == (wanted, True)


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("下周", "2026-12-04"),
        ("上周", "2026-11-20"),
        ("这周内", "2026-11-27"),
        ("下月初", "2026-12-05"),
        ("月中", "2026-12-15"),
        ("12月上线", "2026-12-31"),
        ("周末", "2026-11-28"),
        ("last week", "2026-11-20"),
    ],
)
def test_of_a_stretch_of_days_one_is_taken_and_not_sure(words: str, on: str) -> None:
    found = days.read(words, THURSDAY)
    assert found is not None
    assert (found.on.isoformat(), found.sure) == (on, False)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "尽快给你",
        "回头",
        "2月30号",
        "13月1号",
        "每周三次",
        "一周一次",
        "3号线",
        "一次半小时",
        "8个人",
        "覆盖3.5倍",
        "春节后",
        "过几天",
    ],
)
def test_what_names_no_day_is_none(words: str) -> None:
    assert days.read(words, THURSDAY) is None


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("从12月15日推迟到1月10号", "2027-01-10"),
        ("原定12月1号，改成12月8号", "2026-12-08"),
        ("12月3号或者12月5号", "2026-12-03"),
    ],
)
def test_the_day_put_in_anothers_place_is_meant(words: str, on: str) -> None:
    found = days.read(words, THURSDAY)
    assert found is not None
    assert found.on.isoformat() == on


@given(DAYS, st.integers(1, 12), st.integers(1, 31))
def test_a_day_of_the_year_is_the_nearest_one_its_way(today: date, month: int, day: int) -> None:
    words = f"{month}月{day}号"
    exists = day <= calendar.monthrange(2000, month)[1]
    ahead, back = days.read(words, today), days.read(words, today, "past")
    assert (ahead is not None) == (back is not None) == exists
    if ahead is None or back is None:
        return
    assert (ahead.on.month, ahead.on.day, back.on.month, back.on.day) == (month, day, month, day)
    assert back.on <= today <= ahead.on
    between = [today + timedelta(days=n) for n in range(1, (ahead.on - today).days)]
    assert not [one for one in between if (one.month, one.day) == (month, day)]


@given(DAYS, st.integers(0, 6))
def test_days_of_the_week(today: date, place: int) -> None:
    name = NAMES[place]
    monday = today - timedelta(days=today.weekday())
    for other, weeks in (("上", -1), ("这", 0), ("下", 1), ("下下", 2)):
        for week in ("周", "星期", "个礼拜"):
            found = days.read(f"{other}{week}{name}", today)
            assert found is not None
            assert found.on == monday + timedelta(days=7 * weeks + place)
    ahead, back = days.read(f"周{name}", today), days.read(f"周{name}", today, "past")
    assert ahead is not None
    assert back is not None
    assert 0 <= (ahead.on - today).days < 7
    assert 0 <= (today - back.on).days < 7
    assert ahead.on.weekday() == back.on.weekday() == place


@given(DAYS, st.integers(1, 99))
def test_spans_of_days_and_workdays(today: date, count: int) -> None:
    for words in (f"{count}天内", f"{count}天后", f"过{count}天"):
        found = days.read(words, today)
        assert found is not None
        assert found.on == today + timedelta(days=count)
    working = days.read(f"{count}个工作日内", today)
    assert working is not None
    span = [today + timedelta(days=n) for n in range(1, (working.on - today).days + 1)]
    assert len([day for day in span if day.weekday() < 5]) == count
    assert working.on.weekday() < 5


@given(DAYS)
def test_next_week_is_its_friday_and_the_end_of_the_month_its_last_day(today: date) -> None:
    week, month = days.read("下周", today), days.read("月底", today)
    assert week is not None
    assert month is not None
    assert week.on.weekday() == 4
    assert 0 < (week.on - today).days <= 11
    assert (month.on + timedelta(days=1)).day == 1
    assert (month.on.year, month.on.month) == (today.year, today.month)


@given(st.text(max_size=40), DAYS, st.sampled_from(["future", "past"]))
def test_no_words_break_the_reader(words: str, today: date, lean: str) -> None:
    found = days.read(words, today, "future" if lean == "future" else "past")
    assert found is None or found.words


@given(
    st.text(
        alphabet="0123456789一二三四五六七八九十廿半上下这本周月年日号天内后前初中底末个工作大明今昨旬/.-", max_size=14
    ),
    DAYS,
)
def test_no_scraps_of_dates_break_the_reader(words: str, today: date) -> None:
    found = days.read(words, today)
    assert found is None or isinstance(found.on, date)
    assert isinstance(days.without(words), str)


def test_the_day_begins_in_china() -> None:
    evening = datetime(2026, 11, 25, 16, 30, tzinfo=UTC)
    assert days.today(evening) == THURSDAY
    assert days.beginning(THURSDAY) == datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    assert days.morning(THURSDAY) == datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "strange"),
    [
        ("13月40号上线", "13月40号"),
        ("推迟到明年2月30号", "明年2月30号"),
        ("从12月1号改到2月31日", "2月31日"),
        ("2026-13-01", "2026-13-01"),
        ("13月的", "13月"),
        ("2月29号", ""),
        ("12月15号", ""),
        ("45号机", ""),
        ("随便", ""),
    ],
)
def test_a_day_there_is_none_of_is_told_from_no_day(words: str, strange: str) -> None:
    assert days.impossible(words) == strange


@given(DAYS)
def test_every_day_of_the_calendar_is_possible(day: date) -> None:
    assert days.impossible(f"{day.year}年{day.month}月{day.day}日") == ""
    assert days.impossible(f"{day.month}月{day.day}号") == ""


@pytest.mark.parametrize("words", ["9999天内给方案", "1.5天内", "10000个月后"])
def test_a_number_is_not_read_from_its_middle(words: str) -> None:
    assert days.read(words, THURSDAY) is None


def test_a_visit_on_wednesday_is_not_three_visits() -> None:
    found = days.read("下周三回访", THURSDAY)
    assert found is not None
    assert (found.on, found.sure) == (date(2026, 12, 2), True)
