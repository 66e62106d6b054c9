// What a person's page keeps beside moments.
import type { BlockRow } from '../api/BlockRow';
import type { TransitionKind } from '../api/TransitionKind';
import type { Backend } from '../backend';
import { dayFromNow } from '../days';
import { put, refuseEmpty, refusePast, type FakeDesk } from './desk';

type Part = Pick<
  Backend,
  | 'why'
  | 'followUpAdd'
  | 'followUpEdit'
  | 'followUpDone'
  | 'followUpLetGo'
  | 'contributionAdd'
  | 'contributionLetGo'
  | 'occasionAdd'
  | 'occasionEdit'
  | 'occasionRemove'
  | 'blocks'
  | 'awayAdd'
  | 'leaveAdd'
  | 'personPause'
  | 'blockRemove'
  | 'transitionSet'
>;

const TRANSITIONS: Record<TransitionKind, string> = {
  new: 'New on the team since today',
  back: 'Back from leave since today',
  'hard-week': 'A hard time since today',
};

export function keptBackend(desk: FakeDesk): Part {
  const block = (kind: string, person: string | null, from: string, until: string) => {
    refusePast(until, from, 'until');
    const row: BlockRow = {
      id: `b-${kind}-${from}`,
      person: person ? desk.find(person) : null,
      kind,
      from,
      until,
      words: `${from} to ${until}`,
    };
    return put(desk, 'blocks', [...desk.state.blocks, row], `Noted: ${row.words}`);
  };
  const withoutFollowUp = (id: string) => desk.state.followUps.filter((it) => it.id !== id);
  return {
    why: async (id) => ({
      person: desk.find(id),
      steps: [
        { step: 'last', words: 'Your last moment with them was 6 days ago.' },
        { step: 'rhythm', words: 'Their rhythm is every 2 weeks, from the circle Close collaborators.' },
        { step: 'jitter', words: 'So that care does not come by the clock, this cycle is 2 days longer.' },
        { step: 'due', words: 'Next on Tuesday.' },
      ],
      next_due: dayFromNow(3),
    }),
    async followUpAdd(person, text, on) {
      refuseEmpty(text, 'text');
      refusePast(on, dayFromNow(), 'on');
      const planted = { id: `f-${text}`, person, text, on, when: on };
      return put(desk, 'followUps', [...desk.state.followUps, planted], `To come back to: ${text}`);
    },
    async followUpEdit(id, text, on) {
      refuseEmpty(text, 'text');
      refusePast(on, dayFromNow(), 'on');
      const edited = desk.state.followUps.map((it) => (it.id === id ? { ...it, text, on, when: on } : it));
      return put(desk, 'followUps', edited, `Changed: ${text}`);
    },
    followUpDone: async (id) => put(desk, 'followUps', withoutFollowUp(id), 'Asked'),
    followUpLetGo: async (id) => put(desk, 'followUps', withoutFollowUp(id), 'Let go'),
    async contributionAdd({ person, what, changed }) {
      refuseEmpty(what, 'what');
      const noted = { id: `c-${what}`, person: desk.find(person), what, changed, on: dayFromNow(), ago: 'today' };
      return put(desk, 'contributions', [noted, ...desk.state.contributions], 'Noted');
    },
    async contributionLetGo(id) {
      const left = desk.state.contributions.filter((it) => it.id !== id);
      return put(desk, 'contributions', left, 'Let go');
    },
    async occasionAdd({ title, day }) {
      refuseEmpty(title, 'title');
      const added = { own: `o-${title}`, title, on: day, when: day };
      return put(desk, 'occasions', [...desk.state.occasions, added], `Added: ${title}`);
    },
    async occasionEdit(id, { title, day }) {
      refuseEmpty(title, 'title');
      const changed = desk.state.occasions.map((it) => (it.own === id ? { ...it, title, on: day, when: day } : it));
      return put(desk, 'occasions', changed, `Occasion changed: ${title}`);
    },
    async occasionRemove(id) {
      const left = desk.state.occasions.filter((it) => it.own !== id);
      return put(desk, 'occasions', left, 'Taken out');
    },
    blocks: async () => desk.state.blocks,
    awayAdd: async (from, until) => block('away', null, from, until),
    leaveAdd: async (person, from, until) => block('leave', person, from, until),
    personPause: async (id, until) => block('pause', id, dayFromNow(), until),
    async blockRemove(id) {
      const left = desk.state.blocks.filter((it) => it.id !== id);
      return put(desk, 'blocks', left, 'Taken out');
    },
    async transitionSet(id, kind) {
      const transition = kind ? { kind, words: TRANSITIONS[kind] } : null;
      return put(desk, 'transition', transition, `${desk.find(id).name}: noted`);
    },
  };
}
