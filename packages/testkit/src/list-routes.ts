type Layer = {
  route?: { path: string; methods: Readonly<Record<string, boolean>> };
  handle: { stack?: readonly Layer[] };
};

export type ListedRoute = { method: string; path: string };

/** Every route of an Express 5 application, those of its routers included; patterns as they were given. */
export function listRoutes(app: unknown): ListedRoute[] {
  const { router } = app as { router: { stack: readonly Layer[] } };
  const walk = (layers: readonly Layer[]): ListedRoute[] =>
    layers.flatMap(({ route, handle }) => {
      if (route === undefined) return walk(handle.stack ?? []);
      const methods = Object.keys(route.methods).filter((method) => method !== '_all');
      return methods.map((method) => ({ method: method.toUpperCase(), path: route.path }));
    });
  return walk(router.stack);
}
