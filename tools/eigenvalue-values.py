"""Reference values of test/theory/eigenmodes.test.ts, in 60-digit arithmetic: python3 tools/eigenvalue-values.py (needs mpmath)."""
from mpmath import diff, exp, findroot, lambertw, mp, mpc, mpf, nstr, pcfd, sqrt

mp.dps = 60


def white_noise(value, drift, diffusion, threshold=1, reset=0):
    """e^delta D_-lambda((mu - v_R)/sqrt D)/D_-lambda((mu - v_T)/sqrt D): it loses (mu - v)^2/(2 D) digits, hence the 60."""
    drift, diffusion = mpf(drift), mpf(diffusion)
    high, low = (drift - reset) / sqrt(diffusion), (drift - threshold) / sqrt(diffusion)
    return exp((high**2 - low**2) / 4) * pcfd(-value, high) / pcfd(-value, low)


for n in range(1, 5):
    print("Poisson with dead time", n, nstr(lambertw(exp(mpf(1)), n) - 1, 17))
for drift, diffusion, at in [
    ("1.2", "0.05", mpc(1, 2)),
    ("5", "0.001", mpc(3, 20)),
    ("-1", "1", mpc("0.3", "0.4")),
    ("-1", "0.05", mpc("0.3", 4)),
    ("0.8", "0.02", mpc("-3.3", 15)),
    ("1.2", "0.05", mpc("-30.5", 0)),
    ("5", "0.001", mpc(-1, 150)),
]:
    transform = lambda value: white_noise(value, drift, diffusion)
    print("P_L, P_L'", drift, diffusion, nstr(at, 4), nstr(transform(at), 16), nstr(diff(transform, at), 14))
for guess in [mpc(-2.1, 4.4), mpc(-8, 8.9), mpc(-17.8, 13.3), mpf("-11.57"), mpf("-15.63")]:
    print("white-noise LIF, drift 1.2, diffusion 0.05", nstr(findroot(lambda value: white_noise(value, "1.2", "0.05") - 1, guess), 18))
