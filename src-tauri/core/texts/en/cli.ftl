### The command line: tables and answers.

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
cli-column-changed = What it changed
cli-column-id = Id
cli-column-people = People
cli-column-number = No.
cli-column-category = Category
cli-column-detail = Detail
cli-column-found = Found
cli-column-why = Why
cli-label-called = Called
cli-label-pronunciation = Said
cli-label-pronouns = Pronouns
cli-label-role = Role
cli-label-team = Team
cli-label-other-teams = Other teams
cli-label-name = Name
cli-label-zone = Time zone
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
cli-nobody-archived = Nobody was put away.
cli-nobody-found = Nobody matches.
cli-nobody-near = Nobody matches; the nearest is { $name }.
cli-no-moments = No moments yet.
cli-no-follow-ups = Nothing to come back to.
cli-no-thanks = No unsaid thanks.
cli-no-occasions = No occasions of your own.
cli-no-own-reminders = No reminders of your own.
cli-no-blocks = Nobody is away.
cli-plan-empty = Nobody in particular; whoever crosses your path.
cli-no-transition = { $kind } is not something Nod knows; write new, back, hard-week or none. Nothing was changed.
block-away = You are away
block-leave = On leave
block-pause = Quiet about them
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
cli-calendar-none = No calendar file is kept. “nod calendar FILE” keeps one.
cli-calendar-kept = The calendar { $path } is kept up to date while Nod runs in the background.
cli-calendar-trouble = The calendar { $path } could not be written: { $reason } The next change tries it again.
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
cli-detail = Remembered: { $text }
cli-no-details = Nothing noted yet. “nod detail add NAME TEXT” remembers something.
cli-nothing-found = Nothing here matches.
cli-no-duplicates = Nobody looks like two people.
cli-no-id = { $value } is not an id; nothing was changed.
cli-no-field = { $value } is not a field and its value; write it like “Shirt size=M”. Nothing was changed.
cli-no-direction = { $value } says not who did it; write mine, theirs or mutual. Nothing was changed.
cli-two-names = The name is there twice, as “{ $first }” and “{ $second }”; write it once, in quotes if it has spaces. Nothing was changed.
cli-would-merge = Would make { $gone } and { $keep } one
cli-merge-keeps = keeps “{ $kept }”, not “{ $other }”
cli-erase-ask = This erases { $name } for good, and there is no Undo. Add --yes to do it, and --backups-too to delete the backups that hold them as well; “nod person archive” puts someone away and loses nothing. Nothing was changed.
cli-bin-empty = The bin is empty.
cli-bin-none = There is no number { $number } in the bin; nothing was changed.
cli-follow-up = Follow-up { $when }: { $text }
cli-no-reminder = { $name } has no reminder standing; nothing was changed.
cli-no-view = There is no view called { $view }; try today, people, moments, settings or import.
cli-no-circle = There is no circle called { $name }; there are { $known }. Nothing was changed.
cli-no-rhythm = { $value } is not a rhythm; write days like 14, weeks like 2w, none, or whenever. Nothing was changed.
cli-no-gesture = There is no gesture called { $name }; there are { $known }.
cli-no-resident = Nod could not be started in the background ({ $reason }); your data is unharmed. “nod doctor” looks closer.
cli-no-folder = Nod cannot tell where to keep its data; set NOD_DATA_DIR or give --data-dir. Nothing was changed.
cli-not-running = Nod is not running in the background.
cli-quit = Nod has ended.
cli-already-running = Nod is already running.
cli-typed = What you wrote: “{ $text }”.
cli-opened = Nod is open.
cli-listening = Listening to { $name } until { $until }. It logs itself then.
cli-listening-none = Nobody is being listened to.
cli-listening-stopped = Stopped; nothing was logged.
cli-listening-who = Say to whom: nod listen amara.

