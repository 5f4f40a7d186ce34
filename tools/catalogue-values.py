"""
python3 tools/catalogue-values.py: writes src/verify/reference/catalogue.ts, numbers of the catalogue's models that no line of the program has touched.

Needs numpy, scipy and mpmath. The equations stand here a second time, from the papers. Crossings and spike times come from
scipy's DOP853 at a relative tolerance of 1e-13, restarted at every edge of the input and every reset; each is kept only if a run at
1e-11 agrees to 2e-8, which is printed. Rests and saddle-nodes are roots of the current balance in 40 digits.
"""

import pathlib

import mpmath as mp
import numpy as np
from numpy import cosh, exp, tanh
from scipy.integrate import solve_ivp

mp.mp.dps = 40
KEPT = 8
out = {"crossings": {}, "numbers": {}}


def vtrap(x, k):
    """x/(1 - exp(-x/k))"""
    return k * (1 + x / (2 * k)) if abs(x) < 1e-7 else x / (1 - exp(-x / k))


def solve(rhs, start, duration, level, reset=None, edges=(), tolerance=1e-13, held=0.0, wanted=KEPT):
    """Times at which the first state passes `level` (a number, or a function of y that changes sign); rhs(t, y)."""
    gap = level if callable(level) else (lambda y: y[0] - level)
    event = lambda t, y: gap(y)
    event.direction = 1
    event.terminal = reset is not None
    times, t, y = [], 0.0, np.array(start, float)
    stops = sorted({e for e in edges if 0 < e < duration} | {duration})
    while stops and len(times) < wanted:
        # A hair inside the stretch, so that the right-hand side is that of the stretch at both ends.
        a, b = t, stops[0]
        inside = lambda x: min(max(x, a + 1e-12 * (1 + a)), b - 1e-12 * (1 + b))
        s = solve_ivp(lambda x, z: rhs(inside(x), z), (t, b), y, method="DOP853", rtol=tolerance, atol=tolerance, events=event)
        if reset is not None and s.status == 1:
            t, y = s.t_events[0][0], np.array(reset(s.y_events[0][0]), float)
            times.append(t)
            if held:
                t += held
                while stops and stops[0] <= t:
                    stops.pop(0)
        else:
            if reset is None:
                times.extend(s.t_events[0])
            t, y = b, s.y[:, -1]
            stops.pop(0)
    return np.array(times[:wanted])


def crossings(name, *args, **more):
    fine, coarse = solve(*args, **more), solve(*args, **{**more, "tolerance": 1e-11})
    error = np.max(np.abs(fine - coarse)) if len(fine) == len(coarse) and len(fine) else (0.0 if len(fine) == len(coarse) else np.inf)
    print(f"{name:40s} {len(fine)} times, two tolerances differ by {error:.1e}")
    assert error < 2e-8, name
    out["crossings"][name] = [float(x) for x in fine]


def number(name, value):
    print(f"{name:60s} {mp.nstr(value, 17)}")
    out["numbers"][name] = float(value)


def step(*pieces):
    """Sum of (amplitude, from, to)."""
    return lambda t: sum(a for a, t0, t1 in pieces if t0 <= t < t1)


def edges(*pieces):
    return [x for _, a, b in pieces for x in (a, b) if np.isfinite(x)]


inf = np.inf

# --- integrate-and-fire ---------------------------------------------------------------------------------------------------------


def eif(current):
    return lambda t, y: [(-0.1 * (y[0] + 65) + 0.1 * 3.48 * exp((y[0] + 59.9) / 3.48) + current)]


crossings("eif", eif(0.5), [-65], 400, -30, reset=lambda y: [-68], held=1.7)


def adex(C, gL, EL, a, tau, b, Vr, I, VT=-50, DT=2, peak=0):
    rhs = lambda t, y: [(-gL * (y[0] - EL) + gL * DT * exp((y[0] - VT) / DT) - y[1] + I(t)) / C, (a * (y[0] - EL) - y[1]) / tau]
    return (rhs, [EL, 0]), dict(level=peak, reset=lambda y: [Vr, y[1] + b])


def adex_set(name, values, pieces, duration, **more):
    (rhs, start), keys = adex(*values, I=step(*pieces), **more)
    crossings(f"adex.{name}", rhs, start, duration, keys["level"], reset=keys["reset"], edges=edges(*pieces))


