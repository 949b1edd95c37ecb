# Was neben den Seiten liegt: Feeds, Daten, Adressen.

feed-power = { $organisation }: Macht im Lauf der Zeit
feed-decisions = { $organisation }: Beschlüsse
feed-gains = Gewinnt: { $who }: { $what }
feed-loses = Verliert: { $who }: { $what }
feed-more = { $n ->
    [one] Und eine weitere Zeile.
   *[other] Und { $n } weitere Zeilen.
}
feed-concealed = Es betrifft jemanden, dessen Eintrag nicht öffentlich ist.
feed-state = Stand: { $state }
feed-link = Als Feed abonnieren

## Umgezogene Seiten

moved = Diese Seite ist umgezogen
moved-to = Jetzt heißt es { $record }.

## Der Fuß jeder Seite

footer-edit = Quelle dieser Seite bearbeiten
footer-records = Die Einträge hinter diesen Seiten
footer-below = Die Einträge hinter diesen Seiten stehen in { $path }.
footer-top = Die Einträge hinter diesen Seiten stehen zuoberst im Repository.
footer-data = Diese Seite als JSON
footer-history = Verlauf
footer-problem = Einen Fehler melden
footer-api = Daten und Adressen

## Die Seite über Daten, Feeds und Adressen

api-lead = Alles, was dieses Handbuch zeigt, gibt es auch für Programme, und seine Adressen bleiben.
api-documents = Daten
api-documents-lead = Jedes Dokument ist JSON (UTF-8). Was nicht öffentlich ist, steht in keinem.
column-document = Dokument
column-content = Was darin steht
api-org = Die Organisation: Vision, Ziele, Themen, Verfahren, Vereinbarungen
api-units = Alle Einheiten mit ihrem Auftrag und ihren Mitgliedern
api-roles = Alle Rollen: wie man hinein- und hinauskommt, wer sie innehat, innehatte und innehaben wird
api-people = Alle Menschen mit ihren Sitzen
api-policies = Alle Regeln in ihrer jetzigen Fassung
api-decisions = Alle Beschlüsse, die neuesten zuerst, mit Stimmen und Einwänden
api-rights = Wer am { $day } was darf und welche Menschen das sind
api-shifts = Die neuesten Machtverschiebungen und wo die jedes Jahres stehen
api-one = Ein Eintrag mit einer Seite hat ein eigenes Dokument, in dem auch sein Wortlaut steht: zu { $page } gehört { $data }.
api-version = Jedes Dokument nennt die Fassung seines Formats, heute { $version }. Bis sich diese Zahl ändert, kommen Felder hinzu, aber keines wird umbenannt oder fällt weg; wer liest, übergeht also Unbekanntes. { $schema } sagt, was wo steht.
api-schema = Das JSON-Schema
api-days = Tage sind wie 2026-03-01 geschrieben. Pfade zu Seiten und Dokumenten beginnen bei der Wurzel des Handbuchs, die zu Dateien zuoberst im Repository.
api-years = Machtverschiebungen nach Jahren
api-feeds = Feeds
api-feeds-lead = Ein Feedreader zeigt, was neu ist. Die Beiträge behalten ihre Kennung, wo auch immer das Handbuch liegt und wie oft es auch erstellt wird.
api-addresses = Adressen
api-addresses-id = Die Adresse einer Seite ist aus der Kennung ihres Eintrags gemacht; sie bleibt also, wenn sich der Name ändert.
api-addresses-moved = Ändert sich eine Kennung und nennt der Eintrag die alte unter { $field }, so führt die alte Adresse zur neuen Seite.
api-addresses-anchor = Beschlüsse, Abschnitte, Machtverschiebungen, Themen und Jahre haben eigene Sprungmarken.
api-addresses-map = { $sitemap } nennt alle Seiten.
api-sitemap = Die Sitemap
