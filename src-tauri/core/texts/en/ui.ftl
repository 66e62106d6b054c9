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
quick-unlock = Unlock…
quick-understood = What Nod understood
quick-which = Which { $name }?

## Today
later = Later
offer-keep = Keep
offer-keep-for = Keep the rhythm: { $name }
offer-yes = Yes
offer-yes-for = Yes, a longer rhythm: { $name }
own-act = Remind me
own-add = Remind me of something
own-add-about = Remind me about { $name }
own-about = Remind me about them…
own-at = Time
own-done = Done: { $what }
own-every = Comes: { $every }
own-every-day = Every day
own-every-month = Every month
own-every-year = Every year
own-on = On
own-once = Once
own-time-wrong = Pick a time, or take the tick out.
own-timed = At a time
own-title = What you asked for
own-what = What to be reminded of
own-what-hint = Bring the photos, ask about the offsite…
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
block-leave = On leave, { $span }. Nothing until they are back.
block-pause = Quiet about them, { $span }.
follow-up-add = Add a follow-up
follow-up-done = Asked: { $text }
follow-up-edit = Change: { $text }
follow-up-on = On
follow-up-what = What to come back to
follow-ups = Follow up
follow-ups-none = Nothing to come back to.
leave-title = When is { $name } on leave?
let-go = Let it go
notes = Notes
notes-edit = Edit notes
notes-none = Nothing written yet.
occasion-add = Add a date
occasion-day = On
occasion-lead = { $count ->
    [0] On the day
    [one] A day before
    [7] A week before
    [14] 2 weeks before
   *[other] { $count } days before
}
occasion-lead-label = Brings it to mind: { $lead }
occasion-title = What it is
occasion-title-hint = Her exam, the move, the name day…
occasion-yearly = Every year
occasions = Dates
occasions-none = No dates yet.
person-archive = Archive
person-archived = Archived. Nod leaves them in peace and keeps everything.
person-edit = Edit
person-last = { $gesture } { $ago }
person-next = Next: { $when }
person-said = said
person-unarchive = Bring back
quiet-about-title = Quiet about { $name } until when?
span-from = From
span-until = Until
take-out = Take out
take-out-what = Take out: { $what }
these-days = These days
these-days-label = These days: { $what }
these-days-leave = On leave…
these-days-pause = Quiet about them until…
these-days-usual = As usual
transition-back = Back from leave
transition-hard-week = A hard time
transition-new = New on the team
transition-note = { $what }. A few more hellos than usual at first.
transition-over = Back to usual
unsaid = Unsaid thanks
unsaid-add = Note something they did
unsaid-changed = What it changed
unsaid-changed-hint = What it changed, if you like
unsaid-let-go = Let it go: { $what }
unsaid-none = Nothing waits to be said.
unsaid-note = Note it
unsaid-noticed = Noticed { $ago }
unsaid-thank = Thank them
unsaid-thank-for = Thank them: { $what }
unsaid-what = What they did
why = Why?
why-for = Why then? { $name }
why-label = Why then, step by step

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

