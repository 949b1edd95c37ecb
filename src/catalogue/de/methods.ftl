# Die Seite der Verfahren.

methods-title = Wie entschieden wird
methods-lead = Ein Verfahren sagt, was es braucht, damit ein Beschluss gilt.
methods-none = Die Einträge nennen kein Verfahren. Dann entscheidet eine Einheit im Konsent und eine Rolle nach dem Ermessen derer, die sie innehaben.
methods-side-by-side = Verfahren im Vergleich
methods-built-in = Wege, die keinen Eintrag brauchen
methods-built-in-why = Das sind die einfachen Formen, die in den Einträgen genannt sind oder von selbst gelten.
methods-built-in-table = Verfahren, die keinen Eintrag brauchen
column-method = Verfahren
column-passes-when = Angenommen, wenn gilt
column-quorum = Wer mitwirken muss
column-duration = Dauer
column-if-stuck = Wenn es stockt
column-used-for = Genutzt von

## Ein Verfahren

fact-passes-when = Angenommen, wenn gilt
fact-electors = Wessen Stimme zählt
fact-quorum = Mindestbeteiligung
fact-sponsors = Beginnt mit
fact-duration = Dauer
fact-weight = Gewicht der Stimmen
weight-shares = Nach Anteilen
weight-tokens = Nach Wertmarken
fact-may-block = Darf blockieren
veto-with-reason = { $who }, mit Begründung
veto-overridden = { $who }; überstimmt durch { $way }
fact-casting-vote = Entscheidet bei Gleichstand
fact-abstentions = Enthaltungen
abstain-counts = Zählen zu den abgegebenen Stimmen
abstain-ignored = Zählen nicht zu den abgegebenen Stimmen
fact-voting = Stimmabgabe
voting-secret = Geheim
voting-open = Offen
fact-default-option = Sonst
fact-objection-test = Ein Einwand zählt, wenn gilt
fact-criteria = Bewertet nach
fact-facilitator = Geleitet von
fact-venue = Wo
fact-rhythm = Wie oft
fact-if-stuck = Wenn es stockt
fact-builds-on = Baut auf
fact-used-for = Genutzt von

## Seine Stufen

method-its-steps = Schritte
method-steps = Stufen: { $method }
column-step = Stufe
column-who = Wer
column-within = Innerhalb von
column-binding = Verbindlich
yes = Ja
no = Nein

## Wer die Einträge ändern darf

change-rules = Wer die Einträge ändern darf
column-records = Einträge
column-how = Wie
by-owner = Wer den Eintrag in Obhut hat
by-delegator = Wer den Auftrag gegeben hat
by-selector = Wer den Sitz besetzt
by-self = Die Person, um die es geht
