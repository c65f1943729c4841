"""The link in a letter that ends the letters about a list."""

from django.http import HttpResponse
from django.shortcuts import render

from commerce import clock, db
from commerce.storefront.doors import ShopRequest, door
from orders.lists.actions import telling
from orders.lists.queries import kept, letters


@door("GET", "POST")
def stop(request: ShopRequest, token: str) -> HttpResponse:
    """This asks first, because programs look at links too, and ends the letters on the button.

    Raises:
        UnknownList: when the link is broken.
    """
    public_id = letters.read_stop(token)
    if not public_id:
        message = "this link ends nothing"
        raise kept.UnknownList(message)
    done = False
    if request.method == "POST":
        with db.transaction():
            telling.stop(public_id=public_id, at=clock.now(), by=request.actor)
        done = True
    return render(request, "orders/lists/stop.html", {"done": done})
