"""`python -m locales.tidy`: what it says of catalogs that are not in order, and what it leaves of them."""

import shutil
from pathlib import Path

import pytest

from locales.catalog import LOCALES
from locales.tidy import tidy

HERE = Path(__file__).parent.parent.parent / "locales"


@pytest.fixture
def catalogs(tmp_path: Path) -> Path:
    for locale in LOCALES:
        shutil.copytree(HERE / locale, tmp_path / locale)
    return tmp_path


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What there is to say of the catalogs as they are: nothing, and the first test says so."""
    folder = tmp_path_factory.mktemp("as_they_are")
    for locale in LOCALES:
        shutil.copytree(HERE / locale, folder / locale)
    return set(tidy(folder))


def po(folder: Path, locale: str) -> Path:
    return folder / locale / "LC_MESSAGES" / "bot.po"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_catalogs_of_this_checkout_are_tidy(catalogs: Path) -> None:
    assert tidy(catalogs) == []
    for locale in LOCALES:
        assert po(catalogs, locale).read_bytes() == po(HERE, locale).read_bytes(), "run `make i18n`"


def test_a_missing_key_is_named(catalogs: Path, usual: set[str]) -> None:
    change(po(catalogs, "en"), 'msgid "choice.undo"\nmsgstr "Undo"\n\n', "")
    assert set(tidy(catalogs)) - usual == {"en: choice.undo is missing"}


def test_a_key_that_no_code_says_is_named(catalogs: Path, usual: set[str]) -> None:
    for locale in LOCALES:
        change(po(catalogs, locale), 'msgid "stale"', 'msgid "visit.of_yore"\nmsgstr "x"\n\nmsgid "stale"')
    assert set(tidy(catalogs)) - usual == {"visit.of_yore is never used"}


def test_a_key_that_no_catalog_has_is_named(catalogs: Path, tmp_path: Path, usual: set[str]) -> None:
    code = tmp_path / "root" / "bot"
    shutil.copytree(HERE.parent / "bot", code, ignore=shutil.ignore_patterns("__pycache__"))
    for package in ("domain", "ledger", "locales", "scheduler"):
        (code.parent / package).symlink_to(HERE.parent / package)
    (code / "flows" / "more.py").write_text('say("visit.nowhere" if True else "stale")\nchoice("fly-1")\n')
    assert set(tidy(catalogs, code.parent)) - usual == {
        "choice.fly is named in the code and in no catalog",
        "visit.nowhere is named in the code and in no catalog",
    }


def test_a_placeholder_of_one_language_only_is_named(catalogs: Path, usual: set[str]) -> None:
    change(po(catalogs, "en"), "Next: {head}", "Next: {name}")
    said = set(tidy(catalogs)) - usual
    assert said == {"choice.next is given different parameters in different languages"}


def test_an_empty_wording_or_plural_form_is_named(catalogs: Path) -> None:
    change(po(catalogs, "en"), 'msgstr "Undo"', 'msgstr ""')
    change(po(catalogs, "en"), 'msgstr[1] "{n} days ago"', 'msgstr[1] ""')
    said = tidy(catalogs)
    assert "en: choice.undo has an empty wording" in said
    assert "en: household.days has an empty wording" in said


def test_both_catalogs_come_out_in_one_order_and_lose_nothing(catalogs: Path) -> None:
    moved = 'msgid "choice.undo"\nmsgstr "Undo"\n\n'
    change(po(catalogs, "en"), moved, "")
    po(catalogs, "en").write_text(po(catalogs, "en").read_text(encoding="utf-8") + "\n" + moved, "utf-8")
    tidy(catalogs)
    assert po(catalogs, "en").read_bytes() == po(HERE, "en").read_bytes()


def test_tidying_twice_changes_nothing_more(catalogs: Path) -> None:
    tidy(catalogs)
    once = [po(catalogs, locale).read_bytes() for locale in LOCALES]
    tidy(catalogs)
    assert once == [po(catalogs, locale).read_bytes() for locale in LOCALES]
