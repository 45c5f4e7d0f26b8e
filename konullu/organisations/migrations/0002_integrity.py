"""What Django can't say: no two holders of a post, no two unions at a time, and decisions that nobody rewrites."""

from django.db import migrations

EXCLUSIONS = """
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE organisations_office ADD CONSTRAINT office_one_holder
    EXCLUDE USING gist (organisation_id WITH =, post WITH =, daterange(since_date, until_date) WITH &&);

ALTER TABLE organisations_membership ADD CONSTRAINT membership_one_union
    EXCLUDE USING gist (member_id WITH =, daterange(since_date, until_date) WITH &&);
"""
EXCLUSIONS_BACK = """
ALTER TABLE organisations_office DROP CONSTRAINT office_one_holder;
ALTER TABLE organisations_membership DROP CONSTRAINT membership_one_union;
"""

DECISIONS = """
CREATE FUNCTION organisations_decision_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a decision is never changed or deleted; make a new one' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER organisations_decision_final BEFORE UPDATE OR DELETE ON organisations_decision
    FOR EACH ROW EXECUTE FUNCTION organisations_decision_is_final();

CREATE TRIGGER organisations_decision_kept BEFORE TRUNCATE ON organisations_decision
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_decision_is_final();
"""
DECISIONS_BACK = """
DROP TRIGGER organisations_decision_kept ON organisations_decision;
DROP TRIGGER organisations_decision_final ON organisations_decision;
DROP FUNCTION organisations_decision_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.RunSQL(EXCLUSIONS, EXCLUSIONS_BACK),
        migrations.RunSQL(DECISIONS, DECISIONS_BACK),
    ]
