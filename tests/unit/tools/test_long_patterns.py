"""No pattern takes long over a message that says the same thing over and over."""

from __future__ import annotations

import importlib
import re
import time
from typing import TYPE_CHECKING

import pytest

from tools.diagnosis import lexicon as diagnosis
from tools.domain.archive import archive, further, withdraws, without_field
from tools.domain.archive.clearing import lexicon as clearing
from tools.domain.archive.repairing import lexicon as repairing
from tools.domain.archive.withdrawing import lexicon as withdrawals
from tools.domain.archive.withdrawing import withdrawn
from tools.domain.indicators import keeping
from tools.kpi import lexicon as others

if TYPE_CHECKING:
    from collections.abc import Callable

MODULES = (
    "tools.diagnosis.lexicon",
    "assistant.settling.lexicon",
    "tools.domain.adoption.lexicon",
    "tools.domain.answering.lexicon",
    "tools.domain.archive.clearing.lexicon",
    "tools.domain.archive.following.lexicon",
    "tools.domain.archive.lexicon",
    "tools.domain.archive.repairing.lexicon",
    "tools.domain.archive.revising.lexicon",
    "tools.domain.archive.withdrawing.lexicon",
    "tools.domain.notices.lexicon",
    "tools.domain.promises.lexicon",
    "tools.domain.indicators.adjusting.lexicon",
    "tools.domain.indicators.lexicon",
    "tools.domain.indicators.rows.lexicon",
    "tools.domain.region.lexicon",
    "tools.domain.tickets.bidding.lexicon",
    "tools.domain.tickets.lexicon",
    "tools.domain.tickets.listing.lexicon",
    "tools.follow_ups.lexicon",
    "tools.kit.lexicon",
    "tools.kpi.lexicon",
    "tools.membership.lexicon",
    "tools.wording.knowledge",
)
WORDS = (
    "嗯", "哈", "等", "先", "看看", "今天", "听说", "第一个", "改", "发错", "帮我", "那个", "都是", "一下",
    "那", " ", "1", "人家", "来自", "年营收那个", "在的", "登记的",
)  # fmt: skip
LONG, LONGER, MOST = 40, 2000, 0.2
FIELDS = archive().by_key
READERS: dict[str, Callable[[str], object]] = {
    "takes it off": lambda text: withdrawals.TAKES_IT.fullmatch(text[:60]),
    "withdraws": lambda text: withdraws("年营收" + text + "删", FIELDS),
    "withdrawn": lambda text: withdrawn(text + "删掉", FIELDS),
    "goes on": lambda text: further(text[:28] + "删", ["revenue_wan"], {}, FIELDS),
    "takes back": repairing.TAKEN_BACK.fullmatch,
    "no field": without_field,
    "asks back": clearing.ECHOED.search,
    "trails": diagnosis.TRAILING.search,
    "figures": keeping.figures_in,
    "asks of others": others.OTHERS_DO.match,
    "picks beyond": diagnosis.PICKS_BEYOND.fullmatch,
}


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


@pytest.mark.parametrize("name", READERS)
def test_long_messages_are_read_at_once(name: str) -> None:
    for word in WORDS:
        text = (word * LONGER)[:LONGER]
        began = time.process_time()
        READERS[name](text)
        assert time.process_time() - began < MOST, word
