import { MantineProvider } from '@mantine/core';
import react from '@vitejs/plugin-react';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { defaultClientConditions, defineConfig, type Plugin, runnerImport } from 'vite';

/** What MantineProvider would insert as `<style>` at run time, as a file: the policy allows no inline style. */
function mantineThemeCss(themeFile: string): Plugin {
  const id = 'virtual:mantine-theme.css';
  return {
    name: 'mantine-theme-css',
    resolveId: (source) => (source === id ? id : undefined),
    async load(source) {
      if (source !== id) return undefined;
      const { module } = await runnerImport<{ theme: object }>(themeFile);
      const html = renderToStaticMarkup(createElement(MantineProvider, { theme: module.theme }));
      return [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((match) => match[1]).join('\n');
    },
  };
}

const root = import.meta.dirname;

export default defineConfig({
  root,
  base: './', // mounted anywhere: the server writes <base> into index.html
  plugins: [react(), mantineThemeCss(`${root}/src/theme.ts`)],
  resolve: { conditions: ['nestjs-idenfy:source', ...defaultClientConditions] },
  build: {
    outDir: '../dist/app-next',
    emptyOutDir: true,
    manifest: true, // for the check of the first load
    target: 'es2022',
    assetsInlineLimit: 0, // no data: addresses
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
  },
});
