import type { GestureId } from '../api/GestureId';
import { icons, type IconName } from './icons';

/** The drawing of a gesture; one the user added has the mark of a moment. */
export const gestureIcon = (id: GestureId): IconName => (id in icons ? (id as IconName) : 'acknowledged');
