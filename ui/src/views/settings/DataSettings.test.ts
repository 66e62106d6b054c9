import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import DataSettings from './DataSettings.svelte';

const button = (name: string): Promise<HTMLElement> => screen.findByRole('button', { name });

describe('Your data', () => {
  it('takes out in the chosen form, without what is private when asked', async () => {
    const fake = await answers();
    render(DataSettings);
    await fireEvent.change(await screen.findByRole('combobox', { name: 'Format' }), { target: { value: 'csv' } });
    await fireEvent.click(screen.getByRole('switch', { name: 'Leave out what is private' }));
    await fireEvent.click(await button('Save as…'));
    expect(fake.calls).toContainEqual(['dataExport', 'csv', true, null]);
  });

  it('says what bringing a backup back would change before it does', async () => {
    const fake = await answers();
    render(DataSettings);
    await fireEvent.click(await button('Bring back the backup of yesterday, 18:02'));
    expect(await screen.findByText('2 people that are only here would go.')).toBeTruthy();
    expect(fake.calls.map(([name]) => name)).not.toContain('restoreBackup');
    await fireEvent.click(await button('Bring back'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.calls).toContainEqual(['restoreBackup', '/home/ines/Documents/Nod/nod-1.db']);
  });
});
