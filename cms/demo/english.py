"""The pages in English; {names} are filled in from `company`."""

from cms.demo.shapes import PageText

ABOUT = PageText(
    title="About Kontor",
    description="Sixteen small workshops, one shop: who makes our things, and how we choose them.",
    body="""
We sell things for the home that are made to be used every day: mugs that survive the dishwasher, lamps
that take a standard bulb, chairs whose covers come off for washing. Sixteen workshops make them, most
with fewer than twenty people. We know each of them by name.

## How we choose

We ask three questions before anything enters the shop. Would we keep it for ten years? Can it be
repaired, or at least taken apart? Does the workshop know where its material comes from? Three times
yes, and we order a first batch and live with it for a season.

## What we do not do

There are no countdowns here, no prices that were never asked, and no stock that is always “almost
gone”. When something is reduced, you see the lowest price of the last 30 days. When something is sold
out, it says so.

## Where things are

We keep stock in our own warehouses and send from the one nearest to you. That is why an order may
come in two parcels: two short ways are better than one long one.

Questions? Write to [{email}](mailto:{email}). A person answers, usually the same day.
""",
)
SHIPPING = PageText(
    title="Shipping and returns",
    description="What delivery costs, how long it takes, and how to send something back.",
    body="""
## Where we deliver

We deliver to {lands}. The checkout shows the price and the arrival date for your address before you
order; what it shows is what you pay.

## What it costs

| Delivery | Price | Arrives |
|---|---|---|
| Standard | beside every price and in the checkout | in 2 to 4 working days |
| Express | shown in the checkout | next working day when ordered before noon |
| Furniture, two people to the door | shown in the checkout | by appointment |

If your order leaves from two warehouses, you pay for one delivery.

## Following your parcel

As soon as a parcel leaves, you get a mail with its tracking number. You can also look it up under
[Track an order](/track/) with your order number and e-mail address; no account is needed.

## Sending something back

You have **{days} days** from delivery to change your mind. The law gives you 14; we think a lamp deserves
a few more evenings.

1. Write to [{email}](mailto:{email}) with your order number, or use the link in your order mail.
2. Pack the thing as well as it came, and add the slip we send you.
3. Send it to: {back}

We refund the price and the standard delivery within 14 days of getting the parcel back, to the way you
paid. Sending back is free for anything that arrived broken, wrong or late; otherwise you pay the
postage. Plants and opened bath products cannot come back unless something is wrong with them.

## Broken or wrong

Tell us, with a picture if you can. We send a replacement or give the money back, whichever you prefer.
Your legal rights for two years after delivery stay untouched.
""",
)
IMPRINT = PageText(
    title="Imprint",
    description="Who runs this shop, and how to reach us.",
    body="""
{firm} runs this shop.

{street}<br>
{town}<br>
{land}

Represented by: {head}<br>
Register: {register}<br>
VAT number: {vat}

E-mail: [{email}](mailto:{email})<br>
Phone: {phone}, Monday to Friday, 9 to 17

Responsible for the content of these pages: {head}, at the address above.

## Disputes

We would rather solve a problem than argue about it: write to us first. We are neither obliged nor
willing to take part in dispute resolution before a consumer arbitration board, but you can always turn
to the court at the place where you live.

*Kontor is the demo company of this installation. Before you open a shop of your own, replace the names
and numbers on this page.*
""",
)
TERMS = PageText(
    title="Terms and conditions",
    description="The rules of buying here, in plain words.",
    body="""
These terms apply to every order that a customer places in this shop with {firm}, “we” from here on.

## How a contract comes about

What we show is an invitation, not yet an offer. You make the offer when you press the button that says
“Order and pay”. You then get a mail that your order arrived. The contract comes about when we confirm
the order or send the goods, whichever happens first.

Before you press the button you can check and correct everything on one page. We keep the text of the
contract; you get it by mail together with these terms.

## Prices and delivery

Prices are those shown when you order; the shop says whether tax is in them. Delivery is shown separately before you order. If
a price was obviously wrong, such as a lamp for one cent, we tell you before anything is charged, and
you decide whether you want it at the right one.

We deliver to the addresses listed under [Shipping and returns](page:shipping-and-returns). The date
shown in the checkout is the date we mean. If something delays it, we write to you, and you may cancel.

## Paying

You can pay by card or on account where the checkout offers it. A card is charged when the goods leave
our warehouse, part by part if there are several parcels; until then the amount is only reserved. An
invoice is due 14 days after delivery.

## Property

Goods stay ours until they are paid for in full.

## Your right to withdraw

Consumers may withdraw from the contract as explained under [Withdrawal](page:withdrawal).

## If something is wrong

You have the rights the law gives you when goods are faulty: repair or replacement first, then a lower
price or your money back. Please tell us soon, and show us if you can.

## What we answer for

We answer without limit for intent, gross negligence, injury to life, body or health, and where the
law demands it. For slight negligence we answer only when we break a duty without which the contract
makes no sense, and then for the damage that was to be expected.

## Last

This contract follows {law}. Rules that protect you as a consumer in the country you live in apply as
well. Should one of these terms not hold, the others do.
""",
)
PRIVACY = PageText(
    title="Privacy",
    description="What we store about you, why, for how long, and what you can do about it.",
    body="""
{firm}, {street}, {town}, {land}, is responsible for what this page describes. Write to
[{email}](mailto:{email}) about anything on it.

## What we store, and why

**When you order**: name, e-mail address, delivery and billing address, phone number if you give it,
and what you bought. We need it to fulfill the contract.

**When you have an account**: also your saved addresses, your language, and where you are signed in.
Passwords are stored so that nobody, not even we, can read them.

**When you pay**: card details go straight to our payment provider and never touch our servers. We
store that a payment happened, how much and when.

**When you visit**: our servers note address, time and page for seven days to keep the shop safe.

**When you agree**: we count visits and clicks ourselves to understand what works. Without your yes
nothing of the kind is stored. You can change your mind any time under “Cookies” or in your account.

## Who else sees it

Carriers get your address and phone number to deliver. The payment provider gets amount and order
number. Nobody else gets anything, nobody buys anything, and no page of this shop loads anything from
servers that are not ours.

## How long

Orders and invoices are kept as long as tax law demands, then deleted. Accounts stay until you close
them. Carts you leave are forgotten after 30 days. Proof of what you agreed to stays as long as we rely
on it.

## Cookies

We set cookies for your bag, your sign-in, your language, your currency and your choice about cookies
itself. These need no consent, because the shop does not work without them.

## Your rights

You may ask what we store, have it corrected, take a copy with you, have it deleted, object to its use,
and withdraw consent at any time. In your account you find a copy of your data and the deletion under
Privacy. When you have yourself deleted, your name, addresses and sign-in are cut out everywhere at
once; orders stay in the books without your name on them as far as the law demands them.

You may also complain to the authority: {authority}, or the one where you live.
""",
)
WITHDRAWAL = PageText(
    title="Withdrawal",
    description="How to withdraw from a contract within {days} days, and the form for it.",
    body="""
## Your right

You may withdraw from this contract within {days} days without giving a reason. The period ends {days}
days after you, or somebody you named, received the goods; with several parcels, after the last one.

Tell us clearly that you withdraw: by mail to [{email}](mailto:{email}), or by letter to {firm},
{street}, {town}, {land}. You may use the form below, but need not. It is in time if you send it before
the period ends.

## What happens then

We pay back everything we received from you, including standard delivery, without delay and at the
latest 14 days after your message reached us. We use the same way you paid, and it costs you nothing.
We may wait until the goods are back, or until you have shown that you sent them.

Send the goods within 14 days of your message to: {back}. You bear the cost of sending them back. You
only answer for a loss of value if you handled the goods more than needed to see what they are like.

## When there is no such right

For goods made to your wishes; for goods that spoil quickly; for sealed goods that cannot be returned
for reasons of hygiene once opened.

More about [sending things back](page:shipping-and-returns).

## The form

> To {firm}, {street}, {town}, {land}, {email}:
>
> I/we hereby withdraw from the contract I/we concluded for the purchase of the following goods: …
>
> Ordered on … / received on …
>
> Name of the consumer(s): …
>
> Address of the consumer(s): …
>
> Date, and signature if this is sent on paper: …
""",
)
ACCESSIBILITY = PageText(
    title="Accessibility",
    description="How this shop is built for everybody, what still falls short, and whom to tell.",
    body="""
We want everybody to be able to shop here: with a keyboard, with a screen reader, with large type, with
one hand on a phone, or without JavaScript.

## What we do

This shop is built to meet the Web Content Accessibility Guidelines 2.2 at level AA, which the European
standard EN 301 549 refers to. Every page is checked by machine on each change and by hand before
larger ones.

- Everything works by keyboard, and you can always see where you are.
- Text can be enlarged to 200 percent and respaced without losing content.
- Colors keep their contrast in light and dark; nothing is said by color alone.
- Pictures of products have descriptions; drawings that only decorate have none.
- Forms say what went wrong, where, and what to do about it, and keep what you typed.
- Nothing moves by itself, and less moves if your device asks for it.

## What falls short

The payment form for cards belongs to our payment provider and follows its own design. If it does not
work for you, choose payment on account, or write to us and we take the order by mail.

## Tell us

If something gets in your way, write to [{email}](mailto:{email}) or call {phone}. Say which page, and
what you use. We answer within two working days, and if we cannot fix it at once we find another way
for you to buy what you wanted.

This statement was made by our own review and is looked at again every year.
""",
)
PAGES: dict[str, PageText] = {
    "about": ABOUT,
    "shipping-and-returns": SHIPPING,
    "imprint": IMPRINT,
    "terms": TERMS,
    "privacy": PRIVACY,
    "withdrawal": WITHDRAWAL,
    "accessibility": ACCESSIBILITY,
}
