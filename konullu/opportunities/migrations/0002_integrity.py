"""What Django can't say: moves that nobody rewrites."""

from django.db import migrations

MOVES = """
CREATE FUNCTION opportunities_move_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a move is never changed or deleted; make a new one' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER opportunities_move_final BEFORE UPDATE OR DELETE ON opportunities_move
    FOR EACH ROW EXECUTE FUNCTION opportunities_move_is_final();

CREATE TRIGGER opportunities_move_kept BEFORE TRUNCATE ON opportunities_move
    FOR EACH STATEMENT EXECUTE FUNCTION opportunities_move_is_final();
"""
MOVES_BACK = """
DROP TRIGGER opportunities_move_kept ON opportunities_move;
DROP TRIGGER opportunities_move_final ON opportunities_move;
DROP FUNCTION opportunities_move_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0001_initial")]

    operations = [migrations.RunSQL(MOVES, MOVES_BACK)]
