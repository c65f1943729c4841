"""The statements that turn outbox rows into figures.

Each loads one event (`only` is its id) or all of them (`only` is NULL), and passes over what is there.
Amounts in payloads are {"minor", "currency"}; days are those of the channel's clock.
"""

PLACED_LINES = """
    INSERT INTO bi_salefact (kind, document, at, day, channel, currency, order_number, customer_id,
        country, sku, product_id, variant_id, title, category, quantity, net_minor, tax_minor, gross_minor)
    SELECT 'placed', (p->>'number') || ':' || (l->>'line_id'), (p->>'placed_at')::timestamptz,
           ((p->>'placed_at')::timestamptz AT TIME ZONE c.time_zone)::date, p->>'channel',
           l->'net'->>'currency', p->>'number', COALESCE(m.into_id, (p->>'customer_id')::bigint),
           p->>'ship_country', l->>'sku', (l->>'product_id')::bigint, (l->>'variant_id')::bigint,
           left(l->>'title', 300), left(l->>'category', 200), (l->>'quantity')::bigint,
           (l->'net'->>'minor')::bigint, (l->'tax'->>'minor')::bigint, (l->'gross'->>'minor')::bigint
      FROM commerce_outboxevent e
     CROSS JOIN LATERAL (SELECT e.payload AS p) AS payload
      JOIN commerce_channel c ON c.code = p->>'channel'
      LEFT JOIN bi_mergedcustomer m ON m.from_id = (p->>'customer_id')::bigint
     CROSS JOIN LATERAL jsonb_array_elements(p->'lines') AS l
     WHERE e.name = 'orders.order_placed' AND (%(only)s::text IS NULL OR e.event_id = %(only)s::text)
     ORDER BY e.id
    ON CONFLICT (kind, document) DO NOTHING
"""

PLACED_ORDERS = """
    INSERT INTO bi_orderfact (kind, document, at, day, channel, currency, order_number, customer_id,
        country, lines, units, net_minor, tax_minor, gross_minor, shipping_net_minor, shipping_tax_minor)
    SELECT 'placed', p->>'number', (p->>'placed_at')::timestamptz,
           ((p->>'placed_at')::timestamptz AT TIME ZONE c.time_zone)::date, p->>'channel',
           p->'total'->>'currency', p->>'number', COALESCE(m.into_id, (p->>'customer_id')::bigint),
           p->>'ship_country', jsonb_array_length(p->'lines'),
           (SELECT COALESCE(sum((l->>'quantity')::bigint), 0) FROM jsonb_array_elements(p->'lines') AS l),
           (p->'total_net'->>'minor')::bigint, (p->'total_tax'->>'minor')::bigint,
           (p->'total'->>'minor')::bigint, (p->'shipping_net'->>'minor')::bigint,
           (p->'shipping_tax'->>'minor')::bigint
      FROM commerce_outboxevent e
     CROSS JOIN LATERAL (SELECT e.payload AS p) AS payload
      JOIN commerce_channel c ON c.code = p->>'channel'
      LEFT JOIN bi_mergedcustomer m ON m.from_id = (p->>'customer_id')::bigint
     WHERE e.name = 'orders.order_placed' AND (%(only)s::text IS NULL OR e.event_id = %(only)s::text)
     ORDER BY e.id
    ON CONFLICT (kind, document) DO NOTHING
"""

