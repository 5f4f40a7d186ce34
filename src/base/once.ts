/** Results that are kept as long as what they are of. */

/** A function of objects that never change, computed once for each of them. What it throws is not kept. */
export function onceForEach<Of extends object, Result>(compute: (of: Of) => Result): (of: Of) => Result {
  const known = new WeakMap<Of, { readonly result: Result }>();
  return (of) => {
    const found = known.get(of) ?? { result: compute(of) };
    known.set(of, found);
    return found.result;
  };
}
