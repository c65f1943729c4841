"""The pages in French; {names} are filled in from `company`."""

from cms.demo.shapes import PageText

ABOUT = PageText(
    title="À propos de Kontor",
    description="Seize petits ateliers, une boutique : qui fabrique nos objets, et comment nous les choisissons.",
    body="""
Nous vendons pour la maison des objets faits pour servir tous les jours : des mugs qui survivent au
lave-vaisselle, des lampes qui acceptent une ampoule standard, des chaises dont les housses s’enlèvent
pour être lavées. Seize ateliers les fabriquent, la plupart avec moins de vingt personnes. Nous les
connaissons tous par leur nom.

## Comment nous choisissons

Nous posons trois questions avant qu’un objet n’entre dans la boutique. Le garderions-nous dix ans ?
Peut-il être réparé, ou du moins démonté ? L’atelier sait-il d’où vient sa matière ? Trois fois oui, et
nous commandons une première série pour vivre avec elle pendant une saison.

## Ce que nous ne faisons pas

Ici, pas de compte à rebours, pas de prix que personne n’a jamais payés, pas de stock toujours
« presque épuisé ». Lorsqu’un article est réduit, vous voyez le prix le plus bas des 30 derniers jours.
Lorsqu’il est épuisé, c’est écrit.

## Où se trouvent les choses

Nous gardons le stock dans nos propres entrepôts et expédions depuis le plus proche de chez vous. Une
commande peut donc arriver en deux colis : deux trajets courts valent mieux qu’un long.

Des questions ? Écrivez à [{email}](mailto:{email}). Une personne répond, le plus souvent le jour même.
""",
)
SHIPPING = PageText(
    title="Livraison et retours",
    description="Ce que coûte la livraison, combien de temps elle prend, et comment renvoyer un article.",
    body="""
## Où nous livrons

Nous livrons dans les pays et régions suivants : {lands}. Avant la commande, la caisse affiche le prix
et la date d’arrivée pour votre adresse ; ce qu’elle affiche est ce que vous payez.

## Ce que cela coûte

| Livraison | Prix | Arrivée |
|---|---|---|
| Standard | à côté de chaque prix et à la caisse | sous 2 à 4 jours ouvrés |
| Express | indiqué à la caisse | le jour ouvré suivant pour une commande avant midi |
| Meubles, à deux jusqu’à la porte | indiqué à la caisse | sur rendez-vous |

Si votre commande part de deux entrepôts, vous ne payez qu’une livraison.

## Suivre votre colis

Dès qu’un colis part, vous recevez un e-mail avec son numéro de suivi. Vous pouvez aussi le consulter
sous [Suivre une commande](/track/) avec votre numéro de commande et votre adresse e-mail ; aucun
compte n’est nécessaire.

## Renvoyer un article

Vous avez **{days} jours** à partir de la livraison pour changer d’avis. La loi vous en donne 14 ; nous
trouvons qu’une lampe mérite quelques soirées de plus.

1. Écrivez à [{email}](mailto:{email}) avec votre numéro de commande, ou suivez le lien de votre e-mail
   de commande.
2. Emballez l’article aussi bien qu’à l’arrivée et joignez le bordereau que nous vous envoyons.
3. Envoyez-le à : {back}

Nous remboursons le prix et la livraison standard dans les 14 jours suivant la réception du colis, par
le moyen avec lequel vous avez payé. Le retour est gratuit pour tout ce qui est arrivé cassé, erroné ou
en retard ; sinon, le port est à votre charge. Les plantes et les produits de bain ouverts ne peuvent
revenir que s’ils ont un défaut.

## Cassé ou erroné

Dites-le-nous, si possible avec une photo. Nous envoyons un remplacement ou rendons l’argent, comme vous
préférez. Vos droits légaux pendant deux ans après la livraison restent entiers.
""",
)
IMPRINT = PageText(
    title="Mentions légales",
    description="Qui tient cette boutique, et comment nous joindre.",
    body="""
Cette boutique est tenue par {firm}.

{street}<br>
{town}<br>
{land}

Représentée par : {head}<br>
Registre : {register}<br>
Numéro fiscal : {vat}

E-mail : [{email}](mailto:{email})<br>
Téléphone : {phone}, du lundi au vendredi, de 9 h à 17 h

Responsable du contenu de ces pages : {head}, à l’adresse ci-dessus.

## Litiges

Nous préférons résoudre un problème plutôt que d’en débattre : écrivez-nous d’abord. Nous ne sommes ni
tenus ni disposés à participer à une procédure devant un organe de médiation de la consommation, mais
vous pouvez toujours saisir le tribunal de votre lieu de résidence.

*Kontor est l’entreprise de démonstration de cette installation. Avant d’ouvrir votre propre boutique,
remplacez les noms et les numéros de cette page.*
""",
)
TERMS = PageText(
    title="Conditions générales de vente",
    description="Les règles de l’achat ici, en mots simples.",
    body="""
Ces conditions s’appliquent à toute commande passée dans cette boutique auprès de {firm}, ci-après
« nous ».

## Comment le contrat est conclu

Ce que nous montrons est une invitation, pas encore une offre. Vous faites l’offre en appuyant sur le
bouton « Commander avec obligation de paiement ». Vous recevez alors un e-mail indiquant que votre
commande est arrivée. Le contrat est conclu lorsque nous confirmons la commande ou expédions les
articles, selon ce qui arrive en premier.

Avant d’appuyer sur le bouton, vous pouvez tout vérifier et corriger sur une seule page. Nous conservons
le texte du contrat ; vous le recevez par e-mail avec ces conditions.

## Prix et livraison

Les prix sont ceux affichés au moment de la commande. La livraison est indiquée séparément avant la
commande. Si un prix était manifestement erroné, comme une lampe à un centime, nous vous le disons avant
tout débit, et vous décidez si vous la voulez au bon prix.

Nous livrons aux adresses indiquées sous [Livraison et retours](page:shipping-and-returns). La date
affichée à la caisse est celle que nous visons. Si quelque chose la retarde, nous vous écrivons, et vous
pouvez annuler.

## Paiement

Vous pouvez payer par carte ou, lorsque la caisse le propose, sur facture. Une carte est débitée quand
les articles quittent notre entrepôt, en plusieurs fois s’il y a plusieurs colis ; d’ici là, le montant
est seulement réservé. Une facture est due 14 jours après la livraison.

## Propriété

Les articles nous appartiennent jusqu’à leur paiement complet.

## Votre droit de rétractation

Les consommateurs peuvent se rétracter comme expliqué sous [Rétractation](page:withdrawal).

## Si quelque chose ne va pas

Vous avez les droits que la loi vous donne lorsqu’un article est défectueux : d’abord réparation ou
remplacement, puis réduction du prix ou remboursement. Prévenez-nous vite, et montrez-nous le défaut si
vous le pouvez.

## Ce dont nous répondons

Nous répondons sans limite en cas d’intention, de faute lourde, d’atteinte à la vie, au corps ou à la
santé, et là où la loi l’exige. Pour une faute légère, nous ne répondons que si nous manquons à une
obligation sans laquelle le contrat n’aurait pas de sens, et alors du dommage prévisible.

## Pour finir

Ce contrat est régi par {law}. Les règles qui vous protègent comme consommateur dans votre pays
s’appliquent également. Si l’une de ces conditions n’était pas valable, les autres le restent.
""",
)
PRIVACY = PageText(
    title="Confidentialité",
    description="Ce que nous enregistrons sur vous, pourquoi, combien de temps, et ce que vous pouvez y faire.",
    body="""
{firm}, {street}, {town}, {land}, est responsable de ce que décrit cette page. Pour toute question,
écrivez à [{email}](mailto:{email}).

## Ce que nous enregistrons, et pourquoi

**Quand vous commandez** : nom, adresse e-mail, adresses de livraison et de facturation, numéro de
téléphone si vous le donnez, et ce que vous avez acheté. Nous en avons besoin pour exécuter le contrat.

**Quand vous avez un compte** : aussi vos adresses enregistrées, votre langue et les appareils connectés.
Les mots de passe sont conservés de sorte que personne, pas même nous, ne puisse les lire.

**Quand vous payez** : les données de carte vont directement à notre prestataire de paiement et ne
touchent jamais nos serveurs. Nous notons qu’un paiement a eu lieu, combien et quand.

**Quand vous visitez la boutique** : nos serveurs notent adresse, heure et page pendant sept jours pour
sa sécurité.

**Quand vous acceptez** : nous comptons nous-mêmes visites et clics pour comprendre ce qui fonctionne.
Sans votre accord, rien de tel n’est enregistré. Vous pouvez changer d’avis à tout moment sous
« Cookies » ou dans votre compte.

## Qui d’autre les voit

Les transporteurs reçoivent votre adresse et votre téléphone pour livrer. Le prestataire de paiement
reçoit le montant et le numéro de commande. Personne d’autre ne reçoit rien, personne n’achète rien, et
aucune page de cette boutique ne charge quoi que ce soit d’un serveur qui n’est pas le nôtre.

## Combien de temps

Commandes et factures sont conservées aussi longtemps que le droit fiscal l’exige, puis supprimées. Les
comptes restent jusqu’à ce que vous les fermiez. Un panier abandonné est oublié après 30 jours. La preuve
de votre accord reste tant que nous nous y fions.

## Cookies

Nous posons des cookies pour votre panier, votre connexion, votre langue, votre devise et votre choix en
matière de cookies. Ils ne demandent pas d’accord, car la boutique ne fonctionne pas sans eux.

## Vos droits

Vous pouvez demander ce que nous enregistrons, le faire corriger, en emporter une copie, le faire
supprimer, vous opposer à son usage et retirer votre accord à tout moment. Dans votre compte, vous
trouvez sous Confidentialité une copie de vos données et leur suppression. Une fois que vous vous êtes
fait effacer, votre nom, vos adresses et vos identifiants sont retirés partout aussitôt ; les commandes
restent dans les livres sans votre nom, dans la mesure où la loi l’exige.

Vous pouvez aussi vous plaindre à l’autorité : {authority}, ou à celle de votre lieu de résidence.
""",
)
WITHDRAWAL = PageText(
    title="Rétractation",
    description="Comment se rétracter d’un contrat sous {days} jours, avec le formulaire.",
    body="""
## Votre droit

Vous pouvez vous rétracter de ce contrat sous {days} jours sans donner de raison. Le délai expire {days} jours
après que vous, ou une personne désignée par vous, avez reçu les articles ; avec plusieurs colis, après
le dernier.

Dites-nous clairement que vous vous rétractez : par e-mail à [{email}](mailto:{email}), ou par lettre à
{firm}, {street}, {town}, {land}. Vous pouvez utiliser le formulaire ci-dessous, sans y être obligé.
L’envoi avant la fin du délai suffit.

## Ce qui se passe ensuite

Nous remboursons tout ce que nous avons reçu de vous, livraison standard comprise, sans retard et au
plus tard 14 jours après réception de votre message. Nous utilisons le moyen avec lequel vous avez payé,
et cela ne vous coûte rien. Nous pouvons attendre le retour des articles, ou la preuve de leur envoi.

Renvoyez les articles dans les 14 jours suivant votre message à : {back}. Le port du retour est à votre
charge. Vous ne répondez d’une perte de valeur que si vous avez manipulé les articles plus qu’il ne faut
pour voir comment ils sont.

## Quand ce droit n’existe pas

Pour les articles faits selon vos souhaits ; pour ceux qui se gâtent vite ; pour les articles scellés qui
ne peuvent être rendus, une fois ouverts, pour des raisons d’hygiène.

En savoir plus sur les [retours](page:shipping-and-returns).

## Le formulaire

> À {firm}, {street}, {town}, {land}, {email} :
>
> Je me rétracte/nous nous rétractons par la présente du contrat portant sur les articles suivants : …
>
> Commandés le … / reçus le …
>
> Nom du ou des consommateurs : …
>
> Adresse du ou des consommateurs : …
>
> Date, et signature en cas d’envoi sur papier : …
""",
)
ACCESSIBILITY = PageText(
    title="Accessibilité",
    description="Comment cette boutique est faite pour tous, ce qui manque encore, et à qui le dire.",
    body="""
Nous voulons que chacun puisse acheter ici : au clavier, avec un lecteur d’écran, en grands caractères,
d’une main sur un téléphone ou sans JavaScript.

## Ce que nous faisons

Cette boutique est construite pour respecter les Règles pour l’accessibilité des contenus Web 2.2 au
niveau AA, auxquelles renvoie la norme européenne EN 301 549. Chaque page est vérifiée par une machine à
chaque changement, et à la main avant les plus grands.

- Tout fonctionne au clavier, et vous voyez toujours où vous êtes.
- Le texte peut être agrandi à 200 pour cent et espacé sans perdre de contenu.
- Les couleurs gardent leur contraste en clair comme en sombre ; rien n’est dit par la couleur seule.
- Les images de produits ont une description ; les dessins purement décoratifs n’en ont pas.
- Les formulaires disent ce qui ne va pas, où, et que faire, et gardent ce que vous avez saisi.
- Rien ne bouge tout seul, et moins encore si votre appareil le demande.

## Ce qui manque encore

Le formulaire de paiement par carte appartient à notre prestataire de paiement et suit sa propre
présentation. S’il ne vous convient pas, choisissez le paiement sur facture là où il existe, ou
écrivez-nous et nous prenons la commande par e-mail.

## Dites-le-nous

Si quelque chose vous gêne, écrivez à [{email}](mailto:{email}) ou appelez le {phone}. Dites quelle page,
et ce que vous utilisez. Nous répondons sous deux jours ouvrés, et si nous ne pouvons pas y remédier
aussitôt, nous trouvons une autre façon pour vous d’acheter ce que vous vouliez.

Cette déclaration résulte de notre propre examen et est revue chaque année.
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
