"""A valley in memory: what flows record becomes true there, so that a walk through them has no end."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.gathering import heard
from bot.desk.loading.households import BROWSE, household_asked
from bot.desk.loading.loader import Asking
from bot.desk.loading.needs import household_told_of
from bot.desk.slices import open_book
from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Want
from bot.flows.engine.leaving import notice_of
from bot.flows.engine.port import Event, Kind, Turn
from bot.flows.visit.edits import saved_before
from domain.calendar.month import Month
from domain.conversation import Draft
from domain.duties.leave import Leave, LeaveEnded, LeaveTaken, StandInAsked
from domain.duties.obligations import PastVisit
from domain.duties.pages import LeaveBook, LeavePage, Mate
from domain.duties.round import PairedHousehold, Place, Round
from domain.households.page import HouseholdPage, as_seen_by
from domain.needs.life import reported, with_step
from domain.needs.needs import Act, Need, NeedMoved, NeedReported, NeedStatus
from domain.needs.pages import NeedHome, NeedPage
from domain.notices.notices import Notice
from domain.people.access import Actor
from domain.people.joining import Invitation, PersonJoined
from domain.people.ladder import Ladder
from domain.people.people import Duty, Pairing, Person, Role, RoleKind
from domain.policy.policy import Policy
from domain.register.register import HouseholdEntry, MemberEntry
from domain.visits.visits import (
    AdditionTakenBack,
    Mode,
    Picture,
    PicturesAdded,
    PicturesMoved,
    RecentVisit,
    VisitContinued,
    VisitRecorded,
    VisitRedated,
    VisitUndone,
    note_with,
)
from locales.read import reads
from tests.flows.office import browsed, known, need_book, notices, some_needs

ZONE = ZoneInfo("Asia/Shanghai")
ME, CHAT = 7, 1001
RESPONSIBLE = (Role(RoleKind.RESPONSIBLE, "101", date(2026, 1, 1)),)
LARGEST_ID = 2**63 - 1
ENGINE = open_book()
PLAIN = ("王福生", "赵桂兰", "孙有才", "陈二妹", "何长林", "刘德贵", "吴秀英")
HOSTILE = (
    "<b>王&amp;_*`{head}%s</b>福生😀龘ابج",
    "\u202e{0}" + "𠮷" * 25,
    "<script>alert(1)</script>龘龘龘",
    "古丽巴哈尔·买买提明·阿卜杜热合曼·吐尔逊江·艾合",
    "אבגדהוזחטיכלמנסעפצקרשת" * 1,
    "[label](tg://user?id=1)",
    "W" * 30,
)


def homes(heads: tuple[str, ...], today: date) -> tuple[PairedHousehold, ...]:
    """One household a head, with the largest ids that there can be, seen ever longer ago."""
    return tuple(
        PairedHousehold(
            id=(number := LARGEST_ID - at),
            code=f"H{at:04}",
            head=head,
            village="柳坪村",
            group=f"{'一二三四五六七'[at]}组",
            away=at == 1,
            pairing=Pairing(number, ME, Duty.RESPONSIBLE, date(2026, 1, 1)),
            last_home_on=today - timedelta(days=40 - at) if at else None,
            place=Place(27.3 + at / 100, 106.5),
        )
        for at, head in enumerate(heads)
    )


NAMES = {ME: "李国强", 8: "周敏", 9: "石明亮", 10: "罗建华"}


def _around(home: PairedHousehold) -> NeedHome:
    ladder = Ladder((ME,), (8,), (9,), (10,))
    return NeedHome(home.id, home.head, "101", home.village, home.group, ladder)


class Unheard(Exception):
    """A message whose reasons are gone, or a paper that nobody waits for."""


@dataclass
class Valley:
    """One person's chat; `joined` False: the person has only been handed a link.

    `goes_round` False: no household is paired with the person, who holds an office.
    """

    now: datetime
    homes: tuple[PairedHousehold, ...]
    locale: str = "zh_CN"
    joined: bool = True
    link_works: bool = True
    draft: Draft | None = None
    visits: dict[int, tuple[int, PastVisit]] = field(default_factory=dict)
    needs: dict[int, Need] = field(default_factory=dict)
    kept: dict[int, RecentVisit] = field(default_factory=dict)
    leaves: dict[int, Leave] = field(default_factory=dict)
    recorded: list[object] = field(default_factory=list)
    updates: int = 0
    told_at: int | None = None
    """The household of whose trouble the words tell."""
    roles: tuple[Role, ...] = RESPONSIBLE
    goes_round: bool = True
    notices: dict[int, Notice] = field(default_factory=dict)
    answer: dict[str, Any] | None = None
    """What comes of the paper that was asked for last."""

    def copy(self) -> "Valley":
        """The same valley, to go another way from here."""
        return replace(
            self,
            visits=dict(self.visits),
            needs=dict(self.needs),
            kept=dict(self.kept),
            leaves=dict(self.leaves),
            recorded=list(self.recorded),
            notices=dict(self.notices),
        )

    def facts(self) -> Facts:
        """What is known at this moment."""
        person = Person(ME, "李国强", "10000000001", self.locale)
        roles, paired = self.roles, self.homes if self.goes_round else ()
        on_link = self.draft is None or self.draft.flow == "join"
        today = self.now.astimezone(ZONE).date()
        return Facts(
            now=self.now,
            zone=ZONE,
            policy=Policy(),
            fresh_id=LARGEST_ID - 16 * (1000 + self.updates),
            person=person if self.joined else None,
            actor=Actor(person, roles, tuple(one.pairing for one in paired)) if self.joined else Actor(None),
            roles=roles,
            invitation=None if self.joined or not on_link else Invitation(5, person, self.link_works),
            round=Round(tuple(self._stands(one) for one in paired), today),
            starts_on=date(2026, 1, 1),
            needs=tuple(self._page(one) for one in self.needs.values()) if self.joined else (),
            need_home=self._told_of(),
            recent=tuple(one for one in self.kept.values() if one.visit_id in self.visits),
            next_number=len(self.needs) + 1,
            leave=self._leave_book(today) if self.joined else None,
            answer=self.answer,
        )

    def _leave_book(self, today: date) -> LeaveBook:
        names = [home.head for home in self.homes]
        mates = tuple(Mate(20 + at, name, ("responsible", "contact")) for at, name in enumerate(names))
        own = (one for one in self.leaves.values() if one.since <= one.until and today <= one.until)
        stands_in = {one.person_id: one.name for one in mates}
        pages = (LeavePage(one, "李国强", stands_in.get(one.stand_in_id or 0, ""), 3) for one in own)
        return LeaveBook(tuple(pages), mates=mates)

    def _page(self, need: Need) -> NeedPage:
        home = next(one for one in self.homes if one.id == need.household_id)
        return NeedPage(need, _around(home), NAMES)

    def _told_of(self) -> NeedHome | None:
        """The household of which a need is being told, or was half told."""
        draft = self.draft
        shelved = draft.shelved if draft and draft.shelved and draft.shelved.flow == "report" else None
        known = [self.told_at, *(one.answers.get("household") for one in (shelved, draft) if one)]
        found = (home for which in known for home in self.homes if home.id == which)
        home = next(found, None)
        return _around(home) if home else None

    def _stands(self, home: PairedHousehold) -> PairedHousehold:
        made = tuple(visit for where, visit in self.visits.values() if where == home.id)
        since = Month.of(self.now.astimezone(ZONE).date()).previous.first
        return replace(home, visits=tuple(one for one in made if one.visited_on >= since))

    def happen(self, kind: Kind, **given: object) -> Turn:
        """Something happens; the flow answers, and what it records is true from now on."""
        self.updates += 1
        event = heard(Event(kind, CHAT, CHAT, self.updates, self.now, **given))  # type: ignore[arg-type]
        self.told_at = household_told_of(Asking(self.draft, event, self.facts()))
        return self._took(self._turn(event))

    def edit(self, said: str, text: str) -> Turn | None:
        """A message that was typed says something else; None if that changes nothing."""
        self.updates += 1
        event = heard(Event(Kind.TEXT, CHAT, CHAT, self.updates, self.now, text=text, said=said, edits=True))
        facts = self.facts()
        saved = saved_before(self.draft, event, facts.recent)
        turn = ENGINE.edited(self.draft, event, replace(facts, edited=saved))
        return turn and self._took(turn)

    def _took(self, turn: Turn) -> Turn:
        for fact in turn.facts:
            self._make_true(fact)
        kept = Draft.from_json(turn.draft.to_json())
        self.draft = kept.at_version(self.updates, self.now, "1")
        return turn

    def _turn(self, event: Event) -> Turn:
        facts = self._looked_at(event)
        if event.kind is Kind.NOTICE:
            turn = ENGINE.tell(self.draft, event, facts)
        elif event.kind is Kind.PAPERWORK:
            turn = ENGINE.resume(self.draft, event, facts)
        else:
            return ENGINE.advance(self.draft, event, facts, partial(reads, self.locale))
        if turn is None:
            raise Unheard
        return turn

    def _looked_at(self, event: Event) -> Facts:
        """The facts with what is looked at, or about to be: a household's page, lists of an office."""
        facts = replace(self.facts(), notice=self.notices.get(notice_of(event) or 0))
        facts = known(facts, self.homes, self.needs, self.draft, event)
        meant = ENGINE.tapped(self.draft, event)
        if event.kind is Kind.TEXT:
            facts = self._with_lists(facts, event, meant)
            meant = ENGINE.meant(self.draft, event, facts, partial(reads, self.locale))
        facts = self._with_lists(facts, event, meant)
        seen = household_asked(Asking(self.draft, event, facts, name=meant))
        home = next((one for one in self.homes if one.id == seen), None)
        if home is None or Want.PAGE not in ENGINE.wants(self.draft, event, facts):
            return facts
        entry = HouseholdEntry(home.code, home.head, "101", home.group, phone="10000001001")
        members = tuple(MemberEntry(home.code, home.head, "户主", "0" * 18, 1951) for _ in range(12))
        page = HouseholdPage(home.id, home.village, entry, members)
        return replace(facts, page=as_seen_by(facts.actor, page, facts.today))

    def _with_lists(self, facts: Facts, event: Event, meant: str | None) -> Facts:
        words = event.text if event.kind is Kind.TEXT and not (meant or event.order) else ""
        asking = Asking(self.draft, event, facts, name=meant, words=words)
        browse = browsed(facts, self.homes, BROWSE.look(asking))
        book = need_book(facts, self.homes, self.needs)
        return replace(facts, browse=browse, need_book=book)

    def say(self, text: str) -> Turn:
        """The person types."""
        return self.happen(Kind.TEXT, text=text)

    def tap(self, turn: Turn, name: str) -> Turn:
        """The person presses a button of that turn's card."""
        pressed = f"{turn.draft.id}.{turn.draft.state}.{name}"
        return self.happen(Kind.CHOICE, choice=pressed, message=1, callback="c")

    def _keep(self, visit_id: int, pictures: tuple[Picture, ...]) -> None:
        """Further photos of a visit; not of one that was made before this morning."""
        if visit_id not in self.kept:
            return
        visit = self.kept[visit_id]
        have = {one.unique: one for one in (*visit.pictures, *pictures)}
        joined = visit.joined | {one.unique for one in pictures}
        self.kept[visit_id] = replace(visit, pictures=tuple(have.values()), joined=joined)

    def _tell_again(self, fact: VisitContinued | AdditionTakenBack) -> None:
        """More is known of a visit, or less again."""
        where, past = self.visits[fact.visit_id]
        self.visits[fact.visit_id] = (where, replace(past, mode=fact.mode))
        kept = replace(self.kept[fact.visit_id], mode=fact.mode)
        if isinstance(fact, VisitContinued):
            self.kept[fact.visit_id] = replace(kept, note=note_with(kept.note, fact.note))
        else:
            left = tuple(one for one in kept.pictures if one not in fact.pictures)
            self.kept[fact.visit_id] = replace(kept, note=fact.note, pictures=left)

    def _make_true(self, fact: object) -> None:
        self.recorded.append(fact)
        if isinstance(fact, PersonJoined):
            self.joined = True
        if isinstance(fact, VisitRecorded):
            assert fact.visit_id not in self.visits
            past = PastVisit(fact.visit_id, fact.mode, fact.visited_on)
            self.visits[fact.visit_id] = (fact.household_id, past)
            self.kept[fact.visit_id] = RecentVisit(
                fact.visit_id,
                fact.household_id,
                fact.mode,
                fact.visited_on,
                fact.recorded_at,
                fact.late,
                fact.note,
                fact.pictures,
            )
        if isinstance(fact, VisitContinued | AdditionTakenBack):
            self._tell_again(fact)
        if isinstance(fact, PicturesAdded | PicturesMoved | VisitContinued):
            self._keep(fact.visit_id, fact.pictures)
        if isinstance(fact, PicturesMoved):
            left = self.kept[fact.from_visit_id]
            gone = tuple(one for one in left.pictures if one not in fact.pictures)
            self.kept[fact.from_visit_id] = replace(left, pictures=gone)
        if isinstance(fact, LeaveTaken):
            took = (fact.person_id, fact.since, fact.until, fact.stand_in_id, None, fact.reason)
            self.leaves[fact.leave_id] = Leave(*took, id=fact.leave_id, taken_at=fact.at)
        if isinstance(fact, StandInAsked):
            self.leaves[fact.leave_id] = replace(self.leaves[fact.leave_id], stand_in_id=fact.stand_in_id)
        if isinstance(fact, LeaveEnded):
            self.leaves[fact.leave_id] = replace(self.leaves[fact.leave_id], until=fact.until)
        if isinstance(fact, VisitRedated):
            where, past = self.visits[fact.visit_id]
            self.visits[fact.visit_id] = (where, replace(past, visited_on=fact.visited_on))
        if isinstance(fact, NeedReported):
            assert fact.number not in {one.number for one in self.needs.values()}
            self.needs[fact.need_id] = reported(fact, "101")
        if isinstance(fact, NeedMoved):
            assert fact.seen == len(self.needs[fact.need_id].history)
            self.needs[fact.need_id] = with_step(self.needs[fact.need_id], fact)
        if isinstance(fact, VisitUndone):
            del self.visits[fact.visit_id]

    @property
    def standing(self) -> list[Mode]:
        """The modes of all visits that stand."""
        return [visit.mode for _, visit in self.visits.values()]


