"""`konullu up`: database, schema, data, web server, worker; then looks after them until it is told to stop."""

import functools
import gc
import os
import sys
from dataclasses import dataclass

import django

from konullu.launcher import database_check, fingerprints, leftovers, lock, port, prepare, restoring, serve, watch
from konullu.launcher.embedded import Server
from konullu.launcher.processes import Child
from konullu.launcher.quick import reading
from konullu.launcher.steps import Steps
from konullu.launcher.watch import House
from konullu.launcher.words import compile_translations
from konullu.platform import clock, instance

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104


@dataclass(frozen=True)
class Wishes:
    """What the person asked for on the command line."""

    host: str
    port: int
    demo: bool
    logs_to_files: bool

    @property
    def url(self) -> str:
        shown = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}"


def up(wishes: Wishes, steps: Steps) -> None:
    """Runs until SIGINT, SIGTERM or SIGHUP. Raises Trouble. After SIGUSR1 it stops in order and starts itself anew."""
    house = House(steps)
    with lock.hold(instance.data_folder(), "up"), watch.signals(house):
        leftovers.end_recorded(instance.running().get("pids", {}))
        with port.taken(wishes.host, wishes.port):
            try:
                _bring_up(house, wishes)
                _announce(wishes)
                watch.look_after(house)
            finally:
                watch.take_down(house)
    if house.again:
        os.execv(sys.executable, [sys.executable, "-m", "konullu.launcher", *sys.argv[1:]])


def _bring_up(house: House, wishes: Wishes) -> None:
    steps, now = house.steps, clock.now()
    if compiled := compile_translations():
        steps.done("translations", f"{len(compiled)} compiled", 0)
    with steps.step("database") as advance:
        url = _open_database(house, wishes)
        if restoring.is_pending():  # before the settings read a secret key that is about to be replaced
            _finish_restore(house, url)
        with reading():
            django.setup()  # takes longer than the server's start, so it runs meanwhile
        if house.server is not None:
            house.server.wait()
        facts = database_check.require(url)
        advance(detail=f"PostgreSQL {facts.version}" + (", your own" if house.server is None else ""))
    gathering = prepare.start_static()
    if prepare.is_new(facts) and wishes.demo and prepare.may_have_demo():
        fingerprints.keep("demo", "wanted")
    prepare.database(steps, url, facts)
    if wishes.demo and fingerprints.same("demo", "wanted"):
        prepare.demo(steps, stage="spring", now=now)
        fingerprints.keep("demo", "spring")
    prepare.leave_database()
    # First the files, then the code that serves them: it reads their list once, when it is loaded.
    prepare.finish_static(steps, gathering)
    with reading():
        application = serve.read_everything()
    _start_children(house, wishes, application)


def _open_database(house: House, wishes: Wishes) -> str:
    """Starts the embedded server unless DATABASE_URL names another one, and tells every other command where it is."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        house.server = Server(instance.data_folder(), settings={})
        url = house.server.launch()
    if wishes.host not in ("127.0.0.1", "localhost", "::1", *EVERYWHERE):
        os.environ.setdefault("KONULLU_HOSTS", f"127.0.0.1,localhost,[::1],{wishes.host}")
    instance.remember(url=wishes.url, database_url=url, pids=None)
    return url


def _finish_restore(house: House, url: str) -> None:
    if house.server is not None:
        house.server.wait()
    if restoring.finish(url):
        house.steps.say("A restore that had been interrupted was finished.")
    else:
        house.steps.say("A restore that had been interrupted was undone: everything is as it was before it.")


def _start_children(house: House, wishes: Wishes, application: serve.Application) -> None:
    logs = instance.data_folder() / "logs" if wishes.logs_to_files else None
    web = functools.partial(serve.web, host=wishes.host, port=wishes.port, application=application)
    house.children = [
        Child("web server", web, log=logs and logs / "web.log"),
        Child("worker", serve.worker, log=logs and logs / "worker.log"),
    ]
    gc.collect()
    gc.freeze()  # what is read already is never collected, so the children go on sharing its pages
    with house.steps.step("web server and worker"):
        for child in house.children:
            child.start()
        watch.record(house)
        watch.until_ready(house, host=wishes.host, port=wishes.port)


def _announce(wishes: Wishes) -> None:
    print(f"Könüllü is ready at {wishes.url}", flush=True)
    for line in prepare.demo_sign_ins():
        print(line)
    if wishes.host in EVERYWHERE and not os.environ.get("KONULLU_HOSTS"):
        print("Only 127.0.0.1 and localhost are answered; KONULLU_HOSTS names more.")
    print(f"Data: {instance.data_folder()}   Stop: Ctrl-C   Help: konullu --help", flush=True)
