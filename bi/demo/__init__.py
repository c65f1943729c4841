"""The demo company's visitors: made to fit its orders, always the same, known to nobody."""
