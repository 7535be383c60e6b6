"""What every section of the policy has in common: frozen, and nothing in it that is not known."""

from typing import Annotated
from unicodedata import east_asian_width

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

LABEL_WIDTH = 16
"""A label that shares its row: eight Chinese characters or sixteen letters (rule R13)."""


class Section(BaseModel):
    """One table of the policy file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _check_width(label: str) -> str:
    if sum(2 if east_asian_width(one) in "WF" else 1 for one in label) > LABEL_WIDTH:
        raise ValueError(f"'{label}' is too long for a button: 8 Chinese characters or 16 letters")
    return label


Label = Annotated[str, AfterValidator(_check_width)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
"""What stands in the database and in buttons; names may change, codes stay."""
WorkingDayCount = Annotated[int, Field(ge=1, le=250)]
