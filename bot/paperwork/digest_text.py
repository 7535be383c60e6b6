"""A digest's text as the message has it, without buttons, in one language."""

from datetime import datetime

from bot.flows.digest.words import digest_words
from bot.flows.engine.facts import Facts
from bot.office import Office
from domain.digest.digest import Digest
from locales.render import render


def text_of(office: Office, digest: Digest, at: datetime) -> str:
    """The lines that are told at that instant."""
    facts = Facts(at, office.policy.township.time_zone, office.policy, fresh_id=0)
    lines = digest_words(facts, digest)
    return "".join(f"{render(office.settings.locale, one)}\n" for one in lines)
