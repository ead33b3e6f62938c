"""Gradient estimates per second in PyTorch, on all cores: prints one JSON object, task by task.

Usage: torch_estimates.py EFFORT, where EFFORT is the JSON of bench/estimates/measurement.ts's Effort.

Every variant makes the same estimates: parameters tiled to one copy a sample, so that autograd of the summed surrogate
gives every sample's own gradient; the same under torch.compile where there is one; and torch.func (functorch before
PyTorch 2), vmap of grad over the samples. Moments are held against the exact ones before any time counts.
"""

import json
import math
import os
import sys
import time
from pathlib import Path

import torch

TOLERANCE = 4
"""Standard errors from the exact value; 6.3e-5 of correct moments lie further off."""

BATCHES = [1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20]


def two_noises_score(theta, n):
    """Noise, and the surrogate of samples that have already been drawn."""
    mu, ls = theta

    def draw():
        x = mu + math.exp(ls) * torch.randn(n)
        y = (torch.rand(n) < torch.sigmoid(x)).float()
        return x, (y - 0.45).square() + 0.1 * x.square()

    def surrogate(parameters, x, cost):
        loc, log_scale = parameters[0], parameters[1]
        return (-0.5 * ((x - loc) / log_scale.exp()).square() - log_scale) * cost

    return draw, surrogate


def simple_5_score(theta, n):
    (value,) = theta

    def draw():
        x1 = torch.randn(n).add_(1.5 * value)
        x2 = torch.randn(n).add_(x1, alpha=value)
        return x1, x2, x1.square(), x2.square()

    def surrogate(parameters, x1, x2, f1, f2):
        t = parameters[0]
        return -0.5 * (x1 - 1.5 * t).square() * (f1 + f2) - 0.5 * (x2 - t * x1).square() * f2

    return draw, surrogate


def simple_5_pathwise(_theta, n):
    def draw():
        return torch.randn(n), torch.randn(n)

    def surrogate(parameters, noise1, noise2):
        t = parameters[0]
        x1 = 1.5 * t + noise1
        x2 = t * x1 + noise2
        return x1.square() + x2.square()

    return draw, surrogate


def eight_normals_score(theta, n):
    loc = torch.tensor(theta)[:, None]

    def draw():
        x = torch.randn(8, n).add_(loc)
        return x, 0.25 * x.sum(0).square() + (x[:4] * x[4:]).sum(0)

    def surrogate(parameters, x, cost):
        return -0.5 * (x - parameters).square().sum(0) * cost

    return draw, surrogate


TASKS = {
    "two-noises score": ("two-noises", "score", two_noises_score),
    "simple-5 score": ("simple-5", "score", simple_5_score),
    "simple-5 pathwise": ("simple-5", "pathwise", simple_5_pathwise),
    "eight-normals score": ("eight-normals", "score", eight_normals_score),
}


def tiled(make, theta, n):
    """A function that returns the gradients of n samples, of shape [parameters, n]."""
    draw, surrogate = make(theta, n)
    column = torch.tensor(theta)[:, None]

    def gradients():
        parameters = column.repeat(1, n).requires_grad_()
        loss = surrogate(parameters, *draw()).sum()
        return torch.autograd.grad(loss, parameters)[0]

    return gradients


def vectorized(make, theta, n):
    """The same by vmap of grad over the samples."""
    try:
        from torch.func import grad, vmap
    except ImportError:
        from functorch import grad, vmap
    draw, surrogate = make(theta, n)
    parameters = torch.tensor(theta)

    def gradients():
        drawn = draw()
        per_sample = vmap(grad(surrogate), in_dims=(None, *[-1] * len(drawn)), out_dims=-1)
        return per_sample(parameters, *drawn)

    return gradients


def compiled(make, theta, n):
    return torch.compile(tiled(make, theta, n))


def sums(gradients):
    """Sums of g and of g^2 over the samples, per parameter."""
    return torch.stack([gradients.sum(1), gradients.square().sum(1)]).tolist()


def variants():
    found = {"tiled": tiled, "vmap of grad": vectorized}
    if hasattr(torch, "compile"):
        found["torch.compile"] = compiled
    return found


def rate(gradients, n, seconds):
    start = time.perf_counter()
    rounds = 0
    while rounds < 2 or time.perf_counter() - start < seconds:
        sums(gradients())
        rounds += 1
    return rounds * n / (time.perf_counter() - start)


def quickest(make, theta, seconds):
    """Variant, threads, batch and gradients function of the best rate; the last failure where none runs."""
    best, failure = None, None
    for threads in sorted({1, os.cpu_count() or 1}, reverse=True):
        torch.set_num_threads(threads)
        for name, variant in variants().items():
            for n in BATCHES:
                try:
                    gradients = variant(make, theta, n)
                    sums(gradients())
                    found = rate(gradients, n, seconds)
                except Exception as error:
                    failure = error
                    continue
                if best is None or found > best[0]:
                    best = (found, name, threads, n, gradients)
    if best is None:
        raise failure
    return best[1:]


def worst_deviation(gradients, n, exact, estimates):
    """The largest deviation of a mean or variance in standard errors, and the number of estimates it is over."""
    rounds = math.ceil(estimates / n)
    totals = [[0.0] * len(exact), [0.0] * len(exact)]
    for _ in range(rounds):
        for total, part in zip(totals, sums(gradients())):
            for i, value in enumerate(part):
                total[i] += value
    count = rounds * n
    worst = 0.0
    for moments, s1, s2 in zip(exact, *totals):
        mean = s1 / count
        variance = (s2 - count * mean * mean) / (count - 1)
        off_mean = abs(mean - moments["mean"]) / math.sqrt(moments["variance"] / count)
        spread = math.sqrt((moments["fourth"] - moments["variance"] ** 2) / count)
        worst = max(worst, off_mean, abs(variance - moments["variance"]) / spread)
    return worst, count


def measure(name, effort):
    graph, plan, make = TASKS[name]
    own = Path(__file__).parent
    folders = [own / "graphs", own.parents[1] / "src" / "engine" / "testing" / "cases"]
    path = next(folder / f"{graph}.json" for folder in folders if (folder / f"{graph}.json").exists())
    data = json.loads(path.read_text())
    exact = data["expected"]["plans"][plan]
    nodes = [node for node in data["document"]["nodes"] if node["kind"] == "parameter"]
    theta = [node["value"] for node in nodes]
    variant, threads, n, gradients = quickest(make, theta, effort["tuningSeconds"])
    torch.set_num_threads(threads)
    worst, count = worst_deviation(gradients, n, [exact[node["name"]] for node in nodes], effort["checkedEstimates"])
    if not worst <= TOLERANCE:
        raise ValueError(f"wrong moments: {worst:.1f} standard errors off over {count} estimates")
    rates = sorted(rate(gradients, n, effort["secondsPerRepeat"]) for _ in range(effort["repeats"]))
    return {
        "device": f"{threads} threads",
        "variant": variant,
        "batch": n,
        "estimatesPerSecond": rates[len(rates) // 2],
        "slowest": rates[0],
        "fastest": rates[-1],
        "worstDeviation": worst,
        "checkedEstimates": count,
    }


def main():
    effort = json.loads(sys.argv[1])
    torch.manual_seed(1)
    outcomes = {}
    for name in TASKS:
        try:
            outcomes[name] = measure(name, effort)
        except Exception as error:
            outcomes[name] = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps({"version": torch.__version__, "tasks": outcomes}))


main()
