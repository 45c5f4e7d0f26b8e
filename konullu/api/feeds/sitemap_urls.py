"""The site's map, at the places where engines look for it."""

from django.urls import path

from konullu.api.feeds import sitemap

urlpatterns = [
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/pages.xml", sitemap.pages, name="sitemap_pages"),
    path("sitemap/organisations.xml", sitemap.organisations, name="sitemap_organisations"),
    path("sitemap/opportunities-<uuid:start>.xml", sitemap.opportunities, name="sitemap_opportunities"),
]
