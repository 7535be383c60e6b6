"""What every section of the policy has in common: frozen, and nothing in it that is not known."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any, get_args
from unicodedata import east_asian_width

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

_NOT_TAKEN_FOR: Mapping[object, tuple[tuple[type, ...], str]] = {
    int: ((bool, str), "int_type"),
    float: ((bool, str), "float_type"),
    bool: ((int, float, str), "bool_type"),
    date: ((bool, int, float), "date_type"),
    time: ((bool, int, float), "time_type"),
}
"""What a kind of value would be made of silently though nobody means it, and what pydantic calls that."""
LABEL_WIDTH = 16
"""A label that shares its row: eight Chinese characters or sixteen letters (rule R13)."""


class Section(BaseModel):
    """One table of the policy file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _is_of_its_kind(cls, value: Any, info: ValidationInfo) -> Any:
        kinds = _kinds_in(cls.model_fields[info.field_name or ""].annotation)
        for one in value if isinstance(value, list) else (value,):
            for kind in kinds:
                unmeant, fault = _NOT_TAKEN_FOR.get(kind, ((), ""))
                if isinstance(one, unmeant) and not (kind is bool and isinstance(one, bool)):
                    raise PydanticKnownError(fault)  # type: ignore[arg-type]
        return value


def _kinds_in(annotation: Any) -> tuple[Any, ...]:
    """The scalar kinds of a field, and of what a list in it holds."""
    inner = get_args(annotation)
    return tuple(kind for one in inner for kind in _kinds_in(one)) if inner else (annotation,)


def _check_width(label: str) -> str:
    if sum(2 if east_asian_width(one) in "WF" else 1 for one in label) > LABEL_WIDTH:
        raise PydanticCustomError(
            "label_too_long",
            "'{label}' is too long for a button: 8 Chinese characters or 16 letters",
            {"label": label},
        )
    return label


Label = Annotated[str, AfterValidator(_check_width)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
"""What stands in the database and in buttons; names may change, codes stay."""
WorkingDayCount = Annotated[int, Field(ge=1, le=250)]
