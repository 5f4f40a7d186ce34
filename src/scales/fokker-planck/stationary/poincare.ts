/** Best constant of Poincare's inequality. */

/** Newton steps at most, and the relative length of one that ends them. */
const [most, settled] = [200, 1e-15];

/** The smallest number that has all its digits: what a tail holds below that is nothing. */
const tiny = 2.2250738585072014e-308;

/**
 * The least C with  integral P u^2 <= C integral P u'^2  for all u of mean 0 under the density P: one over the smallest positive eigenvalue of -(P u')' = nu P u, without
 * boundary values; second order in the width. The u that begins with 1 and follows the equation from cell to cell has no flux at its end where
 *
 *   G(nu) = sum m u = 0,
 *
 * and all zeros of this polynomial are positive: from 0 Newton's method rises to the smallest, and to no other.
 *
 * @param masses  m, of P on equal cells; a constant factor does not matter {cells}
 * @returns C [square of the unit of the width]
 */
export function poincareConstant(masses: Float64Array, width: number): number {
  const inhabited = masses.findIndex((mass) => mass >= tiny);
  const m = masses.subarray(Math.max(0, inhabited));
  // What the flux between two cells is divided by, over m u.
  const ease = m.map((mass, c) => (width * width) / (Math.sqrt(mass) * Math.sqrt(m[c + 1] ?? mass)));
  let nu = 0;
  for (let k = 0; k < most; k++) {
    // u and sum m u of the cells so far, with their derivatives by nu.
    let [u, sum, du, dsum] = [1, 0, 0, 0];
    for (let c = 0; c < m.length; c++) {
      sum += m[c]! * u;
      dsum += m[c]! * du;
      du -= ease[c]! * (sum + nu * dsum);
      u -= ease[c]! * nu * sum;
    }
    const step = -sum / dsum;
    // Rounding alone leads back.
    if (!(step > settled * nu)) break;
    nu += step;
  }
  return 1 / nu;
}
