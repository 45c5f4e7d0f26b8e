"""Why an act is not done. These two are the only exceptions that pages and the API know by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

type Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """One reason, for a person.

    code: stable and dotted, `accounts.code_expired`; it is the API's error code.
    text: what is wrong, one sentence in the reader's language.
    next_step: what to do now, one sentence; every refusal has one.
    field: the name of the form field that it belongs to, when there is one.
    next_url_name: the name of the page where the next step is taken, when there is one.
    article: the law's article, when a law speaks.
    """

    code: str
    text: Text
    next_step: Text
    field: str | None = None
    next_url_name: str | None = None
    article: Text | None = None


class Refused(Exception):
    """An operation was not carried out, for all these reasons; nothing has been changed."""

    def __init__(self, reasons: Refusal | Iterable[Refusal]) -> None:
        self.reasons: list[Refusal] = [reasons] if isinstance(reasons, Refusal) else list(reasons)
        super().__init__(", ".join(reason.code for reason in self.reasons))

    @property
    def codes(self) -> list[str]:
        return [reason.code for reason in self.reasons]


class NotVisible(Exception):
    """For this reader the thing does not exist. Pages answer 404, so that an outsider learns nothing."""