adex_set("delayed-accelerating", (200, 12, -70, -10, 300, 0, -58), [(300, 0, inf)], 300)
adex_set("delayed-regular-bursting", (100, 10, -65, -10, 90, 30, -47), [(110, 0, inf)], 300)
adex_set("transient", (100, 10, -65, 10, 90, 100, -47), [(180, 0, inf)], 500)
adex_set("brette-gerstner-bursting", (281, 30, -70.6, 4, 20, 500, -45.4), [(800, 0, inf)], 300, VT=-50.4)
adex_set("brette-gerstner-fast", (281, 30, -70.6, 2 * 281 / 144, 144, 0, -70.6), [(800, 0, inf)], 300, VT=-50.4)
adex_set("touboul-brette", (281, 30, -70.6, 4, 40, 80, -48), [(800, 0, inf)], 100, VT=-50.4)
adex_set("course-rebound", (20, 1, -65, 1, 150, 3, -46), [(-60, 0, 250)], 500)


def izhikevich(name, values, v0, pieces, duration, linear=(5, 140), ramps=(), recovery=None, u0=None):
    a, b, c, d = values
    k1, k0 = linear
    I = step(*pieces)
    R = lambda t: sum(x0 + (x1 - x0) * (t - t0) / (t1 - t0) for x0, x1, t0, t1 in ramps if t0 <= t < t1)
    slow = recovery or (lambda v, u: a * (b * v - u))
    rhs = lambda t, y: [0.04 * y[0] ** 2 + k1 * y[0] + k0 - y[1] + I(t) + R(t), slow(y[0], y[1])]
    all_edges = edges(*pieces) + [x for r in ramps for x in r[2:]]
    crossings(f"izhikevich.{name}", rhs, [v0, b * v0 if u0 is None else u0], duration, 30, reset=lambda y: [c, y[1] + d], edges=all_edges)


izhikevich("regular-spiking", (0.02, 0.2, -65, 8), -63, [(14, 0, inf)], 500)
izhikevich("intrinsically-bursting", (0.02, 0.2, -55, 4), -70, [(11, 0, inf)], 500)
izhikevich("chattering", (0.02, 0.2, -50, 2), -70, [(10, 0, inf)], 500)
izhikevich("fast-spiking", (0.1, 0.2, -65, 2), -70, [(10, 0, inf)], 500)
izhikevich("low-threshold-spiking", (0.02, 0.25, -65, 2), -63, [(10, 0, inf)], 500)
izhikevich("thalamo-cortical", (0.02, 0.25, -65, 0.05), -63, [(1.5, 0, inf)], 500)
izhikevich("thalamo-cortical-burst", (0.02, 0.25, -65, 0.05), -87, [(-25, 0, 50)], 200)
izhikevich("resonator", (0.1, 0.26, -65, 2), -63, [(0.5, 0, inf)], 500)
izhikevich("spike-latency", (0.02, 0.2, -65, 6), -70, [(7.04, 10, 13)], 100)
izhikevich("subthreshold-oscillation", (0.05, 0.26, -60, 0), -62, [(2, 20, 25)], 200)
izhikevich("resonator-pattern", (0.1, 0.26, -60, -1), -62, [(0.65, t, t + 4) for t in (40, 60, 280, 320)], 400)
izhikevich(
    "integrator", (0.02, -0.1, -55, 6), -60, [(9, t, t + 2) for t in (100 / 11, 100 / 11 + 5, 70, 80)], 100, linear=(4.1, 108)
)
izhikevich("rebound-spike", (0.03, 0.25, -60, 4), -64, [(-15, 20, 25)], 200)
izhikevich("rebound-burst", (0.03, 0.25, -52, 0), -64, [(-15, 20, 25)], 200)
izhikevich("threshold-variability", (0.03, 0.25, -60, 4), -64, [(1, 10, 15), (-6, 70, 75), (1, 80, 85)], 100)
izhikevich("bistability", (0.1, 0.26, -60, 0), -61, [(0.24, 0, inf), (1, 37.5, 42.5), (1, 216, 221)], 300)
izhikevich("depolarising-after-potential", (1, 0.2, -60, -21), -70, [(20, 9, 11)], 50)
izhikevich(
    "accommodation",
    (0.02, 1, -55, 4),
    -65,
    [],
    400,
    ramps=[(0, 8, 0, 200), (0, 4, 300, 312.5)],
    recovery=lambda v, u: 0.02 * (v + 65),
    u0=-16,
)
izhikevich("inhibition-induced-spiking", (-0.02, -1, -60, 8), -63.8, [(80, 0, inf), (-5, 50, 250)], 350)


