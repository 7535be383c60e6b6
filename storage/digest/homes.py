"""Names for the rows of a digest, opened only for those that are shown: households and people."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from storage.base.id_lists import among
from storage.base.repository import Work
from storage.digest.places import Place, Places
from storage.tables import household, person


@dataclass(frozen=True, slots=True)
class Home:
    """A household as a row names it."""

    place: Place
    position: int
    code: str
    head: str


def homes_of(work: Work, places: Places, ids: Iterable[int]) -> dict[int, Home]:
    """These households, by id."""
    listed = select(
        household.c.id, household.c.area_id, household.c.position, household.c.code, household.c.head
    )
    found = work.connection.execute(listed.where(household.c.id.in_(among(work.connection, ids))))
    return {
        row.id: Home(
            places.of[row.area_id],
            row.position,
            row.code,
            work.vault.open_once("household", "head", row.id, row.head),
        )
        for row in found
    }


def names_of(work: Work, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Names and phones of these people, by id."""
    listed = select(person.c.id, person.c.name, person.c.phone)
    found = work.connection.execute(listed.where(person.c.id.in_(among(work.connection, ids))))
    return {
        row.id: (
            work.vault.open("person", "name", row.id, row.name),
            work.vault.open("person", "phone", row.id, row.phone),
        )
        for row in found
    }
