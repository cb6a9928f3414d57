"""Where a server of an account may die on the way of a message: the points, and what somebody is saying then.

Each message makes the assistant write: the yes to a ticket, the last answer of a diagnosis, whose reply is a text and a
chart, or the yes to a code that makes somebody an operator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.fakes.wechat_processes import Trap, Ways
from tests.fakes.wechat_server import openid

if TYPE_CHECKING:
    from collections.abc import Mapping

FETCHES = "看答案"


@dataclass(frozen=True)
class Story:
    """What somebody says until the message that counts.

    Attributes:
        user: Who.
        before: What they have said.
        says: The message that counts.
        shows: What its answer shows.
        counts: Rows there are to be in the end, by table.
        charts: Pictures that go with the answer.
    """

    user: str
    before: tuple[str, ...]
    says: str
    shows: str
    counts: Mapping[str, int]
    charts: int = 0


TICKET = Story(
    openid(1),
    ("登记需求：我们车间想上一套能耗监测",),
    "确认",
    "已登记需求工单",
    {"turns": 2, "tickets": 1, "needs": 1, "supporters": 1, "tool_writes": 1},
)
DIAGNOSIS = Story(
    openid(2),
    ("做快速诊断", *("2",) * 9),
    "2",
    "诊断做完了",
    {"turns": 11, "answers": 10, "assessments": 1, "tool_writes": 11},
    charts=1,
)
CODE, OPERATOR = "K7M4-Q9XT", "林岚"
JOINING = Story(
    openid(3),
    (CODE,),
    "确认",
    "绑好了",
    {"turns": 2, "operator_accounts": 1, "tool_writes": 1},
)
"""Whose message makes them somebody else."""


@dataclass(frozen=True)
class Point:
    """Where a server dies.

    Attributes:
        name: In words.
        deaths: Of the first process, and of each that is started after it but the last.
        story: What is said.
        slow: The request does not live to see the answer.
        hangs: The server is killed while WeChat has not answered a message it is sent; whether that arrives.
        scale: Of the five seconds that WeChat waits.
        away: The server stays away until WeChat has given up posting.
        moves: What the user of an unverified account says when they come back.
        sends: An account that may not send does not come there.
        returns: The server dies when the user comes back; that is, of an account that may not send.
        unsure: Something had arrived, of which nobody can know: it comes twice.
    """

    name: str
    deaths: tuple[Trap, ...] = ()
    story: Story = TICKET
    slow: bool = False
    hangs: bool | None = None
    scale: float = 1.0
    away: bool = False
    moves: str = FETCHES
    sends: bool = False
    returns: bool = False
    unsure: bool = False

    @property
    def ways(self) -> Ways:
        """How the processes differ."""
        return Ways(patience=0.1, slow=0.3) if self.slow else Ways()


def _at(target: str, when: Any = "before", nth: int = 1) -> Trap:
    return Trap(target, when, nth)


_INBOX, _OUTBOX, _TURNS = "assistant.inbox:Inbox", "assistant.outbox:Outbox", "assistant.history:TurnLog"
_CLIENT = "integrations.wechat.client:WeChatClient"
_ROWS = "tools.database.repositories"
_STORED = _at(f"{_INBOX}.store", "after")
_BEGUN = _at(f"{_TURNS}.begin", "after")
_WROTE = _at("tools.kit.tool:Tool.run", "after")

POINTS = (
    Point("before the inbox commits", (_at(f"{_ROWS}.inbox:InboxRepository.store"),)),
    Point("in the inbox's transaction", (_at(f"{_ROWS}.inbox:InboxRepository.store", "after"),)),
    Point("after the inbox has committed", (_STORED,)),
    Point("after the inbox, WeChat gives up", (_STORED,), scale=0.2, away=True),
    Point("before the turn is stored", (_at(f"{_TURNS}.begin"),)),
    Point("in the transaction that stores the turn", (_at(f"{_ROWS}.turns:TurnRepository.add", "after"),)),
    Point("after the turn was claimed", (_BEGUN,)),
    Point("before the tool runs", (_at("tools.kit.tool:Tool.run"),), moves="你好"),
    Point("while the tool writes", (_at(f"{_ROWS}.turns:ToolWriteRepository.record", "after"),)),
    Point("after the tool wrote", (_WROTE,)),
    Point("after the tool wrote, which made the user an operator", (_WROTE,), JOINING),
    Point("after the tool wrote, diagnosis", (_WROTE,), DIAGNOSIS, moves="你好"),
    Point("in the transaction that ends the turn", (_at(f"{_ROWS}.turns:TurnRepository.finish", "after"),)),
    Point("after the turn finished", (_at(f"{_TURNS}.finish", "after"),)),
    Point("after the turn finished, diagnosis", (_at(f"{_TURNS}.finish", "after"),), DIAGNOSIS),
    Point("in the outbox's transaction", (_at(f"{_ROWS}.outbox:OutboxRepository.add"),)),
    Point("after the outbox row", (_at(f"{_OUTBOX}.put", "after"),)),
    Point("after the outbox row, slow", (_at(f"{_OUTBOX}.put", "after"),), slow=True),
    Point("before the body leaves", (_at("integrations.wechat.protocol:Gate.seal"),)),
    Point("after the body left", (_at(f"{_OUTBOX}.carried"),), unsure=True),
    Point("after the body left, diagnosis", (_at(f"{_OUTBOX}.carried"),), DIAGNOSIS, unsure=True),
    Point("after the body was recorded, chart to go", (_at(f"{_OUTBOX}.carried", "after"),), DIAGNOSIS, sends=True),
    Point("before what waited is handed over", (_at(f"{_OUTBOX}.hand_over", nth=2),), slow=True, returns=True),
    Point("once it was taken to be handed over", (_at(f"{_OUTBOX}.hand_over", "after", 2),), slow=True, returns=True),
    Point(
        "handed over with the next answer",
        (_at(f"{_OUTBOX}.hand_over", "after", 2),),
        slow=True,
        returns=True,
        moves="你好",
    ),
    # What only an account that may send comes to.
    Point("before the send is claimed", (_at(f"{_OUTBOX}.claim"),), slow=True, sends=True),
    Point("after the send was claimed", (_at(f"{_OUTBOX}.claim", "after"),), slow=True, sends=True),
    Point("token fetched, not stored", (_at(f"{_ROWS}.shared:SharedValueRepository.renew"),), slow=True, sends=True),
    Point("during the send, it arrives", slow=True, hangs=True, sends=True, unsure=True),
    Point("during the send, it is lost", slow=True, hangs=False, sends=True),
    Point("sent, not recorded", (_at(f"{_CLIENT}.send_text", "after"),), slow=True, sends=True, unsure=True),
    Point(
        "text sent, not recorded, chart to go",
        (_at(f"{_OUTBOX}.progress"),),
        DIAGNOSIS,
        slow=True,
        sends=True,
        unsure=True,
    ),
    Point("between text and chart", (_at(f"{_OUTBOX}.progress", "after"),), DIAGNOSIS, slow=True, sends=True),
    Point("chart uploaded, not noted", (_at("assistant.uploads:Uploads.put"),), DIAGNOSIS, slow=True, sends=True),
    Point(
        "chart sent, not recorded",
        (_at(f"{_CLIENT}.send_image", "after"),),
        DIAGNOSIS,
        slow=True,
        sends=True,
        unsure=True,
    ),
    Point("sent and recorded", (_at(f"{_OUTBOX}.sent", "after"),), slow=True, sends=True),
    # While what was left behind is taken up.
    Point("again before turns are recovered", (_BEGUN, _at(f"{_TURNS}.recover"))),
    Point("again after the inbox recovered", (_STORED, _at(f"{_INBOX}.recover", "after"))),
    Point("again after the outbox recovered", (_at(f"{_OUTBOX}.put", "after"), _at(f"{_OUTBOX}.recover", "after"))),
    Point("again after taking it up", (_BEGUN, _at(f"{_INBOX}.left_behind", "after"))),
    Point("four times in the same turn", (_BEGUN, _at("tools.kit.tool:Tool.run"), _WROTE, _at(f"{_TURNS}.finish"))),
    Point(
        "again while sending what was left", (_STORED, _at(f"{_CLIENT}.send_text", "after")), sends=True, unsure=True
    ),
)


@dataclass(frozen=True)
class Run:
    """One point, with an account that may send messages or one that may not."""

    point: Point
    verified: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.point.name}, {'verified' if self.verified else 'unverified'}"


RUNS = {
    run.name: run
    for run in (Run(point, verified) for point in POINTS for verified in (True, False))
    if not (run.point.returns if run.verified else run.point.sends)
}
