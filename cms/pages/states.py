"""The lifecycle of a page."""

from commerce.states import Flow

PageFlow = Flow(
    name="Page",
    initial="draft",
    moves={
        "schedule": (("draft", "unpublished"), "scheduled"),
        "unschedule": ("scheduled", "draft"),
        "publish": (("draft", "scheduled", "published", "unpublished"), "published"),
        "unpublish": ("published", "unpublished"),
    },
)
