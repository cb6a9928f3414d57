"""Everything two deployments may differ in, read from the environment; only ``bootstrap`` uses it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel, BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Optional = Annotated[str | None, BeforeValidator(_blank_is_none)]
Secret = Annotated[SecretStr | None, BeforeValidator(_blank_is_none)]

MAIL_PORTS = {"smtp": 587, "smtps": 465}
"""The port of a mail server where its address names none."""
ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9-]{2,63}"
)
"""An e-mail address that may be sent to: nothing in it ends a line, or begins another address."""


class Model(BaseModel):
    """An OpenAI-compatible chat service; all three are needed for the model path."""

    base_url: str | None
    api_key: SecretStr | None
    name: str | None

    @property
    def configured(self) -> bool:
        """Whether a model answers."""
        return bool(self.base_url and self.api_key and self.name)


class Endpoint(BaseModel):
    """An embeddings or rerank service."""

    model: str | None
    base_url: str | None
    api_key: SecretStr | None

    @property
    def configured(self) -> bool:
        """Whether the service is to be used."""
        return bool(self.model and self.base_url)

    def parts(self) -> tuple[str, str, str | None]:
        """Return the model's name, the service's address and its key."""
        return self.model or "", self.base_url or "", self.api_key.get_secret_value() if self.api_key else None


class Platform(BaseModel):
    """How the platform names itself to people."""

    name: str
    region: str
    phone: str | None
    base_url: str


class WeChat(BaseModel):
    """An official account; without its id and its token the channel is not there.

    ``templates`` are its notice templates by what they are for, ``fields`` the names of what stands in each.
    """

    app_id: str | None
    app_secret: SecretStr | None
    token: SecretStr | None
    aes_keys: tuple[SecretStr, ...]
    base_url: str
    verified: bool | None
    templates: dict[str, str]
    fields: dict[str, tuple[str, ...]]

    @property
    def configured(self) -> bool:
        """Whether messages can be received."""
        return bool(self.app_id and self.token)


class Mail(BaseModel):
    """A server that takes e-mail.

    Attributes:
        host: Its name.
        port: Its port.
        tls: Whether it speaks TLS from the start; otherwise STARTTLS is used where it is offered.
        user: Whom to log in as; None does without.
        password: With what.
        sender: The address e-mails come from.
    """

    host: str
    port: int
    tls: bool
    user: str | None
    password: SecretStr
    sender: str

    @classmethod
    def read(cls, url: str) -> Mail:
        """Read ``smtp://user:password@host:587?from=address``, or ``smtps://`` with TLS from the start.

        User and password are percent-encoded where they need to be; without ``from`` the user is the sender.

        Raises:
            ValueError: It is no such address; says what is wrong, never what stands in it.
        """
        parts = urlsplit(url)
        if parts.scheme not in MAIL_PORTS or not parts.hostname:
            msg = "it begins with smtp:// or smtps:// and names a host"
            raise ValueError(msg)
        user = unquote(parts.username or "") or None
        sender = parse_qs(parts.query).get("from", [user or ""])[0]
        if not ADDRESS.fullmatch(sender):
            msg = "it names no sender: add ?from=address"
            raise ValueError(msg)
        try:
            port = parts.port or MAIL_PORTS[parts.scheme]
        except ValueError:
            msg = "the port is a number up to 65535"
            raise ValueError(msg) from None
        password = SecretStr(unquote(parts.password or ""))
        tls = parts.scheme == "smtps"
        return cls(host=parts.hostname, port=port, tls=tls, user=user, password=password, sender=sender)


class Settings(BaseSettings):
    """The environment; every variable is optional."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", populate_by_name=True, hide_input_in_errors=True)

    openai_base_url: Optional = None
    openai_api_key: Secret = None
    assistant_model: Optional = None
    assistant_model_timeout: float = Field(45.0, gt=0, description="seconds a model may take for one answer")
    embedding_model: Optional = None
    embedding_base_url: Optional = None
    embedding_api_key: Secret = None
    rerank_model: Optional = None
    rerank_base_url: Optional = None
    rerank_api_key: Secret = None
    database_url: Optional = None
    chroma_url: Optional = None
    redis_url: Optional = None
    public_base_url: str = "http://localhost:8000"
    platform_name: Optional = None
    platform_region: Optional = None
    platform_phone: Optional = None
    session_secret: Secret = None
    wechat_app_id: Optional = None
    wechat_app_secret: Secret = None
    wechat_token: Secret = None
    wechat_encoding_aes_key: Secret = None
    wechat_previous_aes_key: Secret = None
    wechat_api_base_url: str = "https://api.weixin.qq.com"
    wechat_verified: Literal["true", "false", "auto"] = "auto"
    wechat_notice_templates: Optional = Field(None, description="purpose=template id/field/field,…")
    smtp_url: Secret = Field(None, description="smtp://user:password@host:587?from=address")
    var_dir: Path = Path("var")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def model(self) -> Model:
        """The chat service."""
        return Model(base_url=self.openai_base_url, api_key=self.openai_api_key, name=self.assistant_model)

    @property
    def embedding(self) -> Endpoint:
        """The embeddings service; the chat service's address and key where it has none of its own."""
        return Endpoint(
            model=self.embedding_model,
            base_url=self.embedding_base_url or self.openai_base_url,
            api_key=self.embedding_api_key or self.openai_api_key,
        )

    @property
    def rerank(self) -> Endpoint:
        """The rerank service."""
        return Endpoint(model=self.rerank_model, base_url=self.rerank_base_url, api_key=self.rerank_api_key)

    @property
    def wechat(self) -> WeChat:
        """The official account; ``verified`` is None where it is to be learned."""
        pairs = [pair.partition("=") for pair in (self.wechat_notice_templates or "").split(",")]
        notices = {purpose.strip(): template.strip().split("/") for purpose, _, template in pairs if template.strip()}
        keys = (self.wechat_encoding_aes_key, self.wechat_previous_aes_key)
        return WeChat(
            app_id=self.wechat_app_id,
            app_secret=self.wechat_app_secret,
            token=self.wechat_token,
            aes_keys=tuple(key for key in keys if key is not None),
            base_url=self.wechat_api_base_url.rstrip("/"),
            verified={"true": True, "false": False, "auto": None}[self.wechat_verified],
            templates={purpose: template for purpose, (template, *_) in notices.items()},
            fields={purpose: tuple(fields) for purpose, (_, *fields) in notices.items()},
        )

    @property
    def mail(self) -> Mail | None:
        """The mail server; None where none is configured."""
        return None if self.smtp_url is None else Mail.read(self.smtp_url.get_secret_value())

    @field_validator("smtp_url")
    @classmethod
    def _mail_reads(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            Mail.read(value.get_secret_value())
        return value

    @property
    def database(self) -> str:
        """The database's address, SQLite in ``var`` by default."""
        return self.database_url or f"sqlite:///{(self.var_dir / 'shuzhi.db').resolve()}"
