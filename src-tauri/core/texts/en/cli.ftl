### The command line: help, tables and answers.

help-nod = Nod keeps the small moments with your colleagues. Without a command it opens the app.
help-nod-log = Log a moment: nod log am thx for the release notes yesterday
help-nod-log--text = Who, what happened, when, and a note, in any order; “>fri ask …” plants a follow-up
help-nod-log--when = When it was: 2026-11-14, 2026-11-14T09:30, or words like yesterday
help-nod-log--add = Add a person whose name is unknown, and log with them
help-nod-today = Show whom to think of today, and why
help-nod-today--on = Another day, like 2026-11-14
help-nod-moments = List moments, newest first
help-nod-moments--person = Only with this person
help-nod-moments--gesture = Only this gesture, like thanked
help-nod-moments--limit = At most this many
help-nod-later = Put a reminder off
help-nod-later--when = 2h, tomorrow, next-week, or a date like 2026-11-14
help-nod-skip = Set a reminder aside for this time
help-nod-undo = Take back the last change
help-nod-redo = Bring back what was undone last
help-nod-people = List people, or find them
help-nod-people--query = Letters of a name, role, team or address
help-nod-people--circle = Only this circle
help-nod-person = Show, add or change one person
help-nod-person-show = Show one person
help-nod-person-add = Add a person
help-nod-person-add--new-name = Another way to write the name
help-nod-person-edit = Change a person; an empty text clears a field
help-nod-person-edit--new-name = The new name
help-nod-person-archive = Put a person away; nothing is lost
help-nod-person-unarchive = Bring back a person who was put away
help-nod-circles = List circles and their rhythms
help-nod-import = Bring in people, and moments, from files of other programs
help-nod-import--files = vCard, CSV, calendar (.ics), Monica’s JSON, friends.md, or Nod’s own JSON
help-nod-import--yes = Bring them in without asking
help-nod-import--map = What a column of a table means, by its head or number: "Job=role", 3=nothing; remembered
help-nod-import--meetings = List the meetings of a calendar that could be moments
help-nod-import--pick = Bring in these meetings as moments: 1,3,4
help-nod-export = Write people, and what belongs to them, to a file
help-nod-export--file = The file, - for standard output, or a folder for Markdown pages
help-nod-export--people = Only these people
help-nod-export--format = json, vcard, vcard3, csv, ics or markdown; else by the file’s name
help-nod-export--without-private = Leave out what is marked private
help-nod-backup = Make a backup now, or list them
help-nod-backup--what = now or list
help-nod-restore = Bring a backup back; what is here now is kept as a backup
help-nod-restore--file = A backup’s file or name, or latest
help-nod-restore--yes = Bring it back without asking
help-nod-sample = Add a sample team, to try Nod with
help-nod-pause = Make Nod quiet: 1h, today, monday, or a date
help-nod-pause--until = 1h, today, monday, or a date like 2026-11-14
help-nod-resume = End the quiet
help-nod-open = Open the window
help-nod-open--view = today, people, moments, settings, import, or a person’s name
help-nod-quick = Open the quick bar
help-nod-quick--text = Text to start with
help-nod-resident = Run in the background: tray, reminders, banners
help-nod-resident--ready = Say “ready” once it listens
help-nod-quit = End Nod, window and background
help-nod-doctor = Look whether everything is in order
help-any--json = Print JSON (docs/cli.md)
help-any--data-dir = The folder with Nod’s data; else NOD_DATA_DIR, else the usual place
help-any--dry-run = Show what would happen; change nothing
help-any--id = The reminder’s id from “nod today”, or the person’s name
help-any--name = The person’s name, or enough of it
help-any--help = Show help
help-any--version = Show the version
help-any--called = What they like to be called
help-any--pronunciation = How the name is said
help-any--pronouns = Pronouns
help-any--role = Role
help-any--team = Team
help-any--organisation = Organisation
help-any--place = Place
help-any--zone = Time zone, like Europe/Berlin
help-any--start-date = First day at work, like 2019-03-04
help-any--birthday = Birthday, like 1984-03-22, or --03-22 without the year
help-any--notes = Notes
help-any--circle = Circle: reports, close, wider, network, or its name; none to take out
help-any--rhythm = Days between moments, like 14, or 2w; none for the circle’s
help-any--email = E-mail address; may be given several times
help-any--phone = Phone number; may be given several times
help-any--handle = Handle; may be given several times

## Tables.

cli-column-name = Name
cli-column-circle = Circle
cli-column-rhythm = Rhythm
cli-column-last = Last moment
cli-column-next = Next
cli-column-when = When
cli-column-who = Who
cli-column-what = What
cli-column-note = Note
cli-column-people = People
cli-column-number = No.
cli-label-called = Called
cli-label-pronunciation = Said
cli-label-pronouns = Pronouns
cli-label-role = Role
cli-label-team = Team
cli-label-organisation = Organisation
cli-label-place = Place
cli-label-local-time = Local time
cli-label-circle = Circle
cli-label-rhythm = Rhythm
cli-label-next = Next
cli-label-last = Last moment
cli-label-start-date = Since
cli-label-birthday = Birthday
cli-label-contact = Reach
cli-label-follow-up = Follow up
cli-label-tags = Tags
cli-label-notes = Notes
cli-label-id = Id

