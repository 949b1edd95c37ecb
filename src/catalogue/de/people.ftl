# Die Menschen und die Seite eines jeden.

people-lead = Alle, die einen Sitz innehaben, und wie der Sitz heißt.
people-no-seats = Zurzeit hat niemand einen Sitz inne.
people-without = Zurzeit ohne Sitz
people-by-name = { $n ->
    [one] { $n } Person nach Namen. Jede Seite nennt die Sitze und was sie erlauben.
   *[other] { $n } Personen nach Namen. Jede Seite nennt die Sitze und was sie erlauben.
}
people-by-letter = Menschen nach Anfangsbuchstaben
people-letter = Menschen: { $letter }
people-seats = Menschen und ihre Sitze
column-seats = Sitze
activity-leave = pausiert
activity-inactive = nicht aktiv
activity-emeritus = ehemals

## Wer es ist

person-human = Person
person-bot = Programm
person-organisation = Organisation

## Die Sitze

person-seats-now = Sitze jetzt
person-no-seat = Zurzeit kein Sitz.
person-coming = Künftig
person-before = Sitze früher
person-none-before = Keiner ist eingetragen.
person-seats = Sitze von { $person }
person-seats-before = Sitze, die { $person } früher innehatte
person-seats-coming = Sitze, die { $person } einnehmen wird
person-seat-through = { $seat }, durch { $unit }
person-seat-in = in { $unit }

## Was sie erlauben

person-allows = Was diese Sitze erlauben
person-allows-nothing = Keine Befugnis folgt daraus.
person-standing-in = In Vertretung von { $actor }
person-as-member = Als Mitglied: { $unit }
person-as = Als { $role }
person-in-person = Persönlich
person-with = { $with }.
person-allows-others = In weiteren Sitzen, deren Seiten ihre Befugnisse nennen
person-allows-more = { $n ->
    [one] { $n } weitere steht auf dieser Seite:
   *[other] { $n } weitere stehen auf dieser Seite:
}
column-powers = Befugnisse

## Über die Person

person-about = Zur Person
person-own-words = In eigenen Worten
fact-affiliations = Zugehörigkeiten
affiliation-since = { $organisation }, seit dem { $day }
fact-interests = Offengelegte Interessen
fact-handles = Kennungen
handle-at = { $service }: { $handle }
fact-links = Links
fact-place = Ort
fact-time-zone = Zeitzone
fact-languages = Sprachen
fact-skills = Fähigkeiten

## Sprachen

language-ar = Arabisch
language-bn = Bengalisch
language-cs = Tschechisch
language-da = Dänisch
language-de = Deutsch
language-el = Griechisch
language-en = Englisch
language-es = Spanisch
language-fa = Persisch
language-fi = Finnisch
language-fr = Französisch
language-ga = Irisch
language-he = Hebräisch
language-hi = Hindi
language-hu = Ungarisch
language-id = Indonesisch
language-it = Italienisch
language-ja = Japanisch
language-ko = Koreanisch
language-mi = Māori
language-nl = Niederländisch
language-no = Norwegisch
language-pl = Polnisch
language-pt = Portugiesisch
language-ro = Rumänisch
language-ru = Russisch
language-sv = Schwedisch
language-sw = Suaheli
language-ta = Tamil
language-tr = Türkisch
language-uk = Ukrainisch
language-ur = Urdu
language-vi = Vietnamesisch
language-yo = Yoruba
language-zh = Chinesisch
