"""As whom the database server runs: never as root. Root gives it a user namespace or, failing that, another account."""

import os
import pwd
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from konullu.launcher import child
from konullu.launcher.trouble import Trouble

ORDINARY_ACCOUNTS = ("konullu", "postgres", "nobody")


@dataclass(frozen=True)
class Identity:
    """`argument` is child.py's word for it; `uid` and `gid` own the files as seen from outside."""

    argument: str
    uid: int
    gid: int

    @property
    def is_another_account(self) -> bool:
        return ":" in self.argument

    def command(self, program: list[str], death_signal: str) -> list[str]:
        """The program as a child that ends with this process, under this identity."""
        prefix = [sys.executable, "-I", "-S", child.__file__, str(os.getpid()), death_signal, self.argument]
        return prefix + program

    def own(self, folder: Path) -> None:
        """Gives the folder (or file) to this identity when it is somebody else's (data from another machine or way)."""
        if os.geteuid() != 0 or folder.stat().st_uid == self.uid:
            return
        for path in (*folder.rglob("*"), folder):  # the folder last: it says whether the work was finished
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def open_the_way_to(self, folder: Path) -> None:
        """Lets another account pass through our data folder, not list it. Raises Trouble when one above is shut."""
        if not self.is_another_account:
            return
        folder.chmod(0o711)
        for above in reversed(folder.parents):
            if not above.stat().st_mode & stat.S_IXOTH:
                account = pwd.getpwuid(self.uid).pw_name
                raise Trouble(
                    f"PostgreSQL must not run as root, and the account {account} cannot enter {above}.",
                    "Choose a data folder that others may enter (--data /var/lib/konullu), or run as an ordinary user.",
                )


def for_database(*, programs: Path) -> Identity:
    """Ourselves when we are not root; else a user namespace; else an ordinary account. Raises Trouble."""
    if os.geteuid() != 0:
        return Identity("plain", os.geteuid(), os.getegid())
    probe = str(programs / "postgres")
    inside = Identity("namespace", 0, 0)
    if _works(inside, probe):
        return inside
    for name in ORDINARY_ACCOUNTS:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        other = Identity(f"{account.pw_uid}:{account.pw_gid}", account.pw_uid, account.pw_gid)
        if _works(other, probe):
            return other
    raise Trouble(
        f"PostgreSQL must not run as root; user namespaces are forbidden here and no other account can run {probe}.",
        "Run `konullu` as an ordinary user, or put the checkout where others may read it, or set DATABASE_URL.",
    )


def _works(identity: Identity, program: str) -> bool:
    done = subprocess.run(identity.command([program, "--version"], "SIGKILL"), capture_output=True, check=False)
    return done.returncode == 0