## Bringing contacts in
import-add = Add
import-all = All
import-another = Bring in more
import-apply = Bring them in
import-at = { $file }, line { $line }
import-changes = What changes
import-choose = Choose files
import-bringing = Bringing them in…
import-done = They are in. One Undo takes all of it back.
import-done-circles = Whoever is new comes to mind once they are in a circle.
import-drop = Drop contact files here
import-column = Column { $number }
import-column-means = What “{ $head }” means
import-columns = Columns ({ $count })
import-columns-note = How Nod read the table. What you change is remembered for tables like it.
import-fate = Will be
import-field-change = updated
import-field-fill = new
import-field-keep = stays
import-fields = { $count ->
    [one] One field
   *[other] { $count } fields
}
import-kept = Something stays
import-looking = Looking through the files…
import-says = The file says
import-stays = Stays as it is: { $fields }
import-was = was
import-kinds = vCard, CSV, calendars (.ics), Monica’s JSON, friends.md or Nod’s own JSON, also encrypted (.age); up to 20 MB each
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
    [other-teams] Other teams
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
    [own] Own field
    [circle] Circle
    [rhythm] Rhythm in days
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
import-sealed-field = Passphrase of the file
import-sealed-open = Open it
import-sealed-opening = Opening it…
import-sealed-title = Which passphrase opens the file?
import-sealed-what = { $name } is encrypted. It has a passphrase of its own, which was chosen when it was written.
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
data-backing-up = Backing up…
data-backup-now = Back up now
data-backups = Backups, newest first
data-backup-folder = Where backups go
data-backup-folder-choose = Choose a folder…
data-backup-folder-usual = Beside the data
data-calendar = A calendar to subscribe to
data-calendar-choose = Choose a file…
data-calendar-kept = { $path } has birthdays, anniversaries and follow-ups, and is written again when they change.
data-calendar-note = A file of birthdays, anniversaries and follow-ups that is written again when they change.
data-calendar-off = Stop keeping it
data-calendar-trouble = { $path } could not be written: { $reason }
data-comparing = Comparing…
data-encrypt = Encrypt with a passphrase (age)
data-encrypt-note = For a file that travels. The age program opens it with the passphrase, on any computer.
data-export = Take out
data-export-note = Everything, readable without Nod. JSON comes back whole.
data-export-save = Save as…
data-exporting = Writing the file…
data-file = Where it is
data-file-note = { $path }, { $size } KB
data-format = Format
data-format-name = { $format ->
    [markdown] Markdown, one book
    [pages] Markdown, a page each
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
data-restoring = Bringing it back…
data-restore-kept = What is here now is kept as a backup first.
data-restore-of = Bring back the backup of { $when }
data-size = { $size } KB
data-title = Your data

## A passphrase
seal-auto = Lock by itself
seal-auto-after = { $minutes ->
    [60] After an hour without use
    [240] After four hours without use
   *[other] After { $minutes } minutes without use
}
seal-auto-never = Never
seal-auto-note = Someone who walks up to your desk then finds it closed.
seal-by-key = Unlocked with the recovery key. Settings changes the passphrase, also with that key.
seal-change = Change the passphrase
seal-change-act = Change it
seal-change-note = The recovery key stays as it is.
seal-change-open = Change…
seal-change-title = Which passphrase from now on?
seal-changed = The passphrase is changed.
seal-changing = Changing it…
seal-decrypting = Taking the encryption off…
seal-differs = The two differ. Type it once more, the same way.
seal-empty = Type the passphrase first.
seal-encrypting = Encrypting…
seal-export-title = Encrypt the file with which passphrase?
seal-export-what = It is for this file only, and Nod does not keep it. Without it nobody can read the file.
seal-fresh = New passphrase
seal-hide = Hide
seal-is-on = Encrypted
seal-is-on-note = What Nod keeps opens with your passphrase or your recovery key only. While it is locked, it reminds you of nobody.
seal-key = Recovery key
seal-key-ask = Is it kept? It is not shown again.
seal-key-copied = Copied. Other programs can read what is copied, until you copy something else.
seal-key-copy = Copy
seal-key-done = Done
seal-key-empty = Type the recovery key first.
seal-key-hint = With or without the dashes, in small or large letters.
seal-key-kept = I have put it where I find it again
seal-key-not-copied = It could not be copied. Select it and copy it by hand, or print it.
seal-key-note = Opens Nod when the passphrase is forgotten. Once there is a new one, the old one opens Nod no more.
seal-key-print = Print…
seal-key-title = Your recovery key
seal-key-what = It opens Nod when the passphrase is forgotten. Nod shows it this once and keeps no copy.
seal-key-where = A drawer or a safe at home is a good place; this computer is not. Whoever has it can read everything.
seal-keychain = Keychain
seal-keychain-absent = There is no keychain here that Nod can use, so it asks for the passphrase when it starts.
seal-keychain-note = Nod then opens when you log in to this computer, without asking. Whoever is logged in as you can read it, too.
seal-keychain-on = Keep it in this computer’s keychain
seal-length = Length is what counts: whoever has the file can try as often as they like. Five or six words that do not belong together are hard to guess and easy to type.
seal-lock = Lock
seal-locked = It is locked. What you keep here opens with your passphrase.
seal-none = Not encrypted
seal-none-note = Whoever gets hold of this computer’s disk can read the file and its backups; a passphrase keeps them shut. The price: Nod asks for it, and whoever loses both it and its recovery key cannot open them again.
seal-off = Go on without a passphrase
seal-off-act = Turn it off
seal-off-done = Nod goes on without a passphrase.
seal-off-note = The file and its backups are then readable to whoever has them.
seal-off-open = Turn off…
seal-off-title = Go on without a passphrase?
seal-off-what = Everything stays; the file and its backups are no longer encrypted. The recovery key then opens nothing.
seal-old = Passphrase until now
seal-old-hint = The recovery key will do, too.
seal-on-act = Protect it
seal-on-open = Protect with a passphrase…
seal-on-title = Protect what Nod keeps with a passphrase?
seal-on-what = Nod then encrypts its file and its backups, and asks for the passphrase when it starts. You get a recovery key for the day it is forgotten; without both, nobody can open the file again, and Nod’s makers cannot help.
seal-page-how = To use it, open Nod, choose “Use the recovery key instead”, and type it.
seal-page-since = Made on { $day }. Once Nod has made a new one, this one opens it no more.
seal-page-title = Recovery key for Nod
seal-page-what = It opens what Nod keeps on my computer when the passphrase is forgotten. Whoever has it can read everything there.
seal-passphrase = Passphrase
seal-recovery-act = Make it
seal-recovery-open = Make a new one…
seal-recovery-title = Make a new recovery key?
seal-recovery-what = The one you have then opens Nod no more.
seal-repeat = The same once more
seal-show = Show
seal-unlock = Unlock
seal-with-key = Use the recovery key instead
seal-with-passphrase = Use the passphrase instead

## Settings
ahead-empty = A quiet week
ahead-empty-more = Nobody comes to mind by themselves. A follow-up, a date or a circle’s rhythm brings someone.
ahead-more = and { $count } more
ahead-title = Your next week would look like this
away = Away
away-add = Add days away
away-note = Nothing appears while you are gone, and nothing piles up.
away-title = When are you away?
settings-autostart = Start at login
settings-autostart-note = In the background, without a window: the tray, and reminders in their time.
settings-band = Nod may speak between { $from } and { $to }, and rests the remaining day
settings-banners = Banners
settings-circles = How often, by circle
settings-days = Days
settings-days-note = Rhythms and banners fall on these.
settings-fewer = Fewer: { $what }
settings-jitter = Vary the days a little
settings-jitter-note = So that care never arrives “every Tuesday”.
settings-lead = Days ahead for birthdays and anniversaries
settings-lead-note = Zero is on the day; what falls on a day off comes before it.
settings-midnight = 24:00
settings-more = More: { $what }
settings-most = At most, in a day
settings-most-note = Fewer is fine. Zero is fine.
settings-name-note = For the greeting.
settings-names = Keep names off banners
settings-names-note = For shared screens.
settings-pause-note = No banners meanwhile. Nothing piles up.
settings-quiet = When Nod may speak
settings-reminders = Reminders
settings-rests = Rests
settings-rests-from = Rests from
settings-rests-note = Nothing appears in these hours. It waits, it doesn’t pile up.
settings-rests-until = Rests until
settings-shortcut = Open the quick bar from anywhere
settings-shortcut-choose = Choose keys
settings-shortcut-clear = Take these keys back
settings-shortcut-listening = Listening…
settings-shortcut-press = Press the keys together, or Esc to leave it as it is.
settings-shortcut-unheard = No key came with them. If you pressed one, another program has it; press others.
settings-start = Start
settings-to = to
settings-today = On Today at most
settings-today-note = The others wait silently.
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

## Finding
anyone = Anyone
kind-contribution = What they did
kind-detail = Detail
kind-follow-up = Follow-up
kind-moment = Moment
kind-occasion = Date
kind-own-reminder = Own reminder
kind-person = Person
list-more = { $count } more
palette-acts = Do and go
palette-filters = Narrow it down: person:amara, gesture:thanked, after:2026-03-01, before:2026-06-30, "words together"
palette-found = In your words
palette-hint = Find anything, or say what to do
palette-more = Show more
palette-none = Nothing found for
palette-none-more = Try fewer letters, another word, or only a name.
palette-short = Find
palette-title = Find and do
person-filter = Person: { $name }
person-filter-title = Moments with whom?
picker-none = Nobody by that name

## A moment that is changed
channel-call = On a call
channel-chat = In chat
channel-email = By e-mail
channel-in-person = In person
channel-meeting = In a meeting
channel-none = Not said how
direction-mine = I did it
direction-theirs-long = They did it for me
moment-add-person = Add someone to it
moment-channel = How
moment-direction = Who did it
moment-edit = Change
moment-edit-what = Change: { $what }, { $when }
moment-form = Change this moment
moment-people = With whom
moment-time = Time
moments-all = All moments
moments-none-here = No moment here yet

## What is remembered
detail-add = Add a detail
detail-category = Category
detail-delete = Take out
detail-edit = Change this detail
detail-expires = Shown until
detail-form = A detail
detail-hint = Something to remember about them
detail-inferred = I infer it
detail-keep = Remember
detail-learned = Learned on
detail-mark-inferred = inferred
detail-mark-private = private
detail-mark-until = until { $day }
detail-private = Private: never on a banner
detail-text = What to remember
details = Remember
details-none = Nothing to remember yet.
details-past = Also show what has expired
field-commas = Several are parted by commas
field-other-teams = Other teams
field-tags = Tags
labels = Tags and own fields
notes-link-copied = The link’s address is copied. Nod opens nothing outside.
notes-markdown = Markdown works. Ctrl Enter saves, Esc leaves it as it was.
own-field-add = Add a field
own-fields = Own fields
own-name = Field, like “Shirt size”
own-value = Value of { $name }

## A timeline
follow-up-asked = Asked
follow-up-expired = Quietly expired
follow-up-let-go = Let go
timeline = Timeline
timeline-also = with { $names }
timeline-contribution = What they did
timeline-detail = You learned
timeline-earlier = { $count ->
    [one] One earlier entry
   *[other] { $count } earlier entries
}
timeline-follow-up = To come back to
timeline-own = Your reminder
timeline-own-done = Done

## Put away
archived-back = Bring back { $name }
archived-none = Nobody is put away
archived-none-more = Whoever is archived keeps everything, and Nod leaves them in peace.
archived-title = Archived people

## Two who look like one
duplicates-compare = Compare
duplicates-compare-what = Compare { $first } and { $second }
duplicates-look = Look at them
duplicates-none = Nobody looks like another
duplicates-none-more = Nod compares names, e-mail addresses and phone numbers.
duplicates-some = { $count ->
    [one] 2 people look like one.
   *[other] { $count } pairs of people look like one.
}
duplicates-title = People who look like one
merge-act = Merge
merge-gone = Goes into the other
merge-keep = Stays
merge-moves = What goes over: { $what }.
merge-moves-details = { $count ->
    [one] one detail
   *[other] { $count } details
}
merge-moves-follow-ups = { $count ->
    [one] one follow-up
   *[other] { $count } follow-ups
}
merge-moves-moments = { $count ->
    [one] one moment
   *[other] { $count } moments
}
merge-promise = Nothing has changed yet. Afterwards, one Undo parts them again.
merge-same = Nothing differs. What only one of them has is kept.
merge-title = Make two people one
merge-turn = Keep the other one instead

## Letting go
delete-title = Delete { $name }?
delete-what = Everything about them goes to the bin for thirty days, and can be brought back whole. Moments with others stay.
erase-act = Erase for good
erase-backups = Backups made before still hold them, until those backups are deleted or replaced by newer ones.
erase-keep = Keep everything
erase-sure = I understand that there is no Undo
erase-title = Erase { $name } for good?
erase-what = Everything about them is erased from Nod: details, notes, follow-ups and moments with them alone. Moments with others stay, without them.
person-delete = Delete…
person-erase = Erase for good…

## The bin
bin-back-what = Bring back: { $what }
bin-none = The bin is empty
bin-note = What is deleted stays here for thirty days.
bin-open = Open the bin
bin-title = Bin
settings-kept = What was deleted

## Before a meeting
brief-add = Whom are you meeting?
brief-none = Who will be there?
brief-none-more = Add names, and what to have in mind about them stands together on one page.
brief-nothing = Nothing noted yet.
brief-of = Brief before meeting
brief-open = Brief for a meeting
brief-print = Print
brief-private = With private details
brief-title = Brief

## Long work
work-far = { NUMBER($done) } of { NUMBER($of) }
work-stop = Stop

## Putting people into circles
triage-back = Back to the last one
triage-enough = That is enough
triage-how = How close { $name } is to your work
triage-left = { $count ->
    [one] One person
   *[other] { $count } people
}
triage-none = Nobody is waiting for a circle
triage-none-more = Whoever you add or bring in later is found here again.
triage-none-skipped = { $count ->
    [one] One person stays without a circle, and comes to mind only for what you plan.
   *[other] { $count } people stay without a circle, and come to mind only for what you plan.
}
triage-note = A number puts someone into that circle; Ctrl Z takes it back. Skipping leaves someone without a rhythm.
triage-skip = Skip
triage-title = Put people into circles
triage-whenever = No rhythm

## Photos
photo = Photo
photo-choose = Choose a photo…
photo-of = Photo of { $name }
photo-other = Choose another photo…
photo-remove = Remove the photo

## Privacy
privacy-erase = How to erase it
privacy-erase-all = Everything: quit Nod, and delete the folder of the file above and the backups.
privacy-erase-bin = A moment or a detail: delete it where it stands. The bin keeps it for thirty days.
privacy-erase-exports = Files you took out stay where you saved them.
privacy-erase-one = One person: “Erase”, in the menu with three dots on their page. It leaves no trace of them in the file, and says which backups still hold them.
privacy-note = What is stored, where, and how to erase it.
privacy-open = Read
privacy-promise = What you write in Nod stays on this computer. There is no account, no server and no network connection.
privacy-title = Privacy
privacy-what = What is stored
privacy-what-moments = Moments, follow-ups, unsaid thanks, days, reminders of your own, and your settings.
privacy-what-not = Only what you write or bring in yourself. Nothing is gathered in the background, and nobody is rated.
privacy-what-people = People: names, roles, ways to reach them, dates, photos, notes, and details you remember.
privacy-what-undo = Your last 500 changes, so that they can be undone, and for thirty days what you deleted.
privacy-where = Where it is stored
privacy-where-banners = A banner gives its words to your desktop, which may keep them in a list or show them on the lock screen. What is private is never among them, and Settings keeps names off banners, too.
privacy-where-encrypted = The file and its backups are encrypted: your passphrase or your recovery key opens them, and nothing else does.
privacy-where-only-you = Only you can open the file and its backups on this computer. They are not encrypted; a passphrase (in Settings), or an encrypted disk, protects them when the computer is lost.
