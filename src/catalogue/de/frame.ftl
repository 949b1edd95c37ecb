# Was jede Seite umgibt und auf vielen steht.

## Kopf und Fuß

this-organisation = diese Organisation
skip = Zum Inhalt
handbook = Handbuch
crumbs = Wo diese Seite liegt
part-units = Einheiten
part-roles = Rollen
part-people = Menschen
part-policies = Regeln
part-decisions = Beschlüsse
part-power = Macht im Lauf der Zeit
source = Der Eintrag dieser Seite steht in { $path }.
shows = Zeigt { $organisation } am { $day }, erstellt aus { $commit }.
shows-uncommitted = Zeigt { $organisation } am { $day }, erstellt aus Dateien, die noch nicht eingetragen sind.
made-with = Gemacht mit Polity.

## Der Kopf eines Eintrags

in-force-from = gilt ab dem { $day }
ended-on = endete am { $day }
status-draft = Entwurf, gilt nicht
status-suspended = ausgesetzt
status-retired = aufgehoben
not-public = nicht öffentlich

## Angaben, die jeder Eintrag haben kann

fact-adopted-by = Beschlossen durch
fact-review = Überprüfung
fact-in-force-since = Gilt seit
fact-in-force-until = Gilt bis
fact-replaces = Ersetzt
adopted-by = { $decision }, { $day }
deadline = { $day } ({ $due })

## Abschnitte, mit denen viele Seiten enden

means = Ziele, Mittel und Messgrößen
agreements = Vereinbarungen
in-its-own-words = Im Wortlaut
gains = gewinnt
loses = verliert

## Befunde

findings = Offene Befunde
finding-why = Warum das zählt: { $why }
finding-fix = So wird es behoben: { $fix }
finding-rule = Prüfregel { $rule } · { $place }
finding-place = { $path }, Zeile { $line }
severity-error = Fehler
severity-warning = Warnung
severity-info = Hinweis

## Aufträge

fact-serves = Ziele, denen es dient
fact-means = Mittel
fact-support = Geschuldete Unterstützung
fact-measured-by = Gemessen an
delivers = { $what }, an { $to }
budget = Budget von { $amount }
budget-period = { $budget } für { $period }
budget-purpose = { $budget }, für { $purpose }
metric-target = { $metric }: { $target }
metric-rhythm = { $metric }, { $every }
metric-by = { $metric }, durch { $who }

## Sitze

member-of = Mitglied: { $unit }
seat-as = { $seat }, { $capacity }
capacity-holder = im Amt
capacity-deputy = in Vertretung
capacity-trainee = in Einarbeitung
capacity-emeritus = ehemals
vacant = unbesetzt
chosen-elected = Gewählt
chosen-appointed = Ernannt
chosen-co-opted = Hinzugewählt
chosen-ex-officio = Durch einen anderen Sitz
chosen-lot = Durch das Los
chosen-self-selected = Aus eigenem Entschluss
chosen-emergent = Weil andere folgen
chosen-acting = Übergangsweise
chosen-founder = Durch die Gründung

## Spalten

column-agreement = Vereinbarung
column-with = Mit
column-renewal = Zu erneuern
column-person = Person
column-since = Seit
column-until = Bis
column-how-chosen = Wie gewählt
column-decision = Durch Beschluss
