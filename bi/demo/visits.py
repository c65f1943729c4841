"""Visits around the demo's orders: each order came from one, and most visits end without any."""

from django.db import connection

from bi.tracking.models import Visit
from commerce import db

# So many visits leave without an order for each one that orders.
LEAVE = 27

# Chance is a digest of the order and a number, so that a second house gets the same visitors.
_VISITS = """
    INSERT INTO bi_visit (visitor, channel, started_at, last_at, day, landing, referrer, source, medium,
        campaign, device, views, product_views, cart_adds, checkout_steps, orders)
    SELECT 'demo' || substr(v.digest, 1, 22), o.channel, began, began + (2 + c.a %% 27) * interval '1 minute',
           (began AT TIME ZONE z.time_zone)::date, CASE WHEN c.b %% 3 = 0 THEN '/products/' ELSE '/' END,
           r.referrer, r.source, r.medium, '', CASE WHEN c.c %% 100 < 58 THEN 'phone' ELSE 'desktop' END,
           1 + c.a %% 9 + CASE WHEN v.n = 0 THEN 4 ELSE 0 END,
           CASE WHEN v.n = 0 THEN 1 + c.b %% 4 WHEN c.b %% 100 < 46 THEN 1 + c.c %% 4 ELSE 0 END,
           CASE WHEN v.n = 0 THEN o.lines WHEN c.b %% 100 < 9 THEN 1 ELSE 0 END,
           CASE WHEN v.n = 0 THEN 1 WHEN c.b %% 100 < 4 THEN 1 ELSE 0 END,
           CASE WHEN v.n = 0 THEN 1 ELSE 0 END
      FROM bi_orderfact o
      JOIN commerce_channel z ON z.code = o.channel AND z.on_storefront
     CROSS JOIN LATERAL (
        SELECT n, md5(o.order_number || ':' || n) AS digest FROM generate_series(0, %(leave)s) AS n) AS v
     CROSS JOIN LATERAL (
        SELECT ('x' || substr(v.digest, 1, 6))::bit(24)::int AS a,
               ('x' || substr(v.digest, 7, 6))::bit(24)::int AS b,
               ('x' || substr(v.digest, 13, 6))::bit(24)::int AS c) AS c
     CROSS JOIN LATERAL (
        SELECT CASE WHEN v.n = 0 THEN o.at - interval '35 minutes'
                    ELSE o.at - (c.a %% 720) * interval '1 minute' END AS began) AS b
     CROSS JOIN LATERAL (
        SELECT (ARRAY['', '', '', 'search.example', 'search.example', 'friends.example'])[1 + c.c %% 6] AS referrer,
               (ARRAY['', '', '', '', 'newsletter', ''])[1 + c.c %% 6] AS source,
               (ARRAY['', '', '', '', 'mail', ''])[1 + c.c %% 6] AS medium) AS r
     WHERE o.kind = 'placed' AND o.run_id IS NULL
     ORDER BY o.id, v.n
"""
# People search for what things are called; now and then for what is not sold here.
_SEARCHES = """
    WITH words AS (
        SELECT word, row_number() OVER (ORDER BY sold DESC, word) AS place, count(*) OVER () AS many
          FROM (SELECT lower(substring(title FROM '([A-Za-z]{3,})$')) AS word, count(*) AS sold
                  FROM bi_salefact WHERE kind = 'placed' AND run_id IS NULL AND title ~ '[A-Za-z]{3,}$'
                 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 30) AS last_words
    )
    INSERT INTO bi_visitevent (message_id, visit_id, channel, name, at, received_at, path, product, sku,
        query, results, step, order_number, sender)
    SELECT 'demo-' || v.id, v.id, v.channel, 'search', v.started_at, v.started_at, '/search/', '', '',
           CASE WHEN v.id %% 9 = 0 THEN (ARRAY['gift card', 'espresso machine', 'wallpaper'])[1 + (v.id / 9) %% 3]
                ELSE w.word END,
           CASE WHEN v.id %% 9 = 0 THEN 0 ELSE 3 + v.id %% 24 END, '', '', 'demo'
      FROM bi_visit v
      JOIN words w ON w.place = 1 + (v.id / 25) %% w.many
     WHERE v.visitor LIKE 'demo%%' AND v.id %% 25 = 0
    ON CONFLICT (message_id) DO NOTHING
"""


@db.transaction_required
def plant_visits() -> int:
    """This makes the visits of the demo's past, once; returns how many there are."""
    if not Visit.objects.filter(visitor__startswith="demo").exists():
        with connection.cursor() as cursor:
            cursor.execute(_VISITS, {"leave": LEAVE})
            cursor.execute(_SEARCHES, {})
    return Visit.objects.count()
