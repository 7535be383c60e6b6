"""The unit of work: one transaction, and every repository as it stands inside it."""

from functools import cached_property

from sqlalchemy import Connection

from storage.audit.audit import Audit
from storage.base.ids import Ids
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


class Unit:
    """Repositories over one connection; what they write stands or falls together."""

    def __init__(self, connection: Connection, vault: Vault, ids: Ids) -> None:
        self.connection = connection
        self.vault = vault
        self.ids = ids

    @cached_property
    def albums(self) -> Albums:
        """Photos and voices to be looked at and listened to."""
        return Albums(self.connection, self.vault)

    @cached_property
    def answers(self) -> Answers:
        """What people said to reminders."""
        return Answers(self.connection, self.vault, self.ids)

    @cached_property
    def audit(self) -> Audit:
        """Who did what, append-only."""
        return Audit(self.connection, self.vault, self.ids)

    @cached_property
    def browse(self) -> Browses:
        """What officials look through."""
        return Browses(self.connection, self.vault)

    @cached_property
    def digests(self) -> Digests:
        """What a leader's week is made of."""
        return Digests(self.connection, self.vault)

    @cached_property
    def drafts(self) -> Drafts:
        """Conversations in progress."""
        return Drafts(self.connection, self.vault)

    @cached_property
    def duties(self) -> Duties:
        """How obligations stand."""
        return Duties(self.connection, self.vault)

    @cached_property
    def duty_facts(self) -> DutyFacts:
        """The facts of which obligations come."""
        return DutyFacts(self.connection, self.vault)

    @cached_property
    def feedback(self) -> Feedbacks:
        """What people told the office."""
        return Feedbacks(self.connection, self.vault)

    @cached_property
    def fetches(self) -> Fetches:
        """Files still to be downloaded."""
        return Fetches(self.connection, self.vault)

    @cached_property
    def hindsight(self) -> Hindsight:
        """What was known in the past."""
        return Hindsight(self.connection, self.vault)

    @cached_property
    def inbox(self) -> Inbox:
        """Updates as they came."""
        return Inbox(self.connection, self.vault)

    @cached_property
    def invites(self) -> Invites:
        """One-time links."""
        return Invites(self.connection, self.vault)

    @cached_property
    def duty_pages(self) -> DutyPages:
        """Duties as conversations tell them."""
        return DutyPages(self.connection, self.vault)

    @cached_property
    def duty_surroundings(self) -> DutySurroundings:
        """What stands around duties."""
        return DutySurroundings(self.connection, self.vault)

    @cached_property
    def leave_pages(self) -> LeavePages:
        """Leaves as conversations tell them."""
        return LeavePages(self.connection, self.vault)

    @cached_property
    def leaves(self) -> Leaves:
        """Who is away, and who stands in."""
        return Leaves(self.connection, self.vault)

    @cached_property
    def keeping(self) -> Keeping:
        """For which months it is kept how obligations stand."""
        return Keeping(self.connection, self.vault)

    @cached_property
    def likenesses(self) -> Likenesses:
        """Photos compared with earlier ones."""
        return Likenesses(self.connection, self.vault)

    @cached_property
    def ladders(self) -> NeedLadders:
        """Who stands above whom around households."""
        return NeedLadders(self.connection, self.vault)

    @cached_property
    def need_homes(self) -> NeedHomes:
        """Households of needs, and needs with everybody's names."""
        return NeedHomes(self.connection, self.vault)

    @cached_property
    def need_lists(self) -> NeedLists:
        """Needs as officials look through them."""
        return NeedLists(self.connection, self.vault)

    @cached_property
    def need_photos(self) -> NeedPhotos:
        """What was shown with needs."""
        return NeedPhotos(self.connection, self.vault)

    @cached_property
    def needs(self) -> Needs:
        """Needs with their histories."""
        return Needs(self.connection, self.vault)

    @cached_property
    def notices(self) -> Notices:
        """Messages owed without anybody's asking."""
        return Notices(self.connection, self.vault)

    @cached_property
    def outbox(self) -> Outbox:
        """Messages still to be sent."""
        return Outbox(self.connection, self.vault)

    @cached_property
    def owing(self) -> Owing:
        """Messages that a sweep found to be owed."""
        return Owing(self.connection, self.vault)

    @cached_property
    def pages(self) -> Pages:
        """Household pages."""
        return Pages(self.connection, self.vault)

    @cached_property
    def paperwork(self) -> PaperworkDesk:
        """Long work asked for."""
        return PaperworkDesk(self.connection, self.vault)

    @cached_property
    def people(self) -> People:
        """People and their roles."""
        return People(self.connection, self.vault)

    @cached_property
    def pictures(self) -> Pictures:
        """Pictures as they are kept."""
        return Pictures(self.connection, self.vault)

    @cached_property
    def recents(self) -> Recents:
        """Visits to which a photo just sent may belong."""
        return Recents(self.connection, self.vault)

    @cached_property
    def records(self) -> Records:
        """Facts becoming rows."""
        return Records(self.connection, self.vault, self.audit, self.ids)

    @cached_property
    def rounds(self) -> Rounds:
        """Duty holders' households."""
        return Rounds(self.connection, self.vault)

    @cached_property
    def shedding(self) -> Shedding:
        """Files of photos past their time."""
        return Shedding(self.connection, self.vault)

    @cached_property
    def staff(self) -> Colleagues:
        """People as an official looks after them."""
        return Colleagues(self.connection, self.vault)

    @cached_property
    def staff_changes(self) -> StaffChanges:
        """What officials change about people."""
        return StaffChanges(self.connection, self.vault, self.ids)

    @cached_property
    def settings(self) -> SettingsTable:
        """The few values that the database remembers about itself."""
        return SettingsTable(self.connection)

    @cached_property
    def sweeps(self) -> Sweeps:
        """What a sweep is decided on."""
        return Sweeps(self.connection, self.vault, self.ids)
