"""Stripe, real or emulated: the same code talks to both."""

from commerce import env

STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY", "sk_test_emulator")
STRIPE_PUBLISHABLE_KEY = env.text("STRIPE_PUBLISHABLE_KEY", "pk_test_emulator")
STRIPE_WEBHOOK_SECRET = env.text("STRIPE_WEBHOOK_SECRET", "")
# Set while the emulator stands in for Stripe; empty means the real thing.
STRIPE_API_BASE = env.text("STRIPE_API_BASE", "")
# The express way: "page" leads to the emulator's wallet, "element" draws Stripe's express buttons; empty
# means whichever of the two there is.
STRIPE_EXPRESS = env.text("STRIPE_EXPRESS", "")
