"""Könüllü: the open volunteering infrastructure of a country, as one system.

The floors of the house and what may import what: docs/architecture.md. Where a feature lives: docs/map.md.
"""
