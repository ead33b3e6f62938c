"""The autoencoder of bench/vae/page in PyTorch on the CPU: training steps and single gradients a second.

Usage: torch_vae.py PROBLEM, where PROBLEM is a JSON file with the start (`phi`, `theta`), the train rows (`x`, a string
of 0 and 1), the widths (`layers`: pixels, hidden, causes), `batch` and `rate`. Asked by lines of JSON on standard input, it
answers each by a line of JSON: see `answer`.
"""

import json
import math
import sys
import time
import warnings

import torch
from torch import nn
from torch.nn import functional as F

warnings.filterwarnings("ignore")

with open(sys.argv[1]) as file:
    PROBLEM = json.load(file)
PIXELS, HIDDEN, CAUSES = PROBLEM["layers"]
BATCH, RATE = PROBLEM["batch"], PROBLEM["rate"]
X = torch.tensor([float(c) for c in PROBLEM["x"]]).reshape(-1, PIXELS)
SHAPES = [(PIXELS, HIDDEN), (HIDDEN, 2 * CAUSES), (CAUSES, HIDDEN), (HIDDEN, PIXELS)]


def start():
    """Weights [outputs, inputs] and biases of the four layers, in turn."""
    arrays = []
    for numbers, shapes in [(PROBLEM["phi"], SHAPES[:2]), (PROBLEM["theta"], SHAPES[2:])]:
        place = 0
        for inputs, outputs in shapes:
            for shape in [(outputs, inputs), (outputs,)]:
                size = math.prod(shape)
                arrays.append(torch.tensor(numbers[place : place + size], dtype=torch.float32).reshape(shape))
                place += size
    return arrays


def by_parameter(arrays):
    flat = [array.detach().reshape(-1) for array in arrays]
    return {"phi": torch.cat(flat[:4]).tolist(), "theta": torch.cat(flat[4:]).tolist()}


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.one, self.two, self.three, self.four = (nn.Linear(inputs, outputs) for inputs, outputs in SHAPES)
        with torch.no_grad():
            for parameter, numbers in zip(self.parameters(), start()):
                parameter.copy_(numbers)

    def forward(self, x, noise):
        """Mean over the rows of L + R."""
        mu, log_sigma = self.two(torch.tanh(self.one(x - 0.5))).chunk(2, 1)
        sigma = log_sigma.exp()
        h = mu + sigma * noise
        p = 0.001 + 0.998 * torch.sigmoid(self.four(torch.tanh(self.three(h))))
        likelihood = (x * p.log() + (1 - x) * (1 - p).log()).sum()
        divergence = (0.5 * (mu.square() + sigma.square() - 1) - log_sigma).sum()
        return (divergence - likelihood) / x.shape[0]


def rows():
    return X[torch.randint(0, X.shape[0], (BATCH,))], torch.randn(BATCH, CAUSES)


MODELS = {
    "eager": lambda model: model,
    "jit.script": lambda model: torch.jit.script(model),
    "jit.trace": lambda model: torch.jit.trace(model, rows()),
    "torch.compile": lambda model: torch.compile(model),
}
ADAMS = {"Adam": {}, "Adam, foreach": {"foreach": True}, "Adam, fused": {"fused": True}}


class Training:
    def __init__(self, made, adam):
        self.model = Autoencoder()
        self.loss = made(self.model)
        self.adam = torch.optim.Adam(self.model.parameters(), lr=RATE, **adam)

    def run(self, count):
        for _ in range(count):
            self.adam.zero_grad(set_to_none=True)
            self.loss(*rows()).backward()
            self.adam.step()


def sum_loss(arrays, x, noise):
    """L + R of one row, for torch.func."""
    w1, b1, w2, b2, w3, b3, w4, b4 = arrays
    mu, log_sigma = F.linear(torch.tanh(F.linear(x - 0.5, w1, b1)), w2, b2).chunk(2)
    sigma = log_sigma.exp()
    h = mu + sigma * noise
    p = 0.001 + 0.998 * torch.sigmoid(F.linear(torch.tanh(F.linear(h, w3, b3)), w4, b4))
    likelihood = (x * p.log() + (1 - x) * (1 - p).log()).sum()
    return (0.5 * (mu.square() + sigma.square() - 1) - log_sigma).sum() - likelihood


def by_vmap():
    try:
        from torch.func import grad, vmap
    except ImportError:
        from functorch import grad, vmap
    each = vmap(grad(sum_loss), in_dims=(None, 0, 0))
    return lambda arrays, x, noise: each(tuple(arrays), x, noise)


