# Long tables, cut into sheets.

sheet-rows = { $from } to { $to } of { $all }.
sheet-link = { $from } to { $to }: { $first } – { $last }
sheet-title = { $page }: { $table }, { $from } to { $to }
sheet-others = { $table }: the others
sheet-beside = Before and after
column-line = Entry
