"""The API for programs: sentences and tools under a key, through the same conversation as everybody's."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, FastAPI, Header, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException

from assistant.conversation import LONGEST_MESSAGE
from integrations import refusals, wording
from integrations.calling import CONFIRMED_WITHIN, LONGEST_NAME, Asked, Caller, Place, described, tools_for
from integrations.refusals import KINDS, Kind, Refusal
from tools.catalog import CATALOG
from tools.kit.tool import Citation, Suggestion

if TYPE_CHECKING:
    from integrations.admission import Admission
    from integrations.calling import Calls
    from tools.kit.tool import Tool

ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": wording.API_REFUSED, "content": {"application/json": {}}},
    "5XX": {"description": wording.API_REFUSED, "content": {"application/json": {}}},
}
MINUTES = int(CONFIRMED_WITHIN.total_seconds() // 60)

Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False, bearerFormat="sz_…"))]


class Sentence(BaseModel):
    """What ``POST /api/chat`` takes."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field("", description=wording.API_TEXT.format(limit=LONGEST_MESSAGE))
    conversation: str | None = Field(None, min_length=1, max_length=LONGEST_NAME, description=wording.API_CONVERSATION)
    message_id: str | None = Field(None, min_length=1, max_length=LONGEST_NAME, description=wording.API_MESSAGE_ID)
    press: str | None = Field(None, description=wording.API_PRESS)
    arguments: dict[str, Any] = Field(default_factory=dict, description=wording.API_ARGUMENTS)


class Call(BaseModel):
    """A tool that ran."""

    name: str
    arguments: dict[str, Any]
    result: dict[str, Any]


class Answer(BaseModel):
    """A reply, as ``shuzhi batch`` writes it."""

    id: str
    conversation: str
    text: str
    citations: list[Citation]
    tool_calls: list[Call]
    suggestions: list[Suggestion]
    declined: bool
    model: str
    seconds: float


class ToBeConfirmed(BaseModel):
    """A change that asks first."""

    confirmation: str = Field(description=wording.API_CONFIRMATION)
    question: str
    expires: str


async def _caller(request: Request, bearer: Bearer) -> Caller:
    admission: Admission = request.app.state.admission
    return await admission.admit(bearer.credentials if bearer else None)


Called = Annotated[Caller, Depends(_caller)]


class Described(FastAPI):
    """An application whose OpenAPI document has an operation for every tool."""

    def openapi(self) -> dict[str, Any]:
        """Return the document."""
        if self.openapi_schema is None:
            document = super().openapi()
            document["info"]["description"] += "\n\n" + wording.API_TOOL_ABOUT.format(minutes=MINUTES)
            document["servers"] = [{"url": "/api"}]
            schemas = document["components"]["schemas"]
            schemas["ToBeConfirmed"] = ToBeConfirmed.model_json_schema()
            security = document["paths"]["/tools"]["get"]["security"]
            for tool in CATALOG:
                document["paths"][f"/tools/{tool.name}"] = {"post": _operation(tool, schemas, security)}
            self.openapi_schema = document
        return self.openapi_schema


def create(calls: Calls, admission: Admission) -> FastAPI:
    """Make the application that is mounted at ``/api``.

    Args:
        calls: Carries out what is asked for.
        admission: Lets in who has a key.
    """
    app = Described(
        title=wording.API_TITLE,
        description=wording.API_ABOUT,
        version="1",
        docs_url=None,
        redoc_url=None,
        responses=ERRORS,
    )
    app.state.admission = admission
    _explain_errors(app)

    @app.post("/chat", response_model=Answer, summary=wording.API_CHAT, description=wording.API_CHAT_ABOUT)
    async def chat(caller: Called, sentence: Sentence) -> Any:  # noqa: ANN401 -- see response_model
        if not sentence.text.strip() and sentence.press is None:
            raise Refusal(Kind.INVALID, wording.refused("empty"), slot="text", problem="missing")
        place = Place.of(sentence.conversation, sentence.message_id)
        said = await calls.say(caller, place, text=sentence.text, tool=sentence.press, arguments=sentence.arguments)
        return said.body()

    @app.get("/tools", summary=wording.API_TOOLS)
    async def tools(caller: Called) -> dict[str, Any]:
        return {"tools": [described(tool) for tool in tools_for(caller.role)]}

    @app.post("/tools/{name}", include_in_schema=False)
    async def tool(
        caller: Called,
        name: str,
        request: Request,
        conversation: Annotated[str | None, Query()] = None,
        idempotency_key: Annotated[str | None, Header()] = None,
    ) -> JSONResponse:
        arguments = await _object(request)
        token = arguments.pop("confirmation", None)
        if token is not None and not isinstance(token, str):
            raise Refusal(Kind.NOT_PERMITTED, wording.refused("foreign_confirmation"), what="confirmation")
        done = await calls.call(caller, name, arguments, token, Place.of(conversation, idempotency_key))
        if isinstance(done, Asked):
            asked = {"confirmation": done.token, "question": done.question, "expires": done.expires.isoformat()}
            return JSONResponse(asked, 202)
        return JSONResponse(done.body())

    return app


