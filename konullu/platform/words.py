"""Closed lists: the base of every `<domain>/words.py`."""

from enum import StrEnum

from django.utils.functional import Promise


class Word(StrEnum):
    """A code with a label in the reader's language."""

    label: Promise | str

    def __new__(cls, value: str, label: Promise | str = "") -> "Word":
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, Promise | str]]:
        return [(word.value, word.label) for word in cls]