def mat(name, alpha1, alpha2, omega, current=0.6, duration=400):
    """Without integration: V is 50 I (1 - e^(-t/5)) above rest, the threshold a sum of exponentials."""
    times, t = [], mp.mpf(0)
    threshold = lambda x: omega + sum(alpha1 * mp.exp(-(x - s) / 10) + alpha2 * mp.exp(-(x - s) / 200) for s in times)
    gap = lambda x: 50 * mp.mpf(current) * (1 - mp.exp(-x / 5)) - threshold(x)
    while len(times) < KEPT:
        if gap(t) > 0 and times:
            times.append(t)
        else:
            x = t
            while gap(x) <= 0:
                x += mp.mpf("0.05")
            times.append(mp.findroot(gap, (x - mp.mpf("0.05"), x), solver="anderson"))
        t = times[-1] + 2
    out["crossings"][f"mat.{name}"] = [float(x) for x in times]


mat("regular-spiking", 30, 2, 20)
mat("intrinsically-bursting", mp.mpf("7.5"), mp.mpf("1.5"), 19)
mat("fast-spiking", 10, mp.mpf("0.2"), 10)
mat("chattering", mp.mpf("-0.5"), mp.mpf("0.4"), 26)

# --- two and three variables ----------------------------------------------------------------------------------------------------


def morris_lecar(current, phi, gca, v3, v4):
    minf = lambda V: (1 + tanh((V + 1.2) / 18)) / 2
    winf = lambda V: (1 + tanh((V - v3) / v4)) / 2
    rhs = lambda t, y: [
        (current - 2 * (y[0] + 60) - 8 * y[1] * (y[0] + 84) - gca * minf(y[0]) * (y[0] - 120)) / 20,
        phi * cosh((y[0] - v3) / (2 * v4)) * (winf(y[0]) - y[1]),
    ]
    return rhs, [-60, winf(-60)]


for name, current, values in [("hopf", 100, (0.04, 4.4, 2, 30)), ("snic", 42, (0.067, 4, 12, 17.4))]:
    rhs, start = morris_lecar(current, *values)
    crossings(f"morris-lecar.{name}", rhs, start, 900, 0.0)


def saddle_node(name, balance, guess):
    """Where dI/dV of the current balance is zero."""
    V = mp.findroot(lambda v: mp.diff(balance, v), guess)
    number(f"{name} saddle-node V", V)
    number(f"{name} saddle-node I", balance(V))


def rest(name, balance, guess):
    number(f"{name} rest V", mp.findroot(balance, guess))


ml_balance = lambda gca, v3, v4: (
    lambda V: 2 * (V + 60)
    + 8 * (1 + mp.tanh((V - v3) / mp.mpf(v4))) / 2 * (V + 84)
    + mp.mpf(gca) * (1 + mp.tanh((V + mp.mpf("1.2")) / 18)) / 2 * (V - 120)
)
rest("morris-lecar.hopf", ml_balance("4.4", 2, "30"), -60)
rest("morris-lecar.snic", ml_balance("4", 12, "17.4"), -60)
saddle_node("morris-lecar.snic", ml_balance("4", 12, "17.4"), -29)


def persistent_sodium(current, EL, Vn, tau):
    minf = lambda V: 1 / (1 + exp((-20 - V) / 15))
    ninf = lambda V: 1 / (1 + exp((Vn - V) / 5))
    rhs = lambda t, y: [
        current - 8 * (y[0] - EL) - 20 * minf(y[0]) * (y[0] - 60) - 10 * y[1] * (y[0] + 90),
        (ninf(y[0]) - y[1]) / tau,
    ]
    return rhs, [-65, ninf(-65)]


for name, current, values in [("snic", 5, (-80, -25, 1)), ("homoclinic", 5, (-80, -25, 0.16)), ("hopf", 40, (-78, -45, 1))]:
    rhs, start = persistent_sodium(current, *values)
    crossings(f"persistent-sodium.{name}", rhs, start, 120, -30.0)
inap = lambda EL, Vn: (
    lambda V: 8 * (V - EL) + 20 / (1 + mp.exp((-20 - V) / mp.mpf(15))) * (V - 60) + 10 / (1 + mp.exp((Vn - V) / mp.mpf(5))) * (V + 90)
)
rest("persistent-sodium.snic", inap(-80, -25), -64)
rest("persistent-sodium.hopf", inap(-78, -45), -62)
saddle_node("persistent-sodium.snic", inap(-80, -25), -61)