# What happens to a placed order later: the order tells channel, customer and country. `sign` is -1 for
# what falls away; `id_field` and `at_field` name the document and the moment in the payload. Later tries
# of a refund are documents of their own (`round`), as is the reversal of each (`mark`).
LATER_LINES = """
    INSERT INTO bi_salefact (kind, document, at, day, channel, currency, order_number, customer_id,
        country, sku, product_id, variant_id, title, category, quantity, net_minor, tax_minor, gross_minor)
    SELECT %(kind)s, named.document || ':' || (l->>'line_id'), happened.at,
           (happened.at AT TIME ZONE c.time_zone)::date, o.channel, l->'net'->>'currency', p->>'number',
           o.customer_id, o.country, l->>'sku', (l->>'product_id')::bigint, (l->>'variant_id')::bigint,
           left(l->>'title', 300), left(l->>'category', 200), %(sign)s * (l->>'quantity')::bigint,
           %(sign)s * (l->'net'->>'minor')::bigint, %(sign)s * (l->'tax'->>'minor')::bigint,
           %(sign)s * (l->'gross'->>'minor')::bigint
      FROM commerce_outboxevent e
     CROSS JOIN LATERAL (SELECT e.payload AS p) AS payload
     CROSS JOIN LATERAL (SELECT (p->>%(id_field)s) || %(mark)s || CASE WHEN (p->>'round')::int > 0
                                THEN ':' || (p->>'round') ELSE '' END AS document) AS named
     CROSS JOIN LATERAL (SELECT COALESCE((p->>%(at_field)s)::timestamptz, e.occurred_at) AS at) AS happened
      JOIN bi_orderfact o ON o.kind = 'placed' AND o.order_number = p->>'number'
      JOIN commerce_channel c ON c.code = o.channel
     CROSS JOIN LATERAL jsonb_array_elements(p->'lines') AS l
     WHERE e.name = %(name)s AND (%(only)s::text IS NULL OR e.event_id = %(only)s::text)
     ORDER BY e.id
    ON CONFLICT (kind, document) DO NOTHING
"""

LATER_ORDERS = """
    INSERT INTO bi_orderfact (kind, document, at, day, channel, currency, order_number, customer_id,
        country, lines, units, net_minor, tax_minor, gross_minor, shipping_net_minor, shipping_tax_minor)
    SELECT %(kind)s, named.document, happened.at, (happened.at AT TIME ZONE c.time_zone)::date,
           o.channel, p->'total'->>'currency', p->>'number', o.customer_id, o.country,
           jsonb_array_length(p->'lines'), %(sign)s * pieces.many,
           %(sign)s * COALESCE((p->'total_net'->>'minor')::bigint, (p->'net'->>'minor')::bigint,
                               pieces.net + (p->'shipping_net'->>'minor')::bigint),
           %(sign)s * COALESCE((p->'total_tax'->>'minor')::bigint, (p->'tax'->>'minor')::bigint,
                               pieces.tax + (p->'shipping_tax'->>'minor')::bigint),
           %(sign)s * (p->'total'->>'minor')::bigint,
           %(sign)s * COALESCE((p->'shipping_net'->>'minor')::bigint,
                               COALESCE((p->'total_net'->>'minor')::bigint, (p->'net'->>'minor')::bigint) - pieces.net),
           %(sign)s * COALESCE((p->'shipping_tax'->>'minor')::bigint,
                               COALESCE((p->'total_tax'->>'minor')::bigint, (p->'tax'->>'minor')::bigint) - pieces.tax)
      FROM commerce_outboxevent e
     CROSS JOIN LATERAL (SELECT e.payload AS p) AS payload
     CROSS JOIN LATERAL (SELECT (p->>%(id_field)s) || %(mark)s || CASE WHEN (p->>'round')::int > 0
                                THEN ':' || (p->>'round') ELSE '' END AS document) AS named
     CROSS JOIN LATERAL (SELECT COALESCE((p->>%(at_field)s)::timestamptz, e.occurred_at) AS at) AS happened
     CROSS JOIN LATERAL (
        SELECT COALESCE(sum((l->>'quantity')::bigint), 0) AS many,
               COALESCE(sum((l->'net'->>'minor')::bigint), 0) AS net,
               COALESCE(sum((l->'tax'->>'minor')::bigint), 0) AS tax
          FROM jsonb_array_elements(p->'lines') AS l) AS pieces
      JOIN bi_orderfact o ON o.kind = 'placed' AND o.order_number = p->>'number'
      JOIN commerce_channel c ON c.code = o.channel
     WHERE e.name = %(name)s AND (%(only)s::text IS NULL OR e.event_id = %(only)s::text)
     ORDER BY e.id
    ON CONFLICT (kind, document) DO NOTHING
"""

