from django.db import migrations

FORWARD = """
CREATE SEQUENCE search_slot MINVALUE 0 START 0;
CREATE SEQUENCE search_version;
-- 4,000 bytes stay in their row: neither compressed nor moved away.
ALTER TABLE search_block ALTER COLUMN bits SET STORAGE PLAIN;
-- A document's words are needed whenever it is ranked: up to 8,000 bytes they stay in its row.
ALTER TABLE search_document SET (toast_tuple_target = 8000);
-- The shares of words and tags decide between walking along an order and asking the index (queries/shares.py).
ALTER TABLE search_document ALTER COLUMN words SET STATISTICS 1000;
ALTER TABLE search_document ALTER COLUMN tags SET STATISTICS 1000;
"""
BACK = "DROP SEQUENCE search_slot; DROP SEQUENCE search_version;"


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
