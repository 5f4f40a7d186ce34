/** Best constant of Poincare's inequality. */

/** Iterations at most, and the relative change at which they end. */
const [most, settled] = [2000, 1e-12];

/**
 * The least C with  integral P u^2 <= C integral P u'^2  for all u of mean 0 under the density P: one over the smallest positive eigenvalue of -(P u')' = nu P u, without
 * boundary values. By inverse iteration, each of which is two sums; second order in the width.
 *
 * @param masses  of P on equal cells; a constant factor does not matter {cells}
 * @returns C [square of the unit of the width]
 */
export function poincareConstant(masses: Float64Array, width: number): number {
  const inhabited = masses.findIndex((mass) => mass > 0);
  const m = masses.subarray(Math.max(0, inhabited));
  const all = m.reduce((sum, mass) => sum + mass, 0);
  const centred = (u: Float64Array) => {
    const mean = u.reduce((sum, value, c) => sum + m[c]! * value, 0) / all;
    const size = Math.sqrt(u.reduce((sum, value, c) => sum + m[c]! * (value - mean) * (value - mean), 0));
    return { size, unit: u.map((value) => (value - mean) / size) };
  };
  let { unit } = centred(m.map((_, c) => c));
  let constant = 0;
  for (let k = 0; k < most; k++) {
    const next = new Float64Array(m.length);
    let inflow = 0;
    for (let c = 0; c + 1 < m.length; c++) {
      inflow += m[c]! * unit[c]!;
      next[c + 1] = next[c]! - (width * width * inflow) / Math.sqrt(m[c]! * m[c + 1]!);
    }
    const { size, unit: turned } = centred(next);
    const change = Math.abs(size - constant);
    [constant, unit] = [size, turned];
    if (change <= settled * constant) break;
  }
  return constant;
}
