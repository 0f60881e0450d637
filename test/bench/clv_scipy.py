"""Fits and scores with numpy and scipy, for the benchmark beside this file: python3 clv_scipy.py fit|fit-large|score FOLDER

FOLDER holds the columns frequency, recency and age as little-endian doubles. Prints milliseconds as JSON, the least of
several repeats. The likelihoods are those of Fader, Hardie and Lee (2005) and Fader and Hardie (2005), on the log scale.
"""
import json
import sys
import time

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, gammaln, hyp2f1

what, folder = sys.argv[1:]
x, tx, T = (np.fromfile(f"{folder}/{name}") for name in ("frequency", "recency", "age"))


def least(run, repeats):
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def bg_nll(log_parameters):
    """Negative log-likelihood of BG/NBD per customer, with its gradient by the logarithms of r, alpha, a, b."""
    r, alpha, a, b = parameters = np.exp(log_parameters)
    repeats = x > 0
    log_t, log_T = np.log(alpha + tx), np.log(alpha + T)
    first = np.where(repeats, 0.0, -np.inf)
    odds = np.log(a) - np.log(np.maximum(b + x - 1, 1e-300)) + (r + x) * (log_T - log_t) + first
    ll = (
        gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * log_T
        + gammaln(b + x) + gammaln(a + b) - gammaln(b) - gammaln(a + b + x)
        + np.logaddexp(0, odds)
    )
    left = np.where(repeats, 1 / (1 + np.exp(-odds)), 0.0)
    d_r = digamma(r + x) - digamma(r) + np.log(alpha) - log_T + left * (log_T - log_t)
    d_alpha = r / alpha - (r + x) / (alpha + T) + left * (r + x) * (1 / (alpha + T) - 1 / (alpha + tx))
    shared = digamma(a + b) - digamma(a + b + x)
    d_a = shared + left / a
    d_b = shared + digamma(b + x) - digamma(b) - left / np.where(repeats, b + x - 1, 1.0)
    gradient = np.array([d_r.mean(), d_alpha.mean(), d_a.mean(), d_b.mean()])
    return -ll.mean(), -gradient * parameters


def pareto_nll(log_parameters):
    r, alpha, s, beta = np.exp(log_parameters)
    ahead, behind, shape = (alpha, beta, s + 1) if alpha >= beta else (beta, alpha, r + x)
    c = r + s + x
    gap = ahead - behind
    log_a = -c * np.log(ahead + tx) + np.log(hyp2f1(c, shape, c + 1, gap / (ahead + tx)))
    log_b = -c * np.log(ahead + T) + np.log(hyp2f1(c, shape, c + 1, gap / (ahead + T)))
    with np.errstate(all="ignore"):
        tail = log_a + np.log1p(-np.exp(log_b - log_a)) + np.log(s / c)
    ll = (
        gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
        + np.logaddexp(-(r + x) * np.log(alpha + T) - s * np.log(beta + T), tail)
    )
    return -ll.mean()


def bg_fit():
    start = np.log([1.0, T.sum() / x.sum(), 1.0, 3.0])
    return minimize(bg_nll, start, jac=True, method="L-BFGS-B", options={"ftol": 1e-13, "gtol": 1e-8})


def pareto_fit():
    start = np.log([1.0, T.sum() / x.sum(), 1.0, T.mean()])
    return minimize(pareto_nll, start, method="L-BFGS-B", options={"ftol": 1e-12, "gtol": 1e-7})


def bg_alive():
    r, alpha, a, b = 0.2426, 4.4136, 0.7929, 2.4259
    safe = np.maximum(x, 1)
    return np.where(x > 0, 1 / (1 + a / (b + safe - 1) * ((alpha + T) / (alpha + tx)) ** (r + x)), 1.0)


def bg_score():
    r, alpha, a, b, t = 0.2426, 4.4136, 0.7929, 2.4259, 39.0
    alive = bg_alive()
    power = ((alpha + T) / (alpha + T + t)) ** (r + x)
    orders = (a + b + x - 1) / (a - 1) * (1 - power * hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + T + t)))
    return alive, orders * alive


def pareto_score():
    r, alpha, s, beta, t = 0.5533, 10.578, 0.6062, 11.669, 39.0
    c, gap = r + s + x, beta - alpha
    f1 = hyp2f1(c, r + x, c + 1, gap / (beta + tx)) / (beta + tx) ** c
    f2 = hyp2f1(c, r + x, c + 1, gap / (beta + T)) / (beta + T) ** c
    alive = 1 / (1 + s / c * (alpha + T) ** (r + x) * (beta + T) ** s * (f1 - f2))
    orders = (r + x) * (beta + T) / ((alpha + T) * (s - 1)) * (1 - ((beta + T) / (beta + T + t)) ** (s - 1))
    return alive, orders * alive


if what == "score":
    print(json.dumps({"bgAlive": least(bg_alive, 5), "bg": least(bg_score, 3), "pareto": least(pareto_score, 3)}))
elif what == "fit-large":
    print(json.dumps({"bg": least(bg_fit, 2)}))
else:
    print(json.dumps({"bg": least(bg_fit, 5), "pareto": least(pareto_fit, 2)}))
