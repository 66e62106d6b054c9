# Why an import left something out. One sentence each: what happened, and what is kept.
# $field: uid, name, called, role, organisation, place, zone, pronouns, pronunciation, birthday, contact, tags, notes

import-reason-empty = This file is empty, so there is nobody in it to add.
import-reason-too-large = This file is larger than { $limit } MB; please split it and bring in the parts.
import-reason-binary = This file is not text, so Nod cannot read people from it.
import-reason-unknown-format = Nod does not know this kind of file; contacts saved as .vcf or .csv work well.
import-reason-too-many-people = Nod reads { $limit } people from one file, so the ones from here on were left out.
import-reason-truncated = The file ends in the middle of this entry, so it was left out; nothing of it was changed. Export the file once more to have it whole.
import-reason-no-name = This entry has no name, nickname, organisation or e-mail address, so it was left out.
import-reason-group = “{ $name }” is a list of people rather than a person, so it was left out.
import-reason-not-a-person = “{ $name }” says it is not a person, so it was left out.
import-reason-too-many-fields = This person has more than { $limit } fields; the first ones are kept.
import-reason-field-too-long =
    { $field ->
        [uid] The identifier is longer
        [name] The name is longer
        [called] The nickname is longer
        [role] The role is longer
        [organisation] The organisation is longer
        [place] The address is longer
        [zone] The time zone is longer
        [pronouns] The pronouns are longer
        [pronunciation] The pronunciation is longer
        [birthday] The birthday is longer
        [contact] One of the contact details is longer
        [tags] The tags are longer
       *[notes] The notes are longer
    } than { $limit } KB, so that part was left out; everything else is kept.
import-reason-broken-characters =
    { $field ->
        [uid] A few characters of the identifier
        [name] A few characters of the name
        [called] A few characters of the nickname
        [role] A few characters of the role
        [organisation] A few characters of the organisation
        [place] A few characters of the address
        [zone] A few characters of the time zone
        [pronouns] A few characters of the pronouns
        [pronunciation] A few characters of the pronunciation
        [birthday] A few characters of the birthday
        [contact] A few characters of a contact detail
        [tags] A few characters of the tags
       *[notes] A few characters of the notes
    } were already damaged in the file and show as �.
import-reason-unreadable-line = Nod could not make sense of this line and left it out; the rest of the person is kept.
import-reason-outside-card = What stands here belongs to no card, so it was left out.
import-reason-event =
    “{ $text }” { $why ->
        [all-day] is of a whole day and no birthday or work anniversary
        [alone] names no other people
        [audience] is of more people than meet each other
        [cancelled] was called off
        [no-time] has no day or time
       *[out-of-time] is no meeting of the last three months
    }, so it was left out.
import-reason-not-a-date = “{ $text }” is not a day Nod can keep, so the birthday was left out.
import-reason-unreadable-photo = The photo is not a PNG, JPEG, GIF or WebP picture, so it was left out.
import-reason-photo-too-large = The photo is larger than { $limit } pixels on a side, so it was left out.
import-reason-not-a-start-date = “{ $text }” is not a day Nod can keep, so the start date was left out.
import-reason-no-day = “{ $text }” is not a day Nod can read, so this moment was left out.
import-reason-unknown-person = “{ $name }” is not among the people of this file, so this moment was left out.
import-reason-repeats = “{ $text }” comes again and again; Nod keeps the next time as a follow-up.
import-reason-past = “{ $text }” lies in the past, so there is nothing to come back to and it was left out.
import-reason-nothing-in-calendar = This calendar has no birthdays, work anniversaries or meetings with people you know, so there is nothing to bring in.
import-reason-malformed = The inside of this file is not as it has to be; export it once more.
import-reason-too-many-moments = Nod reads { $limit } moments from one file, so the ones from here on were left out.
import-reason-no-name-column = No column of this table holds names or e-mail addresses; say which one does with --map.
import-reason-left-out = Nod has no place for { $kind } ({ $count }), so that was left out.
