"""What the operator must mend, in the operator's language: sentences for errors from below the commands."""

from collections.abc import Mapping

from bot.commands.console import Refusal
from bot.commands.policy import first_fault
from bot.flows.engine.port import Say, say
from bot.office import NoDatabase, NoDataDirectory
from bot.policy_file import PolicyError
from bot.settings import SettingMisspelt, SettingUnknown, SettingUnusable, TokenMissing
from bot.transport.addresses import AddressTaken, WebhookRefused
from bot.transport.telegram.api import ApiUnreachable, TokenRejected
from domain.errors import OperatorError
from pictures.font_file import FontMissing
from pictures.pipes import ChildWillNotStart
from storage.base.keys import UnreadableKeys
from storage.locks import AlreadyRunning
from storage.schema import SchemaNotCurrent


class PortTaken(OperatorError):
    """Something else answers at this port already; choose another one with --port."""


SENTENCES: Mapping[type[OperatorError], str] = {
    AddressTaken: "refusal.address_taken",
    AlreadyRunning: "refusal.already_running",
    ApiUnreachable: "refusal.api_unreachable",
    ChildWillNotStart: "refusal.no_pictures",
    FontMissing: "doctor.font.missing",
    NoDataDirectory: "refusal.no_data_directory",
    NoDatabase: "refusal.no_database",
    PortTaken: "refusal.port_taken",
    SchemaNotCurrent: "refusal.schema",
    SettingMisspelt: "refusal.setting_misspelt",
    SettingUnknown: "refusal.setting_unknown",
    TokenMissing: "refusal.token_missing",
    TokenRejected: "refusal.token_rejected",
    UnreadableKeys: "refusal.keys",
    WebhookRefused: "refusal.webhook",
}
WANTED: Mapping[str, str] = {
    "token": "wanted.token",
    "api_url": "wanted.api_url",
    "proxy": "wanted.proxy",
    "data_dir": "wanted.data_dir",
    "database_url": "wanted.database_url",
    "keys": "wanted.keys",
    "policy": "wanted.policy",
    "timezone": "wanted.timezone",
    "locale": "wanted.locale",
    "webhook_url": "wanted.webhook_url",
    "webhook_listen": "wanted.webhook_listen",
    "webhook_secret": "wanted.webhook_secret",
    "health_listen": "wanted.health_listen",
    "log_level": "wanted.log_level",
    "log_json": "wanted.log_json",
}
"""What a setting that cannot be used should be set to."""


def sentence_of(error: OperatorError) -> Say | None:
    """The sentence of an error; None if it has none of its own."""
    if isinstance(error, Refusal):
        return error.words
    if isinstance(error, PolicyError):
        return first_fault(error.path)
    if isinstance(error, SettingUnusable):
        wanted = say(WANTED[str(error.params["field"])])
        return say("refusal.setting_unusable", name=str(error.params["name"]), wanted=wanted)
    key = SENTENCES.get(type(error))
    return Say(key, {name: str(one) for name, one in error.params.items()}) if key else None
