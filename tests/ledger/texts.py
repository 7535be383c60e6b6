"""Texts and days as a clerk may type them, hostile ones too, for property tests."""

from datetime import date

from hypothesis import strategies as st

from domain.writing.characters import key, tidy, tidy_code, tidy_name
from ledger.text import clean_text

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
HOSTILE = st.sampled_from(
    ["=1+1", "=SUM(A1)", "@x", "+1", "-1", "<b>&_*", "\u202eabc", "😀", "0012", "1e5", "是",
     "_x0041_", "_x000D_", "a\nb\tc", "http://example.com", "{0}", "<r>x</r>", "'x", "_x005F_", "x005F_"]
)  # fmt: skip
TEXT = (HOSTILE | st.text(max_size=12)).map(clean_text).map(tidy)
LINE = TEXT.filter(lambda text: "\n" not in text)
WORDS = LINE.map(tidy_name)
NAME = WORDS.filter(bool)
CODE = LINE.map(tidy_code).filter(key)
