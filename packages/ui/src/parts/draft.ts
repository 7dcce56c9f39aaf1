const PREFIX = 'postern-draft/';

/** Where drafts lie: until the tab is closed, and in this tab alone. */
const place = (): Storage | undefined => {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
};

/**
 * What somebody was filling in, for after a reload. Members that today's form does not know are left out, and a member
 * of another type gives way to the empty form's: a draft is nobody's promise.
 */
export function readDraft<Values extends object>(name: string, empty: Values): Values {
  try {
    const draft: unknown = JSON.parse(place()?.getItem(PREFIX + name) ?? '{}');
    if (typeof draft !== 'object' || draft === null) return empty;
    const known = Object.entries(draft).filter(
      ([key, value]) => Object.hasOwn(empty, key) && isAlike(value, empty[key as keyof Values]),
    );
    return { ...empty, ...Object.fromEntries(known) };
  } catch {
    return empty;
  }
}

/** Whether a value may stand where the empty form has another; where that has none, any may. */
function isAlike(value: unknown, empty: unknown): boolean {
  if (empty === undefined) return true;
  return typeof value === typeof empty && value !== null && Array.isArray(value) === Array.isArray(empty);
}

/** Keeps a draft as far as the browser keeps anything. */
export function keepDraft(name: string, values: object): void {
  try {
    place()?.setItem(PREFIX + name, JSON.stringify(values));
  } catch {
    // A full store costs the draft, not the form.
  }
}

export function forgetDraft(name: string): void {
  place()?.removeItem(PREFIX + name);
}

/** Forgets every draft of this tab: what is locked leaves nothing to read. */
export function forgetDrafts(): void {
  const storage = place();
  if (storage === undefined) return;
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  for (const key of keys.filter((each) => each.startsWith(PREFIX))) storage.removeItem(key);
}
