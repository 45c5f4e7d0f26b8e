from konullu.search.queries.finding import cards as cards
from konullu.search.queries.finding import find as find
from konullu.search.queries.finding import newest as newest
from konullu.search.queries.similar import similar as similar
from konullu.search.queries.version import version_of_documents as version_of_documents
