import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { scriptInPage } from './page.plugin.ts';
import { quickTexts } from './texts.plugin.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Each window is built on its own: a chunk shared by both would carry into the quick bar what only the main window uses.
export default defineConfig(({ mode, command }) => ({
  base: './',
  plugins: [svelte(), mode === 'quick' && [quickTexts(), scriptInPage()]],
  resolve: {
    alias: { $lib: at('./src/lib'), $texts: at('../src-tauri/core/texts') },
    // Vitest would else take Svelte's server build.
    ...(process.env['VITEST'] ? { conditions: ['browser'] } : {}),
  },
  server: { port: 1420, strictPort: true, fs: { allow: [at('.'), at('../src-tauri/core/texts')] } },
  build: {
    // WebKitGTK 2.50 is Safari 26.
    target: 'safari18',
    outDir: 'dist',
    emptyOutDir: mode !== 'quick',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: command === 'build' ? (mode === 'quick' ? at('./quick.html') : at('./index.html')) : {},
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    restoreMocks: true,
    // Roles and names are slow to compute in jsdom, and machines are shared.
    testTimeout: 20_000,
  },
}));
