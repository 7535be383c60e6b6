"""Reads the policy file, and says what is wrong in it and at which line."""

import errno
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.policy_lines import line_of, opened_at, without
from domain.errors import OperatorError
from domain.policy.policy import Policy

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
UNREADABLE = {errno.ENOENT: "no_file", errno.EISDIR: "is_directory", errno.EACCES: "no_access"}
MOST_SYNTAX_FAULTS = 50
SYNTAX_FAULTS = {
    "Cannot overwrite a value": "said_twice",
    "Cannot declare": "said_twice",
    "Invalid date or datetime": "date_of_no_calendar",
}
"""Faults that have a reason of their own, by how the reader of TOML begins to tell them."""


class PolicyError(OperatorError):
    """The policy file cannot be read or says something that is not possible."""

    def __init__(self, sentence: str, path: Path) -> None:
        super().__init__(sentence)
        self.path = path


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend in the file: its line (0: the file as a whole), what is there, and why it is wrong.

    `kind` and `params` are the reason for a catalog; `words` is the same in English.
    """

    line: int
    place: str
    kind: str
    params: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


def load_policy(path: Path | None, time_zone: ZoneInfo | None = None) -> Policy:
    """The policy in that file (None: the defaults); `time_zone`, if given, wins over the file's."""
    policy = Policy() if path is None else _policy_in(path)
    if time_zone is None:
        return policy
    township = policy.township.model_copy(update={"time_zone": time_zone})
    return policy.model_copy(update={"township": township})


def faults_in(path: Path) -> list[Fault]:
    """Everything that is wrong in that file, by line; none: it can be used."""
    text = _read(path)
    if isinstance(text, Fault):
        return [text]
    faults = list(_syntax_faults(text))
    if len(faults) == MOST_SYNTAX_FAULTS or any(one.kind == "left_open" for one in faults):
        # What follows cannot be told apart from what was left open.
        return sorted(faults, key=lambda one: one.line)
    for one in faults:
        text = without(text, one.line)
    try:
        Policy.model_validate(tomllib.loads(text))
    except ValidationError as error:
        faults += [_fault(text, one) for one in error.errors()]
    return sorted(faults, key=lambda one: one.line)


def _policy_in(path: Path) -> Policy:
    text = _read(path)
    if isinstance(text, Fault):
        raise PolicyError(f"The policy file {path} {text.words}", path=path)
    try:
        return Policy.model_validate(_tables_in(path, text))
    except ValidationError as error:
        fault = _fault(text, error.errors()[0])
        place = f"line {fault.line}, {fault.place}"
        raise PolicyError(f"The policy file {path}, {place}: {fault.words}.", path=path) from None


def _read(path: Path) -> str | Fault:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        words = f"cannot be read ({reason}); mend ZOUFANG_POLICY."
        return Fault(0, "", UNREADABLE.get(error.errno or 0, "unreadable"), {}, words)
    try:
        # A file saved by a Windows editor may begin with a byte order mark.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Fault(line, "", "not_utf8", {}, "is not UTF-8 text; save it again as UTF-8.")


def _tables_in(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"The policy file {path} is not valid TOML: {error}.", path=path) from None


def _syntax_faults(text: str) -> Iterator[Fault]:
    """What is no TOML; the reader stops at the first, so that line is taken out to find the next."""
    for _ in range(MOST_SYNTAX_FAULTS):
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            words, told = _PLACE.sub("", str(error)), _PLACE.search(str(error))
            end = len(text.rstrip().split("\n"))
            line = int(told[1]) if told and told[1] else text.count("\n") + 2
            opened = opened_at(text, line)
            if opened < line:
                yield Fault(opened, "", "left_open", {}, words)
                return
            yield Fault(min(line, end), "", _kind_of(words), {}, words)
            text = without(text, min(line, end))
        else:
            return


def _kind_of(words: str) -> str:
    """What is wrong with a line, by what the reader of TOML says of it."""
    return next((kind for start, kind in SYNTAX_FAULTS.items() if words.startswith(start)), "no_toml")


def _fault(text: str, detail: ErrorDetails) -> Fault:
    section, *keys = [str(part) for part in detail["loc"]]
    place = f"[{section}] {' '.join(keys)}".rstrip()
    params = {name: str(value) for name, value in (detail.get("ctx") or {}).items()}
    words = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        words = "this is not known here; see policy.example.toml"
    return Fault(line_of(text, detail["loc"]), place, detail["type"], params, words)
