"""The unit of work: one transaction, and every repository as it stands inside it."""

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

from sqlalchemy import Connection

from storage.audit.audit import Audit
from storage.base.ids import Ids
from storage.base.repository import Work
from storage.base.vault import Vault
from storage.chat.drafts import Drafts
from storage.chat.feedback import Feedbacks
from storage.chat.inbox import Inbox
from storage.chat.outbox import Outbox
from storage.chat.paperwork import PaperworkDesk
from storage.digest.digests import Digests
from storage.duties.answers import Answers
from storage.duties.duties import Duties
from storage.duties.facts import DutyFacts
from storage.duties.keeping import Keeping
from storage.duties.leave_pages import LeavePages
from storage.duties.leaves import Leaves
from storage.duties.pages import DutyPages
from storage.duties.rounds import Rounds
from storage.duties.surroundings import DutySurroundings
from storage.facts import Records
from storage.households.browse import Browses
from storage.households.homes import NeedHomes
from storage.households.pages import Pages
from storage.needs.lists import NeedLists
from storage.needs.needs import Needs
from storage.notices.hindsight import Hindsight
from storage.notices.notices import Notices
from storage.notices.owing import Owing
from storage.notices.sweeping import Sweeps
from storage.people.accounts import Accounts
from storage.people.invites import Invites
from storage.people.ladders import NeedLadders
from storage.people.people import People
from storage.people.staff import Colleagues
from storage.people.staff_changes import StaffChanges
from storage.photos.albums import Albums
from storage.photos.fetches import Fetches
from storage.photos.likenesses import Likenesses
from storage.photos.need_photos import NeedPhotos
from storage.photos.pictures import Pictures
from storage.photos.shedding import Shedding
from storage.settings import SettingsTable
from storage.visits.recent import Recents

Kept = TypeVar("Kept", covariant=True)


class kept(Generic[Kept]):  # noqa: N801 - it is used like a decorator
    """A repository of the unit, made when it is first asked for and then kept with it."""

    def __init__(self, make: Callable[[Work], Kept]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, unit: None, owner: type) -> Self: ...

    @overload
    def __get__(self, unit: "Unit", owner: type) -> Kept: ...

    def __get__(self, unit: "Unit | None", owner: type) -> "Self | Kept":
        if unit is None:
            return self
        # Not a data descriptor: from now on the attribute itself is found first.
        made = self._make(unit)
        unit.__dict__[self._name] = made
        return made


class Unit:
    """Repositories over one connection; what they write stands or falls together."""

    def __init__(self, connection: Connection, vault: Vault, ids: Ids) -> None:
        self.connection = connection
        self.vault = vault
        self.ids = ids

    accounts = kept(Accounts)
    albums = kept(Albums)
    answers = kept(Answers)
    audit = kept(Audit)
    browse = kept(Browses)
    digests = kept(Digests)
    drafts = kept(Drafts)
    duties = kept(Duties)
    duty_facts = kept(DutyFacts)
    duty_pages = kept(DutyPages)
    duty_surroundings = kept(DutySurroundings)
    feedback = kept(Feedbacks)
    fetches = kept(Fetches)
    hindsight = kept(Hindsight)
    inbox = kept(Inbox)
    invites = kept(Invites)
    keeping = kept(Keeping)
    ladders = kept(NeedLadders)
    leave_pages = kept(LeavePages)
    leaves = kept(Leaves)
    likenesses = kept(Likenesses)
    need_homes = kept(NeedHomes)
    need_lists = kept(NeedLists)
    need_photos = kept(NeedPhotos)
    needs = kept(Needs)
    notices = kept(Notices)
    outbox = kept(Outbox)
    owing = kept(Owing)
    pages = kept(Pages)
    paperwork = kept(PaperworkDesk)
    people = kept(People)
    pictures = kept(Pictures)
    recents = kept(Recents)
    records = kept(Records)
    rounds = kept(Rounds)
    settings = kept(SettingsTable)
    shedding = kept(Shedding)
    staff = kept(Colleagues)
    staff_changes = kept(StaffChanges)
    sweeps = kept(Sweeps)
