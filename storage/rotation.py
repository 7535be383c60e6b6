"""Sealing every personal value and every file anew with the newest key."""

from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import bindparam, select, update

from storage.base.files import FileGone, SealedFolder
from storage.base.vault import Vault, row_key, sealed_columns
from storage.database import Database
from storage.tables import metadata

CHUNK = 500


def reseal(database: Database, vault: Vault, progress: Callable[[int], None]) -> int:
    """Seal anew what an older key sealed, table by table; can be broken off and begun again."""
    count = 0
    for table in metadata.sorted_tables:
        columns = sealed_columns(table)
        if not columns:
            continue
        key = table.c[row_key(table)]
        statement = (
            update(table)
            .where(key == bindparam("_key"))
            .values({one: bindparam(f"_{one}") for one in columns})
        )
        after = None
        while True:
            page = select(key, *(table.c[one] for one in columns)).order_by(key).limit(CHUNK)
            with database.engine.begin() as connection:
                rows = connection.execute(page if after is None else page.where(key > after)).mappings().all()
                if not rows:
                    break
                after = rows[-1][key.name]
                old = [
                    row for row in rows if any(row[one] and not vault.is_newest(row[one]) for one in columns)
                ]
                sealed = [
                    {"_key": row[key.name]}
                    | {
                        f"_{one}": row[one]
                        and vault.seal(
                            table.name,
                            one,
                            row[key.name],
                            vault.open_once(table.name, one, row[key.name], row[one]),
                        )
                        for one in columns
                    }
                    for row in old
                ]
                if sealed:
                    connection.execute(statement, sealed)
                count += len(sealed)
                progress(len(rows))
    return count


def reseal_files(folder: SealedFolder, progress: Callable[[int], None]) -> int:
    """Reseal the files of a folder one by one with the newest key; unsealed ones are sealed, too."""
    count = folder.take_in()
    for name in list(folder.names()):
        with suppress(FileGone):
            if not folder.is_newest(name):
                folder.put(name, folder.get(name))
                count += 1
            progress(1)
    return count
