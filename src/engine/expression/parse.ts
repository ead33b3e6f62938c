import { type Finding, FindingError } from '../diagnostics/types';
import { across, Chain, MAX_NESTING } from './chain';
import { isFunctionName } from './functions';
import { instead } from './lookalikes';
import { type Sign, type Token, tokenize } from './tokens';
import type { ArgName, BinarySign, Span, Tree } from './tree';

export const MAX_CHARACTERS = 4000;

export type ParsedExpression =
  | { readonly tree: Tree; readonly finding?: undefined }
  | { readonly tree?: undefined; readonly finding: Finding };

/**
 * Reads an expression: numbers, names, `+ - * / ^`, comparisons, `c ? a : b`, `x[i]`, `f(a, b)`.
 * A power is right-associative and binds tighter than a minus before it: -x^2 is -(x^2), and 2^-x is allowed.
 * Never throws: gives the tree, or the first thing that is wrong and its place in the text.
 */
export function parse(text: string): ParsedExpression {
  if (text.length > MAX_CHARACTERS)
    return {
      finding: {
        code: 'expression-too-long',
        facts: { length: text.length, limit: MAX_CHARACTERS },
        span: [MAX_CHARACTERS, text.length],
      },
    };
  const { tokens, finding } = tokenize(text);
  if (finding) return { finding };
  try {
    return { tree: new Parser(text, tokens).expression() };
  } catch (error) {
    const found = error instanceof FindingError ? error.findings[0] : undefined;
    if (!found) throw error;
    return { finding: found };
  }
}

/** How tightly an operator holds its operands; a left-associative one takes a right operand that holds tighter. */
const BINDING: Partial<Record<Sign, number>> = {
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '==': 1,
  '!=': 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
  '^': 5,
};
const COMPARISON = 1;
/** A minus before its operand: tighter than a product, looser than a power. */
const NEGATION = 4;

/** Operator-precedence parser after Pratt, "Top down operator precedence", POPL 1973. */
class Parser {
  #position = 0;
  #nesting = 0;

  constructor(
    readonly text: string,
    readonly tokens: readonly Token[],
  ) {}

  expression(): Tree {
    if (this.#peek().kind === 'end')
      throw refusal({ code: 'expression-empty', facts: {}, span: [0, this.text.length] });
    const tree = this.#conditional();
    const next = this.#peek();
    if (next.kind !== 'end') throw this.#stray(next);
    return tree;
  }

  #peek(): Token {
    const token = this.tokens[this.#position];
    if (!token) throw new Error('read past the end');
    return token;
  }

  #sign(): Sign | undefined {
    const token = this.#peek();
    return token.kind === 'sign' ? token.sign : undefined;
  }

