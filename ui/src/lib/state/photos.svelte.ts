import { SvelteMap } from 'svelte/reactivity';
import type { PersonId } from '../api/PersonId';
import { backend } from '../backend';
import { onChanged } from './changes';

const photos = new SvelteMap<PersonId, string | null>();

onChanged((topics) => topics.includes('people') && photos.clear());

/** A person's photo as a data URL, once it is here. */
export const photoOf = (id: PersonId): string | null => photos.get(id) ?? null;

/** Sees to it that the photo is fetched, once. */
export async function wantPhoto(id: PersonId): Promise<void> {
  if (photos.has(id)) return;
  photos.set(id, null);
  photos.set(
    id,
    await backend()
      .photo(id)
      .catch(() => null),
  );
}
