"""Where we sell: one currency, its languages and countries, how prices show, which places serve it."""
