// The passphrase: what opens the sample data is `correct horse battery`.
import type { SealBackend } from '../backend.seal';
import type { FakeDesk } from './desk';

export const PASSPHRASE = 'correct horse battery';
const KEYS = ['7KQ2-M9XT-4WPZ-H6RN-3VJS-8GYF-B5AC', 'T4ZB-6HKR-2PXQ-9MCV-5JES-3LYW-A7DN'];

export function sealBackend(desk: FakeDesk): SealBackend {
  const { state, changed } = desk;
  let keys = 0;
  let passphrase = PASSPHRASE;
  const recovery = (): string => KEYS[keys % KEYS.length] ?? '';

  const check = (secret: string): void => {
    if (secret !== passphrase) {
      throw { code: 'wrong-passphrase', message: 'That is not the passphrase. Nothing was changed.', field: null };
    }
  };
  const set = (change: Partial<typeof state.seal>): void => {
    state.seal = { ...state.seal, ...change };
  };
  const refuseShort = (fresh: string, field: string): void => {
    if (fresh.length < 8) {
      throw { code: 'refused', message: 'Eight signs or more, please. Nothing was changed.', field };
    }
  };
  const all = ['people', 'moments', 'circles', 'gestures', 'reminders', 'settings', 'seal'] as const;

  return {
    seal: async () => state.seal,
    async sealOn(fresh, keychain) {
      refuseShort(fresh, 'passphrase');
      passphrase = fresh;
      set({ encrypted: true, keychain: state.seal.keychain === 'absent' ? 'absent' : keychain ? 'on' : 'off' });
      return { recovery_key: recovery() };
    },
    async sealOff(secret) {
      check(secret);
      set({ encrypted: false });
      return state.seal;
    },
    async sealLock() {
      set({ locked: true });
      changed('seal');
    },
    async sealUnlock(secret) {
      if (secret.replace(/\W/g, '').toUpperCase() !== recovery().replaceAll('-', '')) check(secret);
      set({ locked: false });
      changed(...all);
    },
    async sealPassphrase(old, fresh) {
      check(old);
      refuseShort(fresh, 'fresh');
      passphrase = fresh;
    },
    async sealRecovery(secret) {
      check(secret);
      keys++;
      return { recovery_key: recovery() };
    },
    async sealKeychain(on) {
      set({ keychain: on ? 'on' : 'off' });
      return state.seal;
    },
    async sealAutoLock(minutes) {
      set({ auto_lock_minutes: minutes });
      return state.seal;
    },
  };
}
