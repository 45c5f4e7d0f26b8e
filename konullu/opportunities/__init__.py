"""Opportunities: what an organisation offers, in which roles, what it asks and gives, and how it becomes public.

Words: an opportunity has a kind (volunteering in four forms, and the youth kinds), a wording per language, and one or
more roles; five declarations (the strict check-list of law 828-IIIQ, text B) stand before every submission; a
trusted organisation publishes at once, others wait for the Union; a closed opportunity takes nobody any more.
Law: 828-IIIQ art. 2.1 to 2.4 (unpaid, gainless, organisers) and 3.0.1 to 3.0.11 (directions).
"""
