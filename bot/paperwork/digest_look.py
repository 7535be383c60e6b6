"""A digest as its papers need it, out of one look at the database: with its counts, and its workbook."""

from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.office import Office
from bot.paperwork.digest_book_words import book_words
from domain.digest.composing import digest_of
from domain.digest.counts import Counts
from domain.digest.days import Issue, year_until
from domain.digest.digest import Digest
from domain.digest.reader import Reader
from ledger.digest.book import write_digest_book
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class DigestLook:
    """A digest and the counts that it is made of."""

    digest: Digest
    counts: Counts


def look_at(unit: Unit, office: Office, issue: Issue, reader: Reader, *, of_year: bool = False) -> DigestLook:
    """The digest for that reader; `of_year`: the counts are of twelve months."""
    policy = office.policy
    months = year_until(issue.month)[:-1] if of_year else ()
    counts = unit.digests.counts(issue, reader.villages, reader.rung, policy, months)
    categories = tuple(one.code for one in policy.needs.categories)
    area = reader.area(policy.township.name, counts)
    return DigestLook(digest_of(issue, area, counts, policy.working_days(), categories), counts)


def write_book(unit: Unit, office: Office, digest: Digest, reader: Reader, path: Path | IO[bytes]) -> None:
    """The workbook of a digest, within the look at the database that the digest is made of."""
    rows = unit.digests.rows(digest.issue, reader.villages, reader.rung, office.policy)
    write_digest_book(path, digest, rows, book_words(office.policy.needs))
