// The commands of what comes in and goes out, and of the keys that open the quick bar: `backend()` answers them with the others, in the main window.
import type { CircleId } from './api/CircleId';
import type { DataView } from './api/DataView';
import type { Done } from './api/Done';
import type { ImportChosen } from './api/ImportChosen';
import type { ImportFile } from './api/ImportFile';
import type { ImportReport } from './api/ImportReport';
import type { OpId } from './api/OpId';
import type { PersonId } from './api/PersonId';
import type { RestorePreview } from './api/RestorePreview';
import type { ShortcutView } from './api/ShortcutView';
import type { Unplaced } from './api/Unplaced';
import type { WorkProgress } from './api/WorkProgress';
import type { Invoke } from './backend';

export interface DataBackend {
  importPreview(files: ImportFile[], chosen: ImportChosen): Promise<ImportReport>;
  /** The file within one that age encrypted. */
  importOpen(file: ImportFile, passphrase: string): Promise<ImportFile>;
  importApply(files: ImportFile[], chosen: ImportChosen): Promise<ImportReport>;
  data(): Promise<DataView>;
  /** With a passphrase the file is encrypted by it (age). Null when the user chose no file. */
  dataExport(format: string, withoutPrivate: boolean, passphrase: string | null): Promise<Done | null>;
  backupNow(): Promise<Done>;
  /** Null when the user chose no folder. */
  backupFolderChoose(): Promise<Done | null>;
  backupFolderUsual(): Promise<Done>;
  /** Null when the user chose no file. */
  calendarChoose(): Promise<Done | null>;
  calendarOff(): Promise<Done>;
  restorePreview(file: string): Promise<RestorePreview>;
  restoreBackup(file: string): Promise<Done>;
  /** How far the long work under way is; null when there is none. */
  workProgress(): Promise<WorkProgress | null>;
  /** The work then fails with `stopped`, and everything is as it was. */
  workStop(): Promise<void>;
  /** People in no circle; of one import only those whom it added. */
  unplaced(op: OpId | null, limit: number): Promise<Unplaced>;
  /** Into a circle; null is "whenever". */
  place(people: PersonId[], circle: CircleId | null): Promise<Done>;
  /** Null when the user chose no picture. */
  photoChoose(id: PersonId): Promise<Done | null>;
  photoRemove(id: PersonId): Promise<Done>;
  shortcut(): Promise<ShortcutView>;
  /** Sets the keys that open the quick bar; empty for none. Rejects when another program has them. */
  shortcutSet(keys: string): Promise<ShortcutView>;
}

export const dataCommands = (invoke: Invoke): DataBackend => ({
  importPreview: (files, chosen) => invoke('import_preview', { files, chosen }),
  importOpen: (file, passphrase) => invoke('import_open', { file, passphrase }),
  importApply: (files, chosen) => invoke('import_apply', { files, chosen }),
  data: () => invoke('data'),
  dataExport: (format, withoutPrivate, passphrase) => invoke('data_export', { format, withoutPrivate, passphrase }),
  backupNow: () => invoke('backup_now'),
  backupFolderChoose: () => invoke('backup_folder_choose'),
  backupFolderUsual: () => invoke('backup_folder_usual'),
  calendarChoose: () => invoke('calendar_choose'),
  calendarOff: () => invoke('calendar_off'),
  restorePreview: (file) => invoke('restore_preview', { file }),
  restoreBackup: (file) => invoke('restore_backup', { file }),
  workProgress: () => invoke('work_progress'),
  workStop: () => invoke('work_stop'),
  unplaced: (op, limit) => invoke('unplaced', { op, limit }),
  place: (people, circle) => invoke('place', { people, circle }),
  photoChoose: (id) => invoke('photo_choose', { id }),
  photoRemove: (id) => invoke('photo_remove', { id }),
  shortcut: () => invoke('shortcut'),
  shortcutSet: (keys) => invoke('shortcut_set', { keys }),
});
