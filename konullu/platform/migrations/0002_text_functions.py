from pathlib import Path

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    """Text functions in a schema of our own, so that no search_path can put others in their place."""

    dependencies = [("platform", "0001_initial")]
    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL("CREATE SCHEMA IF NOT EXISTS konullu_text", "DROP SCHEMA konullu_text"),
        migrations.RunSQL([SQL], [f"DROP FUNCTION konullu_text.{name}(text)" for name in (
            "az_lower", "az_upper", "fold",
            "sort_key_az", "sort_key_en", "sort_key_ru", "sort_key_kk", "sort_key_ky", "sort_key_uz",
        )]),
    ]
