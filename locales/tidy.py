"""`python -m locales.tidy`: both catalogs in one order and one layout; names what is missing or unused."""

import ast
import re
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from locales.catalog import LOCALES

ROOT = Path(__file__).parent.parent
SPEAKS = ("bot", "domain", "ledger", "locales", "scheduler")
"""Packages whose code names keys."""
_KEYED = {"say": 0, "Say": 0, "wording": 1, "choice": 0}
"""Calls that take a key, and at which place."""
_HEAD = re.compile(r"[a-z_]+\.[a-z_.]*")


@dataclass
class Usage:
    """The keys that the code names: outright, or with an end that is only known at run time."""

    named: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def uses(self, key: str) -> bool:
        """Whether the code uses this key."""
        if key in self.named or ("." in key and key in self.words):
            return True
        ends = (key.removeprefix(head) for head in self.families if key.startswith(head))
        return any(end in self.words or end.isdigit() for end in ends)


def usage(root: Path = ROOT) -> Usage:
    """What all code under these packages names."""
    found = Usage()
    for package in SPEAKS:
        for path in sorted((root / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                _read(node, found)
    return found


def _read(node: ast.AST, found: Usage) -> None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        found.words |= {node.value, node.value.partition("-")[0]}
    elif isinstance(node, ast.JoinedStr) and _HEAD.fullmatch(head := _head(node)):
        found.families.add(head)
    elif isinstance(node, ast.Call):
        _read_call(node, found)


def _read_call(call: ast.Call, found: Usage) -> None:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    place = _KEYED.get(name)
    if place is None or len(call.args) <= place:
        return
    prefix = "choice." if name == "choice" else ""
    for given in _either(call.args[place]):
        if isinstance(given, ast.Constant):
            found.named.add(prefix + str(given.value).partition("-")[0])
        elif isinstance(given, ast.JoinedStr):
            head, dash, _ = _head(given).partition("-")
            (found.named if dash else found.families).add(prefix + head)


def _either(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from _either(node.body)
        yield from _either(node.orelse)
    else:
        yield node


def _head(joined: ast.JoinedStr) -> str:
    first = joined.values[0] if joined.values else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


@dataclass(frozen=True)
class Book:
    """One catalog as its file has it."""

    locale: str
    path: Path

    @cached_property
    def catalog(self) -> Catalog:
        """All messages."""
        with self.path.open("rb") as file:
            return read_po(file, locale=self.locale)

    @cached_property
    def messages(self) -> dict[str, Message]:
        """Messages by key, in the order of the file."""
        return {_key(one): one for one in self.catalog if one.id}

    def empty(self) -> list[str]:
        """Keys whose wording, or one of its plural forms, is not written yet."""
        return [key for key, one in self.messages.items() if not (_forms(one) and all(_forms(one)))]

    def tidied(self, order: list[str]) -> bytes:
        """The file with its messages in that order, those of no other catalog last; its head stays."""
        head = self.path.read_bytes().split(b"\n\n", 1)[0]
        neat = Catalog(locale=self.locale)
        for key in [*order, *(key for key in self.messages if key not in order)]:
            if key in self.messages:
                one = self.messages[key]
                neat.add(one.id, one.string, user_comments=one.user_comments)
        body = BytesIO()
        write_po(body, neat, width=0, omit_header=True)
        return head + b"\n\n" + body.getvalue().strip() + b"\n"


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def placeholders(message: Message) -> frozenset[str]:
    """What is put into a wording; a plural form may do without."""
    pieces = (piece for form in _forms(message) for piece in string.Formatter().parse(form))
    return frozenset(name for _, name, _, _ in pieces if name)


def complaints(books: list[Book], used: Usage) -> list[str]:
    """What is missing, unused, or different between the languages."""
    every = dict.fromkeys(key for book in books for key in book.messages)
    told = [f"{book.locale}: {key} is missing" for book in books for key in every if key not in book.messages]
    told += [f"{book.locale}: {key} has an empty wording" for book in books for key in book.empty()]
    told += [f"{key} is named in the code and in no catalog" for key in sorted(used.named - set(every))]
    told += [f"{key} is never used" for key in every if not used.uses(key)]
    for key in every:
        asked = {placeholders(book.messages[key]) for book in books if key in book.messages}
        if len(asked) > 1:
            told.append(f"{key} is given different parameters in different languages")
    return told


def tidy(folder: Path, root: Path = ROOT) -> list[str]:
    """Rewrite both catalogs in the order of the first; returns the problems found."""
    books = [Book(locale, folder / locale / "LC_MESSAGES" / "bot.po") for locale in LOCALES]
    order = list(books[0].messages)
    told = complaints(books, usage(root))
    for book in books:
        neat = book.tidied(order)
        if neat != book.path.read_bytes():
            book.path.write_bytes(neat)
    return told


def main() -> int:
    """Tidy the catalogs of the checkout; 1 if somebody has to look at them."""
    told = tidy(Path(__file__).parent)
    for complaint in told:
        print(complaint)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
