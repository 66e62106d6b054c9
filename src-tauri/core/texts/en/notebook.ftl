### The notebook: details, search, timelines, merging, the bin.

## Categories of details.

category-family = Family
category-interests = Interests
category-work = Work
category-food = Food
category-health = Health
category-other = Other

## What was done.

done-detail-added = Remembered about { $name }: { $text }
done-detail-edited = Changed about { $name }: { $text }
done-detail-deleted = Let go about { $name }: { $text }
done-moment-edited = Moment changed: { $words }
done-merged = { $gone } and { $keep } are one now
done-erased = { $name } is erased, with all that only concerned them; nothing of it is left in Nod’s file
done-erased-later = { $name } is erased; the last traces leave the file’s log when Nod’s other windows have closed
erased-backups-left =
    { $count ->
        [one] One backup from before still holds them; “nod erase { $id } --backups-too --yes” deletes it.
       *[other] { $count } backups from before still hold them; “nod erase { $id } --backups-too --yes” deletes these.
    }
erased-backups-gone =
    { $count ->
        [one] The backup that held them is deleted.
       *[other] The { $count } backups that held them are deleted.
    }
done-person-deleted = { $name } deleted

## Search.

search-kind-person = Person
search-kind-detail = Detail
search-kind-follow-up = Follow-up
search-kind-contribution = Contribution
search-kind-occasion = Occasion
search-kind-own-reminder = Own reminder
search-kind-moment = Moment
search-follow-up-ended = Asked
search-contribution-unsaid = Unsaid thanks
search-contribution-thanked = Thanked for
search-contribution-let-go = Contribution
search-own-reminder-done = Own reminder, done
search-no-such-person = Nobody here is called “{ $name }”, so “person:” finds nothing.
search-no-such-gesture = There is no gesture called “{ $name }”, so “gesture:” finds nothing.
search-no-such-day = “{ $value }” is not a day, month or year, so it was passed over.

## Duplicates.

same-email = The same e-mail address
same-phone = The same phone number
same-name = The same name

## One person as Markdown.

page-details = Details
page-private = private
page-inferred = inferred
page-expires = until { $day }
page-follow-ups = Follow-ups
page-contributions = Contributions
page-unsaid = unsaid thanks
page-occasions = Occasions
page-yearly = every year
page-own-reminders = Own reminders
page-moments = Moments
page-notes = Notes
page-contacts = Ways to reach them
