"""Whose phones stand on the page, and the workbook that goes with the clerk's."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.people.people import RoleKind


@dataclass(frozen=True, slots=True)
class Phone:
    """One person's phone; the invite link is the one-time `https://t.me/<bot>?start=<token>`."""

    name: str
    role: RoleKind
    user_id: int
    invite_link: str

    @property
    def invite_token(self) -> str:
        """What /start carries when the link is followed."""
        return self.invite_link.rpartition("start=")[2]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody on the page from left to right; the bytes of the .xlsx that the clerk practises with."""

    phones: Sequence[Phone] = ()
    workbook: bytes = b""
