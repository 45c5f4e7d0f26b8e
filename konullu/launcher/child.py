"""Becomes another program that cannot outlive the process which started it.

Run by path with `python -I -S child.py ...`, never imported by Django: it must start in milliseconds.
As root it first steps into a user namespace (or drops to another uid), because PostgreSQL refuses to run as root.
The death signal is set last: entering a namespace or changing uid would clear it.
"""

import ctypes
import os
import signal
import sys

USAGE = "child.py PARENT_PID SIGNAL_NAME plain|namespace|UID:GID PROGRAM [ARGUMENT...]"
PR_SET_PDEATHSIG = 1
INSIDE_ID = 1000


def enter_user_namespace() -> None:
    """An ordinary user inside; files still belong to the caller outside. OSError where it is forbidden."""
    uid, gid = os.geteuid(), os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{INSIDE_ID} {uid} 1"), ("gid_map", f"{INSIDE_ID} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def become(identity: str) -> None:
    if identity == "namespace":
        enter_user_namespace()
    elif identity != "plain":
        uid, gid = (int(part) for part in identity.split(":"))
        os.setgroups([gid])
        os.setgid(gid)
        os.setuid(uid)


def die_with_parent(parent: int, death_signal: int) -> None:
    """Linux only. Elsewhere the next `konullu up` finds and ends what was left behind."""
    if sys.platform != "linux" or not parent:
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death_signal)
    if os.getppid() != parent:  # it died before we asked
        sys.exit(f"{parent} is gone already")


def main(arguments: list[str]) -> None:
    if len(arguments) < 4:
        sys.exit(USAGE)
    parent, signal_name, identity, *command = arguments
    os.umask(0o077)
    become(identity)
    die_with_parent(int(parent), signal.Signals[signal_name])
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
