"""Headers, cookies, content security policy."""

from csp.constants import NONCE, NONE, SELF

from commerce import env

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
PAYMENT_ORIGINS = (
    [env.text("STRIPE_API_BASE")]
    if env.text("STRIPE_API_BASE")
    else [
        "https://js.stripe.com",
        "https://api.stripe.com",
        "https://hooks.stripe.com",
        # Forms lead there without JavaScript.
        "https://checkout.stripe.com",
    ]
)
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin", "/api/docs"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE, *PAYMENT_ORIGINS],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *PAYMENT_ORIGINS],
        "frame-src": [SELF, *PAYMENT_ORIGINS],
        "form-action": [SELF, *PAYMENT_ORIGINS],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    },
}
