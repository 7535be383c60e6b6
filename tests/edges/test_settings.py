"""Settings come from ZOUFANG_* names only, and what cannot be used is refused with its name."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.settings import WANTED, Settings, SettingsError, load_settings

TOKEN = "1234567:not-a-real-token"


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = load_settings({"HOME": "/home/nobody"})
    assert settings.token is None
    assert settings.api_url == "https://api.telegram.org"
    assert settings.data_dir == Path.cwd() / "data"
    assert settings.database_url == f"sqlite:///{Path.cwd()}/data/zoufang.db"
    assert settings.keys == Path.cwd() / "data" / "keys"
    assert (settings.locale, settings.timezone, settings.log_level) == ("zh_CN", None, "INFO")


def test_database_and_keys_follow_the_data_directory(tmp_path: Path) -> None:
    settings = load_settings({"ZOUFANG_DATA_DIR": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/zoufang.db"
    assert settings.keys == tmp_path / "keys"


def test_every_setting_has_words_that_ask_for_it() -> None:
    assert set(WANTED) == set(Settings.model_fields)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_gets_the_driver_we_bring(scheme: str) -> None:
    settings = load_settings({"ZOUFANG_DATABASE_URL": f"{scheme}://u:p@h/db"})
    assert settings.database_url == "postgresql+psycopg://u:p@h/db"


def test_an_unknown_name_is_refused_with_the_name_that_was_meant() -> None:
    with pytest.raises(SettingsError, match=r"TOKNE is not .* did you mean ZOUFANG_TOKEN\?"):
        load_settings({"ZOUFANG_TOKNE": "x"})


def test_an_unknown_name_without_a_neighbour_is_refused_too() -> None:
    with pytest.raises(SettingsError, match="ZOUFANG_QQ is not a setting of this bot; remove it"):
        load_settings({"ZOUFANG_QQ": "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOKEN", "with blanks"),
        ("TOKEN", "1:a/../b"),
        ("API_URL", "api.example.org"),
        ("API_URL", "http://host:99999"),
        ("API_URL", "http://host/?a=b"),
        ("PROXY", "socks5://127.0.0.1:1080"),
        ("DATABASE_URL", "mysql://host/db"),
        ("DATABASE_URL", "other.db"),
        ("TIMEZONE", "Mars/Olympus"),
        ("LOCALE", "de"),
        ("WEBHOOK_URL", "hook.example.org"),
        ("WEBHOOK_LISTEN", "9443"),
        ("WEBHOOK_SECRET", "with blanks"),
        ("HEALTH_LISTEN", "127.0.0.1:70000"),
        ("HEALTH_LISTEN", "::1:80"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_JSON", "perhaps"),
    ],
)
def test_an_unusable_value_is_refused_by_name_and_never_repeated(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        load_settings({f"ZOUFANG_{name}": value})
    says = str(refusal.value)
    assert says.startswith(f"ZOUFANG_{name} cannot be used: set it to ")
    assert value not in says


def test_blank_values_count_as_not_set() -> None:
    settings = load_settings({"ZOUFANG_PROXY": "", "ZOUFANG_TOKEN": f" {TOKEN}\n"})
    assert settings.proxy is None
    assert settings.require_token() == TOKEN


def test_listen_addresses_are_host_and_port() -> None:
    settings = load_settings({"ZOUFANG_HEALTH_LISTEN": "[::1]:8081", "ZOUFANG_WEBHOOK_LISTEN": "0.0.0.0:80"})
    assert settings.health_listen == ("::1", 8081)
    assert settings.webhook_listen == ("0.0.0.0", 80)


def test_spelling_is_forgiven_where_it_is_harmless() -> None:
    settings = load_settings(
        {
            "ZOUFANG_API_URL": "http://127.0.0.1:9/",
            "ZOUFANG_LOG_LEVEL": "debug",
            "ZOUFANG_TIMEZONE": "Asia/Urumqi",
        }
    )
    assert settings.api_url == "http://127.0.0.1:9"
    assert settings.log_level == "DEBUG"
    assert settings.timezone == ZoneInfo("Asia/Urumqi")


def test_a_missing_token_is_asked_for_in_one_sentence() -> None:
    with pytest.raises(SettingsError, match="Set ZOUFANG_TOKEN to the token that @BotFather gave you"):
        load_settings({}).require_token()


def test_no_secret_is_in_the_repr_and_all_are_listed_for_the_log() -> None:
    settings = load_settings(
        {
            "ZOUFANG_TOKEN": TOKEN,
            "ZOUFANG_PROXY": "http://me:proxypass@127.0.0.1:3128",
            "ZOUFANG_DATABASE_URL": "postgres://me:db%40pass@127.0.0.1/x",
            "ZOUFANG_WEBHOOK_SECRET": "hooksecret",
        }
    )
    assert set(settings.secrets()) == {TOKEN, "proxypass", "db%40pass", "db@pass", "hooksecret"}
    assert not [secret for secret in settings.secrets() if secret in repr(settings)]


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load_settings({}).locale = "en"
