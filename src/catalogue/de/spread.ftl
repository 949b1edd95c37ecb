# Wie die Macht zu entscheiden verteilt ist, in Zahlen von Menschen.

spread-by-one = { $one ->
    [one] { $one } von { $topics ->
        [one] { $topics } Thema
       *[other] { $topics } Themen
    } entscheidet eine Person allein.
   *[other] { $one } von { $topics ->
        [one] { $topics } Thema
       *[other] { $topics } Themen
    } entscheidet je eine Person allein.
}
spread-alone = { $n ->
    [0] Niemand kann etwas ohne andere entscheiden.
    [one] { $n } von { spread-people } entscheidet etwas, bei dem sonst niemand mitspricht.
   *[other] { $n } von { spread-people } entscheiden je etwas, bei dem sonst niemand mitspricht.
}
spread-whole-alone = Eine Person allein könnte alles entscheiden.
spread-whole = Um alles zu entscheiden, braucht es { $n } von { spread-people }.
spread-whole-at-most = Um alles zu entscheiden, braucht es höchstens { $n } von { spread-people }.
spread-half = { $n ->
    [one] { $n } von { spread-people } hat mehr als die Hälfte der Macht zu entscheiden.
   *[other] { $n } von { spread-people } haben mehr als die Hälfte der Macht zu entscheiden.
}
spread-unused = { $n ->
    [one] { $n } Befugnis zu entscheiden kann niemand nutzen.
   *[other] { $n } Befugnisse zu entscheiden kann niemand nutzen.
}
spread-people = { $people ->
    [one] { $people } Person
   *[other] { $people } Personen
}