PAYMENTS = """
    INSERT INTO bi_paymentfact (kind, document, at, currency, order_number, method, amount_minor, fee_minor)
    SELECT %(kind)s, named.document, e.occurred_at, p->'amount'->>'currency', p->>'order_number',
           COALESCE(p->>'method', ''), %(sign)s * (p->'amount'->>'minor')::bigint,
           COALESCE((p->'fee'->>'minor')::bigint, 0)
      FROM commerce_outboxevent e
     CROSS JOIN LATERAL (SELECT e.payload AS p) AS payload
     CROSS JOIN LATERAL (SELECT (p->>%(id_field)s) || %(mark)s || CASE WHEN (p->>'round')::int > 0
                                THEN ':' || (p->>'round') ELSE '' END AS document) AS named
     WHERE e.name = %(name)s AND COALESCE((p->>'reverses')::boolean, true)
       AND (%(only)s::text IS NULL OR e.event_id = %(only)s::text)
     ORDER BY e.id
    ON CONFLICT (kind, document) DO NOTHING
"""

# Dimensions take the least and the greatest moment, so loading twice, or in another order, is the same.
DATES = """
    INSERT INTO bi_datedim (day, year, quarter, month, iso_year, iso_week, weekday)
    SELECT DISTINCT day, extract(year FROM day)::int, extract(quarter FROM day)::int,
           extract(month FROM day)::int, extract(isoyear FROM day)::int, extract(week FROM day)::int,
           extract(isodow FROM day)::int
      FROM bi_orderfact WHERE (%(order)s::text IS NULL OR order_number = %(order)s::text)
    ON CONFLICT (day) DO NOTHING
"""
PRODUCTS = """
    INSERT INTO bi_productdim (sku, title, category, product_id, first_at, last_at)
    SELECT sku, title, category, max(product_id), min(at), max(at)
      FROM bi_salefact
     WHERE kind = 'placed' AND sku <> '' AND (%(order)s::text IS NULL OR order_number = %(order)s::text)
     GROUP BY sku, title, category
    ON CONFLICT (sku, title, category) DO UPDATE
       SET first_at = LEAST(bi_productdim.first_at, EXCLUDED.first_at),
           last_at = GREATEST(bi_productdim.last_at, EXCLUDED.last_at),
           product_id = GREATEST(bi_productdim.product_id, EXCLUDED.product_id)
"""
CUSTOMERS = """
    INSERT INTO bi_customerdim (customer_id, first_order_at, last_order_at)
    SELECT customer_id, min(at), max(at)
      FROM bi_orderfact
     WHERE kind = 'placed' AND customer_id IS NOT NULL
       AND (%(order)s::text IS NULL OR order_number = %(order)s::text)
       AND (%(customer)s::bigint IS NULL OR customer_id = %(customer)s::bigint)
     GROUP BY customer_id
    ON CONFLICT (customer_id) DO UPDATE
       SET first_order_at = LEAST(bi_customerdim.first_order_at, EXCLUDED.first_order_at),
           last_order_at = GREATEST(bi_customerdim.last_order_at, EXCLUDED.last_order_at)
"""
HISTORIC_ORDERS = """
    INSERT INTO bi_orderfact (kind, document, at, day, channel, currency, order_number, customer_id,
        country, lines, units, net_minor, tax_minor, gross_minor, shipping_net_minor,
        shipping_tax_minor, run_id)
    SELECT what, 'h' || run_id || ':' || order_number, min(at), min(day), channel, currency,
           order_number, max(customer_id), max(country), count(*) FILTER (WHERE kind <> 'delivery'),
           sum(quantity), sum(net_minor), sum(tax_minor), sum(gross_minor),
           COALESCE(sum(net_minor) FILTER (WHERE kind = 'delivery'), 0), 0, run_id
      FROM bi_salefact
     CROSS JOIN LATERAL (SELECT CASE kind WHEN 'delivery' THEN 'placed' ELSE kind END AS what) AS kinds
     WHERE run_id = %(run)s AND kind IN ('placed', 'refunded', 'delivery')
     GROUP BY what, run_id, channel, currency, order_number
    HAVING bool_or(kind <> 'delivery')
    ON CONFLICT (kind, document) DO NOTHING
"""
HISTORIC_CUSTOMERS = """
    UPDATE bi_salefact s SET customer_id = m.into_id
      FROM bi_mergedcustomer m WHERE s.run_id = %(run)s AND s.customer_id = m.from_id
"""
