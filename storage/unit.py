"""The unit of work: one transaction, and every repository as it stands inside it."""

from functools import cached_property

from sqlalchemy import Connection

from storage.audit import Audit
from storage.browse import Browses
from storage.drafts import Drafts
from storage.feedback import Feedbacks
from storage.fetches import Fetches
from storage.ids import Ids
from storage.inbox import Inbox
from storage.invites import Invites
from storage.notices import Notices
from storage.outbox import Outbox
from storage.pages import Pages
from storage.paperwork import PaperworkDesk
from storage.people import People
from storage.records import Records
from storage.rounds import Rounds
from storage.settings import SettingsTable
from storage.staff import Colleagues
from storage.staff_changes import StaffChanges
from storage.vault import Vault


class Unit:
    """Repositories over one connection; what they write stands or falls together."""

    def __init__(self, connection: Connection, vault: Vault, ids: Ids) -> None:
        self.connection = connection
        self.vault = vault
        self.ids = ids

    @cached_property
    def audit(self) -> Audit:
        """Who did what, append-only."""
        return Audit(self.connection, self.vault, self.ids)

    @cached_property
    def browse(self) -> Browses:
        """What officials look through."""
        return Browses(self.connection, self.vault)

    @cached_property
    def drafts(self) -> Drafts:
        """Conversations in progress."""
        return Drafts(self.connection, self.vault)

    @cached_property
    def feedback(self) -> Feedbacks:
        """What people told the office."""
        return Feedbacks(self.connection, self.vault)

    @cached_property
    def fetches(self) -> Fetches:
        """Files still to be downloaded."""
        return Fetches(self.connection, self.vault)

    @cached_property
    def inbox(self) -> Inbox:
        """Updates as they came."""
        return Inbox(self.connection, self.vault)

    @cached_property
    def invites(self) -> Invites:
        """One-time links."""
        return Invites(self.connection, self.vault)

    @cached_property
    def notices(self) -> Notices:
        """Messages owed without anybody's asking."""
        return Notices(self.connection, self.vault)

    @cached_property
    def outbox(self) -> Outbox:
        """Messages still to be sent."""
        return Outbox(self.connection, self.vault)

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
    def records(self) -> Records:
        """Facts becoming rows."""
        return Records(self.connection, self.vault, self.audit, self.ids)

    @cached_property
    def rounds(self) -> Rounds:
        """Duty holders' households."""
        return Rounds(self.connection, self.vault)

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
