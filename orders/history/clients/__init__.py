"""What lies outside: files of past invoices, and the profiles that say how to read them."""