cli-encrypt-about = Nod’s data and its backups are about to be encrypted. Whoever has neither the passphrase nor the recovery key cannot read them any more, not even you.
cli-encrypted = Nod’s data and its backups are encrypted.
cli-decrypted = Nod’s data and its backups are not encrypted any more.
cli-recovery-key = This recovery key opens everything when the passphrase is forgotten. Write it down and keep it apart from this machine; Nod cannot say it again:
cli-locked = Nod is locked. Reminders wait until you unlock it.
cli-unlocked = Nod is unlocked.
cli-lock-after = Nod locks itself after { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    } without use.
cli-lock-never = Nod does not lock itself.
cli-passphrase-ask = Passphrase, or recovery key:
cli-passphrase-backup = Passphrase, or recovery key, of that backup:
cli-passphrase-file = Passphrase of the file:
cli-passphrase-new = New passphrase, at least eight characters:
cli-passphrase-again = Once more:
cli-passphrase-differ = The two differ; nothing was changed.
cli-passphrase-nobody = A passphrase is needed, and there is no terminal to ask at; NOD_PASSPHRASE_FILE can name a file that holds it. Nothing was changed.
cli-passphrase-changed = The passphrase is changed; the recovery key stays as it was.
cli-keychain-on = The desktop’s keychain keeps the key, so reminders work after login.
cli-keychain-off = The keychain does not keep the key.
cli-keychain-refused = The keychain did not take the key: it is absent or locked. “nod keychain on” tries again.
cli-export-age-folder = A folder of pages cannot be encrypted as one file; export to one file instead. Nothing was written.

cli-autostart-on = Nod starts in the background at login.
cli-autostart-off = Nod does not start at login; “nod autostart on” changes that.
cli-autostart-astray = Nod would start at login, but { $path } is gone; “nod autostart on” names this program instead.
cli-autostart-no-program = Nod cannot tell where its program is; nothing was changed.

## The shortcut for the quick bar.

shortcut-description = Log a moment
shortcut-off = No keys open the quick bar. { $keys } is usually free; in your desktop’s own settings the command is “nod quick”.
shortcut-resting = { $keys } opens the quick bar while Nod runs in the background.
shortcut-grabbed = { $keys } opens the quick bar.
shortcut-taken = { $keys } is taken by another program, so it opens nothing here; choose other keys.
shortcut-no-key = Your keyboard has no key for { $keys }, so it opens nothing here; choose other keys.
shortcut-asking = Your desktop was asked for { $keys } and has not answered yet.
shortcut-portal = Your desktop opens the quick bar with the keys it has for Nod.
shortcut-portal-keys = Your desktop opens the quick bar with { $keys }.
shortcut-declined = Your desktop did not take { $keys }; in its own settings the command is “nod quick”.
shortcut-none-here = This desktop gives programs no shortcuts; in its own settings the command is “nod quick”.

## Doctor.

doctor-database-ok = The database is in order: { $path }
doctor-database-bad = The database has damage: { $reason }. Keep a copy of { $path } and bring back a backup.
doctor-database-locked = The database is encrypted and locked; “nod unlock” opens it
doctor-seal-off = The data is not encrypted; “nod encrypt” turns that on
doctor-seal-on = The data and its backups are encrypted
doctor-seal-keychain = The data and its backups are encrypted, and the keychain keeps the key
doctor-seal-plain = { $count ->
        [one] One backup is
       *[other] { $count } backups are
    } not encrypted yet; “nod unlock” finishes that
doctor-permissions-ok = Only you can read it
doctor-permissions-bad = Others may read { $path }; put it right with “chmod 700” on the folder and “chmod 600” on the files
doctor-backup-ok = The newest backup is from { $at } and is good
doctor-backup-none = There is no backup yet; “nod backup” makes one
doctor-backup-bad = No backup is good any more; “nod backup” makes a new one
doctor-space-ok = There is room on the disk ({ $free } MB)
doctor-space-bad = There is little room on the disk ({ $free } MB); make some before it is full
doctor-clock-ok = The clock goes on from where Nod last saw it
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
