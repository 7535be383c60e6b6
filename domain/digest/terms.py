"""Which digest a paper goes with, as JSON values that wait with the order for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.digest.days import Edition, Issue, Span


@dataclass(frozen=True, slots=True)
class DigestTerms:
    """An issue and of which villages it is; None: of the whole township."""

    issue: Issue
    villages: tuple[str, ...] | None = None


def as_terms(issue: Issue, villages: Sequence[str] | None) -> Mapping[str, Any]:
    """The terms of `PaperworkAsked` for a WALL_CHART or a DIGEST_BOOK."""
    return {
        "edition": issue.edition.value,
        "first": issue.span.first.isoformat(),
        "last": issue.span.last.isoformat(),
        "as_of": issue.as_of.isoformat(),
        "villages": None if villages is None else list(villages),
    }


def of_terms(terms: Mapping[str, Any]) -> DigestTerms:
    """What `as_terms` was given."""
    first, last, as_of = (date.fromisoformat(terms[name]) for name in ("first", "last", "as_of"))
    villages = terms["villages"]
    return DigestTerms(
        Issue(Edition(terms["edition"]), Span(first, last), as_of),
        None if villages is None else tuple(villages),
    )
