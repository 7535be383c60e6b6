"""The page about conversations has the commands of the menus, in both languages, and every rule in order."""

import re

from bot.flows.book import CLERK_COMMANDS, LEADING_COMMANDS, STAFF_COMMANDS
from locales.catalog import LOCALES, catalog
from tests.docs.documents import ROOT, table_in

PAGE = ROOT / "docs" / "conversations.md"


def test_the_table_has_every_command_of_the_menus_and_start() -> None:
    told = {name.strip("`/") for name, *_ in table_in(PAGE, "Command")}
    assert told == {"start", *LEADING_COMMANDS, *STAFF_COMMANDS, *CLERK_COMMANDS}


def test_the_table_has_the_chinese_label_of_each() -> None:
    words = {str(one.id): str(one.string) for one in catalog(LOCALES[0]) if one.id}
    labels = {name.strip("`/"): label for name, label, *_ in table_in(PAGE, "Command")}
    missing = [
        name for name in labels if name != "start" and words[f"command.{name}"].split()[0] not in labels[name]
    ]
    assert missing == []


def test_rules_and_transcripts_that_code_names_are_there() -> None:
    headings = re.findall(r"^### (\w\d+) ", PAGE.read_text("utf-8"), re.MULTILINE)
    assert headings == [f"R{one}" for one in range(1, 22)] + [f"T{one}" for one in range(1, 8)]
