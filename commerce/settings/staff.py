"""The staff shell: Unfold, in the house's colors."""

from typing import Any

from django.templatetags.static import static

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Kontor",
    "SITE_HEADER": "Kontor",
    "SITE_SUBHEADER": "Everything a trading company runs on",
    "SITE_SYMBOL": "storefront",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": True,
    "BORDER_RADIUS": "8px",
    "COLORS": {
        "primary": {
            "50": "#effaf5",
            "100": "#d8f3e6",
            "200": "#b3e6d0",
            "300": "#83d3b4",
            "400": "#4fb893",
            "500": "#2c9d79",
            "600": "#1b7e61",
            "700": "#14654f",
            "800": "#0e5440",
            "900": "#0b4233",
            "950": "#04261d",
        },
    },
    "DASHBOARD_CALLBACK": "commerce.staff.home.shown",
    "STYLES": [lambda _request: static("kontor/staff/shell.css")],
    "COMMAND": {"search_models": True, "show_history": False},
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": "commerce.staff.sidebar.navigation",
    },
}
