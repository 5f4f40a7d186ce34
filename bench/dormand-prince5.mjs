/**
 * What a careful person writes by hand in plain JavaScript: Dormand and Prince's pair of order 5(4) with adaptive steps (Hairer, Norsett,
 * Wanner I, section II.4), and upward crossings of a level by the first state, polished by Newton's method on the length of a step.
 */
const [c2, c3, c4, c5] = [1 / 5, 3 / 10, 4 / 5, 8 / 9];
const a21 = 1 / 5;
const [a31, a32] = [3 / 40, 9 / 40];
const [a41, a42, a43] = [44 / 45, -56 / 15, 32 / 9];
const [a51, a52, a53, a54] = [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729];
const [a61, a62, a63, a64, a65] = [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656];
const [b1, b3, b4, b5, b6] = [35 / 384, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84];
const [e1, e3, e4, e5, e6, e7] = [71 / 57600, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** Makes an integrator of `rates(t, y, out)` with n states; it owns the arrays that a step needs. */
export function dormandPrince5(rates, n) {
  const fresh = () => new Float64Array(n);
  let [k1, k2, k3, k4, k5, k6, k7] = Array.from({ length: 7 }, fresh);
  const u = fresh();
  let [y, next] = [fresh(), fresh()];

  /** One step of h from (t, y) with k1 = f(t, y): the new state to `next`, its rates to k7. */
  const step = (t, h) => {
    for (let i = 0; i < n; i++) u[i] = y[i] + h * a21 * k1[i];
    rates(t + c2 * h, u, k2);
    for (let i = 0; i < n; i++) u[i] = y[i] + h * (a31 * k1[i] + a32 * k2[i]);
    rates(t + c3 * h, u, k3);
    for (let i = 0; i < n; i++) u[i] = y[i] + h * (a41 * k1[i] + a42 * k2[i] + a43 * k3[i]);
    rates(t + c4 * h, u, k4);
    for (let i = 0; i < n; i++) u[i] = y[i] + h * (a51 * k1[i] + a52 * k2[i] + a53 * k3[i] + a54 * k4[i]);
    rates(t + c5 * h, u, k5);
    for (let i = 0; i < n; i++) u[i] = y[i] + h * (a61 * k1[i] + a62 * k2[i] + a63 * k3[i] + a64 * k4[i] + a65 * k5[i]);
    rates(t + h, u, k6);
    for (let i = 0; i < n; i++) next[i] = y[i] + h * (b1 * k1[i] + b3 * k3[i] + b4 * k4[i] + b5 * k5[i] + b6 * k6[i]);
    rates(t + h, next, k7);
  };

  /** Estimated error of the last step over the tolerance, root mean square. */
  const errorOf = (h, tolerance) => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const e = h * (e1 * k1[i] + e3 * k3[i] + e4 * k4[i] + e5 * k5[i] + e6 * k6[i] + e7 * k7[i]);
      const scale = tolerance * (1 + Math.max(Math.abs(y[i]), Math.abs(next[i])));
      sum += (e / scale) * (e / scale);
    }
    return Math.sqrt(sum / n);
  };

  /** Length of the step from t, at most h, at which the first state is at the level. */
  const crossing = (t, h, level) => {
    let x = (h * (level - y[0])) / (next[0] - y[0]);
    for (let iteration = 0; iteration < 20; iteration++) {
      step(t, x);
      const correction = (next[0] - level) / k7[0];
      x = Math.min(Math.max(x - correction, 0), h);
      if (Math.abs(correction) < 1e-13 * (t + h)) break;
    }
    return x;
  };

  /** Integrates from the states `initial` to `end`; the times of the upward crossings. */
  return (initial, end, tolerance, level) => {
    y.set(initial);
    const spikes = [];
    let [t, h, steps] = [0, 0.01, 0];
    rates(t, y, k1);
    while (t < end) {
      h = Math.min(h, end - t);
      step(t, h);
      steps++;
      const error = errorOf(h, tolerance);
      const factor = Math.min(5, Math.max(0.2, 0.9 * error ** -0.2));
      if (error > 1) {
        h *= factor;
        continue;
      }
      if (y[0] < level && next[0] >= level) {
        spikes.push(t + crossing(t, h, level));
        step(t, h);
      }
      t += h;
      [y, next] = [next, y];
      [k1, k7] = [k7, k1];
      h *= factor;
    }
    return { spikes, steps };
  };
}
