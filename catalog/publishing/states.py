"""The life of a publication."""

from commerce.states import Flow

PublicationFlow = Flow(
    name="publication",
    initial="unpublished",
    moves={
        "publish": (("unpublished", "scheduled"), "published"),
        "schedule": ("unpublished", "scheduled"),
        "unpublish": (("published", "scheduled"), "unpublished"),
    },
)