def trace(V):
    """C = 1, tau_n = 1: the trace of the Jacobian, whose zero is the Andronov-Hopf point."""
    m = 1 / (1 + mp.exp((-20 - V) / mp.mpf(15)))
    n = 1 / (1 + mp.exp((-45 - V) / mp.mpf(5)))
    return -8 - 20 * (m + m * (1 - m) / 15 * (V - 60)) - 10 * n - 1


hopf = mp.findroot(trace, -56)
number("persistent-sodium.hopf Andronov-Hopf V", hopf)
number("persistent-sodium.hopf Andronov-Hopf I", inap(-78, -45)(hopf))


def hindmarsh_rose(t, y):
    x, s, z = y
    return [s - x**3 + 3 * x**2 - z + 2.8, 1 - 5 * x**2 - s, 0.006 * (4 * (x + 1.6) - z)]


crossings("hindmarsh-rose.bursting", hindmarsh_rose, [-1.6, -12, 0], 400, 1.0, wanted=12)


def mitchell_schaeffer(pulses, duration):
    """Crossings of the gate's potential, upwards and downwards; the right-hand side changes there."""
    times, t, y, above = [], 0.0, np.array([0.0, 1.0]), False
    stops = sorted({x for p in pulses for x in (p, p + 1)} | {duration})
    while stops:
        J = 0.2 if any(p <= t < p + 1 for p in pulses) else 0.0
        rhs = lambda x, z: [
            z[1] * z[0] ** 2 * (1 - z[0]) / 0.3 - z[0] / 6 + J,
            -z[1] / 150 if above else (1 - z[1]) / 120,
        ]
        gate = lambda x, z: z[0] - 0.13
        gate.terminal, gate.direction = True, -1 if above else 1
        s = solve_ivp(rhs, (t, stops[0]), y, method="DOP853", rtol=1e-13, atol=1e-14, events=gate)
        t, y = s.t[-1], s.y[:, -1]
        if s.status == 1:
            times.append(t)
            above = not above
        else:
            stops.pop(0)
    return times


beats = mitchell_schaeffer([20, 820, 1180], 1600)
out["crossings"]["mitchell-schaeffer.restitution"] = [float(x) for x in beats[0::2]]
for k in range(3):
    number(f"mitchell-schaeffer.restitution duration of beat {k + 1}", beats[2 * k + 1] - beats[2 * k])

# --- conductances ---------------------------------------------------------------------------------------------------------------


def gates_of(module):
    e = module.exp
    trap = vtrap if module is np else (lambda x, k: x / (1 - e(-x / k)))
    cs = lambda V: [
        (0.38 * trap(V + 29.7, 10.0), 15.2 * e(-0.0556 * (V + 54.7))),
        (0.266 * e(-0.05 * (V + 48)), 3.8 / (1 + e(-0.1 * (V + 18)))),
        (0.02 * trap(V + 45.7, 10.0), 0.25 * e(-0.0125 * (V + 55.7))),
    ]
    wb = lambda V: [
        (0.1 * trap(V + 35, 10.0), 4 * e(-(V + 60) / 18)),
        (0.07 * e(-(V + 58) / 20), 1 / (1 + e(-(V + 28) / 10))),
        (0.01 * trap(V + 34, 10.0), 0.125 * e(-(V + 44) / 80)),
    ]
    tm = lambda V: [
        (0.32 * trap(V + 54, 4.0), 0.28 * trap(-(V + 27), 5.0)),
        (0.128 * e(-(V + 50) / 18), 4 / (1 + e(-(V + 27) / 5))),
        (0.032 * trap(V + 52, 5.0), 0.5 * e(-(V + 57) / 40)),
    ]
    hh = lambda V: [
        (0.1 * trap(V + 40, 10.0), 4 * e(-(V + 65) / 18)),
        (0.07 * e(-(V + 65) / 20), 1 / (1 + e(-(V + 35) / 10))),
        (0.01 * trap(V + 55, 10.0), 0.125 * e(-(V + 65) / 80)),
    ]
    ab = lambda V: [
        ((0.0761 * e(0.0314 * (V + 94.22)) / (1 + e(0.0346 * (V + 1.17)))) ** (1 / module.mpf(3) if module is mp else 1 / 3),
         0.3632 + 1.158 / (1 + e(0.0497 * (V + 55.96)))),
        ((1 + e(0.0688 * (V + 53.3))) ** -4, 1.24 + 2.678 / (1 + e(0.0624 * (V + 50)))),
    ]
    return dict(cs=cs, wb=wb, tm=tm, hh=hh, ab=ab)


