import type { ImportFile } from '$lib/api/ImportFile';

/** The size the core takes at most. */
export const MOST_BYTES = 20 * 1024 * 1024;

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
