import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import type { Fake } from '$lib/backend.fake';
import Toast from '$lib/parts/Toast.svelte';
import Person from './Person.svelte';

const ID = 'p-Amara Okafor';
let fake: Fake;

const button = (name: string): Promise<HTMLElement> => screen.findByRole('button', { name });
const region = (name: string): HTMLElement => screen.getByRole('region', { name });
const called = (name: string): unknown[] | undefined => fake.calls.findLast(([call]) => call === name)?.slice(1);

async function type(field: string, value: string): Promise<void> {
  await fireEvent.input(screen.getByLabelText(field), { target: { value } });
}

beforeEach(async () => {
  fake = await answers('people=60&moments=4');
  render(Toast);
  render(Person, { id: ID, log: false });
  await screen.findByRole('heading', { level: 1 });
});

describe('follow-ups of a person', () => {
  it('are ticked, and Undo brings them back', async () => {
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Asked: the half-marathon' }));
    await waitFor(() => expect(screen.queryByText('the half-marathon')).toBeNull());
    expect(called('followUpDone')).toEqual(['f2']);
    await fireEvent.click(await button('Undo'));
    expect(await screen.findByText('the half-marathon')).toBeTruthy();
  });

  it('are changed in place; an error keeps what was typed, and so does Esc', async () => {
    await fireEvent.click(await button('Change: the half-marathon'));
    const form = screen.getByRole('form', { name: 'Change: the half-marathon' });
    await type('What to come back to', '   ');
    await fireEvent.submit(form);
    expect((await within(form).findByRole('alert')).textContent).toContain('A few words are needed');
    await type('What to come back to', 'the marathon');
    await fireEvent.keyDown(form, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Change: the half-marathon'));
    await fireEvent.click(await button('Change: the half-marathon'));
    expect(screen.getByLabelText<HTMLInputElement>('What to come back to').value).toBe('the marathon');
    await fireEvent.submit(screen.getByRole('form'));
    expect(await screen.findByText('the marathon')).toBeTruthy();
    expect(called('followUpEdit')).toEqual(['f2', 'the marathon', '2027-02-14']);
  });

  it('are let go, and added', async () => {
    await fireEvent.click(await button('Change: the half-marathon'));
    await fireEvent.click(within(screen.getByRole('form')).getByRole('button', { name: 'Let it go' }));
    await waitFor(() => expect(screen.queryByText('the half-marathon')).toBeNull());
    const add = await button('Add a follow-up');
    add.focus();
    await fireEvent.click(add);
    await type('What to come back to', 'her new bike');
    await type('On', '2099-03-04');
    await fireEvent.submit(screen.getByRole('form'));
    expect(await screen.findByText('her new bike')).toBeTruthy();
    expect(called('followUpAdd')).toEqual([ID, 'her new bike', '2099-03-04']);
    await waitFor(() => expect(document.activeElement).toBe(add));
  });

  it('need a day, and say so before anything is asked', async () => {
    await fireEvent.click(await button('Add a follow-up'));
    await type('What to come back to', 'her new bike');
    await type('On', '');
    await fireEvent.submit(screen.getByRole('form'));
    expect((await screen.findByRole('alert')).textContent).toContain('Pick a day');
    expect(called('followUpAdd')).toBeUndefined();
  });
});

describe('unsaid thanks', () => {
  const WHAT = 'Unblocking the deploy, and staying until it was calm';

  it('open the log with the gesture and the words there', async () => {
    await fireEvent.click(await button(`Thank them: ${WHAT}`));
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Thanked' }).checked).toBe(true);
    const note = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'A few words' });
    expect(note.value).toBe(WHAT);
    await fireEvent.click(await button('Save moment'));
    await waitFor(() => expect(called('log')).toBeTruthy());
    expect(called('log')?.[0]).toMatchObject({ moment: { people: [ID], gestures: ['thanked'], note: WHAT } });
  });

  it('are let go, and noted with what they changed', async () => {
    expect(screen.getByText('Nobody was called out at night')).toBeTruthy();
    await fireEvent.click(await button(`Let it go: ${WHAT}`));
    expect(await screen.findByText('Nothing waits to be said.')).toBeTruthy();
    await fireEvent.click(await button('Note something they did'));
    await type('What they did', 'Wrote the template');
    await type('What it changed', 'Everyone borrows it');
    await fireEvent.submit(screen.getByRole('form'));
    expect(await screen.findByText('Everyone borrows it')).toBeTruthy();
    expect(called('contributionAdd')?.[0]).toEqual({
      person: ID,
      what: 'Wrote the template',
      changed: 'Everyone borrows it',
      on: null,
    });
  });
});

describe('dates', () => {
  it('can be added and taken out; what follows from their own dates stays', async () => {
    const dates = region('Dates');
    expect(within(dates).queryByRole('button', { name: 'Take out: Birthday' })).toBeNull();
    await fireEvent.click(await button('Add a date'));
    await type('What it is', 'Her exam');
    await type('On', '2099-05-01');
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Every year' }));
    await fireEvent.click(await button('Brings it to mind: On the day'));
    await fireEvent.click(await screen.findByRole('menuitemradio', { name: 'A week before' }));
    await fireEvent.submit(screen.getByRole('form'));
    await fireEvent.click(await button('Take out: Her exam'));
    await waitFor(() => expect(within(dates).queryByText('Her exam')).toBeNull());
    expect(called('occasionAdd')?.[0]).toEqual({
      person: ID,
      title: 'Her exam',
      day: '2099-05-01',
      yearly: true,
      lead_days: 7,
    });
  });
});

