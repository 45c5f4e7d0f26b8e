"""What the person at the terminal sees while they wait: one line a step, a bar where the end is known."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

Advance = Callable[..., None]


class Steps:
    """Lines on standard error, so that standard output holds only what a program may want to read."""

    def __init__(self, console: Console) -> None:
        self.console = console

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Advance]:
        """Yields `advance(by=1, total=None, detail="")`. Ends with a line that says how long it took."""
        began = time.monotonic()
        columns = [SpinnerColumn(), TextColumn("{task.description}")]
        if total:
            columns += [BarColumn(bar_width=24), MofNCompleteColumn()]
        detail_at_end = ""
        # Drawn from this thread only: the launcher forks, and a process that forks must have one thread.
        quiet = not self.console.is_terminal
        with Progress(*columns, console=self.console, transient=True, auto_refresh=False, disable=quiet) as progress:
            task = progress.add_task(name, total=total)
            progress.refresh()

            def advance(by: int = 1, *, total: int | None = None, detail: str = "") -> None:
                nonlocal detail_at_end
                detail_at_end = detail or detail_at_end
                progress.update(task, advance=by, total=total, refresh=True)

            yield advance
        self.done(name, detail_at_end, time.monotonic() - began)

    def done(self, name: str, detail: str, seconds: float) -> None:
        said = f"{detail}, {seconds:.1f} s" if detail else f"{seconds:.1f} s"
        self.console.print(f"[green]✓[/] {name} [dim]({said})[/]", highlight=False)

    def say(self, text: str) -> None:
        self.console.print(text, highlight=False, soft_wrap=True)

    def warn(self, text: str) -> None:
        self.console.print(f"[yellow]![/] {text}", highlight=False, soft_wrap=True)
