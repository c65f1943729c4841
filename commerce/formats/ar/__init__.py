"""Arabic as CLDR writes it today: western figures with a point."""
