import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import Toast from '$lib/parts/Toast.svelte';
import Today from './Today.svelte';

const button = (name: string): Promise<HTMLElement> => screen.findByRole('button', { name });

describe('Today', () => {
  it('shows whom to think of, why, and marks itself ready', async () => {
    render(Today);
    expect(await screen.findByRole('heading', { name: 'Good morning, Ines' })).toBeTruthy();
    expect(screen.getAllByRole('article')).toHaveLength(5);
    expect(screen.getByText('Quiet for 5 weeks; your rhythm is every 3')).toBeTruthy();
    await waitFor(() => expect(document.documentElement.dataset['ready']).toBe('today'));
  });

  it('logs in place with the suggested gesture, and the row goes', async () => {
    const fake = await answers();
    render(Today);
    await fireEvent.click(await button('Log a moment with Hannah Reuter'));
    const row = screen.getByRole('article', { name: 'Hannah Reuter' });
    expect(within(row).getByRole<HTMLInputElement>('radio', { name: 'Remembered' }).checked).toBe(true);
    expect(screen.getByText('Amara Okafor').closest('li')?.inert).toBe(true);
    await fireEvent.input(within(row).getByRole('textbox'), { target: { value: 'Leo passed' } });
    await fireEvent.click(within(row).getByRole('radio', { name: 'Celebrated' }));
    await fireEvent.click(within(row).getByRole('button', { name: 'Save moment' }));
    await waitFor(() => expect(screen.queryByRole('article', { name: 'Hannah Reuter' })).toBeNull());
    const [, request] = fake.calls.find(([name]) => name === 'log') ?? [];
    expect(request).toEqual({
      moment: {
        people: ['p-Hannah Reuter'],
        gestures: ['celebrated'],
        direction: 'mine',
        channel: null,
        note: 'Leo passed',
        at: null,
      },
      reminder: 'r-Hannah Reuter',
      answers_follow_up: true,
    });
  });

  it('keeps what was typed when the row is closed with Esc and opened again', async () => {
    render(Today);
    await fireEvent.click(await button('Log a moment with Yuto Nakamura'));
    await fireEvent.input(screen.getByRole('textbox', { name: 'A few words' }), {
      target: { value: 'half a thought' },
    });
    await fireEvent.keyDown(screen.getByRole('textbox', { name: 'A few words' }), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Save moment' })).toBeNull());
    await fireEvent.click(await button('Log a moment with Yuto Nakamura'));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'A few words' }).value).toBe('half a thought');
  });

  it('keeps the text when logging goes wrong, and says why', async () => {
    const fake = await answers();
    fake.log = () => Promise.reject({ code: 'disk-full', message: 'The disk is full. Nothing was lost.', field: null });
    render(Today);
    await fireEvent.click(await button('Log a moment with Amara Okafor'));
    await fireEvent.input(screen.getByRole('textbox', { name: 'A few words' }), {
      target: { value: 'for the rollback' },
    });
    await fireEvent.click(await button('Save moment'));
    expect((await screen.findByRole('alert')).textContent).toContain('The disk is full');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'A few words' }).value).toBe('for the rollback');
  });

  it('puts off with the choices it was given', async () => {
    const fake = await answers();
    render(Today);
    await fireEvent.click(await button('Later: Amara Okafor'));
    await fireEvent.click(await screen.findByRole('menuitem', { name: /Tomorrow/ }));
    await waitFor(() => expect(screen.queryByRole('article', { name: 'Amara Okafor' })).toBeNull());
    expect(fake.calls).toContainEqual(['later', 'r-Amara Okafor', 'tomorrow']);
  });

  it('skips at once and brings back on Undo', async () => {
    render(Toast);
    render(Today);
    await fireEvent.click(await button('Not now: Priya Raghunathan'));
    await waitFor(() => expect(screen.queryByRole('article', { name: 'Priya Raghunathan' })).toBeNull());
    await fireEvent.click(await button('Undo'));
    expect(await screen.findByRole('article', { name: 'Priya Raghunathan' })).toBeTruthy();
  });

  it('shows what was done when nobody is left', async () => {
    await answers('people=60&done');
    render(Today);
    expect(await screen.findByRole('list', { name: 'Today you' })).toBeTruthy();
    expect(screen.getByText('Next: Priya, on Thursday')).toBeTruthy();
  });

  it('greets at the first start, keeps the name, and offers a sample team', async () => {
    const fake = await answers('people=0');
    render(Today);
    const name = await screen.findByRole('textbox', { name: 'Your name' });
    await fireEvent.input(name, { target: { value: 'Ines' } });
    await fireEvent.click(await button('Try with a sample team'));
    await waitFor(() => expect(fake.calls.map(([call]) => call)).toContain('sampleTeam'));
    expect(fake.state.welcome.settings.your_name).toBe('Ines');
    expect(await screen.findByRole('heading', { name: 'That’s everyone for now' })).toBeTruthy();
  });

  it('says that it is quiet, and speaks again', async () => {
    const fake = await answers('people=60&paused');
    render(Today);
    await fireEvent.click(await button('Speak again'));
    await waitFor(() => expect(fake.state.paused).toBeNull());
    await waitFor(() => expect(screen.queryByText(/Quiet until Monday/)).toBeNull());
  });

  it('shows every kind with its reason, and what is about no one without Log', async () => {
    await answers('people=60&kinds');
    render(Today);
    const own = await screen.findByRole('article', { name: 'Bring the photos of the offsite' });
    expect(
      within(own)
        .getAllByRole('button')
        .map((it) => it.textContent.trim()),
    ).toEqual(['Later', 'Done']);
    const icons = screen.getAllByRole('article').map((row) => row.querySelector('.why path')?.getAttribute('d'));
    expect(new Set(icons).size).toBeGreaterThanOrEqual(4);
    expect(screen.getByText('3 years at work, tomorrow')).toBeTruthy();
  });

  it('finishes an own reminder, and Undo brings it back', async () => {
    const fake = await answers('people=60&kinds');
    render(Toast);
    render(Today);
    await fireEvent.click(await button('Done: Bring the photos of the offsite'));
    await waitFor(() => expect(screen.queryByRole('article', { name: /photos/ })).toBeNull());
    expect(fake.calls).toContainEqual(['ownDone', 'own-1']);
    await fireEvent.click(await button('Undo'));
    expect(await screen.findByRole('article', { name: /photos/ })).toBeTruthy();
  });

  it.each([
    ['Yes, a longer rhythm: Tomasz Wiśniewski', true],
    ['Keep the rhythm: Tomasz Wiśniewski', false],
  ])('answers the offer of a longer rhythm with “%s”', async (name, take) => {
    const fake = await answers('people=60&kinds');
    render(Today);
    expect(await screen.findByText(/^Every 4 weeks instead\?/)).toBeTruthy();
    await fireEvent.click(await button(name));
    await waitFor(() => expect(screen.queryByText(/^Every 4 weeks instead\?/)).toBeNull());
    expect(fake.calls).toContainEqual(['rhythmOffer', 'p-Tomasz Wiśniewski', take]);
  });

  it('goes from row to row with the arrows', async () => {
    await answers('people=60&kinds');
    render(Today);
    const first = await button('Done: Bring the photos of the offsite');
    first.focus();
    await fireEvent.keyDown(first, { key: 'ArrowDown' });
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Log a moment with Yuto Nakamura');
    await fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(first);
    await fireEvent.keyDown(first, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(first);
  });

  it('welcomes back', async () => {
    await answers('people=60&back');
    render(Today);
    expect(await screen.findByRole('heading', { name: 'Welcome back, Ines' })).toBeTruthy();
    expect(screen.getByText(/Nothing piled up/)).toBeTruthy();
  });

  it('adds an own reminder, keeps what was typed over an error, and lists it', async () => {
    const fake = await answers('people=60');
    render(Today);
    await fireEvent.click(await button('Remind me of something'));
    const form = screen.getByRole('form', { name: 'Remind me of something' });
    const what = within(form).getByRole<HTMLInputElement>('textbox', { name: 'What to be reminded of' });
    expect(document.activeElement).toBe(what);
    await fireEvent.input(what, { target: { value: 'Water the plant' } });
    const on = within(form).getByLabelText<HTMLInputElement>('On');
    await fireEvent.input(on, { target: { value: '2020-01-01' } });
    await fireEvent.submit(form);
    expect((await within(form).findByRole('alert')).textContent).toContain('is over');
    expect(what.value).toBe('Water the plant');
    await waitFor(() => expect(document.activeElement).toBe(on));
    await fireEvent.input(on, { target: { value: '2099-01-01' } });
    await fireEvent.click(within(form).getByRole('checkbox', { name: 'At a time' }));
    const at = within(form).getByLabelText('Time');
    await fireEvent.input(at, { target: { value: '' } });
    await fireEvent.submit(form);
    await within(form).findByText('Pick a time, or take the tick out.');
    await fireEvent.input(at, { target: { value: '09:00' } });
    await fireEvent.submit(form);
    await waitFor(() => expect(fake.calls.filter(([name]) => name === 'ownAdd')).toHaveLength(2));
    expect(fake.calls.findLast(([name]) => name === 'ownAdd')?.[1]).toEqual({
      text: 'Water the plant',
      on: '2099-01-01',
      at: 540,
      every: null,
      person: null,
    });
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
    await fireEvent.click(await button('Remind me of something'));
    expect(await screen.findByText('Water the plant')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Take out: Water the plant' }));
    await waitFor(() => expect(screen.queryByText('Water the plant')).toBeNull());
  });
});
