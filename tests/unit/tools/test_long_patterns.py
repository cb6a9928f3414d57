"""Nothing takes long over a message that says the same thing over and over."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import DATA
from assistant.settling import settle
from assistant.wording import small_talk
from corpus import catalogs
from corpus.lexical import normalise
from tools.catalog import BY_NAME
from tools.diagnosis import lexicon as diagnosis
from tools.domain.archive import archive, further, revised, withdraws, without_field
from tools.domain.archive.clearing import lexicon as clearing
from tools.domain.archive.repairing import lexicon as repairing
from tools.domain.archive.withdrawing import lexicon as withdrawals
from tools.domain.archive.withdrawing import withdrawn
from tools.domain.indicators import keeping
from tools.kit.tool import Pending
from tools.kpi import lexicon as others

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORDS = (
    "嗯", "哈", "等", "先", "看看", "今天", "听说", "第一个", "改", "发错", "帮我", "那个", "都是", "一下",
    "那", " ", "1", "人家", "来自", "年营收那个", "在的", "登记的", "但是", "呃嗯", "员工80多个", "写50,",
    "现在改成", "谢谢你好,", "等了半天",
)  # fmt: skip
LONG, MOST = 2000, 2.0
WAITING = {"employees": 80, "revenue_wan": 3000, "budget_wan": 50}
OPEN = Pending(tool="keep_facts", slot=None, arguments={"facts": WAITING}, question="将记入档案，对吗？")
CATALOGS = catalogs.load(DATA)
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
    "chats": small_talk,
    "facts open": lambda text: settle(normalise(text).strip(), OPEN, BY_NAME, elsewhere=False),
    "facts corrected": lambda text: revised(text, WAITING, FIELDS),
    "sure of a tool": lambda text: [
        tool.sure(normalise(text).strip(), CATALOGS) for tool in BY_NAME.values() if tool.sure
    ],
}


@pytest.mark.parametrize("name", READERS)
def test_long_messages_are_read_at_once(name: str) -> None:
    for word in WORDS:
        with at_once(word):
            READERS[name]((word * LONG)[:LONG])


@contextmanager
def at_once(word: str) -> Iterator[None]:
    """Interrupt what takes too long."""

    def fails(_signal: int, _frame: object) -> None:
        pytest.fail(f"takes more than {MOST} seconds over {word}")

    before = signal.signal(signal.SIGPROF, fails)
    signal.setitimer(signal.ITIMER_PROF, MOST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
