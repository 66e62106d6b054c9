### Words used everywhere: gestures, circles, channels, dates and rhythms.

## Gestures, as past deeds.

gesture-thanked = Thanked
gesture-acknowledged = Acknowledged
gesture-checked-in = Checked in
gesture-listened = Listened
gesture-remembered = Remembered
gesture-helped = Helped
gesture-celebrated = Celebrated

## What was logged. $who is one or several names.

logged-thanked = Thanked { $who }
logged-acknowledged = Acknowledged { $who }
logged-checked-in = Checked in with { $who }
logged-listened = Listened to { $who }
logged-remembered = Remembered something with { $who }
logged-helped = Helped { $who }
logged-celebrated = Celebrated with { $who }
logged-own = { $gesture }: { $who }
logged-theirs-thanked = { $who } thanked you
logged-theirs-acknowledged = { $who } acknowledged you
logged-theirs-checked-in = { $who } checked in with you
logged-theirs-listened = { $who } listened to you
logged-theirs-remembered = { $who } remembered something with you
logged-theirs-helped = { $who } helped you
logged-theirs-celebrated = { $who } celebrated with you
logged-theirs-own = { $gesture }, from { $who }

## The last thing done with someone. $ago is "6 days ago".

last-thanked = You last thanked them { $ago }
last-acknowledged = You last acknowledged them { $ago }
last-checked-in = You last checked in { $ago }
last-listened = You last listened to them { $ago }
last-remembered = You last remembered something with them { $ago }
last-helped = You last helped them { $ago }
last-celebrated = You last celebrated with them { $ago }
last-own = Last moment { $ago }: { $gesture }
last-none = No moment with them yet

## Circles.

circle-reports = Reports
circle-close = Close collaborators
circle-wider = Wider team
circle-network = Network

## Channels.

channel-in-person = In person
channel-call = On a call
channel-chat = In chat
channel-email = By e-mail
channel-meeting = In a meeting

## Lists of names.

names-two = { $first } and { $second }
names-three = { $first }, { $second } and { $third }
names-more = { $first }, { $second } and { $count } more

## Dates and times.

date-today = today
date-yesterday = yesterday
date-tomorrow = tomorrow
date-day-month = { $day } { $month }
date-day-month-year = { $day } { $month } { $year }
date-weekday-day-month = { $weekday } { $day } { $month }
ago-days = { $count ->
    [one] a day ago
   *[other] { $count } days ago
}
ago-weeks = { $count ->
    [one] a week ago
   *[other] { $count } weeks ago
}
ago-month = in { $month }
ago-month-year = in { $month } { $year }
for-days = { $count ->
    [0] less than a day
    [one] a day
   *[other] { $count } days
}
for-weeks = { $count ->
    [one] a week
   *[other] { $count } weeks
}
for-months = { $count ->
    [one] a month
   *[other] { $count } months
}
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
weekday-short-0 = Mon
weekday-short-1 = Tue
weekday-short-2 = Wed
weekday-short-3 = Thu
weekday-short-4 = Fri
weekday-short-5 = Sat
weekday-short-6 = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec

## Rhythms.

rhythm-none = Whenever
rhythm-days = { $count ->
    [one] Every day
   *[other] Every { $count } days
}
rhythm-weeks = { $count ->
    [one] Every week
   *[other] Every { $count } weeks
}
rhythm-months = { $count ->
    [one] Every month
   *[other] Every { $count } months
}
rhythm-year = Every year

## The desktop's dialogs.

dialog-pictures = Pictures

## The journal of what can be undone, and its answers.

