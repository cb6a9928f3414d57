"""The fake as a process of its own, and the other end of its control: for tests with several processes."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from tests.fakes.wechat_server.mishaps import KINDS, Step

if TYPE_CHECKING:
    from types import TracebackType

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0


class RemoteWeChat:
    """Steers a fake in another process; blocking, and good for threads.

    Args:
        base_url: As the process printed it.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._http = httpx.Client(base_url=f"{base_url}/_control", timeout=PATIENCE, trust_env=False)

    def close(self) -> None:
        """Let go of its connections."""
        self._http.close()

    def post(self, kind: str, user: str, **fields: Any) -> dict[str, Any]:
        """Let a user act and tell the webhook.

        Args:
            kind: The name of a function of ``actions``.
            user: The openid.
            fields: Its arguments; ``copies``, ``message_id`` and ``created`` are those of ``WeChatServer.post``.

        Returns:
            ``outcome``, ``reply``, ``status``, ``seconds``, ``posts``, ``problem``, ``message_id`` and ``attempts``.
        """
        more = {name: fields.pop(name) for name in ("copies", "message_id", "created") if name in fields}
        told: dict[str, Any] = self._ask("post", {"action": {"kind": kind, "user": user} | fields} | more)
        return told

    def act(self, kind: str, user: str, **fields: Any) -> None:
        """Let an action have its effect on WeChat's side without posting it."""
        self._ask("act", {"kind": kind, "user": user} | fields)

    def seen(self, user: str) -> list[dict[str, Any]]:
        """Return everything a user received: dicts of ``Seen``'s fields."""
        found: list[dict[str, Any]] = self._look("seen", user=user)
        return found

    def texts(self, user: str) -> list[str]:
        """Return the words of everything a user received."""
        found: list[str] = self._look("texts", user=user)
        return found

    def sends(self, user: str | None = None) -> list[dict[str, Any]]:
        """Return what we were asked to send: dicts of ``Send``'s fields."""
        found: list[dict[str, Any]] = self._look("sends", **({} if user is None else {"user": user}))
        return found

    def state(self, user: str | None = None) -> dict[str, Any]:
        """Return ``now``, ``calls`` by path, ``tokens_issued``; of a user ``following``, ``left`` and ``consents``."""
        found: dict[str, Any] = self._look("state", **({} if user is None else {"user": user}))
        return found

    def fail(self, endpoint: str, *steps: Step, user: str | None = None, forever: bool = False) -> None:
        """Say what happens to the next calls; see ``WeChatServer.fail``."""
        names = {kind: name for name, kind in KINDS.items()}
        described = [one if isinstance(one, int) else {"kind": names[type(one)]} | vars(one) for one in steps]
        self._ask("fail", {"endpoint": endpoint, "steps": described, "user": user, "forever": forever})

    def mend(self) -> None:
        """Forget what was scripted."""
        self._ask("mend", {})

    def advance(self, by: timedelta | float) -> None:
        """Move the clock on, by seconds or a span."""
        self._ask("clock", {"advance": by.total_seconds() if isinstance(by, timedelta) else by})

    def set_clock(self, at: datetime) -> None:
        """Let the clock stand still at a time."""
        self._ask("clock", {"set": at.isoformat()})

    def set(self, **settings: Any) -> None:
        """Change settings.

        Args:
            settings: ``webhook``, ``visitor``, ``reports``, ``follow`` (openids), ``limits`` (calls a day by path),
                ``invalidate_tokens``, ``reject_tokens``, ``verified``, ``mode``, ``aes_key``, ``token``, ``secret``,
                ``templates``, ``domains``, ``whitelist``.
        """
        self._ask("set", settings)

    def _ask(self, name: str, given: dict[str, Any]) -> Any:
        return self._http.post(f"/{name}", json=given).raise_for_status().json()

    def _look(self, name: str, **query: str) -> Any:
        return self._http.get(f"/{name}", params=query).raise_for_status().json()


class WeChatProcess:
    """Runs ``python -m tests.fakes.wechat_server`` while it is entered, and hands out what steers it.

    Args:
        options: Of the command line, by name: ``app_id="wx1"`` is ``--app-id wx1``, ``stacking=True`` ``--stacking``.
    """

    def __init__(self, **options: str | float | bool) -> None:
        self._options: list[str] = []
        for name, value in options.items():
            flag = f"--{name.replace('_', '-')}"
            self._options += [flag] if value is True else [] if value is False else [flag, str(value)]

    def __enter__(self) -> RemoteWeChat:
        command = [sys.executable, "-m", "tests.fakes.wechat_server", *self._options]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._remote = RemoteWeChat(self._process.stdout.readline().strip())
        return self._remote

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remote.close()
        self._process.terminate()
        self._process.communicate(timeout=PATIENCE)
