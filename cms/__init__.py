"""What we say: pages built from typed blocks, for the storefront and for others."""
