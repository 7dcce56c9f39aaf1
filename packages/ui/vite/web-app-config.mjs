import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import mantinePreset from 'postcss-preset-mantine';
import simpleVars from 'postcss-simple-vars';

const favicon = new URL('../src/brand/favicon.svg', import.meta.url);

/** Serves the shared favicon in development and emits it into the build, so that no app keeps a copy. */
function posternFavicon() {
  return {
    name: 'postern-favicon',
    configureServer(server) {
      server.middlewares.use('/favicon.svg', (_request, response) => {
        response.setHeader('content-type', 'image/svg+xml');
        response.end(readFileSync(favicon));
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'favicon.svg', source: readFileSync(favicon) });
    },
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }, injectTo: 'head' },
    ],
  };
}

/**
 * The Vite configuration of a Postern web app. Sources in `src/web`, build in `dist/web`, no inline scripts
 * (the content security policy of `serveWebApp` allows none), workers as ES modules, workspace packages from source.
 *
 * @param {{ appDir: string, devPort?: number, devProxy?: Record<string, string> }} options `appDir` is the app's folder.
 * @returns {import('vite').UserConfig}
 */
export function createWebAppConfig({ appDir, devPort, devProxy }) {
  return {
    root: `${appDir}/src/web`,
    publicDir: false,
    appType: 'spa',
    plugins: [react(), posternFavicon()],
    resolve: {
      conditions: ['postern-source', 'module', 'browser', 'development|production'],
      dedupe: ['react', 'react-dom'],
    },
    css: {
      postcss: {
        plugins: [
          mantinePreset(),
          simpleVars({
            variables: {
              'mantine-breakpoint-xs': '36em',
              'mantine-breakpoint-sm': '48em',
              'mantine-breakpoint-md': '62em',
              'mantine-breakpoint-lg': '75em',
              'mantine-breakpoint-xl': '88em',
            },
          }),
        ],
      },
    },
    worker: { format: 'es' },
    build: {
      outDir: `${appDir}/dist/web`,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
      reportCompressedSize: false,
    },
    server: {
      ...(devPort === undefined ? {} : { port: devPort, strictPort: true }),
      ...(devProxy === undefined ? {} : { proxy: devProxy }),
    },
  };
}
