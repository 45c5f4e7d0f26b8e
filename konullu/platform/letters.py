"""What a letter is before it goes anywhere: a template in the sender's own words, with an example for its preview.

`<domain>/templates/<domain>/letters/<name>.txt` has the blocks `subject`, `text` and, for the button, `action`;
`<name>.sms.txt` is the short form, as a whole; `<name>.html` is needed only when the text alone does not say it well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template import Context, Template, TemplateDoesNotExist
from django.template.loader import get_template
from django.template.loader_tags import BlockNode
from django.utils import timezone, translation
from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One line in a domain's letters.py: LETTERS = [Letter(...), ...].

    template: "organisations/letters/invitation". kind: a code of messaging.kinds. about: when it is sent, a sentence.
    example: what its context looks like, invented, for previews and tests. is_urgent: it may wake people.
    """

    template: str
    kind: str
    about: str | Promise
    example: Mapping[str, Any] = field(default_factory=dict)
    is_urgent: bool = False

    @property
    def domain(self) -> str:
        return self.template.split("/")[0]

    @property
    def name(self) -> str:
        return self.template.rsplit("/", 1)[-1]


@dataclass(frozen=True, kw_only=True)
class Words:
    """A letter as one person will read it. sms and html are empty when the letter has no such template."""

    subject: str
    text: str
    action: str
    sms: str
    html: str


def render(*, template: str, context: Mapping[str, Any], language: str, time_zone: str) -> Words:
    """The letter in this language, with moments in this time zone. TemplateDoesNotExist when it has no .txt."""
    with translation.override(language), timezone.override(time_zone):
        blocks = _blocks(f"{template}.txt", context)
        sms = _whole(f"{template}.sms.txt", Context(context, autoescape=False))
        html = _whole(f"{template}.html", Context(context))
    return Words(
        subject=" ".join(blocks["subject"].split()),
        text=blocks["text"].strip(),
        action=" ".join(blocks.get("action", "").split()),
        sms=sms,
        html=html,
    )


def _blocks(path: str, context: Mapping[str, Any]) -> dict[str, str]:
    """The blocks of a plain-text template, by name."""
    template = _django(path)
    words = Context(context, autoescape=False)
    with words.bind_template(template):
        blocks: list[Any] = template.nodelist.get_nodes_by_type(BlockNode)
        return {node.name: str(node.render(words)) for node in blocks}


def _whole(path: str, words: Context) -> str:
    """All of an optional template; nothing when the letter has none."""
    try:
        template = _django(path)
    except TemplateDoesNotExist:
        return ""
    return str(template.render(words)).strip()


def _django(path: str) -> Template:
    """The template itself, without the wrapper that wants a request."""
    template: Template = get_template(path).template  # type: ignore[attr-defined]
    return template
