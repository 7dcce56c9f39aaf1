import type { UserConfig } from 'vite';

export type WebAppConfigOptions = {
  /** The app's folder; its web sources are in `src/web`, the build goes to `dist/web`. */
  appDir: string;
  devPort?: number;
  devProxy?: Record<string, string>;
};

export declare function createWebAppConfig(options: WebAppConfigOptions): UserConfig;
