"""Reference values of test/theory, in 50-digit arithmetic: python3 tools/theory-values.py (needs mpmath)."""
from mpmath import erfc, exp, log, mp, mpf, pi, quad, sqrt

mp.dps = 50


def siegert(tau, mean, noise, threshold, reset, refractory):
    """1/(t_ref + tau sqrt(pi) integral of e^(x^2) (1 + erf x)), x from (reset - mean)/noise to (threshold - mean)/noise."""
    low, high = (mpf(reset) - mpf(mean)) / mpf(noise), (mpf(threshold) - mpf(mean)) / mpf(noise)
    # 1 + erf x = erfc(-x); many pieces keep the steep end and the flat one apart.
    pieces = min(400, int(high - low) + 1)
    cuts = [low + (high - low) * k / pieces for k in range(pieces + 1)]
    return 1 / (mpf(refractory) + mpf(tau) * sqrt(pi) * quad(lambda x: exp(x * x) * erfc(-x), cuts))


def quadratic(a, b, c, reset, peak):
    """Time from reset to peak of v' = a v^2 + b v + c."""
    steps = [mpf(reset) + (mpf(peak) - mpf(reset)) * k / 200 for k in range(201)]
    return quad(lambda v: 1 / (mpf(a) * v * v + mpf(b) * v + mpf(c)), steps)


def lif(tau, target, threshold, reset, refractory):
    return mpf(refractory) + mpf(tau) * log((mpf(target) - mpf(reset)) / (mpf(target) - mpf(threshold)))


def show(name, value):
    print(f"{name:60s} {mp.nstr(value, 17)}")


for given in [
    ("10", "15", sqrt(mpf("1.5")), "15", "0", "2"),
    ("10", "20", "5", "20", "10", "2"),
    ("20", "-10", "5", "15", "0", "2"),
    ("20", "5", "0.4", "15", "0", "0"),
    ("20", "30", "0.01", "15", "0", "2"),
    ("20", "1000", "5", "15", "0", "2"),
    ("20", "30", "1000", "15", "-1000", "0"),
    ("20", "-5000", "300", "15", "0", "0"),
]:
    show(f"siegert tau, mean, noise, threshold, reset, refractory {[str(x)[:6] for x in given]}", siegert(*given))
show("nnlif b = 0: V_R 1, V_F 2, a 1", siegert(1, 0, sqrt(mpf(2)), 2, 1, 0))
show("lif tau 20, target -45, threshold -50, reset -70, refractory 2", lif(20, -45, -50, -70, 2))
show("qif v' = v^2 + 1 from -10 to 20", quadratic(1, 0, 1, -10, 20))
show("qif v' = 0.04 v^2 + 5 v + 160 from -55 to 30 (no rest)", quadratic("0.04", 5, 160, -55, 30))
show("qif v' = 0.04 v^2 + 5 v + 140 from -40 to 30 (above the threshold)", quadratic("0.04", 5, 140, -40, 30))
show("qif v' = v^2 from 0.5 to 30", quadratic(1, 0, 0, "0.5", 30))
show("qif v' = v^2 + 4 over all v", pi / 2)
