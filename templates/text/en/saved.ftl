# Saved looks
saved-title = Saved looks
saved-lead = Pages of the budget under names of your own. The portal tells when a new month is reported or figures were revised since you looked.
saved-none = Nothing is saved yet. On any page of the budget choose “Save this look”.
saved-new = Save this look
saved-rename = Rename
saved-remove = Remove
saved-save = Save
saved-name = Name
saved-name-hint = Only you see it
saved-name-empty = Give the look a name
saved-name-long = The name has more than 100 characters
saved-name-invisible = The name holds invisible characters: type it again
saved-too-many = { $count ->
    [one] You keep { $count } look; remove it before you save another
   *[other] You keep { $count } looks, as many as can be kept; remove one before you save another
}
saved-closed = Not open now
saved-new-month = New month: { $month }
saved-revised = Figures revised
saved-remove-question = Remove “{ $name }”?
saved-remove-what = Only the name and the address are removed. What you looked at stays in the journal.
