"""Organisations: legal entities and groups that organise voluntary activity, their teams, their accreditation.

Words: an organiser is one of the forms of law 828-IIIQ art. 2.3 (a commercial company is not, it can be a partner);
a team is the people who act for it: owner, coordinator, shift lead, viewer; the Union accredits; its members
form a tree with terms of office.
"""
