"""Reference values of test/theory/white-noise.test.ts, in 30-digit arithmetic: python3 tools/white-noise-values.py (needs mpmath).

Rate of the leaky integrate-and-fire neuron in white noise, its derivatives by the mean and by the noise, and the CV of its intervals, each by
quadrature of the textbook form.
"""
from mpmath import diff, erfc, exp, mp, mpf, nstr, pi, quad, sqrt

mp.dps = 30


def cuts(low, high):
    pieces = min(200, int(2 * (high - low)) + 4)
    return [low + (high - low) * k / pieces for k in range(pieces + 1)]


def rate(tau, mean, noise, threshold, reset, refractory):
    low, high = (reset - mean) / noise, (threshold - mean) / noise
    return 1 / (refractory + tau * sqrt(pi) * quad(lambda x: exp(x * x) * erfc(-x), cuts(low, high)))


def cv(tau, mean, noise, threshold, reset, refractory):
    """Brunel 2000, appendix: the inner integral from -infinity, carried along the outer one."""
    low, high = (reset - mean) / noise, (threshold - mean) / noise
    inner = lambda u: exp(u * u) * erfc(-u) ** 2
    mp.dps = 20
    scale = 1 + abs(min(low, 0))
    base = quad(inner, [low - k / scale for k in (40, 20, 10, 5, 3, 2, 1, 0.5, 0)])
    # The inner integral grows like e^(-x^2) for x < 0: pieces of half a unit of its exponent.
    edges, total, carried = [low], mpf(0), base
    while edges[-1] < high:
        edges.append(min(high, edges[-1] + 0.5 / (1 + abs(edges[-1]))))
    for a, b in zip(edges, edges[1:]):
        total += quad(lambda x: exp(x * x) * (carried + quad(inner, [a, x], maxdegree=6)), [a, b], maxdegree=6)
        carried += quad(inner, [a, b])
    mp.dps = 30
    return sqrt(2 * pi * total) * tau * rate(tau, mean, noise, threshold, reset, refractory)


if __name__ == "__main__":
    for given in [
        (10, 15, sqrt(mpf("1.5")), 15, 0, 2),
        (10, 20, 5, 20, 10, 2),
        (20, -10, 5, 15, 0, 2),
        (20, 18, 5, 15, 0, 2),
        (20, 5, 5, 15, 0, 0),
        (20, 30, 1000, 15, -1000, 0),
        (20, 30, 5, 15, mpf(14.999), 0),
        (1, mpf("1.2"), sqrt(mpf("0.1")), 1, 0, 0),
    ]:
        arguments = [mpf(value) for value in given]
        by = lambda k: diff(lambda x: rate(*arguments[:k], x, *arguments[k + 1 :]), arguments[k])
        values = [rate(*arguments), by(1), by(2), cv(*arguments)]
        print([nstr(value, 6) for value in arguments], *[nstr(value, 16) for value in values], flush=True)
