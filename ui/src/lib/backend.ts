// The one file that talks to Tauri. Everything else asks `backend()`, so that a fake can answer in tests.
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { BlockId } from './api/BlockId';
import type { BlockRow } from './api/BlockRow';
import type { CircleId } from './api/CircleId';
import type { ContributionId } from './api/ContributionId';
import type { DayAhead } from './api/DayAhead';
import type { Done } from './api/Done';
import type { Failure } from './api/Failure';
import type { FollowUpId } from './api/FollowUpId';
import type { Logged } from './api/Logged';
import type { LogRequest } from './api/LogRequest';
import type { MomentId } from './api/MomentId';
import type { MomentsPage } from './api/MomentsPage';
import type { MomentsRequest } from './api/MomentsRequest';
import type { NewContribution } from './api/NewContribution';
import type { NewOccasion } from './api/NewOccasion';
import type { NewOwnReminder } from './api/NewOwnReminder';
import type { OccasionId } from './api/OccasionId';
import type { OpId } from './api/OpId';
import type { OwnReminderId } from './api/OwnReminderId';
import type { OwnReminderRow } from './api/OwnReminderRow';
import type { PeoplePage } from './api/PeoplePage';
import type { PeopleRequest } from './api/PeopleRequest';
import type { PersonFields } from './api/PersonFields';
import type { PersonId } from './api/PersonId';
import type { PersonPage } from './api/PersonPage';
import type { PersonSaved } from './api/PersonSaved';
import type { QuickReading } from './api/QuickReading';
import type { QuickRequest } from './api/QuickRequest';
import type { Route } from './api/Route';
import type { Settings } from './api/Settings';
import type { TodayView } from './api/TodayView';
import type { Topic } from './api/Topic';
import type { TransitionKind } from './api/TransitionKind';
import type { Undone } from './api/Undone';
import type { Welcome } from './api/Welcome';
import type { Why } from './api/Why';
import type { DataBackend } from './backend.data';
import type { NotebookBackend } from './backend.notebook';
import type { SealBackend } from './backend.seal';

/** How a command of the Rust side is called. */
export type Invoke = <T>(command: string, args?: Record<string, unknown>) => Promise<T>;

/** What the backend tells without being asked. */
export type Events = { changed: Topic[]; route: Route; quick: { prefill: string; moment?: MomentId | null } };

/** The commands of the Rust side, one a method. A failing one rejects with a `Failure`. */
declare global {
  interface Window {
    /** What the shell told the first page at its start, until it is taken. */
    nodWelcome?: Welcome;
    /** What the shell told the quick bar's page at its start, until it is taken: nothing is kept that was being typed. */
    nodNoDraft?: boolean;
  }
}

export interface Backend extends NotebookBackend, DataBackend, SealBackend {
  welcome(): Promise<Welcome>;
  today(): Promise<TodayView>;
  people(request: PeopleRequest): Promise<PeoplePage>;
  person(id: PersonId): Promise<PersonPage>;
  photo(id: PersonId): Promise<string | null>;
  moments(request: MomentsRequest): Promise<MomentsPage>;
  quickRead(request: QuickRequest): Promise<QuickReading>;
  quickLog(request: QuickRequest): Promise<Logged>;
  log(request: LogRequest): Promise<Logged>;
  later(reminder: string, when: string): Promise<Done>;
  skip(reminder: string): Promise<Done>;
  /** Takes the longer rhythm that is offered, or keeps the one there is. */
  rhythmOffer(id: PersonId, take: boolean): Promise<Done>;
  why(id: PersonId): Promise<Why>;
  /** The days to come under settings that need not be saved. */
  preview(settings: Settings, days: number): Promise<DayAhead[]>;
  followUpAdd(person: PersonId, text: string, on: string): Promise<Done>;
  followUpEdit(id: FollowUpId, text: string, on: string): Promise<Done>;
  followUpDone(id: FollowUpId): Promise<Done>;
  followUpLetGo(id: FollowUpId): Promise<Done>;
  contributionAdd(contribution: NewContribution): Promise<Done>;
  contributionLetGo(id: ContributionId): Promise<Done>;
  occasionAdd(occasion: NewOccasion): Promise<Done>;
  occasionEdit(id: OccasionId, occasion: NewOccasion): Promise<Done>;
  occasionRemove(id: OccasionId): Promise<Done>;
  ownReminders(): Promise<OwnReminderRow[]>;
  ownAdd(reminder: NewOwnReminder): Promise<Done>;
  ownReminder(id: OwnReminderId): Promise<NewOwnReminder>;
  ownEdit(id: OwnReminderId, reminder: NewOwnReminder): Promise<Done>;
  /** The own reminder's id, or that of its row on Today. */
  ownDone(id: string): Promise<Done>;
  ownRemove(id: OwnReminderId): Promise<Done>;
  /** Away periods, leaves and pauses that are not over. */
  blocks(): Promise<BlockRow[]>;
  awayAdd(from: string, until: string): Promise<Done>;
  leaveAdd(person: PersonId, from: string, until: string): Promise<Done>;
  personPause(id: PersonId, until: string): Promise<Done>;
  blockRemove(id: BlockId): Promise<Done>;
  /** What they go through from today on; null ends it. */
  transitionSet(id: PersonId, kind: TransitionKind | null): Promise<Done>;
  personSave(id: PersonId | null, fields: PersonFields): Promise<PersonSaved>;
  personArchive(id: PersonId, archived: boolean): Promise<Done>;
  momentDelete(id: MomentId): Promise<Done>;
  sampleTeam(): Promise<Done>;
  undo(op: OpId | null): Promise<Undone>;
  redo(): Promise<Undone>;
  settingsSave(settings: Settings): Promise<Done>;
  /** Whether Nod starts at login. */
  autostart(): Promise<boolean>;
  /** Has it start at login or not; resolves to which it is then. */
  autostartSet(on: boolean): Promise<boolean>;
  circleRhythm(id: CircleId, days: number | null): Promise<Done>;
  /** `1h`, `today`, `monday` or a date; null resumes. */
  pause(until: string | null): Promise<Done>;
  /** The first view is painted. */
  windowReady(view: string): Promise<void>;
  quickClose(): Promise<void>;
  /** What was being typed before the window went away; empty when nothing was. */
  quickDraft(): Promise<string>;
  /** Keeps what is being typed; `closed` when the bar is closed on it. */
  quickDraftKeep(text: string, closed: boolean): Promise<void>;
  /** In logical pixels, which know nothing of a larger text size. */
  quickResize(width: number, height: number): Promise<void>;
  openMain(route: Route): Promise<void>;
  /** Calls back on every event of that name; the answer stops it. */
  on<E extends keyof Events>(event: E, hear: (payload: Events[E]) => void): () => void;
}

