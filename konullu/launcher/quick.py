"""Reading code makes many objects and no rubbish: looking for rubbish meanwhile is wasted time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reading() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
