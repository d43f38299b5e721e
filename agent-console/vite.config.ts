import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { evaluated } from './evaluated.ts';
import { precompress } from './precompress.ts';

/** The server of `npm run dev`. It sees the browser's own host, and so knows its pages from other sites'. */
const server = { target: `http://localhost:${process.env.PORT ?? 3000}`, changeOrigin: false };

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  plugins: [evaluated(), react(), precompress()],
  build: {
    outDir: '../dist/agent-console',
    emptyOutDir: true,
    // The server's content security policy allows no data: URIs for scripts and fonts.
    assetsInlineLimit: 0,
    // Every browser that the console runs in knows what is to be fetched beforehand.
    modulePreload: { polyfill: false },
    // The citizens' page is an entry of its own: nothing of the console is in it.
    rolldownOptions: { input: { index: page('index.html'), lacak: page('lacak.html'), lapor: page('lapor.html') } },
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 5173,
    strictPort: true,
    // The web form is written by the server, and works there without its script.
    proxy: {
      '^/lapor(/|\\?|$)': server,
      '/api': server,
      '/telephony': { ...server, ws: true },
      '/socket.io': { ...server, ws: true },
    },
  },
});