def backwards(arrays, x, noise):
    """What every layer takes in, and the slopes of L + R in what it gives out."""
    w1, b1, w2, b2, w3, b3, w4, b4 = arrays
    centred = x - 0.5
    a1 = torch.tanh(F.linear(centred, w1, b1))
    mu, log_sigma = F.linear(a1, w2, b2).chunk(2, 1)
    sigma = log_sigma.exp()
    spread = sigma * noise
    h = mu + spread
    a2 = torch.tanh(F.linear(h, w3, b3))
    s = torch.sigmoid(F.linear(a2, w4, b4))
    p = 0.001 + 0.998 * s
    d4 = (p - x) / (p * (1 - p)) * 0.998 * s * (1 - s)
    d3 = (d4 @ w4) * (1 - a2.square())
    dh = d3 @ w3
    d2 = torch.cat([dh + mu, dh * spread + sigma.square() - 1], 1)
    d1 = (d2 @ w2) * (1 - a1.square())
    return [(centred, d1), (a1, d2), (h, d3), (a2, d4)]


def by_hand(outer):
    def gradients(arrays, x, noise):
        return [g for inputs, slopes in backwards(arrays, x, noise) for g in (outer(slopes, inputs), slopes)]

    return gradients


GRADIENTS = {
    "vmap of grad": by_vmap,
    "outer products": lambda: by_hand(lambda d, a: d.unsqueeze(2) * a.unsqueeze(1)),
    "einsum": lambda: by_hand(lambda d, a: torch.einsum("no,ni->noi", d, a)),
    "bmm": lambda: by_hand(lambda d, a: torch.bmm(d.unsqueeze(2), a.unsqueeze(1))),
}


class Sums:
    def __init__(self, gradients):
        self.gradients = gradients
        self.arrays = start()
        self.count = 0
        self.sum = [torch.zeros_like(array) for array in self.arrays]
        self.squares = [torch.zeros_like(array) for array in self.arrays]

    @torch.no_grad()
    def run(self, rounds):
        for _ in range(rounds):
            for i, g in enumerate(self.gradients(self.arrays, *rows())):
                self.sum[i] += g.sum(0)
                self.squares[i] += g.square().sum(0)
            self.count += BATCH


def makers(task):
    """Every way of a task, by name."""
    if task == "estimates":
        return {name: lambda make=make: Sums(make()) for name, make in GRADIENTS.items()}
    return {
        f"{model}, {adam}": lambda model=model, adam=adam: Training(MODELS[model], ADAMS[adam])
        for model in MODELS
        if model != "torch.compile" or hasattr(torch, "compile")
        for adam in ADAMS
    }


UNITS = {"steps": 1, "estimates": BATCH}


def rate(task, runner, seconds):
    begun = time.perf_counter()
    done = 0
    while done == 0 or time.perf_counter() - begun < seconds:
        runner.run(20)
        done += 20
    return UNITS[task] * done / (time.perf_counter() - begun)


BEST = {}


def tune(task, seconds):
    """Chooses way and threads; tells all that were tried."""
    tried = {}
    for name, make in makers(task).items():
        for threads in (1, 2):
            torch.set_num_threads(threads)
            try:
                runner = make()
                runner.run(5)
                found = rate(task, runner, seconds)
            except Exception as error:
                tried[name] = str(error).split("\n")[0][:80]
                break
            tried[f"{name}, {threads} threads"] = found
            if task not in BEST or found > BEST[task]["rate"]:
                BEST[task] = {"rate": found, "name": name, "threads": threads, "make": make, "runner": runner}
    if task not in BEST:
        raise ValueError(f"no way runs: {tried}")
    best = BEST[task]
    return {"way": best["name"], "threads": best["threads"], "tried": tried}


def answer(asked):
    task = asked.get("task")
    if asked["do"] == "version":
        return {"version": torch.__version__}
    if asked["do"] == "tune":
        return tune(task, asked["seconds"])
    best = BEST[task]
    torch.set_num_threads(best["threads"])
    if asked["do"] == "rate":
        return {"rate": rate(task, best["runner"], asked["seconds"])}
    runner = best["make"]()
    runner.run(asked["count"])
    if task == "steps":
        return by_parameter(runner.model.parameters())
    return {"count": runner.count, "sum": by_parameter(runner.sum), "squares": by_parameter(runner.squares)}


torch.manual_seed(1)
for line in sys.stdin:
    try:
        print(json.dumps(answer(json.loads(line))), flush=True)
    except Exception as error:
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
