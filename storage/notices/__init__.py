"""Notices: the view of a sweep, and what is owed because of it."""

from domain.notices.notices import Notice, NoticeDropped, NoticePutOff, NoticeTold
from storage.base.repository import Write, by
from storage.notices.notices import Notices

WRITES: dict[type, Write] = {
    Notice: by(Notices, Notices.add),
    NoticeTold: by(Notices, Notices.told),
    NoticeDropped: by(Notices, Notices.drop),
    NoticePutOff: by(Notices, Notices.put_off),
}
"""What writes each kind of fact."""
