### What went wrong: what happened, what is unharmed, what to do.

error-name-empty = A person needs a name that can be seen; nothing was changed.
error-too-long = That is longer than { $limit } bytes; shorten it and try again, nothing was changed.
error-zone = { $value } is not a time zone Nod knows; write it like Europe/Berlin, nothing was changed.
error-date = { $value } is not a day there is; write it like 2026-11-14, nothing was changed.
error-birthday = { $value } is not a birthday Nod can read; write it like 1984-03-22, or --03-22 without the year. Nothing was changed.
error-rhythm = A rhythm is 1 to 3650 days; nothing was changed.
error-contacts = A person can have { $limit } ways to be reached at most; nothing was changed.
error-labels = A person can have { $limit } of these at most; nothing was changed.
error-own-field-name = A field of your own needs a name before its value; nothing was changed.
error-detail-empty = A detail needs a text that can be seen; nothing was changed.
error-detail-ahead = A detail is learned today or earlier; nothing was changed.
error-details = A person can have { $limit } details at most; nothing was changed.
error-photo = A photo is a PNG, JPEG, GIF or WebP of at most 4096 by 4096 pixels and 10 MB; nothing was changed.
error-merge-same = These are one person already; nothing was changed.
error-no-such-detail = That detail is not here any more; nothing was changed.
error-no-such-person = There is nobody here by that id; nothing was changed.
error-no-such-circle = There is no circle by that name; nothing was changed.
error-no-such-gesture = There is no gesture called { $name }; nothing was changed.
error-gesture-taken = There is a gesture called { $name } already; nothing was changed.
error-no-such-moment = That moment is not here any more; nothing was changed.
error-no-such-reminder = That reminder is settled already; nothing was changed.
error-moment-ahead = A moment lies in the past; to come back to something later, write it after a >. Nothing was changed.
error-moment-people = A moment is with one to { $limit } people; nothing was changed.
error-moment-gestures = A moment has one to seven gestures; nothing was changed.
error-time-of-day = A time of day lies between 0:00 and 23:59; nothing was changed.
error-windows = There are one to six times a day for banners; nothing was changed.
error-banners-a-day = At most ten banners a day; nothing was changed.
error-quick-date = “{ $value }” is not a day or time there is; correct it, or put it in quotes to keep it in the note. Nothing was logged.
error-moment-when = { $value } is not a day or time Nod can read; try 2026-11-14, 2026-11-14T09:30 or yesterday. Nothing was changed.
error-import-file = { $name } could not be taken: it is damaged or larger than 20 MB. Nothing was changed.
error-follow-up-empty = Write what you would like to come back to after the day, like “>fri ask about the demo”. Nothing was logged.
error-when = { $value } is not a time Nod can read; try 2h, tomorrow, next-week or 2026-11-14. Nothing was changed.
error-when-past = { $value } is over already; choose a time that lies ahead. Nothing was changed.
error-nothing-to-undo = There is nothing to undo.
error-nothing-to-redo = There is nothing to bring back.
error-undo-blocked = “{ $words }” cannot be undone by itself, because something later builds on it; undo that first. Nothing was changed.
error-undo-unreadable = This step of the history cannot be read; nothing was changed.
error-newer = { $path } was written by a newer Nod (format { $found }, this one knows { $known }); it was left untouched. Install the newer Nod to open it.
error-not-ours = { $path } is not a Nod file; it was left untouched. Move it away or choose another data folder.
error-damaged = { $path } is damaged and was left untouched. Keep a copy of it and bring back a backup.
error-busy = Another program is holding Nod’s file; nothing was changed. Try again in a moment.
error-disk-full = The disk is full, so nothing was saved or changed. Make some room and try again.
error-read-only = { $path } cannot be written; nothing was changed. Check the folder’s permissions or choose another data folder.
error-file-not-found = There is no file { $path }; nothing was changed.
error-file-permission = { $path } may not be read; nothing was changed. Check its permissions.
error-file = { $path } could not be used ({ $reason }); nothing was changed.
error-database = Nod’s file answered with something unexpected; nothing was changed. Run “nod doctor” to look closer.

## What only the user can answer.

ask-which-person = “{ $typed }” could be { $names }; write a little more of the name. Nothing was changed.
ask-unknown-name = Nobody here is called “{ $typed }”; nothing was changed.
ask-unknown-name-near = Nobody here is called “{ $typed }”; did you mean { $near }? Nothing was changed.
ask-no-person = Who was it with? Nothing was logged.
