"""How the doors for programs refuse: a status, a kind programs tell it by, and words for people."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from integrations import wording
from tools.kit.errors import NotFound, ToolError

if TYPE_CHECKING:
    from pydantic import ValidationError


class Kind(StrEnum):
    """Why a request is not carried out; the first ones are those of ``ToolError``."""

    INVALID = "invalid_arguments"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    NOT_PERMITTED = "not_permitted"
    UNAVAILABLE = "unavailable"
    UNAUTHORISED = "unauthorised"
    NO_METHOD = "no_method"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    FAILURE = "failure"


STATUS = {
    Kind.UNAUTHORISED: 401,
    Kind.NOT_PERMITTED: 403,
    Kind.NOT_FOUND: 404,
    Kind.NO_METHOD: 405,
    Kind.CONFLICT: 409,
    Kind.TOO_LARGE: 413,
    Kind.INVALID: 422,
    Kind.TOO_MANY: 429,
    Kind.FAILURE: 500,
    Kind.UNAVAILABLE: 503,
}
"""Statuses by kind."""
KINDS = {status: kind for kind, status in STATUS.items()}
RETRY_SECONDS = 5
"""When to try again where a part does not answer."""


class Refusal(Exception):
    """A request that is not carried out.

    Args:
        kind: Why.
        message: What people read.
        headers: Of the answer.
        **data: What programs read beside the kind.
    """

    def __init__(self, kind: Kind, message: str, headers: dict[str, str] | None = None, **data: Any) -> None:  # noqa: ANN401 -- JSON
        super().__init__(message)
        self.kind, self.message, self.data = kind, message, data
        self.headers = headers or ({"Retry-After": str(RETRY_SECONDS)} if kind is Kind.UNAVAILABLE else {})

    @property
    def status(self) -> int:
        """The status of the answer."""
        return STATUS[self.kind]

    def body(self) -> dict[str, Any]:
        """Return the answer's body."""
        return {"error": {"kind": self.kind, **self.data}, "message": self.message}

    def response(self) -> JSONResponse:
        """Return the answer."""
        return JSONResponse(self.body(), self.status, self.headers)


def without_key() -> Refusal:
    """Refuse who shows no key that is in force."""
    return Refusal(Kind.UNAUTHORISED, wording.refused("unauthorised"), {"WWW-Authenticate": "Bearer"})


def too_many(seconds: int) -> Refusal:
    """Refuse who asks too often."""
    words = wording.refused("too_many", seconds=seconds)
    return Refusal(Kind.TOO_MANY, words, {"Retry-After": str(seconds)}, seconds=seconds)


def invalid(error: ValidationError) -> Refusal:
    """Refuse arguments, saying what is wrong with each."""
    problems = [
        {
            "slot": ".".join(str(part) for part in found["loc"]),
            "problem": found["type"],
            "message": wording.problem(
                found["type"], ".".join(str(part) for part in found["loc"]), dict(found.get("ctx", {}))
            ),
        }
        for found in error.errors(include_url=False, include_input=False)
    ]
    said = wording.BETWEEN_PROBLEMS.join(problem["message"] for problem in problems)
    return Refusal(Kind.INVALID, wording.refused("invalid", problems=said), problems=problems)


def of(error: ToolError) -> Refusal:
    """Refuse for what was raised below a conversation, where no reply explains it."""
    if isinstance(error, NotFound) and error.data.get("what") == "conversation":
        return Refusal(Kind.NOT_FOUND, wording.refused("no_conversation"), what="conversation")
    if error.kind == Kind.INVALID:
        slot = str(error.data.get("slot"))
        said = wording.problem(str(error.data.get("problem")), slot, dict(error.data))
        return Refusal(Kind.INVALID, wording.refused("invalid", problems=said), slot=slot)
    return Refusal(Kind(error.kind), wording.refused("unavailable"))
