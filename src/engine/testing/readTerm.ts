/**
 * A summand of Theorem 1 as the page sets it, read back from its LaTeX, so that tests can put numbers into what a
 * reader sees. Names of nodes are single letters.
 */
export type Factor =
  | { readonly kind: 'number'; readonly value: number }
  /** A cost as a function of what it depends on: f(x,g(a)). */
  | { readonly kind: 'value'; readonly of: string }
  /** p(x\mid a). */
  | { readonly kind: 'density'; readonly of: string }
  /** \log p(x\mid a), behind the operators that differentiate it. */
  | { readonly kind: 'logDensity'; readonly of: string }
  /**
   * \frac{\partial of}{\partial by}; without `of` an operator. `total`: through all paths, \mathrm{d}. `held`: whose
   * log density does not move, \big|_{\log p(x\mid\lfloor a\rfloor)}.
   */
  | {
      readonly kind: 'derivative';
      readonly of: Derived;
      readonly by: string;
      readonly total: boolean;
      readonly held: readonly string[];
    }
  /** \sum_x, of all that follows. */
  | { readonly kind: 'sum'; readonly over: string }
  | { readonly kind: 'brackets'; readonly summands: readonly Signed[] }
  /** \left[...\right]_{x=0}^{x=1}. */
  | {
      readonly kind: 'difference';
      readonly of: readonly Signed[];
      readonly node: string;
      readonly from: number;
      readonly to: number;
    };

export type Derived =
  | { readonly kind: 'node' | 'density' | 'probability'; readonly of: string }
  | { readonly kind: 'operator' };

export interface Signed {
  readonly sign: 1 | -1;
  readonly factors: readonly Factor[];
}

/** The factors of one summand. Throws where it holds anything unknown. */
export function readTerm(latex: string): readonly Factor[] {
  const reader = new Reader(latex);
  const factors = reader.product();
  reader.end();
  return factors;
}

const NAME = '[a-z]';

class Reader {
  #at = 0;

  constructor(readonly text: string) {}

  end(): void {
    if (this.#at < this.text.length) throw new Error(`cannot read ${this.text.slice(this.#at)}`);
  }

  product(): Factor[] {
    const factors: Factor[] = [];
    for (let factor = this.#factor(); factor; factor = this.#factor()) factors.push(factor);
    return factors;
  }

  #sum(): Signed[] {
    const summands: Signed[] = [];
    let sign: Signed['sign'] = this.#take('-') ? -1 : 1;
    for (;;) {
      summands.push({ sign, factors: this.product() });
      const next = this.#take('[+-]')?.[0];
      if (next === undefined) return summands;
      sign = next === '-' ? -1 : 1;
    }
  }

  #factor(): Factor | undefined {
    const number = this.#take(String.raw`\d+(?:\.\d+)?`);
    if (number) return { kind: 'number', value: Number(number[0]) };
    const sum = this.#take(String.raw`\\sum_\{(${NAME})\}`);
    if (sum) return { kind: 'sum', over: nth(sum, 1) };
    const logDensity = this.#take(String.raw`\\log p\((${NAME})(?:\\mid ?[^()]*)?\)`);
    if (logDensity) return { kind: 'logDensity', of: nth(logDensity, 1) };
    const density = this.#take(String.raw`p\((${NAME})(?:\\mid ?[^()]*)?\)`);
    if (density) return { kind: 'density', of: nth(density, 1) };
    const fraction = this.#take(String.raw`\\frac\{(?:\\partial|\\mathrm\{d\}) ?`);
    if (fraction) return this.#derivative(fraction[0].includes('mathrm'));
    if (this.#take(String.raw`\\left\[`)) {
      const of = this.#sum();
      const ends = this.#need(String.raw`\\right\]_\{(${NAME})=(\d)\}\^\{${NAME}=(\d)\}`);
      return { kind: 'difference', of, node: nth(ends, 1), from: Number(ends[2]), to: Number(ends[3]) };
    }
    if (this.#take(String.raw`(?:\\left)?\(`)) {
      const summands = this.#sum();
      this.#need(String.raw`(?:\\right)?\)`);
      return { kind: 'brackets', summands };
    }
    const value = this.#take(`${NAME}`);
    if (!value) return undefined;
    if (this.text[this.#at] === '(') this.#skipArguments();
    return { kind: 'value', of: value[0] };
  }

  #derivative(total: boolean): Factor {
    const of = this.#derived();
    const by = nth(this.#need(String.raw`\}\{(?:\\partial|\\mathrm\{d\}) ?(${NAME})\}`), 1);
    return { kind: 'derivative', of, by, total, held: this.#held() };
  }

  #held(): string[] {
    const held: string[] = [];
    if (!this.#take(String.raw`\\big\|_\{`)) return held;
    do held.push(nth(this.#need(String.raw`\\log p\((${NAME})\\mid ?\\lfloor [^()]*\\rfloor\)`), 1));
    while (this.#take(','));
    this.#need(String.raw`\}`);
    return held;
  }

  #derived(): Derived {
    const density = this.#take(String.raw`p\((${NAME})(?:\\mid ?[^()]*)?\)`);
    if (density) return { kind: 'density', of: nth(density, 1) };
    const probability = this.#take(String.raw`p_\{(${NAME})\}`);
    if (probability) return { kind: 'probability', of: nth(probability, 1) };
    const node = this.#take(NAME);
    return node ? { kind: 'node', of: node[0] } : { kind: 'operator' };
  }

  #skipArguments(): void {
    let depth = 0;
    do {
      const letter = this.text[this.#at++];
      if (letter === '(') depth++;
      if (letter === ')') depth--;
      if (letter === undefined) throw new Error(`a bracket is not closed in ${this.text}`);
    } while (depth > 0);
  }

  #take(pattern: string): RegExpExecArray | undefined {
    const regex = new RegExp(pattern, 'y');
    regex.lastIndex = this.#at;
    const match = regex.exec(this.text);
    if (!match) return undefined;
    this.#at = regex.lastIndex;
    return match;
  }

  #need(pattern: string): RegExpExecArray {
    const match = this.#take(pattern);
    if (!match) throw new Error(`cannot read ${this.text.slice(this.#at)} in ${this.text}`);
    return match;
  }
}

function nth(match: RegExpExecArray, i: number): string {
  return match[i] ?? '';
}
