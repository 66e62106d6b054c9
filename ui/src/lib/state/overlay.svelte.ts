import type { MomentRow } from '../api/MomentRow';

/** What lies over the window: the palette, or one moment to look at and change. Its code is loaded when it is first wanted. */
class Overlay {
  palette = $state(false);
  moment = $state.raw<MomentRow | null>(null);

  get open(): boolean {
    return this.palette || this.moment !== null;
  }
}

export const overlay = new Overlay();
