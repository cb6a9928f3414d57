"""The model path: a pydantic-ai agent over the catalog, whose every sentence is checked before anyone sees it.

Importing this module costs seconds, so only a composition root with a model configured does; what the conversation
has to know of it stands in ``drafts``.

How streaming and the one retry go together: a sentence is sent only once it holds (``grounding``), and nothing is sent
before a tool has run and a first citation has been seen. At the first sentence that fails, the rest of that response is
dropped; the model is told why and what the reader has already seen, and goes on from there. What was sent therefore
stays true and in place: the deltas put together are the final text. An answer that is not streamed is rewritten as a
whole. A second failure ends in ``ModelFailed("ungrounded")``, and the reply that follows replaces whatever was sent.
"""

from __future__ import annotations

import asyncio
import logging
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog
from openai import AsyncOpenAI, DefaultAsyncHttpxClient, OpenAIError, Timeout
from pydantic_ai import Agent, FunctionToolset, ModelRetry, RunContext, UsageLimits, capture_run_messages
from pydantic_ai.exceptions import (
    AgentRunError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelHTTPError,
    ModelQuotaExceededError,
    ModelRateLimitError,
    ModelRequestTimeout,
    ModelTimeoutError,
    OutputTokenLimitExceeded,
    UnexpectedModelBehavior,
    UsageLimitExceeded,
)
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    UserPromptPart,
)
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

from assistant.drafts import Drafted, ModelFailed, Reason, Usage
from assistant.grounding import Evidence, Screen
from assistant.model_tools import ModelTurn, offered
from assistant.offering import offer
from corpus.lexical import normalise

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable, Callable, Mapping, Sequence
    from typing import Protocol

    import httpx2
    from pydantic_ai.messages import AgentStreamEvent
    from pydantic_ai.run import AgentRunResult

    from assistant.messages import TextDelta, ToolFinished, ToolStarted
    from tools.kit.tool import Role, Tool, ToolContext

    class Exchange(Protocol):
        """One earlier message and its answer; ``tool`` is the button that was pressed, if one was."""

        @property
        def question(self) -> str:
            """What the person wrote."""

        @property
        def answer(self) -> str:
            """What was replied."""

        @property
        def tool(self) -> str | None:
            """The button's tool."""


__all__ = ["Drafted", "ModelAgent", "ModelFailed", "Usage"]

log = structlog.get_logger(__name__)

MOST_REQUESTS = 8
MOST_TOOL_CALLS = 10
MOST_PAIRS = 10
"""More history costs time and does not help an answer."""
LEANS_ON = 2
"""Earlier messages a short one may lean on."""
UNASKED = "follow-up"
"""What stands for the question before what the platform said of its own accord."""
LONGEST_ANSWER = 8_000
"""Characters after which a model is taken to be running away."""
CHARACTERS_A_TOKEN = 1.6
CONNECT_SECONDS = 5.0
ROLES: tuple[Role, ...] = ("enterprise", "operator")
SHOWN_ON = ZoneInfo("Asia/Shanghai")

CUT: Reason = "cut"
RUNAWAY: Reason = "bad_response"


