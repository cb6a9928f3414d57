"""WeChat played on loopback, both sides: the API a client calls, and the posts a webhook gets.

```python
with WeChatServer(webhook="http://127.0.0.1:8000/wechat", mode="safe") as wechat:
    told = await wechat.says(ALICE, "...")  # signed, encrypted, posted up to three times
    assert told.outcome == "accepted"
    await wechat.sees(ALICE)  # the customer-service message that followed
    assert wechat.texts(ALICE) == ["..."]
```

The production client differs in its base URL alone (``wechat.base_url``); the account is in ``wechat.account``.
"""

from tests.fakes.wechat_server import actions
from tests.fakes.wechat_server.actions import Action
from tests.fakes.wechat_server.clock import Clock
from tests.fakes.wechat_server.mishaps import Close, Garbage, Hang, Http
from tests.fakes.wechat_server.posting import Attempt, Exchange, Signed
from tests.fakes.wechat_server.process import RemoteWeChat, WeChatProcess
from tests.fakes.wechat_server.server import WeChatServer, openid
from tests.fakes.wechat_server.world import UNAVAILABLE, Account, Recorded, Seen, Send

__all__ = [
    "UNAVAILABLE",
    "Account",
    "Action",
    "Attempt",
    "Clock",
    "Close",
    "Exchange",
    "Garbage",
    "Hang",
    "Http",
    "Recorded",
    "RemoteWeChat",
    "Seen",
    "Send",
    "Signed",
    "WeChatProcess",
    "WeChatServer",
    "actions",
    "openid",
]
