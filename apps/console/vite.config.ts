import { createWebAppConfig } from '@postern/ui/vite';

export default createWebAppConfig({ appDir: import.meta.dirname });
