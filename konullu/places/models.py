from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Func


class Country(models.Model):
    """One of the countries that Könüllü knows: AZ, KZ, UZ, RU, KG (ISO 3166-1)."""

    code = models.CharField(primary_key=True, max_length=2)
    names = models.JSONField()  # {"az": "Azərbaycan", "en": ...}: all interface languages and the own one
    outline = models.JSONField(null=True)  # GeoJSON geometry, WGS84


class Region(models.Model):
    """A subdivision of a country (ISO 3166-2): in Azerbaijan a district or a city, "AZ-SAK"."""

    code = models.CharField(primary_key=True, max_length=8)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="regions")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=40)  # ISO's word: rayon, municipality, region, city ...
    names = models.JSONField()
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    outline = models.JSONField(null=True)


class City(models.Model):
    """A town or village with coordinates (GeoNames)."""

    geonames_id = models.IntegerField(primary_key=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="cities")
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="cities")
    names = models.JSONField()
    population = models.IntegerField()
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        indexes = [
            models.Index(fields=["country", "-population"], name="city_largest"),
            models.Index(fields=["region", "-population"], name="city_largest_of_region"),
            # Nearest neighbours on a square map; queries.py mends the order by the true distance.
            GistIndex(Func("longitude", "latitude", function="point"), name="city_nearest"),
        ]


class Loaded(models.Model):
    """Which state of the data files is in the tables: one row, so that a start need not load them again."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    digest = models.CharField(max_length=64)  # SHA-256 over the files
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="loaded_single")]
