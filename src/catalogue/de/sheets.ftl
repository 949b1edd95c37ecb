# Lange Tabellen, auf mehrere Seiten verteilt.

sheet-rows = { $from } bis { $to } von { $all }.
sheet-link = { $from } bis { $to }: { $first } – { $last }
sheet-title = { $page }: { $table }, { $from } bis { $to }
sheet-others = { $table }: die übrigen
sheet-beside = Davor und danach
column-line = Eintrag
