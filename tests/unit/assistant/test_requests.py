"""Two requests in one message: where it is looked for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from assistant.bootstrap import DATA
from assistant.calls import Call
from assistant.guesses import CHAT, Guess
from assistant.intents.requests import MOST_CUTS, Requests
from corpus import catalogs
from corpus.lexical import normalise
from tools.catalog import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.intents.reading import Reader

URGES, KEEPS = "催一下上次那张单子", "把档案导出来"


class Plain:
    """A reader that knows two sentences, and counts what it is asked to read."""

    def __init__(self) -> None:
        self.read = 0

    def chances(self, text: str) -> Mapping[str, float]:
        self.read += 1
        held = {"urge_ticket": URGES in text, "export_archive": KEEPS in text}
        named = [name for name, there in held.items() if there]
        return {name: 1.0 / len(named) for name in named} or {CHAT: 1.0}

    def best(self, chances: Mapping[str, float], role: str) -> Guess:
        del role
        name = max(chances, key=lambda one: chances[one])
        return Guess(name, chances[name], None, 0.0)

    def guess(self, text: str, role: str) -> Guess:
        return self.best(self.chances(text), role)

    def certain(self, text: str, last: None, role: str) -> None:
        del text, last, role

    def made(self, name: str, text: str) -> tuple[Call, ...]:
        return (Call(name, {}, text),)


def _several(text: str) -> tuple[int, list[str]]:
    reader = Plain()
    requests = Requests(cast("Reader", reader), BY_NAME, catalogs.load(DATA))
    calls = requests.several(normalise(text), "enterprise")
    return reader.read, [call.tool for call in calls]


def test_a_long_list_of_figures_is_not_read_anew_at_every_comma() -> None:
    read, steps = _several(",".join("123456789"[i % 9] for i in range(1000)))
    assert read < MOST_CUTS * 3
    assert not steps


def test_two_requests_are_found_at_either_end_of_a_long_list() -> None:
    figures = ",".join("123456789"[i % 9] for i in range(300))
    assert _several(f"{URGES},{figures},{KEEPS}")[1] == ["urge_ticket", "export_archive"]


def test_two_requests_are_found_in_the_middle_of_an_ordinary_message() -> None:
    talk = ",".join(["厂里最近比较忙"] * 6)
    assert _several(f"{talk},{URGES},{KEEPS},{talk}")[1] == ["urge_ticket", "export_archive"]
