# The map of units and roles.

part-map = Map
map-lead = Each circle lies in the one that it has its mandate from. It leads to its page, where its own map shows what lies inside.
map-of = Map of { $unit }
map-vacant = { $name }, { $vacant }
map-deeper = Some units lie deeper than the map shows: the pages of the units around them have maps of their own.
map-all = The same as a table
map-table = Units and roles, each below the unit that it lies in
map-without-roles = { $n } roles stand on the pages of their units.
map-nothing = There are no units yet.
map-units = All units with their purposes
column-unit-or-role = Unit or role
column-kind = Kind
column-holder = Who
map-ties = Show who represents a unit in another
map-represents = { $role }, represents { $unit } in { $other }
map-represents-voice = { $role }, speaks for { $unit } in { $other }
map-represents-observer = { $role }, observes for { $unit } in { $other }
