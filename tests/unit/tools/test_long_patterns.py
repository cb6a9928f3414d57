"""No pattern takes long over a message that says the same thing over and over."""

from __future__ import annotations

import importlib
import re
import time

import pytest

MODULES = (
    "tools.diagnosis.lexicon",
    "assistant.settling.lexicon",
    "tools.domain.adoption.lexicon",
    "tools.domain.answering.lexicon",
    "tools.domain.archive.clearing.lexicon",
    "tools.domain.archive.revising.lexicon",
    "tools.domain.indicators.lexicon",
    "tools.domain.region.lexicon",
    "tools.domain.tickets.lexicon",
    "tools.kit.lexicon",
    "tools.membership.lexicon",
    "tools.wording.knowledge",
)
WORDS = ("嗯", "哈", "等", "先", "看看", "今天", "听说", "第一个", "改", "发错", "帮我", "那个", "都是", "一下")
LONG, MOST = 40, 0.2


@pytest.mark.parametrize("name", MODULES)
def test_repeated_words_are_read_at_once(name: str) -> None:
    for pattern in vars(importlib.import_module(name)).values():
        if not isinstance(pattern, re.Pattern):
            continue
        for word in WORDS:
            text = (word * LONG)[:LONG] + "鑫"
            began = time.process_time()
            pattern.search(text)
            assert time.process_time() - began < MOST, (pattern.pattern[:60], word)
