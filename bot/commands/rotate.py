"""`rotate-keys`: a new key seals everything from now on, and everything that is there."""

from collections.abc import Callable

from bot.office import Office
from storage.base.files import SealedFolder
from storage.base.keys import load_keys, save_keys
from storage.base.vault import Vault
from storage.locks import RunLock
from storage.rotation import reseal, reseal_files


def rotate_keys(office: Office, progress: Callable[[int], None]) -> int:
    """Add a key and seal everything with it; old keys stay, since backups need them. Gives the count."""
    path = office.settings.keys
    with RunLock(office.database):
        ring = load_keys(path).with_new_key()
        save_keys(path, ring)
        vault = Vault(ring)
        folders = [SealedFolder(one, vault) for one in (office.photos, office.papers)]
        return reseal(office.database, vault, progress) + sum(reseal_files(one, progress) for one in folders)
