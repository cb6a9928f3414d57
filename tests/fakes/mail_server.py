"""A mail server in the running loop, on a free port, that does what a test tells it to."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from email.message import EmailMessage
    from pathlib import Path

USER, PASSWORD = "robot@platform.cn", "hush@hush:1"
TAKEN = "250 taken"
DROP, HANG = "drop", "hang"
"""What a server may do instead of answering: hang up, or keep silent."""


@dataclass
class Mailbox:
    """What a server has taken, and how it answers.

    Attributes:
        letters: What has arrived, as it was sent, with envelopes.
        commands: What was asked of it, in order.
        at_rcpt: The answer to a recipient.
        at_data: The answer to a whole letter.
        encrypted: Of each letter, whether it came encrypted.
        port: Where it listens.
    """

    letters: list[tuple[Envelope, bytes]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    at_rcpt: str = "250 OK"
    at_data: str = TAKEN
    encrypted: list[bool] = field(default_factory=list)
    port: int = 0

    @property
    def messages(self) -> list[EmailMessage]:
        """The letters, read."""
        return [message_from_bytes(content, policy=policy.default) for _, content in self.letters]

    async def handle_MAIL(  # noqa: N802 -- the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.commands.append("MAIL")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.commands.append("RCPT")
        if self.at_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return await self._answered(server, self.at_rcpt)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.commands.append("DATA")
        if self.at_data.startswith("250") or self.at_data in {DROP, HANG}:
            self.letters.append((envelope, envelope.original_content or b""))
            assert server.transport is not None
            self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        return await self._answered(server, self.at_data)

    async def _answered(self, server: SMTP, how: str) -> str:
        if how == HANG:
            await asyncio.sleep(3600)
        if how == DROP:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            await asyncio.sleep(0)
        return how


def _admit(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    assert isinstance(data, LoginPassword)
    right = data.login.decode() == USER and data.password.decode() == PASSWORD
    return AuthResult(success=right, handled=False)


@asynccontextmanager
async def mail_server(
    *, tls: ssl.SSLContext | None = None, from_the_start: bool = False, logins: bool = False
) -> AsyncIterator[Mailbox]:
    """Run a mail server.

    Args:
        tls: Its certificate; without one it does not encrypt.
        from_the_start: Whether it speaks TLS from the start, and not after STARTTLS.
        logins: Whether it wants to know who sends.
    """
    mailbox = Mailbox()
    loop = asyncio.get_running_loop()
    make = partial(
        SMTP,
        mailbox,
        hostname="mail.test",
        tls_context=None if from_the_start else tls,
        auth_required=logins,
        auth_require_tls=tls is not None and not from_the_start,
        authenticator=_admit,
        loop=loop,
    )
    server = await loop.create_server(make, "127.0.0.1", 0, ssl=tls if from_the_start else None)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        server.close()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate for this machine; returns what a server shows, and what trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    whole = folder / "mail.pem"
    pem, no_password = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, no_password)
    whole.write_bytes(private + made.public_bytes(pem))
    shown = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    shown.load_cert_chain(whole)
    trusting = ssl.create_default_context()
    trusting.load_verify_locations(cadata=made.public_bytes(pem).decode())
    return shown, trusting
