# What is added to texts of records.

heading-link = Link to this heading
picture = picture
picture-of = { $words } (picture)
table-numbered = Table { $n }
table-under = Table { $n }: { $heading }
