"""Photos and other files: fetched, kept, compared, shed."""

from domain.visits.likeness import LikenessAnswered, LikenessFound, PictureWithdrawn
from storage.base.repository import Write, by
from storage.photos.likenesses import Likenesses

WRITES: dict[type, Write] = {
    LikenessFound: by(Likenesses, Likenesses.find),
    LikenessAnswered: by(Likenesses, Likenesses.answer),
    PictureWithdrawn: by(Likenesses, Likenesses.withdraw),
}
"""What writes each kind of fact."""
