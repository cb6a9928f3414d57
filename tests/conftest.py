"""What all tests share: an environment of their own, no way out of this machine, and a library that is built once."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import sys
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from hypothesis import settings as hypothesis

from assistant.bootstrap import build
from assistant.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

ROOT = Path(__file__).parents[1]
KINDS = ("unit", "integration", "browser", "services")
IN_CI = os.environ.get("CI") == "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test with the folder it lies in."""
    for item in items:
        kind = item.path.relative_to(ROOT / "tests").parts[0]
        if kind in KINDS:
            item.add_marker(kind)


def _not_skipped(report: pytest.TestReport | pytest.CollectReport, where: str) -> None:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{where} was skipped, and CI runs everything: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a skipped test in CI."""
    report = yield
    _not_skipped(report, item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a skipped module in CI."""
    report = yield
    _not_skipped(report, collector.nodeid)
    return report


hypothesis.register_profile("steady", parent=hypothesis(), deadline=None)
hypothesis.load_profile("steady")
"""A busy machine fails no rule."""


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's services and keys out of the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@contextmanager
def _log_as_it_was() -> Iterator[None]:
    before, handlers, level = structlog.get_config(), logging.root.handlers[:], logging.root.level
    yield
    structlog.configure(**before)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """Undo what a test has set up for logging in its process."""
    with _log_as_it_was():
        yield


@pytest.fixture(autouse=True, scope="module")
def _own_log_of_a_module() -> Iterator[None]:
    """Undo what a module's own fixtures have set up for logging."""
    with _log_as_it_was():
        yield


@pytest.fixture(autouse=True, scope="session")
def _log_goes_where_the_test_looks() -> Iterator[None]:
    """Write to the error stream of the moment: pytest puts another in its place for every test."""
    configure = structlog.configure

    def replaced(**values: Any) -> None:
        values |= {"cache_logger_on_first_use": False}
        if "logger_factory" in values:
            values["logger_factory"] = lambda *_: structlog.PrintLogger(sys.stderr)
        configure(**values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structlog, "configure", replaced)
        yield


def _near(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a path
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_way_out() -> Iterator[None]:
    """Refuse connections to other machines."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, address: Any) -> Any:
            if not _near(address):
                msg = f"a test tried to reach {address}"
                raise PermissionError(msg)
            return original(self, address)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        yield


@pytest.fixture(scope="session")
def built_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose library is built and whose intents are trained; not to be written to."""
    var = tmp_path_factory.mktemp("built") / "var"
    var.mkdir()
    build(Settings(var_dir=var, log_level="WARNING")).intents.recogniser()
    return var


@pytest.fixture
def var_dir(built_library: Path, tmp_path: Path) -> Path:
    """A data folder of a test's own, with the library built."""
    return Path(shutil.copytree(built_library, tmp_path / "var"))


@pytest.fixture
def settings(var_dir: Path) -> Settings:
    """Settings of a fresh deployment, with a database of its own and nothing else configured."""
    return Settings(var_dir=var_dir, log_level="WARNING")
