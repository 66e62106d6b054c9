### Banners and the tray.

banner-one-title = A moment for { $name }?
banner-one-body = { $last }. { $prompt }
banner-hidden-title = A moment for someone?
banner-hidden-done = Done, as you asked
banner-hidden-body = Someone on your Today, whenever suits.
banner-follow-up-title = You wanted to ask { $name }
banner-follow-up-body = { $text }
banner-logged-body = Kept for you.
banner-log = Log
banner-later = Later
banner-undo = Undo
banner-note = Add a note
banner-open = Open
banner-undone = Taken back

## Tray.

tray-title = Nod
tray-paused = Nod is quiet until { $until }
tray-log = Log
tray-log-a-moment = Log a moment…
tray-today = Today
tray-open = Open Nod
tray-pause = Quiet for a while
tray-pause-hour = For an hour
tray-pause-today = For today
tray-pause-monday = Until Monday
tray-resume = Be back now
tray-settings = Settings
tray-quit = Quit
tray-nobody = Nobody yet
