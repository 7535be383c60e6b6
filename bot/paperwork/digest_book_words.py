"""The words of a digest's workbook, out of the catalog that its messages and pictures are told from."""

from bot.flows.digest_names import EXCUSES, reason_word
from bot.flows.port import say
from domain.answers import REASONS
from domain.digest_pace import Pace
from domain.policy_needs import Needs
from domain.register_rules.need_words import category_words
from ledger.digest_words import BookWords
from locales.render import render

OFFICE = "zh_CN"
"""The office's own files are in its language, whoever asks for them."""


def book_words(policy: Needs) -> BookWords:
    """As the township calls them, or else everybody."""
    reasons = Needs().more_time_reasons + Needs().cannot_reasons
    return BookWords(
        paces={one: render(OFFICE, say(f"digest.colour.{one}")) for one in Pace},
        said={one: render(OFFICE, reason_word(one)) for one in (*REASONS, *EXCUSES)},
        needs={
            **{one: render(OFFICE, say(f"need.reason.{one}")) for one in reasons},
            **category_words(policy),
        },
    )
