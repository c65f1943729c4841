"""Users, sign-in, second factors."""

from commerce import env

AUTH_USER_MODEL = "commerce.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "crm.accounts.pages.entrance.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "crm.accounts.pages.typed.Login",
    "signup": "crm.accounts.pages.typed.Signup",
    "add_email": "crm.accounts.pages.typed.AddEmail",
    "change_password": "crm.accounts.pages.typed.ChangePassword",
    "reset_password": "crm.accounts.pages.typed.ResetPassword",
    "reset_password_from_key": "crm.accounts.pages.typed.ResetPasswordKey",
    "reauthenticate": "crm.accounts.pages.typed.Reauthenticate",
}
MFA_ADAPTER = "crm.accounts.pages.typed.MfaAdapter"
MFA_FORMS = {
    "authenticate": "crm.accounts.pages.typed.Authenticate",
    "reauthenticate": "crm.accounts.pages.typed.ReauthenticateByCode",
    "activate_totp": "crm.accounts.pages.typed.ActivateTotp",
    "add_webauthn": "crm.accounts.pages.typed.AddPasskey",
    "edit_webauthn": "crm.accounts.pages.typed.RenamePasskey",
}
# Only a proved address signs in: otherwise a sign-up would tell who has an account.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Sign-ins are counted per name and per address of those that fail, in crm.accounts.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "20/m/ip,5/5m/key"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
# Addresses are counted as the server sees them; X-Forwarded-For only behind a proxy of our own.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/account/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
# Doors that a fresh sign-in passes: request, user and response are handed to each.
AFTER_SIGN_IN = ["orders.cart.pages.holding.bring_cart", "orders.lists.pages.visitor.bring_lists"]
