"""Messages, pictures and workbooks call the same thing by the same word."""

from bot.paperwork.digest_book_words import OFFICE, book_words
from domain.digest.doubts import DoubtKind
from domain.digest.praise import Praise, PraiseKind
from domain.policy.needs import Needs
from domain.register.needs import CATEGORY_WORDS
from locales.catalog import wording


def test_the_sheet_that_is_read_back_calls_categories_what_messages_call_them() -> None:
    assert {one: wording(OFFICE, f"need.category.{one}") for one in CATEGORY_WORDS} == CATEGORY_WORDS


def test_the_workbook_has_a_word_for_every_key() -> None:
    words = book_words(Needs())
    assert set(words.doubts) == set(DoubtKind)
    assert set(words.praise) == set(PraiseKind)
    assert words.why("road") == wording(OFFICE, "digest.excuse.road") == "路不通"


def test_praise_names_who_how_many_and_what() -> None:
    words = book_words(Needs())
    told = Praise(PraiseKind.PERSON_SOLVED, "101", "何梅", 2, "health")
    assert words.praised(told) == "何梅办结“看病吃药”诉求 2 件"
