"""Every state, error and variable has its words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from assistant import doctor
from assistant.administration import reason
from assistant.settings import Settings
from corpus import errors
from corpus.follow_ups import Purpose
from integrations import mail, wording
from integrations.cli import checkup
from integrations.cli import wording as words

SOURCE = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (doctor, mail))


def test_every_variable_is_explained() -> None:
    names = [variable.name for variable in doctor.variables(Settings())]
    assert names == list(wording.ENVIRONMENT)


def test_every_corpus_error_is_explained() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.CorpusError)]
    plain = {reason(kind("x")) for kind in kinds if kind not in {errors.CorpusError, errors.Unreadable}}
    unreadable = {reason(errors.Unreadable(why, "x")) for why in errors.Reason}
    assert plain | unreadable == wording.CORPUS_ERRORS.keys()


def test_every_finding_is_explained() -> None:
    pairs = re.findall(r'"(\w+)", State\.\w+(?: if [\w. ]+ else State\.\w+)?, "(\w+)"(?: if .* else "(\w+)")?', SOURCE)
    said = {f"{part}.{what}" for part, *names in pairs for what in names if what}
    assert len(said) > 20
    assert said <= checkup.FOUND.keys()
    assert {key.partition(".")[0] for key in checkup.FOUND} == checkup.PARTS.keys()
    assert checkup.REMEDIES.keys() <= checkup.FOUND.keys()


@pytest.mark.parametrize("state", ["BROKEN"])
def test_what_is_broken_comes_with_a_remedy(state: str) -> None:
    pairs = re.findall(rf'Finding\("(\w+)", State\.{state}, "(\w+)"', SOURCE)
    assert {f"{part}.{what}" for part, what in pairs} - checkup.REMEDIES.keys() == set()


def test_ways_outside_a_window_are_told_by_purpose() -> None:
    told = words.routes({"told": {"ticket": ["email", "notice"], "policy": ["email"]}, "untold": ["campaign"]})
    assert told == {"told": "工单（邮件、通知）、政策（邮件）", "untold": "活动"}
    assert set(words.ROUTE_PURPOSES) == set(get_args(Purpose))


def test_limits_name_what_is_limited() -> None:
    text = wording.corpus_error("too_large", {"what": "pages", "limit": "2000", "found": "3000"})
    assert text == "文件太大：页数有 3000，最多 2000。"
