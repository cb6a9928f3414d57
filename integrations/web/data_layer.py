"""Shows the chat framework our own records: a visitor's conversations, their turns and feedback."""

from __future__ import annotations

import asyncio
from datetime import UTC
from typing import TYPE_CHECKING, Any, cast

from chainlit.data.base import BaseDataLayer
from chainlit.types import PageInfo, PaginatedResponse, ThreadDict
from chainlit.user import PersistedUser
from fastapi import HTTPException

from integrations.web import render, wording
from integrations.web.visitors import present
from tools.kit.errors import InvalidArguments, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from chainlit.element import Element, ElementDict
    from chainlit.step import StepDict
    from chainlit.types import Feedback, Pagination, ThreadFilter
    from chainlit.user import User

    from assistant.records import Records, Summary
    from assistant.sources import Sources

FIRST_TURN_SECONDS = 3.0
"""How long a new conversation may take to be stored before the page lists conversations."""
LOOK_SECONDS = 0.05


class RecordsDataLayer(BaseDataLayer):
    """A view of the records of whoever the present request comes from; another visitor's are not there.

    Conversations are written by the assistant, never from here: what the framework would store is dropped.

    Args:
        records: The records.
        sources: Where citations are looked up.
        titles: The tools' titles by name.
        clock: The time.
    """

    def __init__(
        self, records: Records, sources: Sources, titles: Mapping[str, str], clock: Callable[[], datetime]
    ) -> None:
        self._records, self._sources, self._titles, self._clock = records, sources, titles, clock

    # --- visitors -------------------------------------------------------------------------------------------------

    async def get_user(self, identifier: str) -> PersistedUser | None:
        """Return a visitor; whoever has a valid cookie is one."""
        return PersistedUser(
            id=identifier, identifier=identifier, display_name=wording.VISITOR, createdAt=render.moment(self._clock())
        )

    async def create_user(self, user: User) -> PersistedUser | None:
        """Return a visitor; a contact is made by the first message."""
        return await self.get_user(user.identifier)

    # --- conversations --------------------------------------------------------------------------------------------

    async def list_threads(self, pagination: Pagination, filters: ThreadFilter) -> PaginatedResponse[ThreadDict]:
        """List the visitor's conversations, the one last spoken in first."""
        contact = await self._contact()
        if contact is None:
            return PaginatedResponse(PageInfo(hasNextPage=False, startCursor=None, endCursor=None), [])
        try:
            page = await self._records.conversations(contact, pagination.first, pagination.cursor, filters.search)
        except NotFound as error:
            raise HTTPException(404, str(error)) from error
        ids = [summary.id for summary in page.summaries]
        info = PageInfo(page.more, ids[0] if ids else None, ids[-1] if ids else None)
        return PaginatedResponse(info, [self._described(summary) for summary in page.summaries])

    async def get_thread(self, thread_id: str) -> ThreadDict | None:
        """Return one of the visitor's conversations as the page showed it."""
        contact = await self._contact()
        if contact is None:
            return None
        try:
            thread = await self._records.thread(contact, thread_id)
        except NotFound:
            return None
        described = self._described(thread.summary)
        described["steps"] = cast("list[StepDict]", render.steps(thread, self._titles, self._sources, self._clock()))
        return described

    async def get_thread_author(self, thread_id: str) -> str:
        """Return the visitor's id if the conversation is theirs, else nothing."""
        return (present() or "") if await self._owns(thread_id) else ""

    async def update_thread(
        self,
        thread_id: str,
        name: str | None = None,
        user_id: str | None = None,
        metadata: dict[str, Any] | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """Rename a conversation.

        The framework also calls this when somebody begins to speak, naming the speaker, and lists conversations
        next: then it waits for the first message to be stored.
        """
        if user_id is not None:
            for _ in range(int(FIRST_TURN_SECONDS / LOOK_SECONDS)):
                if await self._owns(thread_id):
                    return
                await asyncio.sleep(LOOK_SECONDS)
        elif name is not None and metadata is None and tags is None:
            contact = await self._contact()
            try:
                await self._records.rename(contact or "", thread_id, name)
            except InvalidArguments as error:
                raise HTTPException(422, str(error)) from error
            except NotFound as error:
                raise HTTPException(404, str(error)) from error

    async def delete_thread(self, thread_id: str) -> None:
        """Delete one of the visitor's conversations."""
        try:
            await self._records.delete(await self._contact() or "", thread_id, self._clock())
        except NotFound as error:
            raise HTTPException(404, str(error)) from error

    # --- feedback -------------------------------------------------------------------------------------------------

    async def upsert_feedback(self, feedback: Feedback) -> str:
        """Store what the visitor thinks of a reply and return the feedback's id, which is the turn's."""
        contact, thread_id = await self._contact() or "", feedback.threadId or ""
        try:
            thread = await self._records.thread(contact, thread_id)
            wanted = render.message_of(feedback.forId)
            turn = next((turn for turn in thread.turns if turn.message_id == wanted), None)
            if turn is None:
                raise HTTPException(404, "there is no such reply")
            await self._records.set_feedback(
                contact, turn.id, 1 if feedback.value else -1, feedback.comment, self._clock()
            )
        except NotFound as error:
            raise HTTPException(404, str(error)) from error
        except InvalidArguments as error:
            raise HTTPException(422, str(error)) from error
        return turn.id

    async def delete_feedback(self, feedback_id: str) -> bool:
        """Forget what the visitor thought of a reply."""
        try:
            await self._records.remove_feedback(await self._contact() or "", feedback_id)
        except NotFound as error:
            raise HTTPException(404, str(error)) from error
        return True

    # --- what the framework would store and the assistant already has ---------------------------------------------

    async def create_step(self, step_dict: StepDict) -> None:
        """Drop a step."""

    async def update_step(self, step_dict: StepDict) -> None:
        """Drop a step."""

    async def delete_step(self, step_id: str) -> None:
        """Drop a step."""

    async def create_element(self, element: Element) -> None:
        """Drop an element."""

    async def get_element(self, thread_id: str, element_id: str) -> ElementDict | None:  # noqa: ARG002
        """Return nothing: elements are not kept."""
        return None

    async def delete_element(self, element_id: str, thread_id: str | None = None) -> None:
        """Drop an element."""

    async def get_favorite_steps(self, user_id: str) -> list[StepDict]:  # noqa: ARG002
        """Return nothing: there are no favourites."""
        return []

    async def build_debug_url(self) -> str:
        """Return no address."""
        return ""

    async def close(self) -> None:
        """Leave the records open: they are the application's."""

    # --------------------------------------------------------------------------------------------------------------

    async def _contact(self) -> str | None:
        visitor = present()
        return await self._records.find_contact("web", visitor) if visitor else None

    async def _owns(self, thread_id: str) -> bool:
        contact = await self._contact()
        if contact is None:
            return False
        try:
            await self._records.thread(contact, thread_id)
        except NotFound:
            return False
        return True

    def _described(self, summary: Summary) -> ThreadDict:
        visitor = present()
        return ThreadDict(
            id=summary.id,
            # The page groups and sorts by this, so it is when the conversation was last spoken in.
            createdAt=render.moment(summary.updated_at.astimezone(UTC)),
            name=summary.title or wording.UNTITLED,
            userId=visitor,
            userIdentifier=visitor,
            tags=[],
            metadata={},
            steps=[],
            elements=[],
        )