## Answers.

cli-nobody = Nobody here yet. Bring in contacts with “nod import FILE”, or try “nod sample”.
cli-nobody-found = Nobody matches.
cli-nobody-near = Nobody matches; the nearest is { $name }.
cli-no-moments = No moments yet.
cli-today-empty = Nobody in particular today.
cli-today-more = { $count ->
    [one] One more is waiting, whenever.
   *[other] { $count } more are waiting, whenever.
}
cli-log-add = Nobody here is called “{ $typed }”; with --add they are added and the moment logged in one go, so far nothing was changed.
cli-would-log = Would log: { $words }
cli-would-import = Would change: { $words }
cli-imported = { $words }. “nod undo” takes it back.
cli-import-ask = Bring them in? [y/N]{" "}
cli-import-not-yet = Nothing has changed. Add --yes to bring them in.
cli-import-left = Nothing has changed.
cli-import-none = Nobody came in; nothing was changed.
cli-backed-up = Backed up to { $path } ({ $size } KB), and found good.
cli-no-backups = No backups yet. “nod backup” makes one.
cli-restore-backup = The backup has { $people }, { $moments } and { $follow-ups }; its newest moment is of { $newest }.
cli-restore-here = Here there are { $people }, { $moments } and { $follow-ups }; the newest moment is of { $newest }.
cli-restore-damaged = What is here cannot be read; it will be set aside and kept.
cli-restore-changes = { $comes-people } and { $comes-moments } would come back; { $goes-people } and { $goes-moments } that are only here would go.
cli-restore-ask = Bring it back? [y/N]{" "}
cli-restore-not-yet = Nothing has changed. Add --yes to bring it back.
cli-restored = It is back. What was here before is kept in { $path }.
cli-restored-fresh = It is back.
cli-column-size = KB
cli-exported = { $count ->
    [one] One person is in { $path }.
   *[other] { $count } people are in { $path }.
}
cli-export-format = Say with --format what to write: { $known }. Nothing was written.
cli-export-folder = { $path } is a folder; name a file in it, or take --format markdown. Nothing was written.
cli-export-own-folder = { $path } is in the folder Nod keeps its data in; choose another place. Nothing was written.
cli-import-columns = Columns: { $columns }. Another meaning is said with --map.
cli-import-meetings = { $count ->
    [one] One meeting could be a moment; --meetings lists it, --pick brings it in.
   *[other] { $count } meetings could be moments; --meetings lists them, --pick brings them in.
}
cli-import-no-meetings = No meeting of the last 90 days has people you know in it.
cli-import-too-large = { $path } is larger than { $limit } MB; split it and bring in the parts. Nothing was changed.
cli-import-folder = { $path } is a folder; name a contact file in it. Nothing was changed.
cli-follow-up = Follow-up { $when }: { $text }
cli-no-reminder = { $name } has no reminder standing; nothing was changed.
cli-no-view = There is no view called { $view }; try today, people, moments, settings or import.
cli-no-circle = There is no circle called { $name }; there are { $known }. Nothing was changed.
cli-no-rhythm = { $value } is not a rhythm; write days like 14, weeks like 2w, or none. Nothing was changed.
cli-no-gesture = There is no gesture called { $name }; there are { $known }.
cli-no-resident = Nod could not be started in the background ({ $reason }); your data is unharmed. “nod doctor” looks closer.
cli-no-folder = Nod cannot tell where to keep its data; set NOD_DATA_DIR or give --data-dir. Nothing was changed.
cli-not-running = Nod is not running in the background.
cli-quit = Nod has ended.
cli-opened = Nod is open.

## Doctor.

doctor-database-ok = The database is in order: { $path }
doctor-database-bad = The database has damage: { $reason }. Keep a copy of { $path } and bring back a backup.
doctor-permissions-ok = Only you can read it
doctor-permissions-bad = Others may read { $path }; put it right with “chmod 700” on the folder and “chmod 600” on the files
doctor-backup-ok = The newest backup is from { $at } and is good
doctor-backup-none = There is no backup yet; “nod backup” makes one
doctor-backup-bad = No backup is good any more; “nod backup” makes a new one
doctor-space-ok = There is room on the disk ({ $free } MB)
doctor-space-bad = There is little room on the disk ({ $free } MB); make some before it is full
doctor-resident-ok = Nod runs in the background (process { $pid })
doctor-resident-bad = Nod is not running in the background, so nothing reminds you; “nod” starts it
doctor-bus-bad = There is no session bus, so neither tray nor banners can show; Today in the window has everything
doctor-tray-ok = The tray shows Nod
doctor-tray-bad = No tray shows Nod on this desktop; “nod quick”, “nod log” and the window reach everything
doctor-banners-ok = Banners show through { $name }
doctor-banners-no-buttons = Banners show through { $name }, which has no buttons; a click opens the person
doctor-banners-bad = No notification service answers, so banners wait; Today in the window has everything
doctor-window-ok = The window is installed
doctor-window-bad = The window (nod-window) is not beside nod; the command line works