G, M = gates_of(np), gates_of(mp)
steady = lambda pairs: [a / (a + b) for a, b in pairs]


def connor_stevens(I, gA=47.7, EL=-17.0):
    def rhs(t, y):
        V, m, h, n, a, b = y
        (am, bm), (ah, bh), (an, bn) = G["cs"](V)
        (ai, ta), (bi, tb) = G["ab"](V)
        current = I - 120 * m**3 * h * (V - 55) - 20 * n**4 * (V + 72) - gA * a**3 * b * (V + 75) - 0.3 * (V - EL)
        return [current, am * (1 - m) - bm * m, ah * (1 - h) - bh * h, an * (1 - n) - bn * n, (ai - a) / ta, (bi - b) / tb]

    return rhs, [-68.0, *steady(G["cs"](-68.0)), *(x for x, _ in G["ab"](-68.0))]


def cs_balance(V, gA=mp.mpf("47.7"), EL=mp.mpf(-17)):
    m, h, n = steady(M["cs"](V))
    (a, _), (b, _) = M["ab"](V)
    return 120 * m**3 * h * (V - 55) + 20 * n**4 * (V + 72) + gA * a**3 * b * (V + 75) + mp.mpf("0.3") * (V - EL)


rhs, start = connor_stevens(15)
crossings("connor-stevens", rhs, start, 200, 0.0, wanted=6)
rhs, start = connor_stevens(8, 0, -67.87)
crossings("connor-stevens.without-A", rhs, start, 200, 0.0, wanted=6)
rest("connor-stevens", cs_balance, -68)
rest("connor-stevens.without-A", lambda V: cs_balance(V, 0, mp.mpf("-67.87")), -68)
# The balance has a maximum, where rest ends, and a minimum at -51.07 mV, where a branch without use begins.
saddle_node("connor-stevens", cs_balance, -57)


def wang_buzsaki(I, phi=5):
    def rhs(t, y):
        V, h, n = y
        (am, bm), (ah, bh), (an, bn) = G["wb"](V)
        m = am / (am + bm)
        current = I - 35 * m**3 * h * (V - 55) - 9 * n**4 * (V + 90) - 0.1 * (V + 65)
        return [current, phi * (ah * (1 - h) - bh * h), phi * (an * (1 - n) - bn * n)]

    return rhs, [-65.0, *steady(G["wb"](-65.0))[1:]]


def wb_balance(V):
    m, h, n = steady(M["wb"](V))
    return 35 * m**3 * h * (V - 55) + 9 * n**4 * (V + 90) + (V + 65) / mp.mpf(10)


rhs, start = wang_buzsaki(1)
crossings("wang-buzsaki", rhs, start, 200, -20.0)
rhs, start = wang_buzsaki(2, 2)
crossings("wang-buzsaki.slow-gates", rhs, start, 200, -20.0)
rest("wang-buzsaki", wb_balance, -64)
saddle_node("wang-buzsaki", wb_balance, -58)


def traub_miles(I):
    def rhs(t, y):
        V, m, h, n = y
        (am, bm), (ah, bh), (an, bn) = G["tm"](V)
        current = I - 100 * m**3 * h * (V - 50) - 80 * n**4 * (V + 100) - 0.1 * (V + 67)
        return [current, am * (1 - m) - bm * m, ah * (1 - h) - bh * h, an * (1 - n) - bn * n]

    return rhs, [-67.0, *steady(G["tm"](-67.0))]


def tm_balance(V):
    m, h, n = steady(M["tm"](V))
    return 100 * m**3 * h * (V - 50) + 80 * n**4 * (V + 100) + (V + 67) / mp.mpf(10)


rhs, start = traub_miles(1.5)
crossings("traub-miles", rhs, start, 200, 0.0)
rest("traub-miles", tm_balance, -67)
saddle_node("traub-miles", tm_balance, -60)


def slow_gates(V):
    return 0.001 * exp(-(V + 85) / 30), 0.0034 / (1 + exp(-(V + 17) / 10))


