"""The parameters of one call, whichever way they travelled: query, form, multipart or JSON.

A form carries everything as text, and JSON bodies in the wild carry objects as text too, so every reader here
takes both the value itself and its spelling.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """Readers for the values of one call."""

    values: Mapping[str, object]

    def has(self, name: str) -> bool:
        """Whether the parameter was given, even if empty."""
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """The parameter as text; empty if it was not given."""
        value = self.values.get(name)
        if value is None or isinstance(value, Upload):
            return ""
        spelt = value if isinstance(value, str) else json.dumps(value)
        try:
            spelt.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
        return spelt

    def integer(self, name: str) -> int | None:
        """The parameter as a whole number; None if absent or not one."""
        try:
            return int(self.text(name))
        except ValueError:
            return None

    def number(self, name: str) -> float | None:
        """The parameter as a number; None if absent or not one."""
        try:
            value = float(self.text(name))
        except ValueError:
            return None
        return value if math.isfinite(value) else None

    def flag(self, name: str) -> bool:
        """Whether the parameter was given and means yes."""
        return self.text(name).lower() in {"true", "1", "yes"}

    def decoded(self, name: str) -> Any:
        """The parameter as the object or list that it spells; None if it was not given or is empty."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def upload(self, reference: object) -> Upload | str | None:
        """The file behind a parameter's value: an upload, the upload that `attach://NAME` names, or an id."""
        if isinstance(reference, Upload):
            return reference
        if not isinstance(reference, str):
            return None
        if not reference.startswith("attach://"):
            return reference or None
        attached = self.values.get(reference.removeprefix("attach://"))
        return attached if isinstance(attached, Upload) else None
