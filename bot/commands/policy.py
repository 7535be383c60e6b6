"""`policy`: the policy in force as TOML, with where each value comes from."""

import json
from collections.abc import Iterator
from datetime import date, time
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from bot.policy_file import load_policy
from bot.settings import PREFIX, Settings
from domain.policy import Policy

DEFAULT, FROM_SETTING = "# default", f"# {PREFIX}TIMEZONE"


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
