"""Visits and the files that belong to them."""

from domain.visits.visits import (
    AdditionTakenBack,
    NoteWritten,
    PicturesAdded,
    PicturesMoved,
    VisitContinued,
    VisitRecorded,
    VisitRedated,
    VisitUndone,
)
from storage.base.repository import Write, by
from storage.visits.files import VisitFiles
from storage.visits.visits import Visits

WRITES: dict[type, Write] = {
    VisitRecorded: by(Visits, Visits.record),
    VisitRedated: by(Visits, Visits.redate),
    VisitUndone: by(Visits, Visits.undo),
    VisitContinued: by(Visits, Visits.go_on),
    AdditionTakenBack: by(Visits, Visits.take_back),
    NoteWritten: by(Visits, Visits.write_notes),
    PicturesAdded: by(VisitFiles, VisitFiles.add),
    PicturesMoved: by(VisitFiles, VisitFiles.move),
}
"""What writes each kind of fact."""
