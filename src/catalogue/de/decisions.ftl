# Das Verzeichnis der Beschlüsse und die Seite eines jeden.

decisions-lead = Was beschlossen wurde, von wem, und was noch offen ist.
decisions-open = Jetzt offen
decisions-open-now = Jetzt offene Beschlüsse
decisions-none-open = Kein Beschluss ist offen.
decisions-none = Kein Beschluss ist aufgezeichnet.
decisions-by-year = Beschlüsse nach Jahr
decisions-of-year = Beschlüsse aus { $year }
decisions-of-part = Beschlüsse: { $time }
decisions-more = { $n ->
    [one] Und { $n } weiterer Beschluss.
   *[other] Und { $n } weitere Beschlüsse.
}
decisions-filtered = Beschlüsse nach Stand und Jahr
column-changes-power = Verschiebt Macht?
filter-text = Wörter
filter-year = Jahr
filter-power = Verschiebt Macht
filter-any = alle
filter-found = { $found } von { $all } Beschlüssen passen.
# Auf einer Seite, die nicht alle zeigt.
filter-found-here = { $found } von { $all } Beschlüssen auf dieser Seite passen.
filter-rest = Die übrigen stehen auf den Seiten ihrer Jahre
not-said = nicht genannt
column-matter = Beschluss
column-state = Stand
column-date = Tag
column-by = Durch

## Wo er steht

state-proposed = vorgeschlagen
state-open = offen
state-adopted = angenommen
state-rejected = abgelehnt
state-withdrawn = zurückgezogen
state-lapsed = verfallen
state-overturned = aufgehoben

## Arten von Beschlüssen

decision-type-operational = Beschluss in einer Sache
decision-type-policy = Beschluss über eine Regel
decision-type-structural = Beschluss über den Aufbau
decision-type-election = Wahl
decision-type-removal = Ende einer Amtszeit
decision-type-review = Überprüfung
decision-type-override = Ersatz für einen Beschluss
decision-type-interpretation = Auslegung
decision-type-emergency = Notfallbeschluss

## Angaben

outcome-open = Noch nicht entschieden.
outcome-not-recorded = Das Ergebnis ist nicht aufgezeichnet.
fact-driver = Wie es dazu kam
fact-to-be-decided-by = Zu entscheiden durch
fact-decided-by = Entschieden durch
fact-how = Wie
could-take-part = { $n ->
    [one] { $n } Person konnte
   *[other] { $n } Menschen konnten
} mitwirken
fact-proposed-by = Vorgeschlagen von
proposed-on = { $who }, { $day }
proposed-with-support = { $proposed }; unterstützt von { $sponsors }
fact-opened = Eröffnet
fact-decided = Entschieden
fact-in-effect-from = Wirksam ab
fact-normally-decided-by = Entscheidet sonst darüber
fact-consulted = Angehört
fact-way-back = Weg zurück
way-back-full = Er lässt sich ohne Kosten rückgängig machen
way-back-costly = Er lässt sich nur mit Kosten rückgängig machen
way-back-none = Er lässt sich nicht rückgängig machen
fact-elects = Wählt
elects = { $person } als { $role }
elects-until = { $seat }, bis { $day }
fact-minutes = Protokoll
fact-ballots = Stimmzettel

## Stimmen

votes = Stimmen
option-proposal = Der Vorschlag
column-option = Möglichkeit
column-for = Dafür
column-against = Dagegen
column-abstained = Enthaltungen
column-above-default = Über dem Ausgangsstand
column-below-default = Unter dem Ausgangsstand

## Einwände und was daraus folgt

objections = Einwände
objections-none-so-far = Bisher keine.
objections-none = Keine sind aufgezeichnet.
objection-qualified = begründet
objection-not-qualified = nicht begründet
objection-not-tested = nicht geprüft
objection-resolved = Gelöst: { $text }
objection-open = Noch nicht gelöst.
objection-not-recorded = Wie er gelöst wurde, ist nicht aufgezeichnet.
recusals = Wer sich herausgehalten hat
recusal = { $person }: { $why }
put-into-force = Was er in Kraft setzte
record-of-kind = { $record } ({ $kind })
kind-org = Organisation
kind-person = Person
kind-unit = Einheit
kind-role = Rolle
kind-method = Verfahren
kind-policy = Regel
kind-agreement = Vereinbarung
kind-decision = Beschluss
in-full = Im Ganzen
