"""Gradients of the examples nvil and vae in PyTorch, for networks.pytorch.test.ts.

python3 networks.pytorch.py < ROWS > networks.pytorch.json

ROWS is {"seed": of the run, "rows": {"nvil": [pictures], "vae": [pictures]}}, one string of 144 digits 0 or 1 for each
estimate; a copy of the last networks.pytorch.json will do. Weights and noise are counted: hashes that this program works out by itself. The estimates are the first ones
of a run, without baseline; the numbers are means over them: the norm of every gradient, and some of its coordinates.
"""

import json
import math
import sys

import torch

torch.set_default_dtype(torch.float64)
MASK = 0xFFFFFFFF
COORDINATES = 12


def pcg4d(*words):
    """Jarzynski and Olano, JCGT 9(3), 2020."""
    x, y, z, w = ((word * 1664525 + 1013904223) & MASK for word in words)
    for last in (False, True):
        x = (x + y * w) & MASK
        y = (y + z * x) & MASK
        z = (z + x * y) & MASK
        w = (w + y * z) & MASK
        if not last:
            x, y, z, w = (v ^ (v >> 16) for v in (x, y, z, w))
    return x, y, z, w


def normal_pair(first, second):
    radius = math.sqrt(-2 * math.log((first + 0.5) * 2.0**-32))
    angle = 2 * math.pi * ((second >> 8) + 0.5) * 2.0**-24
    return radius * math.cos(angle), radius * math.sin(angle)


def initial_normals(count, seed):
    values = []
    for block in range((count + 3) // 4):
        a, b, c, d = pcg4d(seed, block, 0, MASK)
        values += [*normal_pair(a, b), *normal_pair(c, d)]
    return values[:count]


def network(widths, seed=1):
    """Layers [(matrix, biases)] of a perceptron, with gradients; matrices of variance 2 / (inputs + outputs)."""
    pairs = list(zip(widths, widths[1:]))
    draws = initial_normals(sum(i * o + o for i, o in pairs), seed)
    layers, begin = [], 0
    for inputs, outputs in pairs:
        matrix = torch.tensor(draws[begin : begin + inputs * outputs]).reshape(outputs, inputs)
        layers.append([(matrix * math.sqrt(2 / (inputs + outputs))).requires_grad_(), torch.zeros(outputs).requires_grad_()])
        begin += inputs * outputs + outputs
    return layers


def evaluate(layers, x):
    for i, (matrix, biases) in enumerate(layers):
        x = torch.nn.functional.linear(x, matrix, biases)
        x = torch.tanh(x) if i + 1 < len(layers) else x
    return x


def seed_word(h):
    """The finalizer of MurmurHash3: a run's seed is mixed once."""
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def word(seed, estimate, index):
    """Source `index` of an estimate's first sample: a lane of a block of four."""
    return pcg4d(seed_word(seed), estimate, 0, index >> 2)[index & 3]


def reconstruction(x, h2):
    p = 0.001 + 0.998 * torch.sigmoid(h2)
    return -torch.distributions.Bernoulli(p).log_prob(x).sum()


def nvil(x, seed, estimate, phi, theta):
    """Source 0 draws the row, the next 16 the coins."""
    logits = evaluate(phi, x - 0.5)
    u = torch.tensor([(word(seed, estimate, 1 + i) + 0.5) * 2.0**-32 for i in range(16)])
    h = (u < torch.sigmoid(logits.detach())).double()
    q = torch.distributions.Bernoulli(logits=logits).log_prob(h).sum()
    cost = reconstruction(x, evaluate(theta, h)) + q.detach() + 16 * math.log(2)
    return cost, cost + q * cost.detach()


def vae(x, seed, estimate, phi, theta):
    """Source 0 draws the row; a pair of normals begins at an even one."""
    h1 = evaluate(phi, x - 0.5)
    q = torch.distributions.Normal(h1[:16], h1[16:].exp())
    pairs = [normal_pair(word(seed, estimate, i), word(seed, estimate, i + 1)) for i in range(2, 18, 2)]
    noise = torch.tensor(pairs).flatten()
    h = q.loc + q.scale * noise
    prior = torch.distributions.Normal(0.0, 1.0)
    cost = reconstruction(x, evaluate(theta, h)) + (q.log_prob(h) - prior.log_prob(h)).sum()
    return cost, cost


def measured(model, sizes, rows, seed):
    phi, theta = (network(widths) for widths in sizes)
    costs, surrogates = [], []
    for estimate, row in enumerate(rows):
        cost, surrogate = model(torch.tensor([float(bit) for bit in row]), seed, estimate, phi, theta)
        costs.append(cost)
        surrogates.append(surrogate)
    loss = torch.stack(surrogates).mean()
    result = {"cost": torch.stack(costs).mean().item()}
    for name, layers in (("phi", phi), ("theta", theta)):
        flat = torch.cat([g.flatten() for g in torch.autograd.grad(loss, [p for layer in layers for p in layer], retain_graph=True)])
        at = [i * (len(flat) - 1) // (COORDINATES - 1) for i in range(COORDINATES)]
        result[name] = {"norm": flat.norm().item(), "at": at, "values": flat[at].tolist()}
    return result


given = json.load(sys.stdin)
seed, rows = given["seed"], given["rows"]
models = {
    "nvil": (nvil, ([144, 32, 16], [16, 32, 144])),
    "vae": (vae, ([144, 128, 32], [16, 128, 144])),
}
gradients = {name: measured(model, sizes, rows[name], seed) for name, (model, sizes) in models.items()}
print(json.dumps({"seed": seed, "rows": rows, "gradients": gradients}, indent=1))
