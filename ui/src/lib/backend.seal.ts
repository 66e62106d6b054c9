// The commands of the passphrase: `backend()` answers them with the others, in the main window.
import type { RecoveryShown } from './api/RecoveryShown';
import type { SealView } from './api/SealView';
import type { Invoke } from './backend';

/** While Nod is locked, every other command fails with `locked`. A wrong secret fails with `wrong-passphrase`. */
export interface SealBackend {
  seal(): Promise<SealView>;
  sealOn(passphrase: string, keychain: boolean): Promise<RecoveryShown>;
  sealOff(passphrase: string): Promise<SealView>;
  sealLock(): Promise<void>;
  /** The passphrase, or the recovery key. */
  sealUnlock(secret: string): Promise<void>;
  sealPassphrase(old: string, fresh: string): Promise<void>;
  /** Makes another recovery key; the one before opens nothing then. */
  sealRecovery(passphrase: string): Promise<RecoveryShown>;
  sealKeychain(on: boolean): Promise<SealView>;
  /** Null never locks by itself. */
  sealAutoLock(minutes: number | null): Promise<SealView>;
}

export const sealCommands = (invoke: Invoke): SealBackend => ({
  seal: () => invoke('seal'),
  sealOn: (passphrase, keychain) => invoke('seal_on', { passphrase, keychain }),
  sealOff: (passphrase) => invoke('seal_off', { passphrase }),
  sealLock: () => invoke('seal_lock'),
  sealUnlock: (secret) => invoke('seal_unlock', { secret }),
  sealPassphrase: (old, fresh) => invoke('seal_passphrase', { old, fresh }),
  sealRecovery: (passphrase) => invoke('seal_recovery', { passphrase }),
  sealKeychain: (on) => invoke('seal_keychain', { on }),
  sealAutoLock: (minutes) => invoke('seal_auto_lock', { minutes }),
});