done-person-added = { $name } added
done-person-edited = { $name } changed
done-archived = { $name } put away
done-unarchived = { $name } is back
done-moment-deleted = Moment deleted: { $words }
done-later = { $name }, later: { $when }
done-skipped = { $name } is set aside for this time
done-follow-up-let-go = Let go: { $text }
done-later-all = All of them later: { $when }
done-follow-up-added = Follow-up with { $name }: { $when }
done-follow-up-edited = Follow-up { $when }: { $text }
done-follow-up-asked = Asked: { $text }
done-contribution-added = Noted what { $name } did
done-contribution-thanked = Thanks said: { $what }
done-contribution-let-go = Let go: { $what }
done-occasion-added = { $name }: { $title }
done-occasion-edited = Occasion changed: { $name }, { $title }
done-occasion-removed = Occasion removed: { $title }
done-own-added = { $text }: { $when }
done-own-done = Done: { $text }
done-own-edited = Reminder changed: { $text }, { $when }
done-own-removed = Reminder removed: { $text }
done-away = Away { $span }
done-leave = { $name } is on leave { $span }
done-person-paused = Quiet about { $name } until { $until }
done-person-resumed = { $name } comes to mind again
done-block-removed = No longer blocked: { $span }
done-transition-new = { $name } is new: a closer rhythm at first
done-transition-back = { $name } is back: a closer rhythm at first
done-transition-hard-week = { $name } has a hard time: a closer rhythm at first
done-transition-none = { $name }: the usual rhythm
done-offer-taken = { $name }: { $rhythm }
done-offer-declined = { $name } keeps the rhythm
done-settings = Settings changed
done-calendar-on = { $path } is a calendar of birthdays, anniversaries and follow-ups now, written again when they change.
done-calendar-off = No calendar file is kept any more; the one there stays as it is.
done-backups-go = Backups go to { $path } from now on; the ones made before stay where they are.
done-backups-home = Backups go beside the data again; the ones made before stay where they are.
done-placed = { $name }: { $circle }
done-placed-many = { $count } people: { $circle }
done-circle-rhythm = { $circle }: { $rhythm }
done-paused = Quiet until { $until }
done-resumed = Nod is back
done-imported = { $added ->
    [0] Brought { $merged } up to date
   *[other] { $merged ->
        [0] Brought in { $added }
       *[other] Brought in { $added }, { $merged } up to date
    }
}
done-imported-only = Brought in { $what }
done-sample = Sample team added
done-undone = Undone: { $words }
done-redone = Done again: { $words }
done-nothing = That was already done

## What goes out.

export-birthday = { $name }’s birthday
export-work-anniversary = { $name }’s work anniversary
export-follow-up = { $name }: { $text }
export-occasion = { $name }: { $title }
export-calendar = Nod
export-book = People
export-mine = {""}
export-theirs = they did
export-mutual = both

## What an import would do.

import-preview = { $added ->
    [0] Nobody to add
    [one] One person to add
   *[other] { $added } people to add
}{ $merged ->
    [0] {""}
   *[other] , { $merged } to merge
}{ $skipped ->
    [0] {""}
   *[other] , { $skipped } to skip
}
import-merges = Gains { $fields }
import-people = { $count ->
    [one] one person
   *[other] { $count } people
}
import-moments = { $count ->
    [one] one moment
   *[other] { $count } moments
}
import-follow-ups = { $count ->
    [one] one follow-up
   *[other] { $count } follow-ups
}
import-changes-name = Name: { $from } → { $to }
import-changes-called = Called: { $from } → { $to }
import-changes-pronunciation = Said: { $from } → { $to }
import-changes-pronouns = Pronouns: { $from } → { $to }
import-changes-role = Role: { $from } → { $to }
import-changes-team = Team: { $from } → { $to }
import-changes-organisation = Organisation: { $from } → { $to }
import-changes-place = Place: { $from } → { $to }
import-changes-zone = Time zone: { $from } → { $to }
import-changes-start-date = Since: { $from } → { $to }
import-changes-birthday = Birthday: { $from } → { $to }
import-changes-notes = Notes: { $from } → { $to }
import-nothing-new = Already here, nothing new
import-gains-called = a nickname
import-gains-pronunciation = how the name is said
import-gains-pronouns = pronouns
import-gains-role = a role
import-gains-team = a team
import-gains-organisation = an organisation
import-gains-place = a place
import-gains-zone = a time zone
import-gains-start-date = a start date
import-gains-birthday = a birthday
import-gains-notes = notes
import-gains-photo = a photo
import-gains-circle = a circle or rhythm
import-gains-own = “{ $name }”
import-gains-tags = { $count ->
    [one] a tag
   *[other] { $count } tags
}
import-gains-contacts = { $count ->
    [one] a way to reach them
   *[other] { $count } ways to reach them
}
import-fate-add = Add
import-fate-merge = Merge
import-fate-skip = Skip

## The fields of an entry, and why one stays as it is.

import-field-name = Name
import-field-called = Called
import-field-pronunciation = Said
import-field-pronouns = Pronouns
import-field-role = Role
import-field-team = Team
import-field-organisation = Organisation
import-field-place = Place
import-field-zone = Time zone
import-field-start-date = Since
import-field-birthday = Birthday
import-field-notes = Notes
import-field-email = E-mail
import-field-phone = Phone
import-field-handle = Handle
import-field-url = Web address
import-field-tags = Tags
import-field-photo = Photo
import-field-circle = Circle
import-keeps-no-circle = There is no circle of this name here, so they are in none.
import-keeps-yours = You wrote yours; the file says otherwise, and yours stays.
import-keeps-changed = You changed it since the file last said so, and yours stays.
import-keeps-cleared = You cleared it since the file last said so, and it stays empty.
import-keeps-name = The file has them under two names, so the one they have here stays.
