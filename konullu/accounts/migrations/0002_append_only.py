"""The ledger of consents and the records of access can't be changed, not even by the application's own role.

UPDATE and TRUNCATE are always refused. DELETE is refused until a row is ten years old: then its retention is over (rules/erasure.py)
and the nightly task may forget it.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION public.accounts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.created_at < pg_catalog.now() - interval '10 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed (%)', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER consent_append_only BEFORE UPDATE OR DELETE ON accounts_consent
    FOR EACH ROW EXECUTE FUNCTION public.accounts_refuse_change();
CREATE TRIGGER access_record_append_only BEFORE UPDATE OR DELETE ON accounts_accessrecord
    FOR EACH ROW EXECUTE FUNCTION public.accounts_refuse_change();
CREATE TRIGGER consent_never_emptied BEFORE TRUNCATE ON accounts_consent
    FOR EACH STATEMENT EXECUTE FUNCTION public.accounts_refuse_change();
CREATE TRIGGER access_record_never_emptied BEFORE TRUNCATE ON accounts_accessrecord
    FOR EACH STATEMENT EXECUTE FUNCTION public.accounts_refuse_change();
"""

BACKWARDS = """
DROP TRIGGER access_record_never_emptied ON accounts_accessrecord;
DROP TRIGGER consent_never_emptied ON accounts_consent;
DROP TRIGGER access_record_append_only ON accounts_accessrecord;
DROP TRIGGER consent_append_only ON accounts_consent;
DROP FUNCTION public.accounts_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
