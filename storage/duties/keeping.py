"""Keeping: for which months results are kept and by which rules, and making them anew, a few at a time."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from domain.calendar.month import Month
from storage.base.dated import lasts
from storage.base.id_lists import among
from storage.base.repository import Repository, Work
from storage.duties.duties import Duties
from storage.duties.facts import DutyFacts
from storage.duties.rules import DutyRules, Ruling
from storage.settings import SettingsTable
from storage.tables import obligation, pairing

RULES, NEWEST, UNDER_WAY = "duty_rules", "kept_month", "keeping"
AT_ONCE = 300
"""Pairings rewritten in one transaction, so that nobody waits long for it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept: up to the newest month, and whole unless it is still being made from `month` on."""

    ruling: Ruling
    newest: Month
    under_way: tuple[Month, int] | None = None
    """The month that is being made, and the id of the last pairing that is done."""

    def has(self, month: Month, rules: DutyRules) -> bool:
        """Whether all that is owed in the month by these rules can be read from what is kept."""
        is_whole = self.under_way is None and self.ruling.rules == rules
        return is_whole and self.ruling.first_month <= month <= self.newest


class Keeping(Repository):
    """What `setting` says of kept results, and the writing of them."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._settings = SettingsTable(work)
        self._duties = Duties(work)
        self._facts = DutyFacts(work)

    def kept(self) -> Kept | None:
        """What is kept; None: nothing yet."""
        known = self._settings.of(RULES, NEWEST, UNDER_WAY)
        if NEWEST not in known:
            return None
        newest = Month.parse(known[NEWEST])
        ruling = self._ruling(DutyRules.model_validate_json(known[RULES]), newest.first)
        month, after = json.loads(known.get(UNDER_WAY, "[null, 0]"))
        return Kept(ruling, newest, (Month.parse(month), after) if month else None)

    def _ruling(self, rules: DutyRules, today: date) -> Ruling:
        return Ruling.by(rules, self._settings.starts_on() or today)

    def begin(self, month: Month, rules: DutyRules | None = None) -> None:
        """Keep results up to that month from now on, by these rules if any are said."""
        self._settings.hold(NEWEST)
        kept = self.kept()
        chosen = rules or (kept.ruling.rules if kept else DutyRules())
        ruling = self._ruling(chosen, month.first)
        newest = max(kept.newest, month) if kept else month
        values = {RULES: chosen.model_dump_json(), NEWEST: str(newest)}
        since = self._made_from(kept, ruling, newest)
        if since and self._connection.scalar(select(pairing.c.id).limit(1)) is not None:
            values[UNDER_WAY] = json.dumps([str(since), 0])
        self._settings.put(values)

    def _made_from(self, kept: Kept | None, ruling: Ruling, newest: Month) -> Month | None:
        if kept is None:
            return min(ruling.first_month, newest)
        if kept.ruling.rules != ruling.rules:
            oldest = self._connection.scalar(select(obligation.c.month).order_by(obligation.c.month).limit(1))
            return min(ruling.first_month, oldest or newest, newest)
        # What another run left half done is done with it.
        left = (kept.under_way[0],) if kept.under_way else ()
        ahead = (kept.newest.next,) if newest > kept.newest else ()
        return min((*left, *ahead), default=None)

    def is_behind(self, month: Month, rules: DutyRules | None = None) -> bool:
        """Whether there is something to begin or to go on with."""
        # Asked every minute: what the rules say is read only by whoever has others.
        known = self._settings.of(RULES, NEWEST, UNDER_WAY)
        if NEWEST not in known or UNDER_WAY in known or Month.parse(known[NEWEST]) < month:
            return True
        return rules is not None and DutyRules.model_validate_json(known[RULES]) != rules

    def go_on(self) -> bool:
        """Make some of what is still to be made; whether there is more."""
        self._settings.hold(NEWEST)
        kept = self.kept()
        if kept is None or kept.under_way is None:
            return False
        month, after = kept.under_way
        still = lasts(pairing, month.first)
        some = (
            select(pairing.c.id)
            .where(pairing.c.id > after, pairing.c.since <= month.last, still)
            .order_by(pairing.c.id)
            .limit(AT_ONCE)
            .with_for_update()
        )
        ids = list(self._connection.scalars(some))
        if ids:
            self._rewrite(pairing.c.id.in_(among(self._connection, ids)), [month], kept.ruling)
            self._settings.put({UNDER_WAY: json.dumps([str(month), ids[-1]])})
            return True
        is_last = month >= kept.newest
        self._settings.put({UNDER_WAY: "" if is_last else json.dumps([str(month.next), 0])})
        return not is_last

    def households(self, ids: Iterable[int], since: Month | None = None) -> None:
        """Something has changed about these households, or their pairings, that counts from a month on."""
        self._rewrite_since(pairing.c.household_id, ids, since)

    def people(self, ids: Iterable[int], since: Month | None = None) -> None:
        """Something changed about these people's leaves that counts from a month on."""
        self._rewrite_since(pairing.c.person_id, ids, since)

    def _rewrite_since(self, column: ColumnElement[int], ids: Iterable[int], since: Month | None) -> None:
        known, kept = sorted(set(ids)), self.kept()
        if kept is None or not known:
            return
        first = kept.ruling.first_month
        months = list(max(first, since or first).until(kept.newest))
        for at in range(0, len(known), AT_ONCE):
            these = column.in_(among(self._connection, known[at : at + AT_ONCE]))
            self._connection.execute(
                select(pairing.c.id).where(these).order_by(pairing.c.id).with_for_update()
            )
            self._rewrite(these, months, kept.ruling)

    def _rewrite(self, which: ColumnElement[bool], months: Iterable[Month], ruling: Ruling) -> None:
        paired = self._facts.paired(which)
        for month in months:
            self._duties.rewrite(paired, month, ruling)
