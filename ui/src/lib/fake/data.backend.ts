// What comes in and goes out.
import type { CalendarFile } from '../api/CalendarFile';
import type { ShortcutView } from '../api/ShortcutView';
import type { DataBackend } from '../backend.data';
import { report } from './contacts';
import { put, type FakeDesk } from './desk';
import { PASSPHRASE } from './seal.backend';

const PICTURE =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"%3E%3Crect width="8" height="8" fill="%23579"/%3E%3Ccircle cx="4" cy="3" r="1.6" fill="%23fdb"/%3E%3Cpath d="M1 8c0-3 6-3 6 0" fill="%23fdb"/%3E%3C/svg%3E';

/** Another program has these. */
const TAKEN = 'Ctrl+Shift+N';

const shortcut = (keys: string): ShortcutView => ({
  keys,
  state: keys ? 'grabbed' : 'off',
  says: keys
    ? `${keys} opens the quick bar.`
    : 'No keys open the quick bar. Ctrl+Alt+N is usually free; in your desktop’s own settings the command is “nod quick”.',
});

export function dataBackend(desk: FakeDesk): DataBackend {
  const { state, op } = desk;
  const withPhoto = (id: string, has: boolean) =>
    state.people.map((person) => (person.id === id ? { ...person, has_photo: has } : person));
  let chosen = true;
  let calendar: CalendarFile | null = { path: '/home/ines/Documents/nod.ics', trouble: '' };
  return {
    importPreview: async (_files, chosen) => ({ ...report(state), moments: chosen.meetings.length }),
    async importOpen(file, passphrase) {
      if (passphrase !== PASSPHRASE) {
        const message = 'That passphrase does not open the file; nothing was changed.';
        return Promise.reject({ code: 'refused', message, field: 'passphrase' });
      }
      return { name: file.name.replace(/\.age$/, ''), base64: btoa('BEGIN:VCARD') };
    },
    async importApply() {
      state.unplaced = state.people.slice(0, 4);
      return { ...report(state), rows: [], op: op(() => undefined), words: '214 people added, 31 merged' };
    },
    data: async () => ({
      file: '/home/ines/.local/share/nod/nod.db',
      kilobytes: 4200,
      backup_folder: chosen ? '/home/ines/Documents/Nod' : '/home/ines/.local/share/nod/backups',
      backup_folder_chosen: chosen,
      calendar,
      backups: [{ file: '/home/ines/Documents/Nod/nod-1.db', when: 'yesterday, 18:02', kilobytes: 4100 }],
    }),
    dataExport: async () => ({ op: null, words: '60 people are in nod.json.' }),
    backupNow: async () => ({ op: null, words: 'Backed up, and found good.' }),
    async backupFolderChoose() {
      chosen = true;
      return { op: null, words: 'Backups go to /home/ines/Documents/Nod from now on.' };
    },
    async backupFolderUsual() {
      chosen = false;
      return { op: null, words: 'Backups go beside the data again.' };
    },
    async calendarChoose() {
      calendar = { path: '/home/ines/Documents/nod.ics', trouble: '' };
      return { op: null, words: '/home/ines/Documents/nod.ics is a calendar now.' };
    },
    async calendarOff() {
      calendar = null;
      return { op: null, words: 'No calendar file is kept any more.' };
    },
    restorePreview: async () => ({ sentences: ['The backup has 58 people.', '2 people that are only here would go.'] }),
    restoreBackup: async () => ({ op: null, words: 'It is back.' }),
    workProgress: async () => null,
    workStop: async () => undefined,
    shortcut: async () => shortcut(state.welcome.settings.shortcut),
    async shortcutSet(keys) {
      if (keys === TAKEN) {
        const message = `${keys} is taken by another program; nothing was changed. Choose other keys.`;
        throw { code: 'refused', message, field: 'shortcut' };
      }
      state.welcome = { ...state.welcome, settings: { ...state.welcome.settings, shortcut: keys } };
      return shortcut(keys);
    },
    unplaced: async (_op, limit) => ({ total: state.unplaced.length, people: state.unplaced.slice(0, limit) }),
    async place(people, circle) {
      const left = state.unplaced.filter((it) => !people.includes(it.id));
      const name = state.welcome.circles.find((it) => it.id === circle)?.name ?? 'Whenever';
      const who = people.length === 1 ? desk.find(people[0] ?? '').name : `${people.length} people`;
      return put(desk, 'unplaced', left, `${who}: ${name}`);
    },
    async photoChoose(id) {
      state.photos.set(id, PICTURE);
      return put(desk, 'people', withPhoto(id, true), `${desk.find(id).name} changed`);
    },
    photoRemove: async (id) => put(desk, 'people', withPhoto(id, false), `${desk.find(id).name} changed`),
  };
}
