"""The promise of the README about words: nobody is told to clock in, nobody is scored."""

import re

import pytest

from locales.catalog import LOCALES, catalog
from sandbox.page.words import CHROME
from tests.docs.documents import documents

FORBIDDEN = re.compile("打卡|签到|积分|排名|在线时长|clock in|check.in|ranking|leaderboard", re.IGNORECASE)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_of_the_bot_is_one_of_the_forbidden(locale: str) -> None:
    texts = {str(one.id): str(one.string) for one in catalog(locale) if one.id}
    assert texts
    assert {key for key, text in texts.items() if FORBIDDEN.search(text)} == set()


def test_no_word_around_the_phones_is_one_of_the_forbidden() -> None:
    texts = [text for words in CHROME.values() for text in words.values()]
    assert [text for text in texts if FORBIDDEN.search(text)] == []


def test_no_chinese_document_uses_them() -> None:
    chinese = re.compile("打卡|签到|积分|排名|在线时长")
    assert [path.name for path in documents() if chinese.search(path.read_text("utf-8"))] == []
