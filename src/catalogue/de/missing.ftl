# Die Seite für Adressen, die nirgendwohin führen.

missing = Seite nicht gefunden
missing-lead = Unter dieser Adresse gibt es im Handbuch keine Seite.
missing-look = Was hier stand, heißt vielleicht anders oder hat geendet. Zu finden ist es womöglich in den Listen: { $units }, { $roles }, { $people }, { $policies } und { $decisions }.
missing-units = Einheiten
missing-roles = Rollen
missing-people = Menschen
missing-policies = Regeln
missing-decisions = Beschlüsse
