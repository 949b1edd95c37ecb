# The rules of the root in one page.

constitution = Constitution
constitution-lead = All rules that bind everybody, in one page for reading and for print.
constitution-none = No rule is recorded that binds everybody.
constitution-adopted = { $form }, adopted by { $who }, by { $decision }
constitution-adopted-by = { $form }, adopted by { $who }
constitution-page = Facts and versions: { $policy }
constitution-part = Constitution: { $rules }
