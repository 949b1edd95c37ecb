# Wer zwischen zwei Tagen gewonnen und wer verloren hat.

compare = Zwei Tage vergleichen
compare-lead = Wer zwischen zwei Tagen unter dem Strich gewonnen und wer verloren hat: Was jemand dazwischen gewann und wieder verlor, bleibt weg.
compare-from = Von
compare-to = Bis
compare-button = Vergleichen
compare-failed = Die Änderungen ließen sich nicht laden. Die Vergleiche Jahr für Jahr sind ohne sie vollständig.
compare-changes = { $n ->
    [one] Zwischen den beiden Tagen liegt { $n } Machtverschiebung.
   *[other] Zwischen den beiden Tagen liegen { $n } Machtverschiebungen.
}
# $n setzt das Skript ein, wenn es mehr als eine ist
compare-changes-many = Zwischen den beiden Tagen liegen { $n } Machtverschiebungen.
compare-count = { $n ->
    [one] { $n } Änderung
   *[other] { $n } Änderungen
}
compare-none = Zwischen den beiden Tagen liegt keine Machtverschiebung.
compare-nobody = Unter dem Strich hat niemand etwas gewonnen oder verloren.
compare-years = Jahr für Jahr
compare-span = Vom { $from } bis zum { $to }
compare-part = Teil { $n }
compare-part-of = { $heading }, Teil { $n }
compare-parts = Teile dieses Vergleichs
compare-by-person = Nach Person
compare-by-thing = Nach Thema
compare-deputy = Vertretung: { $seat }
compare-bound = { $what } ({ $bounds })
compare-access = Hat Zugriff auf { $what }
compare-seat-in = { $seat } ({ $unit })
column-gains = Gewinnt
column-loses = Verliert
compare-how = Wie das gezählt ist
compare-how-days = Es ist aus den Verschiebungen jeder Änderung nach dem ersten Tag und bis zum Ende des zweiten zusammengesetzt, nicht aus den Einträgen an den beiden Tagen.
compare-how-seats = Was ein Sitz erlaubt, kommt und geht mit dem Sitz; genannt ist nur der Sitz.
compare-how-names = Eine Person, eine Rolle oder ein Thema, deren Kennung sich dazwischen geändert hat, zählt als etwas anderes.
compare-how-bounds = Wo eine Grenze, ein Verfahren oder eine Amtszeit dazwischen wuchs und schrumpfte, entscheidet die letzte Änderung, ob es Gewinn oder Verlust ist; was war und was ist, steht daneben.
