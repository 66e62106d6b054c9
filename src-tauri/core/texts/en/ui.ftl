# The window's texts. Warm, plain, sentence case. A test lints them for words Nod does not use,
# and holds them against the calls: no text is missing, none is left over.

## Everywhere
app-name = Nod
again = Try again
back = Back
broken = Nod cannot open what it keeps
cancel = Cancel
clear = Clear
close = Close
more = More
redo = Redo
undo = Undo
number = { $count }

## Keys as they stand on a keyboard
key-alt = Alt { $key }
key-ctrl = Ctrl { $key }
key-enter = Enter
key-ctrl-enter = Ctrl Enter
key-esc = Esc

## Days
day-label = Day
day-take = Take it
day-today = Today
day-wrong = Pick a day from the ones offered.
day-yesterday = Yesterday
pick-a-day = Pick a day…

## The sidebar
circles = Circles
view-moments = Moments
view-people = People
view-settings = Settings
view-today = Today
pause = Quiet for a while
pause-act = Be quiet
pause-hour = For an hour
pause-monday = Until Monday
pause-resume = Speak again
pause-today = For today
pause-until-title = Quiet until when?
paused = Quiet
paused-until = Quiet until { $until }. Nothing piles up meanwhile.

## Logging
gesture-label = Gesture
log = Log
log-answers = That answers it
log-for = Log a moment with { $name }
log-hint = Log a moment: who, and what happened
log-needs-gesture = Pick what it was, then save.
log-note = A few words
log-note-hint = A few words, if you like
log-save = Save moment
log-title = Log a moment
log-when = When: { $day }
log-when-title = When was it?
log-with = A moment with { $name }

## The quick bar
direction-mutual = Both of you
direction-theirs = Theirs
quick-add = Add { $name } and log
quick-add-short = Add and log
quick-choose = Choose { $name }
quick-drop = Take back: { $what }
quick-example = noor listened about the move
quick-follow-up = { $when }: { $what }
quick-hint = Who, and what happened?
quick-label = Who, and what happened
quick-new = { $name } is new
quick-people = People
quick-ready = Enter saves
quick-recent = On your mind
quick-save = Save
quick-save-more = Save, then another
quick-title = Log a moment
quick-try = Try
quick-understood = What Nod understood
quick-which = Which { $name }?

## Today
later = Later
later-act = Put it off
later-for = Later: { $name }
later-title = Bring { $name } to mind when?
not-now = Not now
not-now-for = Not now: { $name }
today-done = Today you
today-empty = Nobody is waiting on you
today-empty-more = Nod brings someone to mind when it is time, one or two a day.
today-list = On your mind
today-own-done = Done
today-more = { $count ->
    [one] One more can wait quietly.
   *[other] { $count } more can wait quietly.
}
week = This week
week-label = { $count ->
    [one] This week: one moment
   *[other] This week: { $count } moments
}
week-rest = A quiet day
week-total = { $count ->
    [one] 1 moment
   *[other] { $count } moments
}

## First start
add-someone = Add someone
first-add = Or add someone by hand
first-import = Bring in contacts
first-import-note = Contacts come from .vcf or .csv files, which every address book can save.
first-lede = Nod helps you keep up the small things with the people you work with: a thank you, a question remembered, a quiet “I saw that”.
first-sample = Try with a sample team
first-stays = Everything you write stays on this computer.
first-title = A nod goes a long way
your-name = Your name

## People
circle-empty = Nobody in { $circle } yet
circle-empty-more = A person’s page says which circle they are in.
everyone = Everyone
no-moment = No moment yet
nobody = Nobody matches “{ $query }”
nobody-in-circle = Nobody in { $circle } matches “{ $query }”
nobody-more = Try fewer letters, a team, or part of an address.
nobody-nearest = The nearest is { $name }.
open-person = Open { $name }
order-label = Order: { $order }
order-name = By name
order-recent = By last moment
people-count = { $count ->
    [one] 1 person
   *[other] { $count } people
}
people-empty = Start with one person
people-empty-more = Someone you’d like to thank, or haven’t spoken to in a while. Nod takes it from there, quietly.
people-filter = Filter people
people-find = Find by name, team, or where they work
people-last = Last moment
people-list = { $count ->
    [one] People, one
   *[other] People, { $count }
}
people-name = Name
people-rhythm = Rhythm
search-everyone = Search everyone

## A person
about = About
circle = Circle
circle-label = Circle: { $circle }
circle-none = No circle
contact-email = E-mail
contact-handle = Handle
contact-phone = Phone
contact-url = Link
follow-up-add = Add a follow-up
follow-ups = Follow up
follow-ups-none = Nothing to come back to.
notes = Notes
notes-edit = Edit notes
notes-none = Nothing written yet.
person-archive = Archive
person-archived = Archived. Nod leaves them in peace and keeps everything.
person-edit = Edit
person-last = { $gesture } { $ago }
person-next = Next: { $when }
person-said = said
person-unarchive = Bring back

## Rhythms
rhythm-2-weeks = Every 2 weeks
rhythm-3-months = Every 3 months
rhythm-3-weeks = Every 3 weeks
rhythm-4-weeks = Every 4 weeks
rhythm-days = { $count ->
    [one] Every day
    [30] Every month
   *[other] Every { $count } days
}
rhythm-days-unit = days
rhythm-every = Every
rhythm-label = Rhythm: { $rhythm }
rhythm-of = Rhythm of { $circle }: { $rhythm }
rhythm-of-circle = As the circle: { $rhythm }
rhythm-own = Another number of days…
rhythm-someone = them
rhythm-title = How often for { $name }?
rhythm-week = Every week
rhythm-whenever = Whenever
rhythm-wrong = A whole number from 1 to 3650.

