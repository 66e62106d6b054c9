import { t } from '../texts';

/** The longest rhythm, which stands for whenever; as in the core. */
export const WHENEVER = 3650;

/** The rhythms on offer, in days, with their words. */
export const usualRhythms: [number, () => string][] = [
  [7, () => t('rhythm-week')],
  [14, () => t('rhythm-2-weeks')],
  [21, () => t('rhythm-3-weeks')],
  [28, () => t('rhythm-4-weeks')],
  [90, () => t('rhythm-3-months')],
];

/** A rhythm in words. */
export const rhythmWords = (days: number): string =>
  days === WHENEVER
    ? t('rhythm-whenever')
    : (usualRhythms.find(([usual]) => usual === days)?.[1]() ?? t('rhythm-days', { count: days }));
