"""Writes eight-normals.json: eight independent Normal parameters under one coupled cost, with its exact moments.

x_i ~ Normal(theta_i, 1) for i = 1 to 8 and f = (x_1 + ... + x_8)^2 / 4 + x_1 x_5 + x_2 x_6 + x_3 x_7 + x_4 x_8.
The score estimate of theta_i is g_i = (x_i - theta_i) f, a polynomial in eight independent normals. Its fourth power
has degree at most 12 in each, so Gauss-Hermite quadrature with seven nodes an axis is exact up to rounding.
"""

import json
from itertools import product
from pathlib import Path

import numpy as np

THETA = [0.3, -0.2, 0.5, 0.1, -0.4, 0.25, 0.6, -0.1]
NAMES = [f"x{i}" for i in range(1, 9)]
COST = f"({'+'.join(NAMES)})^2/4 + x1*x5 + x2*x6 + x3*x7 + x4*x8"


def moments_of_score_estimates():
    """Mean of the cost and, per parameter, mean, variance and fourth central moment of g_i."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(7)
    weights = weights / weights.sum()
    cost_mean = 0.0
    powers = np.zeros((4, 8))
    # The first two axes are looped over, the other six are one array.
    rest = np.stack(np.meshgrid(*[nodes] * 6, indexing="ij")).reshape(6, -1)
    rest_weight = np.prod(np.stack(np.meshgrid(*[weights] * 6, indexing="ij")).reshape(6, -1), axis=0)
    for i, j in product(range(7), range(7)):
        noise = np.concatenate([np.full((1, rest.shape[1]), nodes[i]), np.full((1, rest.shape[1]), nodes[j]), rest])
        weight = weights[i] * weights[j] * rest_weight
        x = noise + np.array(THETA)[:, None]
        cost = x.sum(0) ** 2 / 4 + (x[:4] * x[4:]).sum(0)
        gradient = noise * cost
        cost_mean += weight @ cost
        powers += np.stack([(gradient**k) @ weight for k in range(1, 5)])
    m1, m2, m3, m4 = powers
    variance = m2 - m1**2
    fourth = m4 - 4 * m1 * m3 + 6 * m1**2 * m2 - 3 * m1**4
    return cost_mean, m1, variance, fourth


def main():
    cost, mean, variance, fourth = moments_of_score_estimates()
    parameters = [f"theta{i}" for i in range(1, 9)]
    nodes = [{"name": name, "kind": "parameter", "value": value} for name, value in zip(parameters, THETA)]
    nodes += [
        {
            "name": name,
            "kind": "stochastic",
            "parents": [parameter],
            "distribution": "Normal",
            "args": {"loc": parameter, "scale": "1"},
        }
        for name, parameter in zip(NAMES, parameters)
    ]
    nodes += [{"name": "f", "kind": "cost", "parents": NAMES, "expression": COST}]
    graph = {
        "source": "Exact by Gauss-Hermite quadrature, seven nodes an axis: eight_normals.py",
        "document": {
            "scg": 1,
            "title": "eight-normals",
            "nodes": nodes,
            "plans": [{"name": "score", "nodes": {name: {"estimator": "score"} for name in NAMES}}],
        },
        "expected": {
            "plans": {
                "score": {
                    name: {"mean": mean[i], "variance": variance[i], "fourth": fourth[i]}
                    for i, name in enumerate(parameters)
                }
            },
            "cost": cost,
        },
    }
    path = Path(__file__).with_name("eight-normals.json")
    path.write_text(json.dumps(graph, indent=2) + "\n")


main()
