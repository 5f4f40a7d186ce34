/** Greek letters by the names of their LaTeX commands; capitals that look like Latin ones have none. */
const lower =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi - pi rho - sigma tau upsilon phi chi psi omega".split(" ");
const capital = new Set("Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split(" "));

export const greekNames: ReadonlyMap<string, string> = new Map(
  lower.flatMap((name, k): [string, string][] => {
    const upper = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    if (name === "-") return [];
    return [
      [String.fromCodePoint(0x3b1 + k), name],
      ...(capital.has(upper) ? ([[String.fromCodePoint(0x391 + k), upper]] as [string, string][]) : []),
    ];
  }),
);
