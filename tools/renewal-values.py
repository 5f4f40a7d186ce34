"""Reference values of test/theory/renewal.test.ts, in 30-digit arithmetic: python3 tools/renewal-values.py (needs mpmath).

The escape-noise neuron tau V' = drive - V with the hazard rate exp((V - threshold)/slope): its integrated hazard is a difference of
exponential integrals, rate tau e^((drive - threshold)/slope) (Ei(z) - Ei(z e^(-t/tau))) with z = (reset - drive)/slope.
"""
from mpmath import ei, exp, inf, log, mp, mpf, quad, sqrt

mp.dps = 30


def escape(drive, slope, tau=20, reset=0, refractory=4, threshold=15, rate=mpf("0.01")):
    drive, slope, tau = mpf(drive), mpf(slope), mpf(tau)
    top = rate * exp((drive - threshold) / slope)
    z = (reset - drive) / slope

    def exposure(t):
        if z == 0:
            return top * t
        # Ei(z) - Ei(z e^(-t/tau)) = -t/tau + sum of (z^k - (z e^(-t/tau))^k)/(k k!), without the cancellation far out.
        if t > 60 * tau and abs(z) < 400:
            return exposure(60 * tau) + top * (t - 60 * tau)
        return top * tau * (ei(z) - ei(z * exp(-t / tau)))

    hazard = lambda t: top * exp(z * exp(-t / tau))
    # Where the survivors vanish, and the ages on the way there.
    end = mpf(1) / 1024
    while exposure(end) < 1:
        end *= 2
    low = end / 2
    for _ in range(60):
        middle = (low + end) / 2
        low, end = (middle, end) if exposure(middle) < 1 else (low, middle)
    cuts = sorted(set([mpf(0)] + [tau * k / 2 for k in range(0, 40) if tau * k / 2 < 40 * end] + [end * k / 8 for k in range(1, 400)]))
    moment = lambda f: quad(f, cuts) + quad(f, [cuts[-1], cuts[-1] + 20 * end, inf])
    survivor = lambda t: exp(-exposure(t))
    mean = refractory + moment(survivor)
    second = refractory**2 + 2 * moment(lambda t: (t + refractory) * survivor(t))
    third = refractory**3 + 3 * moment(lambda t: (t + refractory) ** 2 * survivor(t))
    difference = 2 * moment(lambda t: survivor(t) * (1 - survivor(t)))
    variance = second - mean**2
    central = third - 3 * mean * second + 2 * mean**3
    return 1 / mean, sqrt(variance) / mean, central / variance ** mpf(1.5), 1 / difference


if __name__ == "__main__":
    for drive, slope in [(14, 2), (18, 2), (25, 2), (-20, 10), (-20, 2), (0, 2), (10, 2), (10, 1), (20, 1), (20, "0.2"), (40, 10), (60, "0.2"), (60, 10)]:
        print(drive, slope, *[mp.nstr(v, 16) for v in escape(drive, slope)])