class _Unusable(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class ModelAgent:
    """Answers with a model through an OpenAI-compatible service; built once per process.

    Args:
        base_url: The service's root, with its version.
        api_key: The service's key.
        name: The model.
        timeout: Seconds one answer may take, tools and retry included.
        catalog: The tools there are; each turn is offered those of its role.
        token_budget: Tokens of history a request may carry.
        platform: How the platform names itself.
        http_client: Another client than the default; its owner closes it.
        ranks: Tells how likely a normalised text is for each tool; without it every tool of the role is offered.
    """

    def __init__(  # noqa: PLR0913 -- one place where a deployment is spelled out
        self,
        *,
        base_url: str,
        api_key: str,
        name: str,
        timeout: float,
        catalog: tuple[Tool, ...],
        token_budget: int = 6000,
        platform: str = "",
        http_client: httpx2.AsyncClient | None = None,
        ranks: Callable[[str], Mapping[str, float]] | None = None,
    ) -> None:
        self.name, self._ranks = name, ranks
        self._timeout = timeout
        self._budget = token_budget
        self._owned = (
            None if http_client else DefaultAsyncHttpxClient(timeout=Timeout(timeout, connect=CONNECT_SECONDS))
        )
        client = _client(base_url, api_key, http_client or self._owned)
        provider = OpenAICompatibleProvider("configured", openai_client=client)
        profile = OpenAIModelProfile(
            openai_chat_streaming_requires_finish_reason=True,  # else a stream that just ends passes for a whole answer
            openai_supports_strict_tool_definition=False,  # not every compatible service knows the field
        )
        self._agent: Agent[ModelTurn, str] = Agent(
            OpenAIChatModel(name, provider=provider, profile=profile),
            deps_type=ModelTurn,
            output_type=str,
            name="assistant",
            retries={"tools": 2, "output": 1},
            model_settings={"temperature": 0.0},
        )
        self._tools = {role: [tool.name for tool in catalog if role in tool.roles] for role in ROLES}
        self._toolsets = {
            role: FunctionToolset[ModelTurn]([offered(tool) for tool in catalog if role in tool.roles]).filtered(
                lambda ctx, tool: ctx.deps.offered is None or tool.name in ctx.deps.offered
            )
            for role in ROLES
        }
        self._instructions, _, self._present = (
            resources.files("assistant").joinpath("instructions.md").read_text("utf-8").partition("\n---\n")
        )
        self._platform = platform
        self._agent.output_validator(_checked)

    async def close(self) -> None:
        """Close the connections to the service."""
        if self._owned is not None:
            await self._owned.aclose()

    async def answer(
        self, context: ToolContext, message_text: str, history: tuple[Exchange, ...], *, stream: bool
    ) -> AsyncGenerator[TextDelta | ToolStarted | ToolFinished | Drafted, None]:
        """Answer one message.

        Closing the generator early stops the model; a tool that is writing is first let finish.

        Args:
            context: Who is speaking, and what the tools may use.
            message_text: What the person wrote.
            history: Earlier turns, oldest first.
            stream: Whether someone watches the text arrive; otherwise only tools are reported on the way.

        Yields:
            What happens, and last ``Drafted``.

        Raises:
            ModelFailed: The model gave no answer that holds.
        """
        recent = self._recent(history)
        evidence = Evidence(
            message_text,
            earlier=[exchange.question for exchange in recent],
            today=context.now.astimezone(SHOWN_ON).date(),
        )
        turn = ModelTurn(context, evidence, stream, self._offered(context.role, message_text, recent))
        task = asyncio.create_task(self._run(turn, message_text, recent))
        try:
            while (event := await turn.events.get()) is not None:
                yield event
            yield await task
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _run(self, turn: ModelTurn, text: str, history: Sequence[Exchange]) -> Drafted:
        with capture_run_messages() as messages:
            try:
                async with asyncio.timeout(self._timeout):
                    result = await self._agent.run(
                        text,
                        deps=turn,
                        instructions=self._instruct(turn.context),
                        message_history=_remembered(history),
                        toolsets=[self._toolsets[turn.context.role]],
                        usage_limits=UsageLimits(request_limit=MOST_REQUESTS, tool_calls_limit=MOST_TOOL_CALLS),
                        event_stream_handler=_watched if turn.streams else None,
                    )
                return turn.drafted(_usage(result))
            except (
                AgentRunError,
                OpenAIError,
                _Unusable,
                OSError,  # time-outs among them
                LookupError,  # `choices: []` and other answers of the wrong shape
                TypeError,
                ValueError,
                AttributeError,
            ) as error:
                if error is turn.raised:
                    raise
                reason = _reason(error, turn, messages)
                log.warning(
                    "model_failed",
                    reason=reason,
                    model=self.name,
                    error=type(error).__name__,
                    status=getattr(error, "status_code", None),
                    problem=turn.failed.problem if turn.failed else None,
                    tools=[call.name for call in turn.calls],
                    wrote=turn.wrote,
                )
                # The cause is left out: services repeat keys and messages in what they say.
                raise ModelFailed(
                    reason, wrote=turn.wrote, results=tuple(turn.results), calls=tuple(turn.calls)
                ) from None
            finally:
                turn.events.put_nowait(None)

    def _offered(self, role: Role, text: str, history: Sequence[Exchange]) -> frozenset[str] | None:
        """Choose the tools that go with a message and those it may lean on."""
        if self._ranks is None:
            return None
        before = [self._ranks(normalise(exchange.question)) for exchange in history[-LEANS_ON:]]
        return offer(self._tools[role], self._ranks(normalise(text)), before)

    def _instruct(self, context: ToolContext) -> str:
        today = context.now.astimezone(SHOWN_ON).date().isoformat()
        present = self._present.format(today=today, platform=self._platform or "-", role=context.role)
        return f"{self._instructions}\n{present}".strip()

    def _recent(self, history: tuple[Exchange, ...]) -> list[Exchange]:
        left = self._budget * CHARACTERS_A_TOKEN
        kept: list[Exchange] = []
        for exchange in reversed(history[-MOST_PAIRS:]):
            left -= len(exchange.question) + len(exchange.answer)
            if left < 0:
                break
            kept.insert(0, exchange)
        return kept


def _client(base_url: str, api_key: str, http_client: httpx2.AsyncClient | None) -> AsyncOpenAI:
    """Return a client that knows only what it is told; the package would also read keys and headers from elsewhere."""
    client = AsyncOpenAI(base_url=base_url, api_key=api_key, max_retries=0, http_client=http_client)
    client.organization = client.project = client.admin_api_key = client.webhook_secret = None
    client._custom_headers = {}  # noqa: SLF001 -- OPENAI_CUSTOM_HEADERS has no public way out
    for name in ("openai", "httpx2"):  # at their lower levels they log what people wrote
        logging.getLogger(name).setLevel(logging.WARNING)
    return client


def _remembered(history: Sequence[Exchange]) -> list[ModelMessage]:
    messages: list[ModelMessage] = []
    for exchange in history:
        messages.append(ModelRequest(parts=[UserPromptPart(exchange.question or f"[{exchange.tool or UNASKED}]")]))
        messages.append(ModelResponse(parts=[TextPart(exchange.answer)]))
    return messages


def _usage(result: AgentRunResult[str]) -> Usage:
    usage = result.usage
    return Usage(
        requests=usage.requests,
        input_tokens=usage.input_tokens,
        cached_tokens=usage.cache_read_tokens,
        output_tokens=usage.output_tokens,
    )


async def _watched(ctx: RunContext[ModelTurn], events: AsyncIterable[AgentStreamEvent]) -> None:
    """Read one response as it arrives; before any tool has run there is nothing to check it against, so it waits."""
    turn = ctx.deps
    screen: Screen | None = None
    async for event in events:
        piece = ""
        if isinstance(event, PartStartEvent) and isinstance(event.part, TextPart):
            piece = event.part.content
        elif isinstance(event, PartDeltaEvent) and isinstance(event.delta, TextPartDelta):
            piece = event.delta.content_delta
        if piece and turn.results:
            if screen is None:
                screen = turn.screen = turn.screened()
            turn.show(screen.feed(piece))
            if len(screen.text) > LONGEST_ANSWER:
                raise _Unusable(RUNAWAY)


async def _checked(ctx: RunContext[ModelTurn], text: str) -> str:
    """Accept a whole answer, or tell the model once what does not hold."""
    turn = ctx.deps
    last = ctx.messages[-1]
    if isinstance(last, ModelResponse) and last.finish_reason == "length":
        raise _Unusable(CUT)
    if len(text) > LONGEST_ANSWER:
        raise _Unusable(RUNAWAY)
    if not text.strip():
        msg = "The answer was empty. Answer the message."
        raise ModelRetry(msg)
    screen, turn.screen = turn.screen, None
    if screen is None or not text.startswith(screen.text):
        screen = turn.screened()
    ready = [*screen.feed(text[len(screen.text) :]), *screen.close()]
    turn.failed = screen.verdict
    if screen.verdict is None:
        turn.show(ready)
        return text
    if turn.streams:
        turn.show(ready)
    seen = turn.text()
    go_on = "Write the whole answer again."
    if seen:
        go_on = f"The reader has already seen this, and it stays:\n{seen}\nGo on from there; do not repeat it."
    msg = f"{screen.verdict.feedback()}\n{go_on}"
    raise ModelRetry(msg)


def _reason(error: Exception, turn: ModelTurn, messages: Sequence[ModelMessage]) -> Reason:
    last = messages[-1] if messages else None
    response = last if isinstance(last, ModelResponse) else None
    begun = response is not None and bool(response.parts)
    reason: Reason = "bad_response"
    if isinstance(error, _Unusable):
        reason = error.reason
    elif isinstance(error, (TimeoutError, ModelTimeoutError, ModelRequestTimeout)):
        reason = "timeout"
    elif isinstance(error, UsageLimitExceeded):
        reason = "tool_loop"
    elif isinstance(error, ModelAPIError):
        reason = _refusal(error, begun=begun)
    elif isinstance(error, OutputTokenLimitExceeded):
        reason = "cut"
    elif isinstance(error, UnexpectedModelBehavior):
        finished = response is not None and response.finish_reason is not None
        blank = finished and response is not None and not (response.text or "").strip() and not response.tool_calls
        reason = "empty" if blank else "ungrounded" if turn.failed is not None else "bad_response"
    return reason


def _refusal(error: ModelAPIError, *, begun: bool) -> Reason:
    if isinstance(error, ModelAuthenticationError):
        return "unauthorised"
    if isinstance(error, (ModelRateLimitError, ModelQuotaExceededError)):
        return "rate_limited"
    if isinstance(error, ModelHTTPError):
        return "server_error" if error.status_code >= 500 else "bad_response"  # noqa: PLR2004 -- HTTP
    if isinstance(error, ModelConnectionError):
        return "server_error" if error.phase in {"pool", "connect", "write"} else "cut"
    if error.in_stream:
        return "server_error"
    return "cut" if begun else "bad_response"  # a stream that ended without saying that it is whole
