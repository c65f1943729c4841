"""An own HTTP server that speaks the part of the Stripe API which Kontor uses.

Tests and the demo point the official SDK and the browser at it, so the very code that talks to
Stripe is what runs. It knows nothing of Django; it holds its own objects, declines by the usual
test cards, sends signed webhooks, and can be told over HTTP to be slow, broken or forgetful.
Never a real card, never beyond the local machine.
"""
