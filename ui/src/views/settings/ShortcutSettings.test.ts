import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import { pressed } from './shortcut';
import ShortcutSettings from './ShortcutSettings.svelte';

const field = (): Promise<HTMLElement> => screen.findByRole('button', { name: /^Open the quick bar from anywhere/ });
const press = async (init: KeyboardEventInit): Promise<boolean> => fireEvent.keyDown(await field(), init);
const N = { key: 'n', code: 'KeyN' };

async function listening(): Promise<Awaited<ReturnType<typeof answers>>> {
  const fake = await answers();
  render(ShortcutSettings);
  await fireEvent.click(await field());
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Press the keys together'));
  return fake;
}

describe('the shortcut', () => {
  it('is recorded from the keys that are pressed, said, and taken back', async () => {
    const fake = await listening();
    await press({ key: 'Control', code: 'ControlLeft', ctrlKey: true });
    await press({ ...N, ctrlKey: true, altKey: true });
    await screen.findByText('Ctrl+Alt+N opens the quick bar.');
    expect(fake.state.welcome.settings.shortcut).toBe('Ctrl+Alt+N');
    expect(document.activeElement).toBe(await field());
    await fireEvent.click(screen.getByRole('button', { name: 'Take these keys back' }));
    await screen.findByText(/No keys open the quick bar/);
    expect(fake.state.welcome.settings.shortcut).toBe('');
  });

  it('says when another program has the keys, and leaves it as it was', async () => {
    const fake = await listening();
    await press({ key: 'N', code: 'KeyN', ctrlKey: true, shiftKey: true });
    expect((await screen.findByRole('alert')).textContent).toContain('is taken by another program');
    expect(fake.state.welcome.settings.shortcut).toBe('');
  });

  it('says what it means when only Ctrl and its like arrive', async () => {
    await listening();
    await press({ key: 'Control', code: 'ControlLeft', ctrlKey: true });
    await press({ key: 'Alt', code: 'AltLeft', ctrlKey: true, altKey: true });
    await fireEvent.keyUp(await field(), { key: 'Alt', ctrlKey: true });
    expect(screen.getByRole('status').textContent).toContain('Press the keys');
    await fireEvent.keyUp(await field(), { key: 'Control' });
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('another program has it'));
  });

  it('says so when another program takes the keyboard while they are down', async () => {
    await listening();
    (await field()).focus();
    await press({ key: 'Control', code: 'ControlLeft', ctrlKey: true });
    await fireEvent.blur(await field());
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('another program has it'));
    await press({ ...N, ctrlKey: true, altKey: true });
    await screen.findByText('Ctrl+Alt+N opens the quick bar.');
  });

  it('leaves every key alone until it listens, and Tab and Esc after that', async () => {
    await listening();
    expect(await press({ key: 'Tab', code: 'Tab' })).toBe(true);
    await press({ key: 'Escape', code: 'Escape' });
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('nod quick'));
    expect(await press({ ...N, ctrlKey: true, altKey: true })).toBe(true);
    expect(screen.queryByText('Ctrl+Alt+N opens the quick bar.')).toBeNull();
  });

  it('knows keys by their letter, else by their place', () => {
    const keys = (init: KeyboardEventInit): string | null => pressed(new KeyboardEvent('keydown', init));
    expect(keys({ key: 'z', code: 'KeyY', ctrlKey: true, altKey: true })).toBe('Ctrl+Alt+Z');
    expect(keys({ key: 'т', code: 'KeyN', ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+N');
    expect(keys({ key: '!', code: 'Digit1', metaKey: true, shiftKey: true })).toBe('Shift+Super+1');
    expect(keys({ key: 'F9', code: 'F9' })).toBe('F9');
    expect(keys({ key: ' ', code: 'Space', altKey: true })).toBe('Alt+Space');
    expect(keys({ key: 'Alt', code: 'AltLeft', altKey: true })).toBeNull();
  });
});
