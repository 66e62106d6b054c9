import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { answers } from '../../../tests/setup';
import App from '../../App.svelte';
import { tellChanged } from './changes';
import { router } from './router.svelte';

const ready = (view: string): Promise<void> =>
  waitFor(() => expect(document.documentElement.dataset['ready']).toBe(view));

describe('the window', () => {
  it('goes from view to view, and the heading takes the focus', async () => {
    render(App);
    for (const [words, view] of [
      ['People', 'people'],
      ['Moments', 'moments'],
      ['Settings', 'settings'],
      ['Today', 'today'],
    ] as const) {
      await fireEvent.click(screen.getByRole('button', { name: words }));
      await ready(view);
      expect(document.documentElement.dataset['view']).toBe(view);
      expect((document.activeElement as HTMLElement).dataset).toHaveProperty('heading');
      expect(screen.getByRole('button', { name: words }).getAttribute('aria-current')).toBe('page');
    }
  });

  it('comes back to where one was, scroll and all', async () => {
    router.go({ view: 'moments' });
    render(App);
    await ready('moments');
    const scroller = document.querySelector('[data-scroll]') as HTMLElement;
    let to: number | undefined;
    scroller.scrollTop = 420;
    router.go({ view: 'person', id: 'p-Amara Okafor' });
    await ready('person');
    Element.prototype.scrollTo = (options) => void (to = (options as ScrollToOptions).top);
    router.back();
    await ready('moments');
    expect(to).toBe(420);
  });

  it('follows the route the backend asks for', async () => {
    const fake = await answers();
    render(App);
    fake.tell('route', { view: 'person', id: 'p-Amara Okafor' });
    await ready('person');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('Amara Okafor');
  });

  it('changes view and finds the log field by key', async () => {
    router.go({ view: 'today' });
    render(App);
    await ready('today');
    await fireEvent.keyDown(window, { key: 'l', ctrlKey: true });
    expect(document.activeElement).toBe(screen.getByRole('combobox'));
    await fireEvent.keyDown(window, { key: '3', ctrlKey: true });
    await ready('moments');
    await fireEvent.keyDown(window, { key: 'l', ctrlKey: true });
    expect(await screen.findByRole('dialog', { name: 'Log a moment' })).toBeTruthy();
  });

  it('fetches again what is shown when that changed, and only then', async () => {
    const fake = await answers();
    router.go({ view: 'person', id: 'p-Amara Okafor' });
    render(App);
    await ready('person');
    const count = (): number => fake.calls.filter(([name]) => name === 'person').length;
    expect(count()).toBe(1);
    tellChanged(['settings']);
    expect(count()).toBe(1);
    tellChanged(['moments']);
    expect(count()).toBe(2);
  });
});
