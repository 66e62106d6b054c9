// What was typed and not saved, while the window lives: it is there again when one comes back.
const drafts = new Map<string, unknown>();

export const draftOf = <T>(name: string): T | null => (drafts.get(name) as T | undefined) ?? null;
export const keepDraft = (name: string, draft: unknown): void => void drafts.set(name, draft);
export const dropDraft = (name: string): void => void drafts.delete(name);