def a_morning(heads: tuple[str, ...] = PLAIN, *, locale: str = "zh_CN", joined: bool = True) -> Valley:
    """The first of December 2026, 09:10: a time at which every question may be asked."""
    now = datetime(2026, 12, 1, 1, 10, tzinfo=UTC)
    return Valley(now, homes(heads, date(2026, 12, 1)), locale, joined)


def an_office(
    roles: tuple[Role, ...],
    heads: tuple[str, ...] = PLAIN,
    *,
    locale: str = "zh_CN",
    goes_round: bool = False,
) -> Valley:
    """A morning three weeks later, with needs that are open and messages to be told."""
    valley = a_morning(heads, locale=locale)
    valley.now += timedelta(days=20)
    valley.roles, valley.goes_round = roles, goes_round
    for one in some_needs(valley.homes, valley.now, LARGEST_ID - 9000):
        valley.needs[one.need_id] = reported(one, "101")
    first = next(iter(valley.needs.values()))
    solved = replace(first.history[0], act=Act.SOLVE, person_id=9, status=NeedStatus.SOLVED)
    asked = replace(
        first,
        id=first.id + 1,
        number=99,
        status=NeedStatus.SOLVED,
        holder_id=9,
        history=(first.history[0], solved),
        solved_at=valley.now,
        confirm_by=date(2026, 12, 20),
    )
    valley.needs[asked.id] = asked
    valley.notices = {one.id: one for one in notices(valley.now, valley.needs, roles[0].kind)}
    return valley
