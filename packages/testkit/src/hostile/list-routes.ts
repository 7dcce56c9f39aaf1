/** The parts of an Express router that say which routes it has; read without depending on Express. */
type RouterLike = { stack: readonly unknown[] };
type Layer = {
  /** Mounted at the root. */
  slash?: boolean;
  handle?: unknown;
  route?: { path: unknown; methods: Readonly<Record<string, boolean>> };
};

/** `METHOD /pattern` of a route. */
export type RouteName = string;

const isRouter = (handle: unknown): handle is RouterLike =>
  typeof handle === 'function' && 'stack' in handle && Array.isArray(handle.stack);

/**
 * All routes of an Express application, from its own tables: a new one is in the list without being written down.
 *
 * @throws {Error} a router is mounted under a path, which Express does not keep in readable form
 */
export function listRoutes(app: { router: unknown }): RouteName[] {
  const names: RouteName[] = [];
  const walk = (router: RouterLike): void => {
    for (const layer of router.stack as readonly Layer[]) {
      if (layer.route !== undefined) {
        const paths = Array.isArray(layer.route.path) ? (layer.route.path as unknown[]) : [layer.route.path];
        const methods = Object.entries(layer.route.methods).filter(([, used]) => used);
        for (const [method] of methods) names.push(...paths.map((path) => `${method.toUpperCase()} ${String(path)}`));
      } else if (isRouter(layer.handle)) {
        if (layer.slash !== true) throw new Error('A router under a path cannot be listed: mount it at the root.');
        walk(layer.handle);
      }
    }
  };
  walk(app.router as RouterLike);
  return [...new Set(names)];
}