async def _object(request: Request) -> dict[str, Any]:
    """Read a JSON object; no body at all is an empty one."""
    if not await request.body():
        return {}
    try:
        given = await request.json()
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Refusal(Kind.INVALID, wording.refused("not_json"), slot="arguments", problem="json")
    return given


def _explain_errors(app: FastAPI) -> None:
    @app.exception_handler(Refusal)
    async def refused(_: Request, refusal: Refusal) -> JSONResponse:
        return refusal.response()

    @app.exception_handler(RequestValidationError)
    async def misread(_: Request, error: RequestValidationError) -> JSONResponse:
        if any(found["type"] in {"json_invalid", "model_attributes_type"} for found in error.errors()):
            return Refusal(Kind.INVALID, wording.refused("not_json"), slot="body", problem="json").response()
        try:
            Sentence.model_validate(error.body)
        except ValidationError as found:
            return refusals.invalid(found).response()
        return Refusal(Kind.INVALID, wording.refused("not_json"), slot="body", problem="json").response()

    @app.exception_handler(HTTPException)
    async def lost(_: Request, error: HTTPException) -> JSONResponse:
        words = {404: "no_address", 405: "no_method", 413: "too_large"}.get(error.status_code, "unavailable")
        kind = KINDS.get(error.status_code, Kind.UNAVAILABLE)
        return Refusal(kind, wording.refused(words), dict(error.headers or {})).response()


def _operation(tool: Tool, schemas: dict[str, Any], security: list[Any]) -> dict[str, Any]:
    reference = "#/components/schemas/"
    schema = copy.deepcopy(tool.parameters.model_json_schema(ref_template=f"{reference}{tool.name}.{{model}}"))
    for name, definition in schema.pop("$defs", {}).items():
        schemas[f"{tool.name}.{name}"] = definition
    asks = tool.confirm == "always"
    notes = wording.effects(writes=tool.writes, asks=asks, operators=tool.roles == {"operator"})
    if asks:
        token = {"type": "string", "description": wording.API_CONFIRMATION}
        confirmed = {"type": "object", "properties": {"confirmation": token}, "required": ["confirmation"]}
        schema = {"oneOf": [schema, confirmed]}

    def answer(words: str, name: str) -> dict[str, Any]:
        return {"description": words, "content": {"application/json": {"schema": {"$ref": f"{reference}{name}"}}}}

    responses = {"200": answer(wording.API_ANSWERED, "Answer"), **copy.deepcopy(ERRORS)}
    if asks:
        responses["202"] = answer(wording.API_ASKED, "ToBeConfirmed")
    text = {"type": "string", "maxLength": LONGEST_NAME}
    return {
        "operationId": tool.name,
        "summary": tool.wording.title,
        "description": f"{tool.description}\n\n{notes}",
        "tags": ["tools"],
        "security": security,
        "parameters": [
            {"name": "conversation", "in": "query", "schema": text, "description": wording.API_CONVERSATION},
            {"name": "Idempotency-Key", "in": "header", "schema": text, "description": wording.API_MESSAGE_ID},
        ],
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": responses,
    }
