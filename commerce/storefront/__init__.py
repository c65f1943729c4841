"""The frame of every storefront page: who visits, in which channel and language, and how it looks."""
