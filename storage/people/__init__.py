"""People, roles, invitations, and who stands on which rung."""

from domain.people.hand_over import PairingHandedOver
from domain.people.joining import (
    AccessRefused,
    InviteRefused,
    LanguageChosen,
    PersonBlocked,
    PersonJoined,
    PersonReturned,
)
from domain.people.staff import PersonInvited, PersonRestored, PersonSuspended, PhoneChanged
from storage.base.repository import Write, by
from storage.people.accounts import Accounts
from storage.people.people import People
from storage.people.staff_changes import StaffChanges

WRITES: dict[type, Write] = {
    PersonJoined: by(StaffChanges, StaffChanges.join),
    LanguageChosen: by(People, People.speak),
    PersonBlocked: by(Accounts, Accounts.block),
    PersonReturned: by(Accounts, Accounts.block),
    InviteRefused: lambda _work, _refused: None,
    AccessRefused: lambda _work, _refused: None,
    PairingHandedOver: by(StaffChanges, StaffChanges.hand_over),
    PersonInvited: by(StaffChanges, StaffChanges.invite),
    PersonSuspended: by(StaffChanges, StaffChanges.suspend),
    PersonRestored: by(StaffChanges, StaffChanges.restore),
    PhoneChanged: by(StaffChanges, StaffChanges.change_phones),
}
"""What writes each kind of fact."""
