"""What an official of the valley sees: people, villages, needs, digests, and what the office is told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from bot.desk.loading.duties import DUTIES
from bot.desk.loading.households import BrowseLook
from bot.desk.loading.likeness import LIKENESS
from bot.desk.loading.loader import Asking
from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Event
from domain.calendar.month import Month
from domain.calendar.working_days import WorkingDays
from domain.conversation import Draft
from domain.digest.composing import digest_of
from domain.digest.counts import Counts, DutyCount, ExcusedCount, NeedTally, VillageName
from domain.digest.days import Issue, issue_told
from domain.digest.digest import Digest
from domain.digest.lists import LateNeeds, OpenDuties, UnvisitedLine
from domain.digest.pages import DigestBook
from domain.digest.reader import reader_of
from domain.digest.rows import UnvisitedRow
from domain.digest.village_asking import VillageHead, VillageHeads
from domain.duties.leave import Leave
from domain.duties.pace import Coverage
from domain.duties.pages import Above, DutyBook, DutyPage, LeaveBook, LeavePage
from domain.duties.round import PairedHousehold
from domain.households.browse import Browse, ListedHousehold, VillageCount, areas_seen, is_reached
from domain.needs.lists import NeedCount, NeedLine
from domain.needs.needs import Need, NeedReported
from domain.needs.pages import NeedBook
from domain.notices.notices import Notice, NoticeKind
from domain.notices.owed import DIGEST, GAP, LOST, RECTIFY, UNPUBLISHED
from domain.paperwork import Paper, PaperworkAsked
from domain.people.access import Subject
from domain.people.people import TOWNSHIP, Duty, Pairing, Person, Role, RoleKind, Rung
from domain.people.staff import Colleague, HeldHousehold, Staff, Village, scope
from domain.visits.likeness import Question, Shot

ME, LONG_AGO = 7, date(2020, 1, 1)
CLERK = (Role(RoleKind.CLERK, TOWNSHIP, LONG_AGO),)
LEADER = (Role(RoleKind.TOWNSHIP_LEADER, TOWNSHIP, LONG_AGO),)
HEAD = (Role(RoleKind.VILLAGE_HEAD, "101", LONG_AGO),)
VILLAGES = 17
"""More than one message names, and more than the pages of a list."""


def _names(homes: tuple[PairedHousehold, ...]) -> list[str]:
    return [homes[at % len(homes)].head for at in range(VILLAGES)]


def _code(at: int) -> str:
    return f"{101 + at}"


def known(
    facts: Facts,
    homes: tuple[PairedHousehold, ...],
    needs: Mapping[int, Need],
    draft: Draft | None,
    event: Event,
) -> Facts:
    """With people, digests, duties and photos, as far as a notice or an office tells of them."""
    asking = Asking(draft, event, facts)
    asked = LIKENESS.look(asking)
    is_asked = "stand_in" in (facts.notice and facts.notice.topic, draft and draft.flow)
    return replace(
        facts,
        staff=_staff(homes, draft) if scope(facts.actor, facts.today) else None,
        digest=_digests(facts, homes, needs, draft),
        duties=_duties(homes, facts.today) if DUTIES.look(asking) else None,
        leave=_asked_to_stand_in(facts, homes) if is_asked else facts.leave,
        question=_question(asked, homes, facts.now) if asked else None,
    )


def _staff(homes: tuple[PairedHousehold, ...], draft: Draft | None) -> Staff:
    joined = datetime(2026, 1, 1).astimezone()
    kinds: tuple[dict[str, Any], ...] = (
        {"joined_at": joined},
        {},
        {"joined_at": joined, "suspended_at": joined},
        {"joined_at": joined},
    )
    people = [
        Colleague(
            Person(20 + at, one.head, f"1000000{at:04}", "zh_CN", **kinds[at % 4]),
            (Role(RoleKind.RESPONSIBLE, "101", LONG_AGO),),
            frozenset(Duty) if at % 2 else frozenset({Duty.RESPONSIBLE}),
            frozenset({"101"}),
            at,
        )
        for at, one in enumerate(homes)
    ]
    me = Colleague(Person(ME, "李国强", "10000000001", "zh_CN", joined), CLERK, villages=frozenset({"101"}))
    who = draft.answers.get("who", 0) if draft else 0
    held = tuple(
        HeldHousehold(
            one.id,
            one.code,
            one.head,
            "101",
            one.village,
            one.group,
            Pairing(one.id, who, Duty.CONTACT if at % 2 else Duty.RESPONSIBLE, LONG_AGO),
        )
        for at, one in enumerate(homes)
    )
    groups = tuple((f"1010{at}", home.group) for at, home in enumerate(homes[:5]))
    villages = tuple(
        Village(_code(at), name + str(at), () if at % 2 else groups)
        for at, name in enumerate(_names(homes[:5])[:5])
    )
    return Staff(
        (me, *people), held, tuple(one.pairing for one in held), villages, frozenset({"10000000001"})
    )


def browsed(facts: Facts, homes: tuple[PairedHousehold, ...], look: BrowseLook | None) -> Browse | None:
    """All villages, and the households of the one looked into, or of a search."""
    areas = areas_seen(facts.actor, facts.today)
    if not areas or look is None:
        return None
    villages = tuple(
        VillageCount(at + 1, _code(at), name + str(at), 12, 5)
        for at, name in enumerate(_names(homes)[:7])
        if is_reached(areas, _code(at))
    )
    browse = Browse(villages)
    chosen = villages[0] if len(villages) == 1 else browse.get(look.village or 0)
    listed = tuple(
        ListedHousehold(one.id, one.code, one.head, one.village, one.group, at == 2, one.last_home_on)
        for at, one in enumerate(homes)
    )
    return replace(browse, village=chosen, homes=listed if chosen or look.words else ())


def need_book(facts: Facts, homes: tuple[PairedHousehold, ...], needs: Mapping[int, Need]) -> NeedBook | None:
    """Counts of all, and the needs of the village or category looked at."""
    areas = areas_seen(facts.actor, facts.today)
    if not areas:
        return None
    lines = _lines(homes, needs)
    reached = [at for at in range(1, 7) if is_reached(areas, _code(at))]
    others = tuple(NeedCount(_code(at), at, at // 2) for at in reached)
    names = dict(zip((_code(at) for at in range(VILLAGES)), _names(homes), strict=True))
    here = NeedCount("101", len(lines), len(lines))
    categories = tuple(NeedCount(one, 3, 1) for one in ("housing", "water"))
    return NeedBook((here, *others), categories, names, lines)


def _lines(homes: tuple[PairedHousehold, ...], needs: Mapping[int, Need]) -> tuple[NeedLine, ...]:
    heads = {one.id: one for one in homes}
    return tuple(
        NeedLine(
            one.id,
            one.number,
            one.household_id,
            heads[one.household_id].head,
            "101",
            heads[one.household_id].village,
            one.category,
            one.urgent,
            one.status,
            one.due_on,
            1,
        )
        for one in needs.values()
        if one.is_open
    )


def _digests(
    facts: Facts, homes: tuple[PairedHousehold, ...], needs: Mapping[int, Need], draft: Draft | None
) -> DigestBook | None:
    reader = reader_of(facts.actor, facts.today)
    if reader is None:
        return None
    terms = facts.notice.terms if facts.notice else draft.answers if draft else {}
    named = terms.get(DIGEST) or [terms.get("issue") or ("so_far",)]
    issues = [issue_told(one, facts.today) for one in named]
    lines = _lines(homes, needs)
    duties = tuple(
        UnvisitedLine(
            one.id,
            at,
            UnvisitedRow(one.village, one.group, one.code, one.head, Duty.RESPONSIBLE, "李国强"),
        )
        for at, one in enumerate(homes)
    )
    heads = tuple(
        VillageHead(60 + at, name, _code(at), at % 3 > 0) for at, name in enumerate(_names(homes)[:15])
    )
    return DigestBook(
        reader,
        tuple(_digest(homes, one) for one in issues),
        LateNeeds(len(lines), lines),
        OpenDuties(len(duties), duties),
        OpenDuties(len(duties), duties),
        VillageHeads(heads, frozenset({62})),
    )


@cache
def _digest(homes: tuple[PairedHousehold, ...], issue: Issue) -> Digest:
    names = tuple(VillageName(_code(at), name + str(at), 20) for at, name in enumerate(_names(homes)))
    counts = Counts(
        names,
        tuple(
            DutyCount(one.code, duty, issue.month, Coverage(20, at % 4), two_months=at % 2)
            for at, one in enumerate(names)
            for duty in Duty
        ),
        excused=(ExcusedCount("101", "road", 2),),
        needs=(NeedTally("101", "housing", 4, 2, 3, 1), NeedTally("102", "water", 1, 1, 1, 1)),
    )
    area = VillageName(TOWNSHIP, "石板镇")
    return digest_of(issue, area, counts, WorkingDays(), ("housing", "water"))


def _duties(homes: tuple[PairedHousehold, ...], today: date) -> DutyBook:
    month = Month.of(today)
    asked = tuple(
        DutyPage(
            at + 1,
            month,
            Duty.RESPONSIBLE,
            one.id,
            one.head,
            "101",
            one.village,
            one.group,
            20 + at,
            one.head,
        )
        for at, one in enumerate(homes)
    )
    gaps = tuple(replace(one, month=month.previous, pairing_id=100 + one.pairing_id) for one in asked)
    mine = tuple(replace(one, pairing_id=200 + one.pairing_id, person_id=ME) for one in gaps)
    return DutyBook(
        asked,
        (*gaps, *mine),
        above=(Above(8, homes[0].head, tuple(one.id for one in homes)),),
        lost=tuple(one.head for one in homes),
    )


def _asked_to_stand_in(facts: Facts, homes: tuple[PairedHousehold, ...]) -> LeaveBook | None:
    book = facts.leave
    which = facts.notice.terms.get("leave", 0) if facts.notice else 0
    leave = Leave(20, facts.today, facts.today + timedelta(days=9), ME, None, id=which, taken_at=facts.now)
    return replace(book, asked=LeavePage(leave, homes[0].head, "李国强", 3)) if book else None


def _question(which: int, homes: tuple[PairedHousehold, ...], now: datetime) -> Question:
    shots = [
        Shot(at, ME, date(2026, 11, 20 + at), now, Subject(homes[at].id, "101"), f"p{at}.jpg")
        for at in (1, 2)
    ]
    return Question(which, 5, ME, shots[1], shots[0])


def some_needs(homes: tuple[PairedHousehold, ...], now: datetime, first_id: int) -> list[NeedReported]:
    """Seven needs, the first of them held by the one who walks."""
    return [
        NeedReported(
            first_id - at,
            at + 1,
            one.id,
            ("housing", "water")[at % 2],
            "住建",
            at == 0,
            8,
            now - timedelta(days=3),
            ME if at < 2 else 9,
            Rung.RESPONSIBLE if at < 2 else Rung.VILLAGE,
            now.date() - timedelta(days=1) + timedelta(days=at),
            words=one.head,
        )
        for at, one in enumerate(homes)
    ]


def notices(now: datetime, needs: Mapping[int, Need], kind: RoleKind) -> list[Notice]:
    """One of each kind of message that this office is told; whoever heads a village goes round, too."""
    need_ids = [one.id for one in needs.values() if one.is_open]
    solved = next(one for one in needs.values() if not one.is_open)
    month = [["2026-11", "2026-12-03"]]
    lost: tuple[NoticeKind, str, dict[str, Any]]
    lost = (NoticeKind.REMINDER, "reminder", {LOST: [21, 22], UNPUBLISHED: [2031]})
    told: list[tuple[NoticeKind, str, dict[str, Any]]] = [
        (NoticeKind.REMINDER, "reminder", {"visits": ["plan"]}),
        (NoticeKind.REMINDER, "reminder", {"needs": need_ids[:1]}),
        (NoticeKind.REMINDER, "reminder", {"visits": ["mid"], "needs": need_ids[:2]}),
        (NoticeKind.ESCALATION, "escalation", {"escalated": [[at, "contact"] for at in range(1, 6)]}),
        (NoticeKind.ESCALATION, "escalation", {"escalated": [[1, "contact"]]}),
        (NoticeKind.REQUEST, "help_asked", {"help": [20]}),
        (NoticeKind.ESCALATION, "escalation", {"late_needs": [[one, "2026-11-30"] for one in need_ids]}),
        (NoticeKind.GAP, "gap", {GAP: month}),
        (NoticeKind.GAP, "gap", {RECTIFY: month, "visits": ["plan"]}),
        (NoticeKind.DIGEST, "digest", {DIGEST: [["week", "2026-11-23"]]}),
        (NoticeKind.DIGEST, "digest", {DIGEST: [["month", "2026-11-01"], ["week", "2026-11-23"]]}),
        (NoticeKind.REQUEST, "village_asked", {DIGEST: [["so_far"]], "month": "2026-12"}),
        (NoticeKind.URGENT, "need_urgent", {"need": need_ids[0]}),
        (NoticeKind.REQUEST, "need_handed", {"need": need_ids[0]}),
        (NoticeKind.REQUEST, "need_confirm", {"need": solved.id, "seen": len(solved.history)}),
        (NoticeKind.REQUEST, "stand_in", {"leave": 77}),
        (NoticeKind.REQUEST, "lookalike", {"likeness": 78}),
    ]
    of_digest = [one for one in told if DIGEST in one[2]]
    told = {RoleKind.CLERK: [lost], RoleKind.TOWNSHIP_LEADER: of_digest}.get(kind, told)
    return [
        Notice(10**9 + at, ME, kind, topic, str(at), now, terms)
        for at, (kind, topic, terms) in enumerate(told)
    ]


_CHECKED = {
    "errors": 0,
    "ok": True,
    "asked": [],
    "findings": [],
    "warnings": 0,
    "places": [],
    "same": 12,
    "absent": 0,
    "missing": [],
    "kept": 0,
}
_WARNED = {
    "key": "finding.renumbered",
    "params": {"name": "王福生", "old": "10000000001", "new": "10000000002"},
    "sheet": "人员",
    "row": 3,
    "column": None,
    "more": 2,
}
_PEOPLE = [{"name": "王福生", "old": f"1000000000{at}", "new": f"1000000001{at}"} for at in (1, 2, 3)]
_LOOKS: tuple[dict[str, Any], ...] = (
    _CHECKED,
    {**_CHECKED, "ok": False, "errors": 3, "causes": 1, "places": ["人员"], "findings": [_WARNED]},
    {**_CHECKED, "warnings": 3, "places": ["人员"], "findings": [_WARNED]},
    {**_CHECKED, "ok": False, "asked": _PEOPLE},
    {**_CHECKED, "ok": False, "unreadable": {**_WARNED, "sheet": ""}},
)
_PAPERS: tuple[dict[str, Any], ...] = ({"ok": True}, {"refused": True}, {"failed": True}, {"too_big": True})
ANSWERS: Mapping[Paper, tuple[dict[str, Any], ...]] = {
    Paper.CHECK: (*_LOOKS, {"gone": True}, {"refused": True}),
    Paper.IMPORT: (*_LOOKS, {"gone": True}, {"refused": True}, {"failed": True}),
}
"""What comes of looks at a workbook."""


def answers_to(recorded: list[object], paper_id: int) -> tuple[dict[str, Any], ...]:
    """What may come of a paper that was asked for: made, or why not."""
    asked = (one.paper for one in recorded if isinstance(one, PaperworkAsked) and one.paper_id == paper_id)
    return ANSWERS.get(next(asked), _PAPERS)
