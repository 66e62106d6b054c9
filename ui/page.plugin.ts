import type { Plugin } from 'vite';

/**
 * Puts a page's only script into the page itself. Each file of a page is asked of the shell, which has enough to do while
 * a window opens.
 */
export function scriptInPage(): Plugin {
  return {
    name: 'script-in-page',
    enforce: 'post',
    generateBundle(_, bundle) {
      const scripts = Object.values(bundle).filter((file) => file.type === 'chunk');
      const pages = Object.values(bundle).filter((file) => file.type === 'asset' && file.fileName.endsWith('.html'));
      const [script, page] = [scripts[0], pages[0]];
      if (scripts.length !== 1 || pages.length !== 1 || !script || page?.type !== 'asset') {
        return this.error(`one page of one script was to be built, not ${pages.length} of ${scripts.length}`);
      }
      // What would end the script early. A page's parser knows nothing of strings.
      if (/<\/?script/i.test(script.code)) return this.error(`${script.fileName} writes "<script"`);
      const html = String(page.source);
      const tag = /<script[^>]* src="\.\/([^"]+)"><\/script>/;
      if (tag.exec(html)?.[1] !== script.fileName) {
        return this.error(`${page.fileName} does not load ${script.fileName}`);
      }
      page.source = html.replace(tag, () => `<script type="module">${script.code}</script>`);
      Reflect.deleteProperty(bundle, script.fileName);
    },
  };
}
