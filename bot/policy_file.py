"""Reads the policy file, and says in one sentence where it is wrong."""

import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.policy_lines import line_of
from domain.errors import OperatorError
from domain.policy import Policy


class PolicyError(OperatorError):
    """The policy file cannot be read or says something that is not possible."""


def load_policy(path: Path | None, time_zone: ZoneInfo | None = None) -> Policy:
    """The policy in that file (None: the defaults); `time_zone`, if given, wins over the file's."""
    policy = Policy() if path is None else _policy_in(path)
    if time_zone is None:
        return policy
    township = policy.township.model_copy(update={"time_zone": time_zone})
    return policy.model_copy(update={"township": township})


def _policy_in(path: Path) -> Policy:
    text = _text_of(path)
    try:
        return Policy.model_validate(_tables_in(path, text))
    except ValidationError as error:
        raise PolicyError(_sentence(path, text, error.errors()[0])) from None


def _text_of(path: Path) -> str:
    try:
        # A file saved by a Windows editor may begin with a byte order mark.
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyError(f"The policy file {path} is not UTF-8 text; save it again as UTF-8.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PolicyError(f"The policy file {path} cannot be read ({reason}); mend ZOUFANG_POLICY.") from None


def _tables_in(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"The policy file {path} is not valid TOML: {error}.") from None


def _sentence(path: Path, text: str, detail: ErrorDetails) -> str:
    section, *keys = [str(part) for part in detail["loc"]]
    line = line_of(text, detail["loc"])
    reason = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        reason = "this is not known here; see policy.example.toml"
    return f"The policy file {path}, line {line}, [{section}] {' '.join(keys)}: {reason}.".replace(" :", ":")
