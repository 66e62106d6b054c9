### Today: greeting, why someone is on it, and what one could do.

greeting-night = Hello{ $name }
greeting-morning = Good morning{ $name }
greeting-afternoon = Good afternoon{ $name }
greeting-evening = Good evening{ $name }
greeting-name = , { $name }

lede = { $date }. { $count ->
    [0] Nobody in particular; whoever crosses your path.
    [one] One person, whenever it suits you.
   *[other] { $words } people, whenever it suits you.
}
lede-first = { $date }.
number-2 = Two
number-3 = Three
number-4 = Four
number-5 = Five
today-next = Next: { $name }, { $when }
when-on-weekday = on { $weekday }
when-on-date = on { $date }

## Why, a fact the user can recognise.

why-rhythm = Quiet for { $silence }; your rhythm is { $rhythm }
why-first = No moment yet; your rhythm is { $rhythm }
why-follow-up = You wanted to come back to this { $when }

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
