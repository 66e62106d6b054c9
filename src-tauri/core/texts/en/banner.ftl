### Banners and the tray.

banner-one-title = A moment for { $name }?
banner-one-body = { $last }. { $prompt }
banner-hidden-title = A moment for someone?
banner-hidden-done = Done, as you asked
banner-hidden-body = Someone on your Today, whenever suits.
banner-hidden-own-title = Something of your own
banner-hidden-own-body = You asked for it now; Today says what it is.
banner-follow-up-title = You wanted to ask { $name }
banner-follow-up-body = { $text }
banner-birthday-title = { $name }’s birthday is { $day }
banner-birthday-title-past = { $name }’s birthday was { $day }
banner-anniversary-title = { $name }’s work anniversary is { $day }
banner-anniversary-title-past = { $name }’s work anniversary was { $day }
banner-occasion-title = { $name }: { $title }, { $day }
banner-occasion-title-past = { $name }: { $title }, { $day }
banner-occasion-body = A short note goes a long way.
banner-thanks-title = A thank-you for { $name }?
banner-thanks-body = { $why }. { $prompt }
banner-several-title = A few people on your mind
banner-several-two = { $first } and { $second }, whenever suits
banner-several-more = { $count ->
    [one] { $first }, { $second } and one more, whenever suits
   *[other] { $first }, { $second } and { $count } more, whenever suits
}
banner-several-hidden = Some people on your Today, whenever suits.
banner-return-title = Welcome back
banner-return-body = Nothing piled up. Here is one easy hello.
banner-logged-body = Kept for you.
banner-log = Log
banner-later = Later
banner-done = Done
banner-tomorrow = Tomorrow
banner-not-now = Not now
banner-undo = Undo
banner-note = Add a note
banner-open = Open
banner-undone = Taken back

## Tray.

tray-title = Nod
tray-paused = Nod is quiet until { $until }
tray-log = Log
tray-log-a-moment = Log a moment…
tray-listen = Listen for two minutes
tray-listening = Listening to { $name } until { $until }
tray-listening-done = Log it now
tray-listening-stop = Stop, log nothing
tray-today = Today
tray-open = Open Nod
tray-pause = Quiet for a while
tray-pause-hour = For an hour
tray-pause-today = For today
tray-pause-monday = Until Monday
tray-resume = Be back now
tray-settings = Settings
tray-quit = Quit
tray-locked = Nod is locked; reminders wait
tray-unlock = Unlock Nod…
tray-nobody = Nobody yet
banner-locked = Nod is locked. Unlock it, and this is done then.
