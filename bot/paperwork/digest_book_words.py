"""The words of a digest's workbook, out of the catalog that its messages and pictures are told from."""

from bot.flows.digest.names import EXCUSES, reason_word
from bot.flows.engine.port import say
from domain.digest.doubts import DoubtKind
from domain.digest.pace import Pace
from domain.digest.praise import PraiseKind
from domain.duties.answers import REASONS
from domain.policy.needs import Needs
from domain.register.needs import category_words
from ledger.digest.words import BookWords
from locales.catalog import wording
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
        doubts={one: wording(OFFICE, f"digest_book.doubt.{one}") for one in DoubtKind},
        praise={one: wording(OFFICE, f"digest_book.praise.{one}") for one in PraiseKind},
    )
