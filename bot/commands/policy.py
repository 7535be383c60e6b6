"""`policy`: the policy in force as TOML with where each value comes from, and what is wrong in a file."""

import json
import re
from collections.abc import Iterator
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from bot.flows.engine.port import Say, say
from bot.policy_file import Fault, faults_in, load_policy
from bot.settings import PREFIX, Settings
from domain.policy.policy import Policy

DEFAULT, FROM_SETTING = "# default", f"# {PREFIX}TIMEZONE"


_REASONS = {
    "no_file": "policy_fault.no_file",
    "is_directory": "policy_fault.is_directory",
    "no_access": "policy_fault.no_access",
    "unreadable": "policy_fault.unreadable",
    "not_utf8": "policy_fault.not_utf8",
    "no_toml": "policy_fault.no_toml",
    "left_open": "policy_fault.left_open",
    "said_twice": "policy_fault.said_twice",
    "extra_forbidden": "policy_fault.unknown",
    "missing": "policy_fault.missing",
    "int_type": "policy_fault.whole_number",
    "int_parsing": "policy_fault.whole_number",
    "int_from_float": "policy_fault.whole_number",
    "float_type": "policy_fault.number",
    "float_parsing": "policy_fault.number",
    "finite_number": "policy_fault.number",
    "bool_type": "policy_fault.yes_or_no",
    "bool_parsing": "policy_fault.yes_or_no",
    "string_type": "policy_fault.text",
    "string_too_short": "policy_fault.text_too_short",
    "string_too_long": "policy_fault.text_too_long",
    "string_pattern_mismatch": "policy_fault.code",
    "greater_than": "policy_fault.more_than",
    "greater_than_equal": "policy_fault.at_least",
    "less_than_equal": "policy_fault.at_most",
    "enum": "policy_fault.one_of",
    "tuple_type": "policy_fault.list",
    "too_short": "policy_fault.too_few",
    "too_long": "policy_fault.too_many",
    "model_type": "policy_fault.table",
    "zoneinfo_str": "policy_fault.zone",
    "day_is_both": "policy_fault.day_is_both",
    "no_part_of_a_year": "policy_fault.no_part_of_a_year",
    "window_turned_round": "policy_fault.window_turned_round",
    "windows_overlap": "policy_fault.windows_overlap",
    "days_run_up": "policy_fault.days_run_up",
    "rungs_fall": "policy_fault.rungs_fall",
    "ladder_turned_round": "policy_fault.ladder_turned_round",
    "is_there_twice": "policy_fault.is_there_twice",
    "empty_choice": "policy_fault.empty_choice",
    "urgent_turned_round": "policy_fault.urgent_turned_round",
    "label_too_long": "policy_fault.label_too_long",
}
"""The keys of what can be wrong, by what pydantic and `bot.policy_file` call it."""
_FAMILIES = {"date": "policy_fault.date", "time": "policy_fault.time"}
_QUOTED = re.compile("'([^']*)'")


def checked(file: Path) -> tuple[bool, list[Say]]:
    """Whether that file can be used, and the lines to tell."""
    faults = faults_in(file)
    if not faults:
        return True, [say("policy_fault.none", file=str(file))]
    return False, [*map(_line, faults), say("policy_fault.count", file=str(file), n=len(faults))]


def first_fault(file: Path) -> Say:
    """Why a file is not used: where it is wrong first."""
    fault, *_ = faults_in(file) or [Fault(0, "", "other")]
    return say("policy_fault.of", file=str(file), fault=_line(fault))


def _line(fault: Fault) -> Say:
    reason = _reason(fault)
    if not fault.line:
        return reason
    if not fault.place:
        return say("policy_fault.at", line=fault.line, reason=reason)
    return say("policy_fault.at_place", line=fault.line, place=fault.place, reason=reason)


def _reason(fault: Fault) -> Say:
    family = _FAMILIES.get(fault.kind.partition("_")[0], "policy_fault.other")
    told = {
        name: tuple(_QUOTED.findall(text)) if name == "expected" else text
        for name, text in fault.params.items()
    }
    return Say(_REASONS.get(fault.kind, family), told)


def policy_in_force(settings: Settings) -> list[str]:
    """The lines of a file that says the same; raises PolicyError."""
    policy = load_policy(settings.policy, settings.timezone)
    source = f"from {settings.policy}" if settings.policy else f"defaults ({PREFIX}POLICY is not set)"
    lines = [f"# The policy in force: {source}. Lines without a mark are from the file."]
    for line in _tables(policy):
        is_overridden = settings.timezone is not None and line.startswith("time_zone = ")
        lines.append(f"{line}  {FROM_SETTING}" if is_overridden else line)
    return lines


def _tables(policy: Policy) -> Iterator[str]:
    for name, section in policy:
        yield from _table(f"[{name}]", name, section, is_given=name in policy.model_fields_set)


def _table(header: str, path: str, section: BaseModel, *, is_given: bool) -> Iterator[str]:
    yield ""
    yield header
    inner = []
    for key, value in section:
        given = is_given and key in section.model_fields_set
        if tables := list(_inner(f"{path}.{key}", value)):
            inner += [(head, where, table, given) for head, where, table in tables]
        elif value is None:
            yield f"# {key} is not set"
        else:
            yield f"{key} = {_written(value)}" + ("" if given else f"  {DEFAULT}")
    for head, where, table, given in inner:
        yield from _table(head, where, table, is_given=given)


def _inner(path: str, value: Any) -> Iterator[tuple[str, str, BaseModel]]:
    """The tables that a value is written as, if it is."""
    if isinstance(value, BaseModel):
        yield f"[{path}]", path, value
    elif isinstance(value, tuple):
        yield from ((f"[[{path}]]", path, one) for one in value if isinstance(one, BaseModel))


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, ZoneInfo):
        return json.dumps(value.key)
    plain = value.value if isinstance(value, Enum) else value
    # Basic strings of TOML are those of JSON but for this one character.
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
