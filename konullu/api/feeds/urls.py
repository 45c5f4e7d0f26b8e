"""/feeds/: addresses without a language of their own."""

from django.urls import path, re_path

from konullu.api.feeds import atom, rpde

app_name = "feeds"
urlpatterns = [
    path("rpde/opportunities", rpde.opportunities, name="rpde_opportunities"),
    re_path(r"^(?P<language>az|en|ru)/opportunities\.atom$", atom.opportunities, name="atom_opportunities"),
]
