"""Densities and survivors of intervals that the tests of the theory hold: python3 tools/interval-values.py

Inverse Gaussian: scipy.stats.invgauss. White-noise LIF: the quotient of parabolic cylinder functions inverted by mpmath (de Hoog's method, 40 digits).
"""
from mpmath import exp, invertlaplace, mp, mpf, pcfd, sqrt
from scipy.stats import invgauss

mp.dps = 40

print("inverse Gaussian: rate, cv, t, density, survivor")
for rate, cv, t in [(0.02, 0.5, 20), (0.02, 0.5, 150), (0.02, 0.2, 45), (1, 1, 0.1), (1, 1, 6), (0.5, 2, 30)]:
    # invgauss(mu, scale): mean mu*scale, shape scale; cv^2 = mu
    law = invgauss(cv * cv, scale=1 / rate / (cv * cv))
    print(rate, cv, t, repr(float(law.pdf(t))), repr(float(law.sf(t))))

print("white-noise LIF, tau 1, threshold 1, reset 0: mu, D, t, density, survivor")
for mu, d, t in [(1.2, 0.05, 0.5), (1.2, 0.05, 1.5), (1.2, 0.05, 4), (0.8, 0.1, 1), (0.8, 0.1, 6), (0.5, 0.02, 20), (1.07550333, 0.00266548, 0.5), (1.07550333, 0.00266548, 2.2), (1.07550333, 0.00266548, 3), (1.5, 0.001, 0.9)]:
    mu, d, t = mpf(str(mu)), mpf(str(d)), mpf(str(t))
    delta = (2 * mu - 1) / (4 * d)

    def passage(s):
        return exp(delta) * pcfd(-s, mu / sqrt(d)) / pcfd(-s, (mu - 1) / sqrt(d))

    density = invertlaplace(passage, t, method="dehoog")
    survivor = invertlaplace(lambda s: (1 - passage(s)) / s, t, method="dehoog")
    print(mu, d, t, mp.nstr(density, 15), mp.nstr(survivor, 15))

# Excitatory and inhibitory escape-noise neurons of examples/finite-size.yaml: stationary rate, and the spectra at frequency 0 of the linearised
# mesoscopic equation (lambda: survival) and of the network, (1 - G)^-1 diag(S/N) (1 - G)^-T with G = F'(h) times the area of all synapses.
import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq

tau, ref, c, theta, slope = 20.0, 4.0, 0.01, 15.0, 2.5


def exposure(s, h):
    return quad(lambda x: c * np.exp((h * (1 - np.exp(-x / tau)) - theta) / slope), 0, s, epsabs=1e-13, epsrel=1e-13)[0]


def over_ages(f, h):
    edges = np.concatenate([np.linspace(0, 200, 21), np.linspace(300, 1000, 8)])
    return sum(quad(lambda s: f(np.exp(-exposure(s, h))), a, b, epsabs=1e-13, epsrel=1e-12)[0] for a, b in zip(edges, edges[1:]))


def moments(h):
    """Mean interval, half of E|T1 - T2|, and variance."""
    mean = ref + over_ages(lambda left: left, h)
    half = over_ages(lambda left: left * (1 - left), h)
    edges = np.concatenate([np.linspace(0, 200, 21), np.linspace(300, 1000, 8)])
    second = sum(quad(lambda s: 2 * (s + ref) * np.exp(-exposure(s, h)), a, b, epsabs=1e-12, epsrel=1e-12)[0] for a, b in zip(edges, edges[1:])) + ref**2
    return mean, half, second - mean**2


def drive(rate):
    return 24 + rate * (800 * 0.4 * 3 - 200 * 1 * 6)


rate = brentq(lambda r: 1 / (ref + over_ages(lambda left: left, drive(r))) - r, 0.01, 0.03, xtol=1e-15, rtol=1e-13)
h = drive(rate)
mean, half, variance = moments(h)
step = 0.01
f = lambda x: 1 / (ref + over_ages(lambda left: left, x))
gain = (8 * (f(h + step) - f(h - step)) - (f(h + 2 * step) - f(h - 2 * step))) / (12 * step)
loop = np.eye(2) - gain * np.array([[960, -1200], [960, -1200]])
inverse = np.linalg.inv(loop)
sizes = np.array([800, 200])
print("finite-size: rate [Hz], S_E(0), S_I(0) [Hz], mesoscopic with survival, then network")
for power in [rate**3 * (2 * half) ** 2, rate**3 * variance]:
    print(repr(1000 * rate), [repr(1000 * x) for x in np.diag(inverse @ np.diag(power / sizes) @ inverse.T)])
