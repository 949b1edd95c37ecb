# Die Liste der Rollen.

roles-lead = Eine Rolle ist ein Sitz mit einem Auftrag, wer immer sie innehat.
roles-none = Es gibt noch keine Rollen.
roles-more = Die Rollen der übrigen Einheiten
roles-from-to = { $first } – { $last }
roles-of = Rollen: { $units }
roles-count = { $n ->
    [one] Es gibt { $n } Rolle.
   *[other] Es gibt { $n } Rollen.
}
roles-vacant = { $n ->
    [0] Keine davon ist unbesetzt.
    [one] { $n } davon ist unbesetzt.
   *[other] { $n } davon sind unbesetzt.
}
roles-in = Rollen in { $unit }
roles-no-unit = In keiner öffentlichen Einheit
roles-in-no-unit = Rollen in keiner öffentlichen Einheit
roles-key = Schlüsselrolle

## Wer eine Rolle innehat, in wenigen Worten

held-with-a-vacancy = ein Sitz ist unbesetzt
held-elsewhere = anderswo geführt
held-by-nobody = zurzeit niemand
held-deputies = { $n ->
    [one] Vertretung:
   *[other] Vertretung:
}
column-chosen-by = Gewählt von
