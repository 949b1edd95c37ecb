# Zum Nachschlagen.

reference = Nachschlagen
reference-page = { $page }: { $says }
more-pages = Mehr

## Prüfregeln

rules-title = Prüfregeln
rules-lead = Wonach in den Einträgen gesucht wird, warum das zählt und was dagegen hilft.
rule-title = Prüfregel { $rule }
rule-kicker = Prüfregel
column-rule = Prüfregel
column-weight = Gewicht
column-finds = Was sie findet

## Arten von Machtverschiebung

shifts-title = Arten von Machtverschiebung
shifts-lead = Was eine Änderung daran ändern kann, wer was wie und wie lange entscheidet.
column-sort = Art
column-says = Was das heißt
column-direction = Richtung
column-backwards = Umgekehrt
direction-centralises = hin zu weniger Menschen
direction-distributes = hin zu mehr Menschen
direction-either = je nachdem
shift-either-way = dieselbe
shift-says-moved = Dasselbe Recht liegt bei jemand anderem.
shift-says-shielded = Ein Sitz kann nicht mehr vorzeitig enden oder nur noch durch weniger als vorher.
shift-says-taken-alone = Ein geteiltes Recht gehört einer Person allein.
shift-says-granted = Ein Recht, das hier so niemand hatte.
shift-says-revoked = Ein Recht, das es für diese Stelle nicht mehr gibt.
shift-says-delegated = Ein Gremium lässt eines darunter an seiner Stelle entscheiden.
shift-says-recalled = Ein Gremium nimmt zurück, was eines darunter entschied.
shift-says-shared = Ein Recht, das einer Person allein gehörte, haben nun mehrere.
shift-says-exposed = Ein Sitz kann vorzeitig enden, der es nicht konnte, oder durch mehr als vorher.
shift-says-widened = Die Grenze eines Rechts ist weiter geworden.
shift-says-narrowed = Die Grenze eines Rechts ist enger geworden.
shift-says-eased = Das Verfahren eines Rechts verlangt weniger.
shift-says-hardened = Das Verfahren eines Rechts verlangt mehr.
shift-says-prolonged = Die Amtszeiten einer Rolle sind länger geworden.
shift-says-shortened = Die Amtszeiten einer Rolle sind kürzer geworden.
shift-says-seated = Eine Person hat einen Sitz.
shift-says-unseated = Eine Person hat keinen Sitz mehr.
shift-says-silent = Derselbe Text wirkt anders, weil sich etwas geändert hat, worauf er beruht.

## Glossar

glossary = Glossar
glossary-lead = Die Wörter dieses Handbuchs, was sie bedeuten und wie es hier heißt.
column-term = Wort
column-means = Bedeutung
column-here = Heißt hier
term-unit = Einheit
means-unit = Eine dauerhafte Gruppe mit einem Auftrag.
term-role = Rolle
means-role = Ein Sitz oder mehrere, unabhängig davon, wer sie innehat.
term-holder = Wer sie innehat
means-holder = Eine Person in einem Sitz.
term-deputy = Vertretung
means-deputy = Springt ein, mit den Befugnissen des Sitzes.
term-trainee = Lernt
means-trainee = Lernt eine Rolle, noch ohne ihre Befugnisse.
term-mandate = Auftrag
means-mandate = Wozu eine Einheit oder Rolle da ist und was sie darf.
term-accountability = Zuständigkeit
means-accountability = Eine laufende Aufgabe, auf die sich andere verlassen dürfen.
term-domain = Thema
means-domain = Eine Sache, ein Ablauf oder Gegenstand, über den jemand bestimmt.
term-right = Recht
means-right = Die Erlaubnis zu einer Art von Handlung bei einem Thema: entscheiden, blockieren, gefragt werden und so weiter.
term-delegation = Übertragung
means-delegation = Einen Teil des eigenen Rechts weitergeben und dafür verantwortlich bleiben.
term-residual = Alles Übrige
means-residual = Was sonst niemandem zufällt.
term-limit = Grenze
means-limit = Eine Schranke für ein Recht, etwa ein Betrag.
term-policy = Regel
means-policy = Eine dauerhafte Regel, die eine Einheit oder Rolle zu ihren Themen beschlossen hat.
term-constitution = Verfassung
means-constitution = Eine Regel, die auch bindet, wer Regeln macht, und schwerer zu ändern ist.
term-agreement = Vereinbarung
means-agreement = Eine Regel, die sich Beteiligte selbst geben; sie bindet nur sie.
term-decision = Beschluss
means-decision = Eine Frage mit der Angabe, wer sie wie und wann entschieden hat und was herauskam.
term-driver = Anlass
means-driver = Die Lage, die etwas nötig gemacht hat.
term-method = Verfahren
means-method = Ein benannter Weg, auf dem ein Beschluss gültig wird.
term-objection = Einwand
means-objection = Die begründete Aussage, dass ein Vorschlag schadet.
term-quorum = Mindestbeteiligung
means-quorum = Wie viele mindestens teilnehmen müssen.
term-shift = Machtverschiebung
means-shift = Eine Änderung daran, wer was wie oder wie lange darf.
term-finding = Befund
means-finding = Etwas, das eine Prüfregel in den Einträgen gefunden hat.
