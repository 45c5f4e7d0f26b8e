from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_change_of_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The journal is append-only: % is refused.', TG_OP
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'journal_append_only';
END $$;

CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_journal();
"""

BACKWARD = """
DROP TRIGGER journal_append_only ON journal_entry;
DROP FUNCTION refuse_change_of_journal();
"""


class Migration(migrations.Migration):
    """UPDATE, DELETE and TRUNCATE of the journal are refused to every role, the owner and superusers included.

    What this can't stop: a superuser (or the table's owner) who first says ALTER TABLE ... DISABLE TRIGGER, drops the
    trigger, or sets session_replication_role = replica. That needs intent, and a role that the application should not
    have in production; the embedded server's only role is a superuser.
    """

    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
