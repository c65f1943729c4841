"""Money in motion: what is asked, taken, given back, taxed and booked."""
