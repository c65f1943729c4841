"""Who changed what, when, from what to what: kept by the database and closed to rewriting.

Two tables: StateChange (moves of lifecycles, written by `Flow.move`) and Trail (row changes of
audited tables, written by triggers so that bulk updates and raw SQL are caught too). Both refuse
UPDATE, DELETE and TRUNCATE.
"""
