"""Log densities at the edges of supports and arguments by SciPy, for distributions/edges.test.ts.

Run: python3 distribution_edges.py > distributionEdges.json
"""

import json

import numpy as np
from scipy import stats

INF = float("inf")


def rows():
    for rate in (0.5, 3.0):
        yield "Exponential", {"rate": [rate]}, [0.0], stats.expon.logpdf(0, scale=1 / rate)
    for a in (0.5, 1.0, 2.0):
        yield "Gamma", {"concentration": [a], "rate": [3.0]}, [0.0], stats.gamma.logpdf(0, a, scale=1 / 3)
        yield "InverseGamma", {"concentration": [a], "rate": [3.0]}, [0.0], stats.invgamma.logpdf(0, a, scale=3)
        yield "Weibull", {"scale": [1.5], "concentration": [a]}, [0.0], stats.weibull_min.logpdf(0, a, scale=1.5)
        for other in (0.5, 1.0, 2.0):
            args = {"concentration1": [a], "concentration0": [other]}
            for x in (0.0, 1.0):
                yield "Beta", args, [x], stats.beta.logpdf(x, a, other)
    for a in ([1.0, 1.0, 1.0], [1.0, 2.0, 0.7], [2.0, 1.0, 1.0]):
        yield "Dirichlet", {"concentration": a}, [0.0, 0.25, 0.75], stats.dirichlet.logpdf([0.0, 0.25, 0.75], a)
    yield "Dirichlet", {"concentration": [1.0, 1.0]}, [0.0, 1.0], stats.dirichlet.logpdf([0.0, 1.0], [1.0, 1.0])
    yield "LogNormal", {"loc": [0.3], "scale": [0.5]}, [0.0], -INF
    yield "HalfNormal", {"scale": [2.0]}, [0.0], stats.halfnorm.logpdf(0, scale=2)
    for x in (-1.0, 2.0):
        yield "Uniform", {"low": [-1.0], "high": [2.0]}, [x], stats.uniform.logpdf(x, -1, 3)
    for df in (0.5, 1.0, 2.0):
        for x in (0.0, 1e8):
            yield "StudentT", {"df": [df], "loc": [0.0], "scale": [2.0]}, [x], stats.t.logpdf(x, df, scale=2)
    for x in (-200.0, 900.0):
        yield "Logistic", {"loc": [0.0], "scale": [1.0]}, [x], stats.logistic.logpdf(x)
        yield "Gumbel", {"loc": [0.0], "scale": [1.0]}, [x], stats.gumbel_r.logpdf(x)
    for x in (0.0, 1e8):
        yield "Normal", {"loc": [0.0], "scale": [2.0]}, [x], stats.norm.logpdf(x, scale=2)
        yield "Cauchy", {"loc": [0.0], "scale": [2.0]}, [x], stats.cauchy.logpdf(x, scale=2)
    for x in (0.0, 500.0):
        yield "Laplace", {"loc": [0.0], "scale": [2.0]}, [x], stats.laplace.logpdf(x, scale=2)
    law = stats.multivariate_normal([0, 0], [[1, 0], [0, 1e-8]])
    yield "MultivariateNormal", {"loc": [0.0, 0.0], "scale_tril": [1.0, 0.0, 0.0, 1e-4]}, [0.0, 0.0], law.logpdf([0, 0])
    for p in (0.0, 1.0):
        for k in (0.0, 1.0):
            log = stats.bernoulli.logpmf(k, p)
            yield "Bernoulli", {"probs": [p]}, [k], log
            yield "Rademacher", {"probs": [p]}, [2 * k - 1], log
            yield "Categorical", {"probs": [1 - p, p]}, [k], log
            yield "OneHotCategorical", {"probs": [1 - p, p]}, [1 - k, k], log
        for n in (0.0, 3.0):
            for k in {0.0, n}:
                yield "Binomial", {"total_count": [n], "probs": [p]}, [k], stats.binom.logpmf(k, n, p)
    yield "Binomial", {"total_count": [0.0], "probs": [0.3]}, [0.0], stats.binom.logpmf(0, 0, 0.3)
    yield "Binomial", {"total_count": [0.0], "probs": [0.3]}, [1.0], stats.binom.logpmf(1, 0, 0.3)
    for k in (0.0, 1.0):
        yield "Bernoulli", {"logits": [800.0]}, [k], -800 * (1 - k)
        yield "Bernoulli", {"logits": [-800.0]}, [k], -800 * k
        yield "Categorical", {"logits": [0.0, -INF]}, [k], 0.0 if k == 0 else -INF
        yield "OneHotCategorical", {"logits": [0.0, -INF]}, [1 - k, k], 0.0 if k == 0 else -INF
        yield "Poisson", {"rate": [0.0]}, [k], stats.poisson.logpmf(k, 0)
        # SciPy counts trials, not failures.
        yield "Geometric", {"probs": [1.0]}, [k], stats.geom.logpmf(k + 1, 1)


def number(x):
    return float(x) if np.isfinite(x) else str(float(x)).replace("inf", "Infinity")


def main():
    np.seterr(all="ignore")
    table = [
        {"name": name, "args": {k: [number(v) for v in vs] for k, vs in args.items()}, "x": x, "log": number(log)}
        for name, args, x, log in rows()
    ]
    print("[\n" + ",\n".join("  " + json.dumps(row) for row in table) + "\n]")


main()
