"""Whether the kiosk's user can read what it needs."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: a user by number with its groups, or anybody else."""

    uid: int | None = None
    gids: frozenset[int] = frozenset()


def reader_called(name: str) -> Reader:
    """The user of this name; anybody, as long as it does not exist."""
    try:
        user = pwd.getpwnam(name)
    except KeyError:
        return Reader()
    return Reader(user.pw_uid, frozenset(os.getgrouplist(name, user.pw_gid)))


def closed_to(reader: Reader, path: Path) -> Path | None:
    """The first folder on the way, or the file itself, that a reader can't read; None: none.

    What does not exist, or can't be looked at from here, is closed. Only modes count: a
    list of further users (an ACL) is not looked at.
    """
    path = path.resolve()
    for place in (*reversed(path.parents), path):
        try:
            status = place.stat()
        except OSError:
            return place
        is_folder = stat.S_ISDIR(status.st_mode)
        needed = stat.S_IXOTH if is_folder else stat.S_IROTH
        if place == path:
            needed |= stat.S_IROTH
        if not _allows(status, reader, needed):
            return place
    return None


def _allows(status: os.stat_result, reader: Reader, needed: int) -> bool:
    if reader.uid == 0:
        return True
    if reader.uid == status.st_uid:
        needed <<= 6
    elif status.st_gid in reader.gids:
        needed <<= 3
    return status.st_mode & needed == needed
