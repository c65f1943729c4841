"""Search walks the postings of one channel and language only."""

import django.contrib.postgres.indexes
from django.db import migrations, models

# Built-in functions only: planners and dumps need no search path. Texts of text arrays never change, so
# the function is immutable although `array_to_string` of other types is not.
SCOPED = """
CREATE FUNCTION catalog_scoped(document tsvector, channel bigint, language text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(string_to_array(
        channel || '.' || language || ':'
        || array_to_string(tsvector_to_array(document), chr(31) || channel || '.' || language || ':'),
        chr(31)))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0013_sellable_ships")]

    operations = [
        migrations.RunSQL(
            SCOPED, "DROP FUNCTION catalog_scoped(tsvector, bigint, text)"
        ),
        migrations.RemoveIndex(model_name="listing", name="listing_document"),
        migrations.AddIndex(
            model_name="listing",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func("document", "channel_id", "language", function="catalog_scoped"),
                name="listing_scoped",
            ),
        ),
    ]
