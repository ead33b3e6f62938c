"""Values and gradients of PyTorch's networks in float64, for expression/networks.test.ts.

python3 torch_networks.py > torchNetworks.json
Number i of the weights is sin(1 + i) / 2, number i of the input cos(i), of the state sin(3 i). The gradient is that of
the sum of squares of the output.
"""

import json

import torch
from torch.nn.utils import parameters_to_vector, vector_to_parameters

torch.set_default_dtype(torch.float64)


def counted(function, *shape):
    return function(torch.arange(torch.Size(shape).numel(), dtype=torch.float64)).reshape(shape)


def measured(module, *inputs):
    count = parameters_to_vector(module.parameters()).numel()
    vector_to_parameters(counted(lambda i: torch.sin(1 + i) / 2, count), module.parameters())
    inputs = [i.requires_grad_() for i in inputs]
    output = module(*inputs)
    gradients = torch.autograd.grad(output.square().sum(), [*module.parameters(), *inputs])
    parameters = gradients[: -len(inputs)]
    return {
        "output": output.flatten().tolist(),
        "gradients": [parameters_to_vector(parameters).tolist(), *(g.flatten().tolist() for g in gradients[-len(inputs) :])],
    }


def perceptron(widths, activation):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs), activation()]
    return torch.nn.Sequential(*layers[:-1])


activations = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid, "softplus": torch.nn.Softplus}
cases = {f"mlp {name}": measured(perceptron([3, 4, 3, 2], kind), counted(torch.cos, 3)) for name, kind in activations.items()}
cases["mlp rows"] = measured(perceptron([3, 4, 2], torch.nn.Tanh), counted(torch.cos, 2, 3))
cases["gru vector"] = measured(torch.nn.GRUCell(2, 3), counted(torch.cos, 2), counted(lambda i: torch.sin(3 * i), 3))
cases["gru rows"] = measured(torch.nn.GRUCell(2, 3), counted(torch.cos, 2, 2), counted(lambda i: torch.sin(3 * i), 2, 3))
print(json.dumps(cases, indent=1))
