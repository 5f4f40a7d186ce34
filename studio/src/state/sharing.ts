/** Plain data from the worker, whose parts are new objects even where nothing changed. */

/** `after`, with the parts of `before` in the place of equal ones: what did not change is the same object, and is not drawn again. */
export function sharing<T>(before: T | undefined, after: T): T {
  if (before === after || before === undefined) return after;
  if (Array.isArray(before) && Array.isArray(after)) {
    const mixed = after.map((part, k) => sharing(before[k], part));
    // As long as `after` and made of the parts of `before`, it is `before`.
    return (mixed.length === before.length && mixed.every((part, k) => part === before[k]) ? before : mixed) as T;
  }
  if (!isRecord(before) || !isRecord(after)) return after;
  const mixed = Object.fromEntries(Object.entries(after).map(([key, part]) => [key, sharing(before[key], part)]));
  const keys = Object.keys(mixed);
  // The same keys with the same parts: again `before`.
  return (keys.length === Object.keys(before).length && keys.every((key) => mixed[key] === before[key]) ? before : mixed) as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
