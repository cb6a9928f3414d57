"""``shuzhi operator`` and ``shuzhi key``: who may sign in, and which programs may call."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import TYPE_CHECKING, Annotated, cast
from zoneinfo import ZoneInfo

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from assistant.access import LONGEST_PASSWORD, SHORTEST_PASSWORD, Keys, Operators
from integrations.cli import wording
from integrations.cli.console import Complaint, out, read_settings, run
from integrations.cli.opening import application
from tools.kit.errors import Conflict, InvalidArguments, NotFound, ToolError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from typing import TypeVar

    from assistant.access import Key, Operator
    from assistant.bootstrap import Application
    from tools.kit.tool import Role

    _T = TypeVar("_T")

ZONE = ZoneInfo("Asia/Shanghai")

operators = typer.Typer(help=wording.OPERATOR_HELP, no_args_is_help=True)
keys = typer.Typer(help=wording.KEY_HELP, no_args_is_help=True)


# --- operators --------------------------------------------------------------------------------------------------------


@operators.command("add", help=wording.OPERATOR_ADD_HELP)
def add_operator(
    name: Annotated[str, typer.Argument(help=wording.OPERATOR_NAME_HELP)],
    *,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help=wording.STDIN_HELP)] = False,
) -> None:
    """Add an operator."""
    password, settings = _password(given=password_stdin), read_settings()
    added = _with(lambda app: Operators(app.database, app.clock).add(name, password))
    address = settings.public_base_url.rstrip("/")
    out.print(wording.OPERATOR_ADDED.format(name=escape(added.name), address=address), highlight=False)


@operators.command("list", help=wording.OPERATOR_LIST_HELP)
def list_operators() -> None:
    """List the operators."""
    found = _with(lambda app: Operators(app.database, app.clock).all())
    if not found:
        out.print(wording.NO_OPERATORS, highlight=False)
        return
    now = _with(_now)
    table = Table(*wording.OPERATOR_COLUMNS, box=box.SIMPLE_HEAD, pad_edge=False)
    for operator in found:
        table.add_row(escape(operator.name), _state(operator, now), _time(operator.created_at))
    out.print(table)


@operators.command("disable", help=wording.OPERATOR_DISABLE_HELP)
def disable_operator(name: Annotated[str, typer.Argument(help=wording.OPERATOR_NAME_HELP)]) -> None:
    """Disable an operator."""
    done = _with(lambda app: Operators(app.database, app.clock).disable(name))
    out.print(wording.OPERATOR_DISABLED.format(name=escape(done.name)), highlight=False)


@operators.command("password", help=wording.OPERATOR_CHANGE_HELP)
def change_password(
    name: Annotated[str, typer.Argument(help=wording.OPERATOR_NAME_HELP)],
    *,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help=wording.STDIN_HELP)] = False,
) -> None:
    """Give an operator another password."""
    password = _password(given=password_stdin)
    done = _with(lambda app: Operators(app.database, app.clock).set_password(name, password))
    out.print(wording.OPERATOR_CHANGED.format(name=escape(done.name)), highlight=False)


# --- keys -------------------------------------------------------------------------------------------------------------


@keys.command("add", help=wording.KEY_ADD_HELP)
def add_key(
    name: Annotated[str, typer.Argument(help=wording.KEY_NAME_HELP)],
    *,
    role: Annotated[str, typer.Option(help=wording.KEY_ROLE_HELP)],
    enterprise: Annotated[str | None, typer.Option(help=wording.KEY_ENTERPRISE_HELP)] = None,
) -> None:
    """Make a key and show it, once."""
    if role not in ("enterprise", "operator"):
        raise Complaint(wording.WRONG_ROLE, 2)
    key, token = _with(lambda app: Keys(app.database, app.clock).add(name, cast("Role", role), enterprise))
    out.print(wording.KEY_ADDED.format(name=escape(key.name)), highlight=False)
    sys.stdout.write(f"{token}\n")


@keys.command("list", help=wording.KEY_LIST_HELP)
def list_keys() -> None:
    """List the keys."""
    found = _with(lambda app: Keys(app.database, app.clock).all())
    if not found:
        out.print(wording.NO_KEYS, highlight=False)
        return
    table = Table(*wording.KEY_COLUMNS, box=box.SIMPLE_HEAD, pad_edge=False)
    for key in found:
        table.add_row(*_row(key))
    out.print(table)


@keys.command("revoke", help=wording.KEY_REVOKE_HELP)
def revoke_key(name: Annotated[str, typer.Argument(help=wording.KEY_NAME_HELP)]) -> None:
    """Take a key out of force."""
    done = _with(lambda app: Keys(app.database, app.clock).revoke(name))
    out.print(wording.KEY_REVOKED.format(name=escape(done.name)), highlight=False)


# ----------------------------------------------------------------------------------------------------------------------


def _with(work: Callable[[Application], Awaitable[_T]]) -> _T:
    """Open the application, do something, and put what is wrong into words."""

    async def done() -> _T:
        async with application(read_settings()) as app:
            return await work(app)

    try:
        return run(done())
    except ToolError as error:
        raise Complaint(_explained(error)) from error


async def _now(app: Application) -> datetime:
    return app.clock()


def _explained(error: ToolError) -> str:
    data = error.data
    match error:
        case Conflict():
            return wording.NAME_TAKEN[str(data["what"])].format(name=data["name"])
        case NotFound():
            return wording.NOT_THERE[str(data["what"])].format(name=data["name"])
        case InvalidArguments() if data["slot"] == "password":
            return wording.TOO_SHORT_OR_LONG.format(shortest=data["shortest"], longest=data["longest"])
        case InvalidArguments() if data["slot"] == "name":
            return wording.NAME_LENGTH.format(longest=data["longest"])
        case InvalidArguments():
            return wording.OPERATOR_KEY_ALONE
    return str(error)


def _password(*, given: bool) -> str:
    """Read a password, twice from a person and once from a pipe.

    Raises:
        Complaint: It is too short or too long, or the two are not the same.
    """
    if given:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = getpass(wording.ASK_ONCE.format(shortest=SHORTEST_PASSWORD))
        if password != getpass(wording.ASK_AGAIN):
            raise Complaint(wording.PASSWORDS_DIFFER, 2)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Complaint(wording.TOO_SHORT_OR_LONG.format(shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD), 2)
    return password


def _state(operator: Operator, now: datetime) -> str:
    if operator.disabled_at is not None:
        return wording.OPERATOR_STATES["disabled"]
    if operator.locked_until is not None and operator.locked_until > now:
        return wording.OPERATOR_STATES["locked"].format(until=_time(operator.locked_until))
    return wording.OPERATOR_STATES["active"]


def _row(key: Key) -> tuple[str, ...]:
    state = wording.KEY_STATES[key.revoked_at is not None]
    return escape(key.name), wording.ROLES[key.role], escape(key.enterprise or "—"), state, _time(key.created_at)


def _time(moment: datetime) -> str:
    return moment.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
