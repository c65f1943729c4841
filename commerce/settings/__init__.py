"""Settings: base for all, then development, test, production; one file per integration."""
