"""The settings of the bot, read once from an environment given as a mapping (DESIGN.md section 5)."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from domain.errors import OperatorError

PREFIX: Final = "ZOUFANG_"
WANTED: Final = {
    "token": "the token that @BotFather gave you, such as 123456:ABC-def",
    "api_url": "the address of a Bot API server, such as https://api.telegram.org",
    "proxy": "an HTTP proxy, such as http://127.0.0.1:3128",
    "data_dir": "a directory, such as ./data",
    "database_url": "postgresql://user:password@host/name or sqlite:////path/to/zoufang.db",
    "keys": "the path of the key file",
    "policy": "the path of a policy file, such as ./policy.toml",
    "timezone": "a time zone, such as Asia/Shanghai",
    "locale": "zh_CN or en",
    "webhook_url": "the public address Telegram shall call, such as https://bot.example.org/hook",
    "webhook_listen": "host:port, such as 127.0.0.1:8443",
    "webhook_secret": "1 to 256 letters, digits, - or _",
    "health_listen": "host:port, such as 127.0.0.1:8081",
    "log_level": "DEBUG, INFO, WARNING or ERROR",
    "log_json": "true or false",
}
DRIVERS: Final = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "sqlite": "sqlite",
}


class SettingsError(OperatorError):
    """A ZOUFANG_* setting is unknown or cannot be used."""


class TokenMissing(SettingsError):
    """There is no bot token."""


class SettingUnusable(SettingsError):
    """A setting has a value that it cannot have."""


class SettingUnknown(SettingsError):
    """A name that begins like a setting is none."""


class SettingMisspelt(SettingUnknown):
    """There is one with nearly the same name."""


def _require(holds: object) -> None:
    if not holds:
        raise ValueError("not usable")


def _token(token: SecretStr) -> SecretStr:
    # Loose on purpose: other Bot API servers give out tokens of other forms.
    _require(re.fullmatch(r"[A-Za-z0-9:_-]{1,256}", token.get_secret_value()))
    return token


def _webhook_secret(secret: SecretStr) -> SecretStr:
    _require(re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()))
    return secret


def _absolute(path: Path) -> Path:
    # A later change of the working directory must not move the data.
    return path.expanduser().absolute()


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    _require(parts.scheme in ("http", "https") and parts.hostname)
    _require(not parts.query and not parts.fragment and not re.search(r"\s", url))
    _require(parts.port is None or parts.port > 0)
    return url.rstrip("/")


def _database_address(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    _require(separator and rest and scheme in DRIVERS)
    return f"{DRIVERS[scheme]}://{rest}"


def _listen_address(given: object) -> object:
    if not isinstance(given, str):
        return given
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:]+)]|([^\s:\[\]/]+)):(\d{1,5})", given)
    if found is None or int(found[3]) > 65535:
        raise ValueError("not usable")
    return found[1] or found[2], int(found[3])


WebAddress = Annotated[str, AfterValidator(_web_address)]
DatabaseAddress = Annotated[str, AfterValidator(_database_address)]
AbsolutePath = Annotated[Path, AfterValidator(_absolute)]
ListenAddress = Annotated[tuple[str, int], BeforeValidator(_listen_address)]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)]


class Settings(BaseSettings):
    """What the operator has set; values that may hold a password stay out of its repr."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True
    )

    token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    api_url: WebAddress = "https://api.telegram.org"
    proxy: WebAddress | None = Field(default=None, repr=False)
    data_dir: AbsolutePath = Path("data")
    database_url: DatabaseAddress = Field(
        default_factory=lambda known: f"sqlite:///{known['data_dir'] / 'zoufang.db'}", repr=False
    )
    keys: AbsolutePath = Field(default_factory=lambda known: known["data_dir"] / "keys")
    policy: AbsolutePath | None = None
    timezone: ZoneInfo | None = None
    locale: Literal["zh_CN", "en"] = "zh_CN"
    webhook_url: WebAddress | None = Field(default=None, repr=False)
    webhook_listen: ListenAddress = ("127.0.0.1", 8443)
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = None
    health_listen: ListenAddress | None = None
    log_level: LogLevel = "INFO"
    log_json: bool = False

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: dict[str, Any]) -> dict[str, Any]:
        # `ZOUFANG_PROXY=` in an env file means "not set"; stray blanks come from copying.
        trimmed = {name: one.strip() if isinstance(one, str) else one for name, one in given.items()}
        return {name: one for name, one in trimmed.items() if one != ""}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is handed over counts, so that tests and `demo` can bring their own environment."""
        return (init_settings,)

    def secrets(self) -> tuple[str, ...]:
        """Everything that must never be seen in a log."""
        named = [one.get_secret_value() for one in (self.token, self.webhook_secret) if one]
        urls = (self.proxy, self.database_url, self.webhook_url)
        passwords = [urlsplit(url).password or "" for url in urls if url]
        return tuple(one for one in (*named, *passwords, *map(unquote, passwords)) if one)

    def require_token(self) -> str:
        """The bot token; raises SettingsError when none is set."""
        if self.token is None:
            raise TokenMissing(f"Set {PREFIX}TOKEN to the token that @BotFather gave you, then start again.")
        return self.token.get_secret_value()


def load_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in an environment; raises SettingsError naming the first that is unknown or unusable."""
    given = {name: one for name, one in environ.items() if name.upper().startswith(PREFIX)}
    for name in sorted(given):
        _check_known(name)
    values: dict[str, Any] = {_field(name): one for name, one in given.items()}
    try:
        return Settings(**values)
    except ValidationError as error:
        field = next(str(one["loc"][0]) for one in error.errors() if one["loc"])
        name = f"{PREFIX}{field.upper()}"
        raise SettingUnusable(
            f"{name} cannot be used: set it to {WANTED[field]}.", name=name, field=field
        ) from None


def _field(name: str) -> str:
    return name.upper().removeprefix(PREFIX).lower()


def _check_known(name: str) -> None:
    if _field(name) in Settings.model_fields:
        return
    near = get_close_matches(_field(name), Settings.model_fields, n=1, cutoff=0.6)
    if near:
        meant = f"{PREFIX}{near[0].upper()}"
        raise SettingMisspelt(
            f"{name} is not a setting of this bot; did you mean {meant}?", name=name, meant=meant
        )
    raise SettingUnknown(f"{name} is not a setting of this bot; remove it from the environment.", name=name)
