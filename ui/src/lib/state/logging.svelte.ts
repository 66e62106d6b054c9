import type { PersonChip } from '../api/PersonChip';
import { QuickSession } from '../../quick/session.svelte';

/** Logging from wherever one is: the quick-log field, kept while views come and go, and the sheet for one person. */
class Logging {
  readonly session = new QuickSession();
  open = $state(false);
  person = $state.raw<PersonChip | null>(null);
  /** Set by a view that has the field in its toolbar. */
  focusField: (() => void) | null = null;

  begin(): void {
    if (this.focusField) this.focusField();
    else this.open = true;
  }
}

export const logging = new Logging();
