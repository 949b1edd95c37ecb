# Die Regeln und die Seite einer jeden.

policies-lead = Die dauerhaften Regeln, von wem sie stammen und wann sie überprüft werden.
policies-counted = { $n ->
    [one] { $n } Regel gilt
   *[other] { $n } Regeln gelten
}.
policies-none = Keine Regel ist in Kraft.
policies-in-force = Geltende Regeln
policies-not-in-force = Regeln, die nicht gelten
policies-by-topic = Regeln nach Thema
by-topic = Nach Thema
not-in-force = Nicht in Kraft
review-unset = kein Tag festgelegt
column-policies = Regeln
column-topic = Thema
column-about = Worüber

## Arten von Regeln

policy-form-constitution = Verfassung
policy-form-bylaw = Satzung
policy-form-charter = Charta
policy-form-principle = Grundsatz
policy-form-strategy = Strategie
policy-form-policy = Regel
policy-form-process = Ablauf
policy-form-code = Verhaltenskodex

## Angaben

fact-why = Warum
adopted-by-decision = { $who }, Beschluss: { $decision }
adopted-without-decision = { $who } (kein Beschluss ist genannt)
review-none = Kein Tag ist festgelegt
fact-about = Worüber
fact-binds = Gilt für
binds-everyone = Alle
binds-inside = { $unit } und alles darin
fact-owner = In der Obhut von
owner-none = Niemand ist genannt
fact-changed-by = Geändert durch
fact-emergency = Notfall
emergency = Ja: sie besteht nur so lange wie der Notfall
fact-exception-from = Ausnahme von
fact-replaced-by = Ersetzt durch

## Was sie sagt

policy-allows = Was sie erlaubt
policy-restricts = Was sie einschränkt
grant = { $who } { $power }
grant-up-to = { $grant }, bis { $amount }
grant-when = { $grant }, in diesem Fall: { $case }
restriction = { $grant }. { $text }
policy-text = Text
policy-contents = Inhalt des Textes
policy-no-text = Der Eintrag hat außer diesen Angaben keinen Text.
policy-evaluation = Woran wir merken, ob sie wirkt
