"""Routes of the webhooks API."""

from django.urls import URLPattern, path

from commerce.webhooks import api as views

api: list[URLPattern] = [
    path("webhooks", views.Webhooks.as_view()),
    path("webhooks/<str:public_id>", views.Webhook.as_view()),
    path("webhooks/<str:public_id>/secret", views.WebhookSecret.as_view()),
    path("webhooks/<str:public_id>/messages", views.WebhookMessages.as_view()),
    path(
        "webhooks/<str:public_id>/messages/<str:message_id>/resend",
        views.WebhookResend.as_view(),
    ),
]
