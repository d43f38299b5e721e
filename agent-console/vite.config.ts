import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './precompress.ts';

/** The server of `npm run dev`. It sees the browser's own host, and so knows its pages from other sites'. */
const server = { target: `http://localhost:${process.env.PORT ?? 3000}`, changeOrigin: false };

export default defineConfig({
  plugins: [react(), precompress()],
  build: {
    outDir: '../dist/agent-console',
    emptyOutDir: true,
    // The server's content security policy allows no data: URIs for scripts and fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': server, '/telephony': { ...server, ws: true }, '/socket.io': { ...server, ws: true } },
  },
});
