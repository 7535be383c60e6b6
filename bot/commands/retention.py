"""`retention`: sheds the photos that the township no longer keeps, or says what would go."""

from collections.abc import Callable

from bot.flows.engine.port import Say, say
from bot.office import Office
from scheduler.retention import Retention, Shed


def shed_photos(office: Office, progress: Callable[[int], None], *, dry_run: bool) -> Shed:
    """What went, or would go; a running bot does the same once a day."""
    retention = Retention(office.database, office.stores.photos, office.clock, office.policy.photos)
    return retention.shed(dry_run=dry_run, progress=progress)


def words(shed: Shed, *, dry_run: bool) -> Say:
    """What went, or would go."""
    key = "cli.would_go" if dry_run else "cli.gone"
    return say(key, originals=shed.originals, thumbnails=shed.thumbnails, size=f"{shed.size / 1e6:.1f} MB")
