"""Numbers on Arabic pages: as prices are written there, "1,250.5"."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
