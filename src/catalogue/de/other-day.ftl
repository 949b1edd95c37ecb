# Was auf jeder Seite eines Handbuchs steht, das nicht die Gegenwart zeigt.

other-day = So standen die Dinge am { $day } (Commit { $commit }).
other-day-uncommitted = So standen die Dinge am { $day }, nach Dateien, die noch nicht eingetragen sind.
other-day-ahead = So werden die Dinge am { $day } stehen, wenn sich nichts ändert (Commit { $commit }).
other-day-ahead-uncommitted = So werden die Dinge am { $day } stehen, wenn sich nichts ändert, nach Dateien, die noch nicht eingetragen sind.
other-day-current = Das Handbuch von heute
