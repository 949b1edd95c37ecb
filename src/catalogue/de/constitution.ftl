# Die Regeln der obersten Einheit auf einer Seite.

constitution = Verfassung
constitution-lead = Alle Regeln, die für alle gelten, auf einer Seite zum Lesen und Drucken.
constitution-none = Es gibt keine Regel, die für alle gilt.
constitution-adopted = { $form }, beschlossen durch { $who }, Beschluss: { $decision }
constitution-adopted-by = { $form }, beschlossen durch { $who }
constitution-page = Angaben und Fassungen: { $policy }
constitution-part = Verfassung: { $rules }
