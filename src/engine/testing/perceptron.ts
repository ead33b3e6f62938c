/**
 * A perceptron with tanh between its layers in plain float64, for tests: the weights stand as in PyTorch's
 * `parameters_to_vector`.
 */
export function perceptronDocument(
  weights: ArrayLike<number>,
  widths: readonly number[],
  inputs: readonly number[],
): number[] {
  let begin = 0;
  let values = [...inputs];
  widths.slice(1).forEach((outputs, layer) => {
    const biases = begin + outputs * values.length;
    const sums = Array.from({ length: outputs }, (_, unit) =>
      values.reduce(
        (sum, value, i) => sum + value * (weights[begin + unit * values.length + i] ?? Number.NaN),
        weights[biases + unit] ?? Number.NaN,
      ),
    );
    begin = biases + outputs;
    values = layer + 2 < widths.length ? sums.map(Math.tanh) : sums;
  });
  return values;
}