  #advance(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#position++;
    return token;
  }

  /** Counts one level of nesting while `inner` reads, so that no text can exhaust the stack. */
  #nested(inner: () => Tree): Tree {
    this.#nesting++;
    if (this.#nesting > MAX_NESTING)
      throw refusal({ code: 'expression-too-deep', facts: { limit: MAX_NESTING }, span: this.#peek().span });
    const tree = inner();
    this.#nesting--;
    return tree;
  }

  #conditional(): Tree {
    const condition = this.#binary(COMPARISON);
    if (this.#sign() !== '?') return condition;
    const question = this.#advance();
    const then = this.#nested(() => this.#conditional());
    if (this.#sign() !== ':') {
      if (this.#peek().kind !== 'end') throw this.#stray(this.#peek());
      throw refusal({ code: 'missing-colon', facts: {}, span: question.span });
    }
    this.#advance();
    const otherwise = this.#nested(() => this.#conditional());
    return { kind: 'conditional', condition, then, otherwise, span: across(condition, otherwise) };
  }

  #binary(loosest: number): Tree {
    const chain = new Chain(this.#unary());
    for (;;) {
      const sign = this.#sign();
      const binding = sign && BINDING[sign];
      if (!isBinary(sign) || binding === undefined || binding < loosest) return chain.tree();
      const place = this.#advance().span;
      // A power takes its exponent as an operand of its own, so that 2^-x^2 is 2^(-(x^2)).
      const right = sign === '^' ? this.#nested(() => this.#exponent()) : this.#binary(binding + 1);
      if (binding === COMPARISON) this.#refuseChain(chain.tree(), right, place);
      const limit = chain.add(sign, right);
      if (limit !== undefined)
        throw refusal({ code: 'expression-chain', facts: { sign, limit }, span: place });
    }
  }

  #exponent(): Tree {
    return this.#binary(NEGATION + 1);
  }

  #unary(): Tree {
    const sign = this.#sign();
    if (sign !== '-' && sign !== '+') return this.#postfix(this.#primary());
    const place = this.#advance().span;
    const operand = this.#nested(() => this.#binary(NEGATION));
    return sign === '+' ? operand : { kind: 'negation', operand, span: [place[0], operand.span[1]] };
  }

  #postfix(target: Tree): Tree {
    let tree = target;
    for (let indices = 1; this.#sign() === '['; indices++) {
      const open = this.#advance();
      if (indices > MAX_NESTING)
        throw refusal({ code: 'expression-too-deep', facts: { limit: MAX_NESTING }, span: open.span });
      const index = this.#nested(() => this.#conditional());
      const close = this.#close(']', open);
      tree = { kind: 'index', target: tree, index, span: [tree.span[0], close[1]] };
    }
    return tree;
  }

  #primary(): Tree {
    const token = this.#peek();
    if (token.kind === 'number') {
      this.#advance();
      return { kind: 'number', value: token.value, span: token.span };
    }
    if (token.kind === 'name') {
      this.#advance();
      if (this.#sign() === '(') return this.#call(token.name, token.span);
      return { kind: 'name', name: token.name, span: token.span };
    }
    if (token.kind === 'sign' && token.sign === '(') {
      this.#advance();
      const inner = this.#nested(() => this.#conditional());
      const close = this.#close(')', token);
      return { ...inner, span: [token.span[0], close[1]] };
    }
    throw this.#missingOperand(token);
  }

  #call(name: string, nameSpan: Span): Tree {
    const open = this.#advance();
    const args: Tree[] = [];
    const argNames: (ArgName | undefined)[] = [];
    const called = (close: Span): Tree => ({
      kind: 'call',
      name,
      nameSpan,
      args,
      ...(argNames.some((own) => own) ? { argNames } : {}),
      span: [nameSpan[0], close[1]],
    });
    if (this.#sign() === ')') return called(this.#advance().span);
    for (;;) {
      argNames.push(this.#argName());
      args.push(this.#nested(() => this.#conditional()));
      if (this.#sign() !== ',') return called(this.#close(')', open));
      this.#advance();
    }
  }

  /** The name of an argument and its equals sign, where they come next. */
  #argName(): ArgName | undefined {
    const token = this.#peek();
    const next = this.tokens[this.#position + 1];
    if (token.kind !== 'name' || next?.kind !== 'sign' || next.sign !== '=') return undefined;
    this.#position += 2;
    return { name: token.name, span: token.span };
  }

  #close(sign: ')' | ']', open: Token): Span {
    const token = this.#peek();
    if (token.kind === 'sign' && token.sign === sign) return this.#advance().span;
    if (token.kind === 'end' || (token.kind === 'sign' && (token.sign === ')' || token.sign === ']')))
      throw refusal({ code: 'unclosed-bracket', facts: { open: sign === ')' ? '(' : '[' }, span: open.span });
    throw this.#stray(token);
  }

  #refuseChain(left: Tree, right: Tree, place: Span): void {
    // A bracketed comparison begins before its left operand: (a < b) < c compares a truth value on purpose.
    const chained =
      left.kind === 'binary' && BINDING[left.sign] === COMPARISON && left.span[0] === left.left.span[0];
    if (!chained) return;
    const [a, b, c] = [left.left, left.right, right].map((tree) => this.#textOf(tree.span));
    throw refusal({
      code: 'chained-comparison',
      facts: { instead: `(${a} ${left.sign} ${b})*(${b} ${this.#textOf(place)} ${c})` },
      span: across(left, right),
    });
  }

  #textOf([from, to]: Span): string {
    return this.text.slice(from, to);
  }

  #missingOperand(token: Token): FindingError {
    if (isEquals(token)) return meaningless(token);
    const before = this.tokens[this.#position - 1];
    return refusal({
      code: 'missing-operand',
      facts: {
        after: before && this.#textOf(before.span),
        before: token.kind === 'end' ? undefined : this.#textOf(token.span),
      },
      span: token.kind === 'end' && before ? before.span : token.span,
    });
  }

  /** A token with which the expression that stands before it cannot go on. */
  #stray(token: Token): FindingError {
    const { span } = token;
    if (isEquals(token)) return meaningless(token);
    const text = this.#textOf(span);
    if (token.kind === 'sign' && (token.sign === ')' || token.sign === ']'))
      return refusal({ code: 'unopened-bracket', facts: { close: token.sign }, span });
    if (token.kind === 'sign' && token.sign !== '(' && token.sign !== '[')
      return refusal({ code: 'unexpected-sign', facts: { sign: token.sign }, span });
    const before = this.tokens[this.#position - 1] ?? token;
    const left = this.#textOf(before.span);
    const right = text === '(' ? '(...)' : text;
    const applied = before.kind === 'name' && isFunctionName(before.name);
    return refusal({
      code: 'missing-operator',
      facts: { instead: applied ? `${left}(${right})` : `${left === ')' ? '(...)' : left}*${right}` },
      span: [before.span[0], span[1]],
    });
  }
}

/** Equals sign where no argument is named. */
function isEquals(token: Token): boolean {
  return token.kind === 'sign' && token.sign === '=';
}

function meaningless({ span }: Token): FindingError {
  return refusal({ code: 'unknown-character', facts: { character: '=', instead: instead('=') }, span });
}

function isBinary(sign: Sign | undefined): sign is BinarySign {
  return sign !== undefined && BINDING[sign] !== undefined;
}

function refusal(finding: Finding): FindingError {
  return new FindingError([finding]);
}
