"""The door for providers' webhooks."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from commerce import clock, db
from commerce.http import problems
from payments.gateways import actions


@method_decorator(csrf_exempt, name="dispatch")
class StripeWebhook(View):
    """POST /webhooks/stripe/: signed by Stripe, so it needs neither session nor key of ours."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """This keeps the event and answers at once; the work follows from a queue."""
        signature = request.headers.get("Stripe-Signature", "")
        try:
            with db.speaking_as("stripe"), db.transaction():
                actions.accept(raw=request.body, signature=signature, at=clock.now())
        except actions.BadSignature as error:
            return problems.plain(request, status=400, code=error.code, detail=error.message)
        return JsonResponse({"received": True})