def hodgkin_huxley_slow(t, y):
    V, m, h, n, s = y
    (am, bm), (ah, bh), (an, bn) = G["hh"](V)
    delta, gamma = slow_gates(V)
    current = 15 - 120 * m**3 * h * s * (V - 50) - 36 * n**4 * (V + 77) - 0.3 * (V + 54)
    return [current, am * (1 - m) - bm * m, ah * (1 - h) - bh * h, an * (1 - n) - bn * n, delta * (1 - s) - gamma * s]


d, g = slow_gates(-65.0)
spikes = solve(hodgkin_huxley_slow, [-65.0, *steady(G["hh"](-65.0)), d / (d + g)], 1500, 0.0, tolerance=1e-12, wanted=1000)
crossings("hodgkin-huxley-slow", hodgkin_huxley_slow, [-65.0, *steady(G["hh"](-65.0)), d / (d + g)], 120, 0.0)
number("hodgkin-huxley-slow spikes in 1.5 s", len(spikes))
number("hodgkin-huxley-slow last spike", spikes[-1])

# --- rates and noise --------------------------------------------------------------------------------------------------------------


def wong_wang(S1, S2, mu, c=0):
    def H(x):
        u = 270 * x - 108
        return u / (1 - mp.exp(-mp.mpf("0.154") * u))

    J, K, I0, E = (mp.mpf(x) for x in ("0.2609", "0.0497", "0.3255", "0.00052"))
    x1 = J * S1 - K * S2 + I0 + E * mu * (1 + c)
    x2 = J * S2 - K * S1 + I0 + E * mu * (1 - c)
    gamma = mp.mpf("0.641")
    return [-S1 * 10 + (1 - S1) * gamma * H(x1), -S2 * 10 + (1 - S2) * gamma * H(x2)]


for name, mu, c, guess in [
    ("rest", 0, 0, (0.06, 0.06)),
    ("memory", 0, 0, (0.55, 0.04)),
    ("evidence", 30, mp.mpf("0.5"), (0.7, 0.05)),
]:
    S = mp.findroot(lambda a, b: wong_wang(a, b, mu, c), guess)
    number(f"wong-wang.{name} S_1", S[0])
    number(f"wong-wang.{name} S_2", S[1])


def mean_interval(drive, reset, threshold, width, rate, tau, refractory, end=2000):
    """t_ref + integral of the survivor function of a leaky neuron with the hazard rate*exp((V - threshold)/width) [ms]."""
    V = lambda t: drive + (reset - drive) * mp.exp(-t / tau)
    hazard = lambda t: rate * mp.exp((V(t) - threshold) / width)
    grid = [mp.mpf(x) for x in (0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, end)]
    total, before = mp.mpf(0), mp.mpf(0)
    for a, b in zip(grid, grid[1:]):
        # Composite Gauss rule in each stretch: the outer integrand needs the inner integral at its nodes.
        nodes = 40
        for k in range(nodes):
            l, r = a + (b - a) * k / nodes, a + (b - a) * (k + 1) / nodes
            mid = (l + r) / 2
            total += mp.quad(lambda t: mp.exp(-(before + mp.quad(hazard, [l, t], maxdegree=3))), [l, r], maxdegree=2)
            before += mp.quad(hazard, [l, r], maxdegree=4)
        if before > 60:
            break
    return refractory + total


mp.mp.dps = 15
number("escape-lif mean interval", mean_interval(15, 0, 10, 5, mp.mpf("0.01"), 20, 4))
number("gif.without-adaptation mean interval", mean_interval(-40, -50, -48, mp.mpf("0.5"), mp.mpf("0.001"), 20, 4, 400))

lines = [
    "/** Data table. Numbers of the catalogue's models, computed by tools/catalogue-values.py from equations that stand there a second time. */",
    "",
    "/** Times at which the documents of the catalogue stamp spikes [ms], the first few: errors below 2e-8 ms. */",
    "export const catalogueCrossings: Readonly<Record<string, readonly number[]>> = {",
    *(f'  "{name}": [{", ".join(repr(x) for x in times)}],' for name, times in out["crossings"].items()),
    "};",
    "",
    "/** Potentials [mV], currents in the unit of the input, times [ms]. */",
    "export const catalogueNumbers: Readonly<Record<string, number>> = {",
    *(f'  "{name}": {value!r},' for name, value in out["numbers"].items()),
    "};",
    "",
]
target = pathlib.Path(__file__).parent.parent / "src" / "verify" / "reference" / "catalogue.ts"
target.write_text("\n".join(lines))
