# Was eine laufende Vorschau von sich selbst sagt.

preview-stale = Die Einträge sind im Augenblick nicht lesbar. Das hier ist das letzte Handbuch, das entstehen konnte.
preview-none = Die Einträge sind nicht lesbar, deshalb gibt es noch kein Handbuch
