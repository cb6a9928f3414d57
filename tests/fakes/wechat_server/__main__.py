"""Runs the fake as a process: its base URL is the first line it prints; SIGTERM ends it."""

from __future__ import annotations

import argparse
import signal
from contextlib import suppress

from tests.fakes.wechat_server.clock import Clock
from tests.fakes.wechat_server.server import WeChatServer


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.wechat_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--webhook")
    for name in ("app-id", "secret", "token", "aes-key", "name"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--mode", choices=("plain", "compatible", "safe"))
    parser.add_argument("--scale", type=float, default=1.0, help="times the five seconds that WeChat waits")
    parser.add_argument("--stacking", action="store_true", help="allowances of different triggers add up")
    parser.add_argument("--unverified", action="store_true")
    parser.add_argument("--reports", action="store_true", help="post what became of notices and template messages")
    parser.add_argument("--one-clock", action="store_true", help="date posts by the clock that /_control/clock moves")
    given = parser.parse_args()
    fields = ("app_id", "secret", "token", "aes_key", "name", "mode")
    account = {field: getattr(given, field) for field in fields if getattr(given, field) is not None}
    server = WeChatServer(
        given.webhook,
        stacking=given.stacking,
        post_clock=None if given.one_clock else Clock(),
        scale=given.scale,
        port=given.port,
        reports=given.reports,
        verified=not given.unverified,
        **account,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with server, suppress(KeyboardInterrupt):
        print(server.base_url, flush=True)  # noqa: T201 - what the caller waits for
        signal.pause()


if __name__ == "__main__":
    main()