describe('these days', () => {
  const pick = async (name: string): Promise<void> => {
    await fireEvent.click(await screen.findByRole('button', { name: /^These days: / }));
    await fireEvent.click(await screen.findByRole('menuitem', { name }));
  };

  it('note a leave between two days, which can be taken out again', async () => {
    await pick('On leave…');
    await type('From', '2099-05-09');
    await type('Until', '2099-05-01');
    await fireEvent.submit(screen.getByRole('form'));
    await screen.findByRole('alert');
    expect(screen.getByLabelText<HTMLInputElement>('From').value).toBe('2099-05-09');
    await type('Until', '2099-05-20');
    await fireEvent.submit(screen.getByRole('form'));
    expect(await screen.findByText(/^On leave, 2099-05-09 to 2099-05-20/)).toBeTruthy();
    await fireEvent.click(await screen.findByRole('button', { name: /^Take out: On leave/ }));
    await waitFor(() => expect(screen.queryByText(/^On leave, /)).toBeNull());
  });

  it('keep Nod quiet about someone until a day', async () => {
    await pick('Quiet about them until…');
    expect(screen.queryByLabelText('From')).toBeNull();
    await type('Until', '2099-05-20');
    await fireEvent.submit(screen.getByRole('form'));
    expect(await screen.findByText(/^Quiet about them, /)).toBeTruthy();
    expect(called('personPause')).toEqual([ID, '2099-05-20']);
  });

  it('say what someone goes through, and that it is over', async () => {
    await fireEvent.click(await button('These days: As usual'));
    await fireEvent.click(await screen.findByRole('menuitemradio', { name: 'A hard time' }));
    expect(await button('These days: A hard time')).toBeTruthy();
    await fireEvent.click(await button('Back to usual'));
    expect(await button('These days: As usual')).toBeTruthy();
    expect(called('transitionSet')).toEqual([ID, null]);
  });
});

describe('an own reminder about someone', () => {
  it('is asked for from the menu of their page', async () => {
    await fireEvent.click(await button('More'));
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Remind me about them…' }));
    await type('What to be reminded of', 'Bring her the book');
    await type('On', '2099-05-01');
    await fireEvent.click(await button('Comes: Once'));
    await fireEvent.click(await screen.findByRole('menuitemradio', { name: 'Every 2 weeks' }));
    await fireEvent.submit(screen.getByRole('form', { name: 'Remind me about Amara Okafor' }));
    await waitFor(() => expect(called('ownAdd')).toBeTruthy());
    expect(called('ownAdd')?.[0]).toEqual({
      text: 'Bring her the book',
      on: '2099-05-01',
      at: null,
      every: { count: 2, unit: 'week' },
      person: ID,
    });
  });
});

describe('the rhythm', () => {
  it('says why someone comes when they come, step by step', async () => {
    const why = await button('Why then? Amara Okafor');
    expect(why.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(why);
    const steps = await screen.findByRole('list', { name: 'Why then, step by step' });
    expect(within(steps).getAllByRole('listitem')).toHaveLength(4);
    await fireEvent.click(why);
    expect(screen.queryByRole('list', { name: 'Why then, step by step' })).toBeNull();
  });
});

describe('a photo', () => {
  it('is chosen, shown and removed, each with Undo', async () => {
    await fireEvent.click(await button('Photo of Amara Okafor'));
    expect(screen.queryByRole('menuitem', { name: 'Remove the photo' })).toBeNull();
    await fireEvent.click(screen.getByRole('menuitem', { name: 'Choose a photo…' }));
    await waitFor(() => expect(document.querySelector('.person-head .avatar img')).toBeTruthy());
    await fireEvent.click(await button('Photo of Amara Okafor'));
    await fireEvent.click(screen.getByRole('menuitem', { name: 'Remove the photo' }));
    await waitFor(() => expect(document.querySelector('.person-head .avatar img')).toBeNull());
    await fireEvent.click(await button('Undo'));
    await waitFor(() => expect(document.querySelector('.person-head .avatar img')).toBeTruthy());
  });

  it('is left as it is when no picture was chosen', async () => {
    fake.photoChoose = async () => null;
    await fireEvent.click(await button('Photo of Amara Okafor'));
    await fireEvent.click(screen.getByRole('menuitem', { name: 'Choose a photo…' }));
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});

describe('a rhythm', () => {
  it('can be whenever inside a circle', async () => {
    await fireEvent.click(await button('Rhythm: Every 2 weeks'));
    await fireEvent.click(screen.getByRole('menuitemradio', { name: 'Whenever' }));
    await waitFor(() => expect(called('personSave')).toBeTruthy());
    expect(called('personSave')?.[1]).toMatchObject({ rhythm_days: 3650 });
  });
});
