"""What the person at the terminal sees while they wait: one line a step, counted where the end is known."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Advance = Callable[..., None]
WIDTH = 24


class Steps:
    """Lines on standard error, so that standard output holds only what a program may want to read.

    No threads and nothing heavy to read: the launcher forks, and a later start shows four lines in all.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.redraws = sys.stderr.isatty() and not quiet

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Advance]:
        """Yields `advance(by=1, detail="")`; `detail` is shown at the end, beside how long it took."""
        began = time.monotonic()
        count, said, drawn = 0, "", 0.0
        self._draw(name)

        def advance(by: int = 1, *, detail: str = "") -> None:
            nonlocal count, said, drawn
            count += by
            said = detail or said
            if total and time.monotonic() - drawn > 0.1:
                drawn = time.monotonic()
                self._draw(f"{name} {bar(count, total)}")

        try:
            yield advance
        finally:
            self._draw("")
        self.done(name, said, time.monotonic() - began)

    def done(self, name: str, detail: str, seconds: float) -> None:
        about = ", ".join(part for part in (detail, f"{seconds:.1f} s") if part)
        self.say(f"{click.style('✓', fg='green')} {name} {click.style(f'({about})', dim=True)}")

    def say(self, text: str) -> None:
        if not self.quiet:
            click.echo(text, err=True)

    def warn(self, text: str) -> None:
        self.say(f"{click.style('!', fg='yellow')} {text}")

    def _draw(self, text: str) -> None:
        """On a terminal the line is drawn over itself; elsewhere only finished steps are written."""
        if self.redraws:
            click.echo(f"\r\x1b[K{f'… {text}' if text else ''}", nl=False, err=True)


def bar(count: int, total: int) -> str:
    """ "━━━━──── 12/24", or a percentage where the numbers are bytes; never more than full."""
    count = min(count, total)
    filled = WIDTH * count // total
    words = f"{count}/{total}" if total < 10_000 else f"{100 * count // total} %"
    return f"{'━' * filled}{'─' * (WIDTH - filled)} {words}"
