import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import type { Fake } from '$lib/backend.fake';
import type { Settings as Stored } from '$lib/api/Settings';
import { onChanged } from '$lib/state/changes';
import { welcome } from '$lib/state/welcome.svelte';
import Settings from './Settings.svelte';

const button = (name: string): Promise<HTMLElement> => screen.findByRole('button', { name });
const asked = (fake: Fake, name: string): Stored[] =>
  fake.calls.filter(([call]) => call === name).map(([, settings]) => settings as Stored);

async function opened(search = 'people=60'): Promise<Fake> {
  const fake = await answers(search);
  // As the window does it.
  onChanged(() => void welcome.refresh());
  render(Settings);
  await screen.findByRole('region', { name: 'Your next week would look like this' });
  return fake;
}

describe('reminder settings', () => {
  it('take two quick steps for two', async () => {
    const fake = await opened();
    const fewer = await button('Fewer: On Today at most');
    await fireEvent.click(fewer);
    await fireEvent.click(fewer);
    await waitFor(() => expect(fake.state.welcome.settings.today_at_most).toBe(3));
    expect(screen.getByRole('status', { name: 'On Today at most' }).textContent).toBe('3');
    await fireEvent.click(await button('More: Days ahead for birthdays and anniversaries'));
    await waitFor(() => expect(fake.state.welcome.settings).toMatchObject({ today_at_most: 3, lead_days: 1 }));
  });

  it('go back to what is stored when they are refused', async () => {
    const fake = await opened();
    fake.settingsSave = () => Promise.reject({ code: 'refused', message: 'Not so.', field: null });
    await fireEvent.click(await button('Fewer: On Today at most'));
    await waitFor(() => expect(screen.getByRole('status', { name: 'On Today at most' }).textContent).toBe('5'));
  });

  it('stop at their ends', async () => {
    const fake = await opened();
    const more = await button('More: On Today at most');
    expect(more.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(more);
    expect(asked(fake, 'settingsSave')).toEqual([]);
  });

  it('note days away, and take them out', async () => {
    const fake = await opened();
    await fireEvent.click(await button('Add days away'));
    const form = screen.getByRole('form', { name: 'When are you away?' });
    await fireEvent.input(within(form).getByLabelText('From'), { target: { value: '2099-08-01' } });
    await fireEvent.input(within(form).getByLabelText('Until'), { target: { value: '2099-08-14' } });
    await fireEvent.submit(form);
    await fireEvent.click(await button('Take out: 2099-08-01 to 2099-08-14'));
    await waitFor(() => expect(screen.queryByText('2099-08-01 to 2099-08-14')).toBeNull());
    expect(fake.state.blocks).toEqual([]);
  });
});

describe('the week ahead', () => {
  it('shows who comes on which day, with the reason for those who listen', async () => {
    await opened();
    const week = screen.getByRole('region', { name: 'Your next week would look like this' });
    expect(await within(week).findByText('Hannah Reuter')).toBeTruthy();
    expect(within(week).getAllByText('Quiet for 3 weeks; your rhythm is every 2 weeks').length).toBeGreaterThan(0);
  });

  it('follows settings before they are saved, and waits for someone who steps', async () => {
    const fake = await opened();
    fake.settingsSave = () => new Promise(() => undefined);
    const week = screen.getByRole('region', { name: 'Your next week would look like this' });
    expect(await within(week).findAllByText('9:15')).not.toEqual([]);
    const before = asked(fake, 'preview').length;
    const fewer = await button('Fewer: At most, in a day');
    await fireEvent.click(fewer);
    await fireEvent.click(fewer);
    await waitFor(() => expect(within(week).queryByText('9:15')).toBeNull());
    expect(
      asked(fake, 'preview')
        .slice(before)
        .map((it) => it.banners_a_day),
    ).toEqual([0]);
    expect(fake.state.welcome.settings.banners_a_day).toBe(2);
  });

  it('is calm when nobody comes', async () => {
    await opened('people=60&done');
    expect(await screen.findByText('A quiet week')).toBeTruthy();
  });

  it('says what is wrong instead of an old week', async () => {
    const fake = await answers('people=60');
    fake.preview = () => Promise.reject({ code: 'refused', message: 'Windows are 1 to 6.', field: 'windows' });
    render(Settings);
    expect(await screen.findByText('Windows are 1 to 6.')).toBeTruthy();
  });
});
