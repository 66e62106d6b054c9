// Settings, circles, the pause, and the days they lead to.
import type { DayAhead } from '../api/DayAhead';
import type { Backend } from '../backend';
import { dayFromNow } from '../days';
import type { FakeDesk } from './desk';

type Part = Pick<Backend, 'settingsSave' | 'autostart' | 'autostartSet' | 'preview' | 'circleRhythm' | 'pause'>;

const time = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

export function settingsBackend(desk: FakeDesk): Part {
  let startsAtLogin = false;
  return {
    async autostart() {
      return startsAtLogin;
    },
    async autostartSet(on) {
      startsAtLogin = on;
      return on;
    },
    async settingsSave(settings) {
      const before = desk.state.welcome.settings;
      desk.state.welcome = { ...desk.state.welcome, settings };
      return { op: desk.op(() => (desk.state.welcome = { ...desk.state.welcome, settings: before })), words: 'Saved' };
    },
    async circleRhythm(id, days) {
      desk.state.welcome = {
        ...desk.state.welcome,
        circles: desk.state.welcome.circles.map((it) =>
          it.id === id ? { ...it, rhythm_days: days, rhythm: days ? `Every ${days} days` : 'Whenever' } : it,
        ),
      };
      return { op: desk.op(() => undefined), words: 'Saved' };
    },
    async pause(until) {
      const before = desk.state.paused;
      desk.state.paused = until;
      return {
        op: desk.op(() => (desk.state.paused = before)),
        words: until ? `Quiet until ${until}` : 'Speaking again',
      };
    },
    /** As many a day as Today may hold, one day after the other; two on the first that is not quiet. */
    async preview(settings, days) {
      let first = true;
      const names = ['Hannah Reuter', 'Amara Okafor', 'Tomasz Wiśniewski', 'Yuto Nakamura', 'Priya Raghunathan'];
      const waiting = names.flatMap((name) => desk.state.people.filter((it) => it.name === name));
      if (desk.state.reminders.length === 0) waiting.length = 0;
      return Array.from({ length: days }, (_, i): DayAhead => {
        const date = dayFromNow(i);
        const quiet = !settings.working_days[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
        // Two on the first day that is not quiet, whatever day it is today.
        const many = quiet ? 0 : Math.min(first ? 2 : 1, settings.today_at_most);
        first &&= quiet;
        const label = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
        return {
          date,
          label: label.format(new Date(`${date}T12:00:00`)),
          quiet,
          reminders: waiting.splice(0, many).map((person, at) => ({
            id: `ahead-${person.id}`,
            kind: at === 0 ? 'follow-up' : 'rhythm',
            person,
            why: at === 0 ? 'You wanted to come back to this' : 'Quiet for 3 weeks; your rhythm is every 2 weeks',
            banner: at < settings.banners_a_day ? time(settings.windows[at % settings.windows.length] ?? 540) : null,
          })),
        };
      });
    },
  };
}
