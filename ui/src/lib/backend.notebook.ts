// The commands of search, details, notes, duplicates, the bin and briefs: `backend()` answers them with the others.
import type { BinEntry } from './api/BinEntry';
import type { BriefCard } from './api/BriefCard';
import type { DetailCategory } from './api/DetailCategory';
import type { DetailFields } from './api/DetailFields';
import type { DetailId } from './api/DetailId';
import type { DetailRow } from './api/DetailRow';
import type { DetailSaved } from './api/DetailSaved';
import type { Done } from './api/Done';
import type { Duplicate } from './api/Duplicate';
import type { MergePreview } from './api/MergePreview';
import type { MomentId } from './api/MomentId';
import type { MomentRow } from './api/MomentRow';
import type { NewMoment } from './api/NewMoment';
import type { OpId } from './api/OpId';
import type { PersonFields } from './api/PersonFields';
import type { PersonId } from './api/PersonId';
import type { SearchPage } from './api/SearchPage';
import type { SearchRequest } from './api/SearchRequest';
import type { TimelinePage } from './api/TimelinePage';
import type { TimelineRequest } from './api/TimelineRequest';
import type { Undone } from './api/Undone';
import type { Invoke } from './backend';

export interface NotebookBackend {
  search(request: SearchRequest): Promise<SearchPage>;
  moment(id: MomentId): Promise<MomentRow>;
  momentEdit(id: MomentId, to: NewMoment): Promise<Done>;
  timeline(request: TimelineRequest): Promise<TimelinePage>;
  details(person: PersonId, expired: boolean): Promise<DetailRow[]>;
  detailCategories(): Promise<DetailCategory[]>;
  detailAdd(person: PersonId, fields: DetailFields): Promise<DetailSaved>;
  detailEdit(id: DetailId, fields: DetailFields): Promise<DetailSaved>;
  detailDelete(id: DetailId): Promise<Done>;
  /** The notes as harmless HTML, made and cleaned by the core. */
  notesHtml(id: PersonId): Promise<string>;
  duplicates(): Promise<Duplicate[]>;
  mergePreview(keep: PersonId, gone: PersonId): Promise<MergePreview>;
  merge(keep: PersonId, gone: PersonId, fields: PersonFields): Promise<Done>;
  /** Into the bin. */
  personDelete(id: PersonId): Promise<Done>;
  /** For good: there is no Undo. */
  personErase(id: PersonId): Promise<Done>;
  bin(): Promise<BinEntry[]>;
  binRestore(op: OpId): Promise<Undone>;
  brief(people: PersonId[]): Promise<BriefCard[]>;
}

export const notebookCommands = (invoke: Invoke): NotebookBackend => ({
  search: (request) => invoke('search', { request }),
  moment: (id) => invoke('moment', { id }),
  momentEdit: (id, to) => invoke('moment_edit', { id, new: to }),
  timeline: (request) => invoke('timeline', { request }),
  details: (person, expired) => invoke('details', { person, expired }),
  detailCategories: () => invoke('detail_categories'),
  detailAdd: (person, fields) => invoke('detail_add', { person, fields }),
  detailEdit: (id, fields) => invoke('detail_edit', { id, fields }),
  detailDelete: (id) => invoke('detail_delete', { id }),
  notesHtml: (id) => invoke('notes_html', { id }),
  duplicates: () => invoke('duplicates'),
  mergePreview: (keep, gone) => invoke('merge_preview', { keep, gone }),
  merge: (keep, gone, fields) => invoke('merge', { keep, gone, fields }),
  personDelete: (id) => invoke('person_delete', { id }),
  personErase: (id) => invoke('person_erase', { id }),
  bin: () => invoke('bin'),
  binRestore: (op) => invoke('bin_restore', { op }),
  brief: (people) => invoke('brief', { people }),
});
