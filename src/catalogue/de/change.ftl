# Die Seite einer Machtverschiebung.

change-of-power = Machtverschiebung
change-concealed = Diese Änderung betrifft Menschen, deren Einträge nicht öffentlich sind. Die Einzelheiten fehlen deshalb.
change-told-by = Alles davon nennt { $command }.
change-of-nobody = Niemand gewinnt oder verliert dadurch unmittelbar.
fact-date = Tag
fact-message = Nachricht
fact-cause = Ursache
cause-lapse = ein Tag in den Einträgen; kein Commit hat es bewirkt
fact-records-of = Einträge von
fact-commit = Commit
fact-written-by = Geschrieben von
fact-extent = Umfang
extent-of-change = { $shifts ->
    [one] { $shifts } Machtverschiebung
   *[other] { $shifts } Machtverschiebungen
} in { $records ->
    [one] { $records } Eintrag
   *[other] { $records } Einträgen
}

## Abschnitte, die auch die Seite eines Vergleichs hat

alarms = Warnungen
alarms-of-change = Was niemand übersehen darf
alarms-more = { $n ->
    [one] Und { $n } weitere Warnung.
   *[other] Und { $n } weitere Warnungen.
}
column-alarm = Warnung
column-over = Worüber
who-gains-and-loses = Wer gewinnt und wer verliert
shifts = Alle Verschiebungen
shifts-of-change = Alle Verschiebungen dieser Änderung
shifts-more = { $n ->
    [one] Und { $n } weitere Verschiebung.
   *[other] Und { $n } weitere Verschiebungen.
}
column-shift = Verschiebung
column-who-gains = Wer gewinnt
column-who-loses = Wer verliert
column-where = Wo

## Verschiebungen

shift-moved = übertragen
shift-shielded = abgeschirmt
shift-taken-alone = allein übernommen
shift-granted = erteilt
shift-revoked = entzogen
shift-delegated = delegiert
shift-recalled = zurückgeholt
shift-shared = geteilt
shift-exposed = abberufbar
shift-widened = erweitert
shift-narrowed = verengt
shift-eased = erleichtert
shift-hardened = erschwert
shift-prolonged = verlängert
shift-shortened = verkürzt
shift-seated = besetzt
shift-unseated = geräumt
shift-silent = still
shifted-term = Amtszeit: { $seat }
shifted-membership = Mitgliedschaft: { $seat }
shifted-seat = Sitz: { $seat }
from-to = { $from } → { $to }
from-nobody = niemand → { $to }
to-nobody = { $from } → niemand
held-by = liegt bei { $who }
was = vorher { $before }
people-noted = ({ count-people })
body-of-people = { $body } { $people }
stands-at = { $path }, Zeile { $line }
stood-at = { $path }, vorher Zeile { $line }