## The form of a person
contact-add = Add a way to reach them
contact-drop = Take out { $value }
contact-drop-short = Take out
contact-kind = Kind
contact-note = Work, home…
contact-value = Address, number or name
contacts = Ways to reach them
edit-add = Add
edit-resumed = This is as you left it, not saved yet.
edit-save = Save
edit-title = Edit
field-birthday = Birthday
field-birthday-hint = Like 1984-03-22, or --03-22 without the year
field-called = Likes to be called
field-name = Name
field-name-hint = As they write it, in any script
field-notes-hint = Kept as you write them
field-organisation = Organisation
field-place = Place
field-pronouns = Pronouns
field-pronunciation = Said like
field-pronunciation-hint = Like ah-MAH-rah
field-role = Role
field-start = Started on
field-start-hint = Like 2019-03-04
field-team = Team
field-zone = Time zone
field-zone-hint = Like Africa/Lagos

## Moments
any-gesture = Any gesture
gesture-filter = Gesture: { $gesture }
moment-delete = Delete
moment-delete-what = Delete: { $what }, { $when }
moment-mutual = (both of you)
moment-theirs = (they did)
moment-to = to
moment-with = with
moments-earlier = { $count ->
    [one] One earlier moment
   *[other] { $count } earlier moments
}
moments-filter = Filter moments
moments-none = The first moment comes here
moments-none-more = A thank you, a question, two minutes of listening: log it, and it is kept.
moments-none-of = Nothing under “{ $gesture }” yet

## Bringing contacts in
import-add = Add
import-all = All
import-another = Bring in more
import-apply = Bring them in
import-at = { $file }, line { $line }
import-changes = What changes
import-choose = Choose files
import-done = They are in. One Undo takes all of it back.
import-drop = Drop contact files here
import-column = Column { $number }
import-column-means = What “{ $head }” means
import-columns = Columns ({ $count })
import-columns-note = How Nod read the table. What you change is remembered for tables like it.
import-fate = Will be
import-kinds = vCard, CSV, calendars (.ics), Monica’s JSON, friends.md or Nod’s own JSON; up to 20 MB each
import-meaning = { $meaning ->
    [name] Name
    [first] First name
    [middle] Middle name
    [last] Last name
    [prefix] Title before the name
    [suffix] Title after the name
    [called] Called
    [pronunciation] Said
    [pronouns] Pronouns
    [role] Role
    [team] Team
    [organisation] Organisation
    [place] Place
    [city] City
    [country] Country
    [zone] Time zone
    [start-date] Since
    [birthday] Birthday
    [birth-year] Year of birth
    [birth-month] Month of birth
    [birth-day] Day of birth
    [email] E-mail
    [phone] Phone
    [handle] Handle
    [url] Website
    [tags] Tags
    [notes] Notes
    [connected] Connected on
    [label] Label of the next column
   *[nothing] Left out
}
import-meeting-known = a moment already
import-meetings = Meetings
import-meetings-note = Pick those that were moments.
import-merge = Merge
import-more = Show more, { $count } left
import-open = Bring in contacts
import-person = Person
import-promise = Nothing has changed yet. Afterwards, one Undo puts everything back.
import-see = See people
import-show = Show
import-skip = Skip
import-title = Bring in contacts
import-too-big = { $file } is larger than 20 MB. Nothing was read; a smaller export will do.
import-unread = Not read

## Your data
data-backup = Backups
data-backup-last = The last one: { $when }. They are in { $path }.
data-backup-none = None yet. They go to { $path }.
data-backup-now = Back up now
data-backups = Backups, newest first
data-export = Take out
data-export-note = Everything, readable without Nod. JSON comes back whole.
data-export-save = Save as…
data-file = Where it is
data-file-note = { $path }, { $size } KB
data-format = Format
data-format-name = { $format ->
    [markdown] Markdown pages
    [csv] Table (CSV)
    [vcard] vCard 4
    [vcard3] vCard 3
    [ics] Calendar (ICS)
   *[json] Nod’s own JSON
}
data-import-note = You see every change before it happens.
data-private = Leave out what is private
data-private-note = Details you marked as private stay here.
data-promise = Everything you write stays on this computer. Nod has no account and no server.
data-restore = Bring back
data-restore-kept = What is here now is kept as a backup first.
data-restore-of = Bring back the backup of { $when }
data-size = { $size } KB
data-title = Your data

## Settings
settings-band = Nod may speak between { $from } and { $to }, and rests the remaining day
settings-banners = Banners
settings-circles = How often, by circle
settings-days = Days
settings-days-note = Rhythms and banners fall on these.
settings-fewer = Fewer
settings-jitter = Vary the days a little
settings-jitter-note = So that care never arrives “every Tuesday”.
settings-midnight = 24:00
settings-more = More
settings-most = At most, in a day
settings-most-note = Fewer is fine. Zero is fine.
settings-name-note = For the greeting.
settings-names = Keep names off banners
settings-names-note = For shared screens.
settings-pause-note = No banners meanwhile. Nothing piles up.
settings-quiet = When Nod may speak
settings-rests = Rests
settings-rests-from = Rests from
settings-rests-note = Nothing appears in these hours. It waits, it doesn’t pile up.
settings-rests-until = Rests until
settings-to = to
settings-version = Nod { $version }. Everything stays on this computer.
settings-window = Banner time { $number }
settings-window-add = Add a banner time
settings-window-drop = Take out { $time }
settings-windows = Banner times
settings-windows-note = Banners come together, at these times.
settings-you = You
theme = Theme
theme-dark = Dark
theme-light = Light
theme-system = System
