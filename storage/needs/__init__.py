"""Needs and every step of their lives."""

from domain.needs.needs import NeedMoved, NeedPicturesAdded, NeedReported
from storage.base.repository import Write, by
from storage.needs.writing import NeedWriting

WRITES: dict[type, Write] = {
    NeedReported: by(NeedWriting, NeedWriting.report),
    NeedMoved: by(NeedWriting, NeedWriting.move),
    NeedPicturesAdded: by(NeedWriting, NeedWriting.add_pictures),
}
"""What writes each kind of fact."""
