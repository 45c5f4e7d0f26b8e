"""Tables point down only: no upward, sideways or owning key between domains, no reverse names, no generic keys."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.test.utils import isolate_apps

from tests.house.tree import height, refuse


def domain(model: type[models.Model]) -> str | None:
    """The package of konullu that a table belongs to, None for the tables of our dependencies."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "konullu" else None


def sins_of_keys(all_models: Iterable[type[models.Model]]) -> Iterator[str]:
    for model in all_models:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField):
                yield from sins_of_key(model, field)


def sins_of_key(model: type[models.Model], field: "models.ForeignKey | models.ManyToManyField") -> Iterator[str]:
    here, there = domain(model), domain(field.related_model)
    if here is None or here == there or there is None:
        return
    name = f"{model._meta.label}.{field.name}"
    if height()[there] > height()[here]:
        yield f"{name} points up to {there}"
    elif height()[there] == height()[here]:
        yield f"{name} points sideways to {there}"
    if not field.remote_field.hidden:
        yield f"{name} makes a reverse name in {there}"
    if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT:
        yield f"{name} is not PROTECT across domains"


def sins_of_tables(all_models: Iterable[type[models.Model]]) -> Iterator[str]:
    for model in all_models:
        if domain(model) is None:
            continue
        if any(isinstance(field, GenericForeignKey) for field in model._meta.private_fields):
            yield f"{model._meta.label} has a GenericForeignKey"
        if model._meta.ordering:
            yield f"{model._meta.label} has Meta.ordering"
        for parent in model.__mro__:
            if parent.__module__.startswith("konullu.") and "save" in vars(parent):
                yield f"{model._meta.label} overrides save()"
        manager = type(model._default_manager)
        if manager.__module__.startswith("konullu.") and "get_queryset" in vars(manager):
            yield f"{model._meta.label} has a default manager that hides rows"


def test_keys_point_down_without_reverse_names_and_protect() -> None:
    refuse(sins_of_keys(apps.get_models()))


def test_tables_have_no_hidden_behaviour() -> None:
    refuse(sins_of_tables(apps.get_models()))


@isolate_apps("konullu.platform")
def test_planted_keys_are_caught() -> None:
    def table(name: str, package: str, **fields: object) -> type[models.Model]:
        meta = type("Meta", (), {"app_label": package})
        body = {"__module__": f"konullu.{package}.models", "Meta": meta, **fields}
        return type(name, (models.Model,), body)

    team = table("Team", "organisations")
    person = table(
        "Someone",
        "accounts",
        team=models.ForeignKey(team, on_delete=models.PROTECT, related_name="+"),
    )
    letter = table(
        "Letter",
        "messaging",
        named=models.ForeignKey(person, on_delete=models.PROTECT, related_name="letters"),
        owning=models.ForeignKey(person, on_delete=models.CASCADE, related_name="+"),
        readers=models.ManyToManyField(person),
    )
    place = table("Place", "places")
    line = table("Line", "journal", place=models.ForeignKey(place, on_delete=models.PROTECT, related_name="+"))
    clean = table("Clean", "messaging", to=models.ForeignKey(person, on_delete=models.PROTECT, related_name="+"))

    assert list(sins_of_keys([team, person, letter, place, line, clean])) == [
        "accounts.Someone.team points up to organisations",
        "messaging.Letter.named makes a reverse name in accounts",
        "messaging.Letter.owning is not PROTECT across domains",
        "messaging.Letter.readers makes a reverse name in accounts",
        "journal.Line.place points sideways to places",
    ]


@isolate_apps("konullu.platform", "django.contrib.contenttypes")
def test_planted_hidden_behaviour_is_caught() -> None:
    class Hiding(models.Manager):  # type: ignore[type-arg]
        __module__ = "konullu.messaging.models"

        def get_queryset(self):  # type: ignore[no-untyped-def]
            return super().get_queryset().none()

    class Sinner(models.Model):
        __module__ = "konullu.messaging.models"
        kind = models.ForeignKey("contenttypes.ContentType", on_delete=models.PROTECT, related_name="+")
        number = models.PositiveIntegerField()
        thing = GenericForeignKey("kind", "number")
        objects = Hiding()

        class Meta:
            app_label = "messaging"
            ordering = ["number"]

        def save(self, *args, **kwargs):  # type: ignore[no-untyped-def]
            super().save(*args, **kwargs)

    assert list(sins_of_tables([Sinner])) == [
        "messaging.Sinner has a GenericForeignKey",
        "messaging.Sinner has Meta.ordering",
        "messaging.Sinner overrides save()",
        "messaging.Sinner has a default manager that hides rows",
    ]
