import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['PLUMBLINE_URL'] ?? 'http://localhost:4400';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    // light-dark() and nested rules as they are written: browsers of spring 2024 and later.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // Everything from our own files, so that the content security policy needs no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': server, '/readyz': server } },
});
