/** Names that are close to what was typed. */

/** Longest name that is compared, so that a hostile text costs nothing. */
const longestName = 64;

/**
 * The candidates nearest to `name`, best first, at most three. Case and underscores count little (`taum`, `Tau_m` for `tau_m`);
 * otherwise one edit (insert, delete, replace, exchange neighbours) for short names and two for names of six letters or more.
 */
export function suggest(name: string, candidates: Iterable<string>): string[] {
  if (name.length === 0 || name.length > longestName) return [];
  const found: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate === name || candidate.length > longestName) continue;
    if (Math.abs(candidate.length - name.length) > 3) continue;
    const edits = editDistance(name, candidate);
    const distance = fold(candidate) === fold(name) ? 0.5 * (1 - 1 / (1 + edits)) : edits;
    const allowed = name.length < 3 ? 0.5 : name.length < 6 ? 1 : 2;
    if (distance <= allowed) found.push({ candidate, distance });
  }
  found.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return found.slice(0, 3).map((entry) => entry.candidate);
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

/** Optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let twoAgo: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (twoAgo[j - 2] ?? 0) + 1);
      row.push(best);
    }
    twoAgo = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
