# Die Seite der Vereinbarungen.

agreements-lead = Was Menschen und Einheiten einander zusagen. Eine Vereinbarung bindet nur, wer sie getroffen hat.
agreement = Vereinbarung
agreement-text = Der Text dieser Vereinbarung

## Arten von Vereinbarungen

agreement-form-clou = Verständigung unter Kolleginnen und Kollegen
agreement-form-mou = Absichtserklärung
agreement-form-service = Vereinbarung über Leistungen
agreement-form-relational = wie wir zusammenarbeiten
agreement-form-stake = Einsatz
agreement-form-contract = Vertrag
agreement-form-sponsorship = Bürgschaft

## Angaben

fact-between = Zwischen
signed-on = { $who }, unterzeichnet am { $day }
not-signed = { $who }, nicht unterzeichnet
fact-to-be-renewed-by = Zu erneuern bis

## Zusagen

promises-in = Zusagen: { $agreement }
column-promise = Zusage
column-to = An
column-right = Mit dem Recht auf
column-hours = Stunden in der Woche
column-measured-by = Gemessen an
promised-right = { $right }: { $object }
right-to-decide = Entscheidung
right-to-joint = gemeinsame Entscheidung
right-to-veto = Veto
right-to-override = Ersatz der Entscheidung
right-to-propose = Vorschlag
right-to-advise = Anhörung
right-to-execute = Ausführung
right-to-audit = Prüfung
at-stake = auf dem Spiel steht: { $stake }
