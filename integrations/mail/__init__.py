"""Sends follow-ups by e-mail, and looks at whether the server for it answers."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import asynccontextmanager
from datetime import UTC, timedelta
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING

import structlog
from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from assistant.doctor import Finding, State
from assistant.follow_ups import Refused, Unknown
from assistant.settings import ADDRESS
from integrations.mail import wording

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from assistant.follow_ups import Nudge
    from assistant.settings import Mail, Settings

STEP, WITHIN = 10.0, 40.0
"""Seconds the server has for each of its answers, and for all of them up to taking an e-mail."""
DOCTOR = 5.0
"""Seconds it has for the doctor."""
PAUSE, LONG_PAUSE = timedelta(minutes=15), timedelta(hours=1)
"""When to try again what the server would not take now, and what somebody has to mend first."""
NO_ADDRESS = "address"
"""Why nothing is tried: what stands on file is no address."""
PERMANENT = 500
"""Codes from here on mean that trying again does not help."""

log = structlog.get_logger(__name__)


class Mailer:
    """The courier of e-mails: short, plain, in one try, and never with an address in the log.

    Args:
        mail: The server, and who the e-mails are from.
        name: What the platform is called.
        address: The web chat's address.
        clock: The time, UTC.
        trusted: Certificates to trust; the system's by default.
        step: Seconds the server has for each of its answers.
    """

    def __init__(
        self,
        mail: Mail,
        *,
        name: str,
        address: str,
        clock: Callable[[], datetime],
        trusted: ssl.SSLContext | None = None,
        step: float = STEP,
    ) -> None:
        self._mail, self._address = mail, address.rstrip("/")
        # As a header takes it, whatever stands in the setting.
        self._name = "".join(mark for mark in name if mark.isprintable() and mark not in '"\\').strip()
        self._clock, self._trusted, self._step = clock, trusted, step

    async def send(self, nudge: Nudge) -> None:
        """Send a follow-up to the address it names.

        Raises:
            Refused: It was surely not sent: the server is not there, or would not take it.
            Unknown: All of it was handed over, and no answer came.
        """
        message = self.written(nudge)
        content, handed_over = message.as_bytes(), False
        try:
            async with asyncio.timeout(max(WITHIN, self._step)), self._session() as server:
                await server.mail(self._mail.sender)
                await server.rcpt(str(message["To"]))
                handed_over = True
                await server.data(content)
        except SMTPResponseException as error:
            raise self._refused(error) from None
        except (SMTPException, OSError, TimeoutError) as error:
            kind = type(error).__name__
            log.warning("mail_not_answered", kind=kind, handed_over=handed_over)
            if handed_over:
                raise Unknown(kind) from None
            raise Refused(kind, PAUSE) from None
        log.info("mail_sent", purpose=nudge.purpose)

    def written(self, nudge: Nudge) -> EmailMessage:
        """Write the e-mail of a follow-up.

        Raises:
            Refused: Its address is none that may be written to.
        """
        if nudge.email is None or not ADDRESS.fullmatch(nudge.email):
            raise Refused(NO_ADDRESS, next_route=True)
        message = EmailMessage(policy=WIRE)
        message["Subject"] = wording.subject(self._name, nudge.purpose)
        message["From"] = f'"{self._name}" <{self._mail.sender}>' if self._name else self._mail.sender
        message["To"] = nudge.email
        message["Date"] = format_datetime(self._clock().astimezone(UTC))
        # The same follow-up makes the same id, so that a mailbox shows it once.
        message["Message-ID"] = f"<{nudge.id}@{self._mail.sender.partition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        press = nudge.press.title if nudge.press else None
        message.set_content(wording.body(nudge.text, press, self._address, self._name), cte="base64")
        return message

    async def check(self, patience: float = DOCTOR) -> bool:
        """Connect, greet and log in, and send nothing; tells whether that was encrypted.

        Args:
            patience: Seconds for all of it.

        Raises:
            SMTPException: The server would not have it.
            OSError: It is not there.
            TimeoutError: It takes too long.
        """
        async with asyncio.timeout(patience), self._session() as server:
            await server.noop()
            return server.get_transport_info("sslcontext") is not None

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[SMTP]:
        """Connect, encrypt where that is offered, and log in; hangs up in the end."""
        mail = self._mail
        server = SMTP(
            hostname=mail.host,
            port=mail.port,
            use_tls=mail.tls,
            tls_context=self._trusted or ssl.create_default_context(),
            timeout=self._step,
            # Else the machine's full name is looked up, which may take longer than the rest.
            local_hostname=mail.sender.partition("@")[2],
        )
        try:
            await server.connect()
            if mail.user is not None:
                await server.login(mail.user, mail.password.get_secret_value())
            yield server
        finally:
            # Hanging up is all that is left to do: what the server says to a farewell changes nothing.
            server.close()

    def _refused(self, error: SMTPResponseException) -> Refused:
        """Say what follows from what the server answered; its words stay out, for they may hold an address."""
        reason, lasting = f"smtp {error.code}", error.code >= PERMANENT
        if lasting and isinstance(error, SMTPRecipientRefused | SMTPDataError):
            log.warning("mail_refused", code=error.code, kind=type(error).__name__)
            return Refused(reason, next_route=True)
        if lasting and isinstance(error, SMTPAuthenticationError | SMTPSenderRefused):
            log.error("mail_misconfigured", code=error.code, kind=type(error).__name__)
            return Refused(reason, LONG_PAUSE)
        log.warning("mail_put_off", code=error.code, kind=type(error).__name__)
        return Refused(reason, PAUSE)


async def examine(settings: Settings, clock: Callable[[], datetime]) -> Finding:
    """Look at the mail server: is it there, does it encrypt, does it let us in?

    Args:
        settings: As read from the environment.
        clock: The time.
    """
    mail = settings.mail
    if mail is None:
        return Finding("mail", State.UNUSED, "none")
    data = {"host": mail.host, "port": mail.port, "sender": mail.sender}
    try:
        encrypted = await Mailer(mail, name="", address="", clock=clock).check()
    except SMTPAuthenticationError as error:
        return Finding("mail", State.BROKEN, "refused", data | {"code": error.code})
    except ssl.SSLError as error:
        return Finding("mail", State.BROKEN, "certificate", data | {"problem": error.reason or type(error).__name__})
    except (SMTPException, OSError, TimeoutError) as error:
        return Finding("mail", State.BROKEN, "silent", data | {"problem": type(error).__name__})
    bare = not encrypted and mail.user is not None and not _nearby(mail.host)
    return Finding("mail", State.WORKS, "bare" if bare else "takes", data)


def _nearby(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
