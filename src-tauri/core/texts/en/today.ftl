### Today: greeting, why someone is on it, and what one could do.

greeting-night = Hello{ $name }
greeting-morning = Good morning{ $name }
greeting-afternoon = Good afternoon{ $name }
greeting-evening = Good evening{ $name }
greeting-back = Welcome back{ $name }
greeting-name = , { $name }

lede = { $date }. { $count ->
    [0] Nobody in particular; whoever crosses your path.
    [one] One person, whenever it suits you.
   *[other] { $words } people, whenever it suits you.
}
lede-back = { $date }. { $count ->
    [0] Nothing piled up.
    [one] Nothing piled up. Here is one easy hello.
   *[other] Nothing piled up. { $words } people, whenever it suits you.
}
lede-own = { $date }. What you asked to be reminded of.
lede-back-own = { $date }. Nothing piled up. Here is what you asked to be reminded of.
lede-first = { $date }.
number-2 = Two
number-3 = Three
number-4 = Four
number-5 = Five
clock-doubt = The clock says { $now }, and Nod was last awake on { $seen }. Banners wait until the clock is right again, or until this one has held for a day; nothing is lost.
today-next = Next: { $name }, { $when }
today-next-own = Next: something of your own, { $when }
when-on-weekday = on { $weekday }
when-on-date = on { $date }

## Why, a fact the user can recognise.

why-rhythm = Quiet for { $silence }; your rhythm is { $rhythm }
why-first = No moment yet; your rhythm is { $rhythm }
why-follow-up = You wanted to come back to this { $when }
why-drift = Quiet for { $silence }; it used to be about { $gap }
why-birthday = A birthday, { $when }
why-birthday-past = A birthday, { $when }; a late word is welcome too
why-anniversary = { $years ->
    [one] A year at work, { $when }
   *[other] { $years } years at work, { $when }
}
why-anniversary-past = { $years ->
    [one] A year at work, { $when }; a late word is welcome too
   *[other] { $years } years at work, { $when }; a late word is welcome too
}
why-occasion = { $title }, { $when }
why-occasion-past = { $title }, { $when }; a late word is welcome too
why-thanks = You noted this { $ago }
why-thanks-moment = { $words } { $ago }
why-own = You asked for this { $when }
why-own-at = You asked for this: { $when }
why-transition-new = New on the team; a few more hellos than usual at first
why-transition-back = Back from leave; quiet for { $silence }
why-transition-hard-week = A hard time for them; a few more hellos than usual
offer-rhythm = { $longer } instead? It is { $rhythm } so far.

## The follow-up's own words are the prompt.

prompt-follow-up = You wanted to ask about: { $text }

## What one could do, by gesture. Each starts with a verb and names one concrete thing.

prompt-thanked-1 = Thank them for one thing that made your week easier.
prompt-thanked-2 = Say thanks for something small they did without being asked.
prompt-thanked-3 = Tell them one thing that works better because of them.
prompt-thanked-4 = Thank them for the last thing they finished, and say what it changed.
prompt-acknowledged-1 = Name one thing they did well lately, where others hear it.
prompt-acknowledged-2 = Tell them what you noticed about how they handled something hard.
prompt-acknowledged-3 = Mention their part in something that went right.
prompt-acknowledged-4 = Say which of their ideas stayed with you.
prompt-checked-in-1 = Ask how their week looks from where they sit.
prompt-checked-in-2 = Ask what is taking most of their energy right now.
prompt-checked-in-3 = Say hello, and ask how things are going.
prompt-checked-in-4 = Ask what would make this week a little lighter.
prompt-listened-1 = Ask one open question, and give the answer two minutes.
prompt-listened-2 = Ask what they have been thinking about lately, and just listen.
prompt-listened-3 = Ask how something they care about is going.
prompt-remembered-1 = Come back to something they told you last time.
prompt-remembered-2 = Ask about something they were looking forward to.
prompt-remembered-3 = Bring up a detail they once mentioned.
prompt-helped-1 = Offer to take one small thing off their plate.
prompt-helped-2 = Send them something they could use.
prompt-celebrated-1 = Celebrate something they finished, however small.
prompt-birthday-1 = Wish them a happy birthday, in a line of your own.
prompt-birthday-2 = Send a short birthday note; a memory you share makes it theirs.
prompt-anniversary-1 = Send a short note, and name one thing that changed since they came.
prompt-anniversary-2 = Say what you are glad they brought to the team.
prompt-occasion-1 = Send a short note; it goes a long way.
prompt-occasion-2 = Let them know you thought of the day.
prompt-thanks = Thank them for this: { $what }
prompt-thanks-changed = Thank them for this: { $what }. What it changed: { $changed }
prompt-thanks-plain = Thank them, and say what it changed for you.
prompt-own-1 = Think of them for a moment, and say hello.

## Later.

later-hours = In two hours
later-tomorrow = Tomorrow morning
later-next-week = Next week

## A person's page.

next-around = Around { $date }
next-today = On Today now
next-none = No rhythm: whenever suits
local-time = { $time } in { $place }
since-year = since { $year }
last-moment = last moment { $ago }
no-moment-yet = no moment yet
occasion-birthday = Birthday
occasion-anniversary = { $years ->
    [one] A year at work
   *[other] { $years } years at work
}
transition-new = New on the team since { $date }
transition-back = Back from leave since { $date }
transition-hard-week = A hard time since { $date }

## Why someone comes when they come, step by step.

whystep-archived = They are put away, so nothing reminds you of them.
whystep-last = Your last moment with them was { $ago }.
whystep-no-moment = There is no moment of yours with them yet.
whystep-rhythm-own = Their own rhythm is { $rhythm }.
whystep-rhythm-circle = Their rhythm is { $rhythm }, from the circle { $circle }.
whystep-rhythm-none = They have no rhythm.
whystep-skipped = You set them aside, so the cycle starts anew { $when }.
whystep-transition-new = They are new, so the rhythm is closer at first and lengthens to the usual one.
whystep-transition-back = They are back from leave, so the rhythm is closer at first and lengthens to the usual one.
whystep-transition-hard-week = They have a hard time, so the rhythm is closer at first and lengthens to the usual one.
whystep-first = People without a moment are spread over their first cycle.
whystep-jitter-later = { $count ->
    [one] So that care does not come by the clock, this cycle is a day longer.
   *[other] So that care does not come by the clock, this cycle is { $count } days longer.
}
whystep-jitter-earlier = { $count ->
    [one] So that care does not come by the clock, this cycle is a day shorter.
   *[other] So that care does not come by the clock, this cycle is { $count } days shorter.
}
whystep-amnesty = After your time away, this was moved into the next cycle.
whystep-later = You put this off: { $until }.
whystep-drift = It used to be about { $gap }; after twice that in silence they come to mind, { $when }.
whystep-leave = On leave, { $span }: nothing until they are back.
whystep-pause = You wanted quiet about them, { $span }.
whystep-also = { $why }.
whystep-today = They are on your mind today.
whystep-due = Next { $when }.
whystep-never = Nothing lies ahead; whenever suits.
span = { $from } to { $until }
every-day = { $count ->
    [one] Every day
   *[other] Every { $count } days
}
every-week = { $count ->
    [one] Every week
   *[other] Every { $count } weeks
}
every-month = { $count ->
    [one] Every month
   *[other] Every { $count } months
}
every-year = { $count ->
    [one] Every year
   *[other] Every { $count } years
}
