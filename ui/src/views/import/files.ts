import type { ImportFile } from '$lib/api/ImportFile';

/** The size the core takes at most. */
export const MOST_BYTES = 20 * 1024 * 1024;

/** True for a file that age encrypted: it says so in its first line. */
export const isSealed = (file: ImportFile): boolean =>
  atob(file.base64.slice(0, 28)).startsWith('age-encryption.org/v');

/** Reads a chosen file as the backend takes it. */
export function readFile(file: File): Promise<ImportFile> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      // "data:text/vcard;base64,QkVHSU46…"
      const url = String(reader.result);
      resolve({ name: file.name, base64: url.slice(url.indexOf(',') + 1) });
    };
    reader.onerror = () => reject(reader.error ?? new Error(file.name));
    reader.readAsDataURL(file);
  });
}
