# Die Fassungen einer Regel und was sich zwischen ihnen geändert hat.

versions = Fassungen
version-numbered = Fassung { $n }
version-of-policy = Fassung { $n } dieser Regel
version-title = { $name }, Fassung { $n }
version-line = { $version }, ab { $day }
version-adopted = { $line }, angenommen durch { $decision }
version-latest-changes = Was sich in der neuesten Fassung geändert hat
version-not-committed = Noch nicht eingetragen
version-status-active = in Kraft

## Wann sie in Kraft war

version-then = Fassung { $n }, in Kraft { $from } – { $to }.
version-then-draft = Fassung { $n }, Entwurf { $from } – { $to }.
version-then-suspended = Fassung { $n }, ausgesetzt { $from } – { $to }.
version-then-retired = Fassung { $n }, außer Kraft { $from } – { $to }.
version-superseded = Abgelöst durch { $next }; die aktuelle ist { $current }.
version-superseded-by-current = Abgelöst durch { $next }, die aktuelle.
version-now = Fassung { $n }, in Kraft seit { $from }.
version-now-draft = Fassung { $n }, Entwurf seit { $from }.
version-now-suspended = Fassung { $n }, ausgesetzt seit { $from }.
version-now-retired = Fassung { $n }, außer Kraft seit { $from }.
version-is-current = Das ist die aktuelle Fassung; siehe { $policy }.

## Was sich geändert hat

version-changes = Änderungen von Fassung { $old } zu Fassung { $new }
version-changes-to-current = Änderungen von Fassung { $old } zu Fassung { $new }, der aktuellen
versions-compared-of = { $name }: Änderungen von Fassung { $old } zu Fassung { $new }
version-compare = Diese Fassung vergleichen mit
version-fields-changed = Geänderte Angaben
version-binding = Was sie bindet
version-unchanged = { $n ->
    [one] { $n } Absatz unverändert
   *[other] { $n } Absätze unverändert
}
version-text-same = Der Text ist derselbe geblieben.
version-marks-changed = Nur Links, Hervorhebungen oder die Reihenfolge der Angaben haben sich geändert.
version-too-long = Die Texte sind zu lang für einen Vergleich Wort für Wort.
words-added = [neu:
words-removed = [entfernt:
words-end = ]
column-field = Angabe
column-before = Vorher
column-after = Nachher
column-said = Was sie sagt