const tauri: Omit<Backend, keyof NotebookBackend | keyof DataBackend | keyof SealBackend> = {
  welcome: () => {
    const told = window.nodWelcome;
    delete window.nodWelcome;
    return told ? Promise.resolve(told) : invoke('welcome');
  },
  today: () => invoke('today'),
  people: (request) => invoke('people', { request }),
  person: (id) => invoke('person', { id }),
  photo: (id) => invoke('photo', { id }),
  moments: (request) => invoke('moments', { request }),
  quickRead: (request) => invoke('quick_read', { request }),
  quickLog: (request) => invoke('quick_log', { request }),
  log: (request) => invoke('log', { request }),
  later: (reminder, when) => invoke('later', { reminder, when }),
  skip: (reminder) => invoke('skip', { reminder }),
  rhythmOffer: (id, take) => invoke('rhythm_offer', { id, take }),
  why: (id) => invoke('why', { id }),
  preview: (settings, days) => invoke('preview', { settings, days }),
  followUpAdd: (person, text, on) => invoke('follow_up_add', { person, text, on }),
  followUpEdit: (id, text, on) => invoke('follow_up_edit', { id, text, on }),
  followUpDone: (id) => invoke('follow_up_done', { id }),
  followUpLetGo: (id) => invoke('follow_up_let_go', { id }),
  contributionAdd: (contribution) => invoke('contribution_add', { contribution }),
  contributionLetGo: (id) => invoke('contribution_let_go', { id }),
  occasionAdd: (occasion) => invoke('occasion_add', { occasion }),
  occasionEdit: (id, occasion) => invoke('occasion_edit', { id, occasion }),
  occasionRemove: (id) => invoke('occasion_remove', { id }),
  ownReminders: () => invoke('own_reminders'),
  ownAdd: (reminder) => invoke('own_add', { reminder }),
  ownReminder: (id) => invoke('own_reminder', { id }),
  ownEdit: (id, reminder) => invoke('own_edit', { id, reminder }),
  ownDone: (id) => invoke('own_done', { id }),
  ownRemove: (id) => invoke('own_remove', { id }),
  blocks: () => invoke('blocks'),
  awayAdd: (from, until) => invoke('away_add', { from, until }),
  leaveAdd: (person, from, until) => invoke('leave_add', { person, from, until }),
  personPause: (id, until) => invoke('person_pause', { id, until }),
  blockRemove: (id) => invoke('block_remove', { id }),
  transitionSet: (id, kind) => invoke('transition_set', { id, kind }),
  personSave: (id, fields) => invoke('person_save', { id, fields }),
  personArchive: (id, archived) => invoke('person_archive', { id, archived }),
  momentDelete: (id) => invoke('moment_delete', { id }),
  sampleTeam: () => invoke('sample_team'),
  undo: (op) => invoke('undo', { op }),
  redo: () => invoke('redo'),
  settingsSave: (settings) => invoke('settings_save', { settings }),
  autostart: () => invoke('autostart_is_on'),
  autostartSet: (on) => invoke('autostart_set', { on }),
  circleRhythm: (id, days) => invoke('circle_rhythm', { id, days }),
  pause: (until) => invoke('pause', { until }),
  windowReady: (view) => invoke('window_ready', { view }),
  quickClose: () => invoke('quick_close'),
  quickDraft: () => {
    const none = window.nodNoDraft;
    delete window.nodNoDraft;
    return none ? Promise.resolve('') : invoke('quick_draft');
  },
  quickDraftKeep: (text, closed) => invoke('quick_draft_keep', { text, closed }),
  quickResize: (width, height) => invoke('quick_resize', { width, height }),
  openMain: (route) => invoke('open_main', { route }),
  on(event, hear) {
    const listening = listen<Events[typeof event]>(event, ({ payload }) => hear(payload));
    return () => void listening.then((stop) => stop());
  },
};

// The quick bar asks for none of the others.
let current = tauri as Backend;

/** Adds commands that only the main window has, so that the quick bar need not carry them. */
export function serve(...parts: ((invoke: Invoke) => Partial<Backend>)[]): void {
  for (const part of parts) Object.assign(tauri, part(invoke));
}

/** Whoever answers. */
export const backend = (): Backend => current;

/** Lets another answer: the fake in tests and in development. */
export function answerWith(other: Backend): void {
  current = other;
}

/** What went wrong, whatever was thrown. A thrown text is Tauri's own, for a command it refuses. */
export function asFailure(thrown: unknown): Failure {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) {
    const { code, message, field } = thrown as Partial<Failure>;
    return { code: code ?? 'internal', message: String(message), field: field ?? null };
  }
  return { code: 'internal', message: String(thrown), field: null };
}
