import type { TakeKernel } from '../kernelPlan';
import type { Address, Emitted, FunctionBody } from './code';
import type { MemoryLayout } from './memory';
import { constant } from './vectors';

const BYTES = 4;

/** Copies a row of the table for every index, or sets zeros. */
export function take(code: FunctionBody, kernel: TakeKernel, layout: MemoryLayout): void {
  const { count, width, tableRows } = kernel;
  const place = ({ buffer, offset }: TakeKernel['table']) => layout.address(buffer) + offset * BYTES;
  const table = place(kernel.table);
  const index = code.set(code.local('i32'), constant(place(kernel.index)));
  const out = code.set(code.local('i32'), constant(place(kernel.out)));
  const chosen = code.local('f32');
  const row = code.get(chosen);
  const here: Address = { pointer: code.get(index), offset: 0 };
  code.times(count, () => {
    code.set(chosen, (c) => {
      c.load('f32.load', here);
      c.f32(0.5);
      c.op('f32.add');
      c.op('f32.floor');
    });
    const source: Emitted = (c) => {
      row(c);
      c.op('i32.trunc_sat_f32_s');
      c.i32(width * BYTES);
      c.op('i32.mul');
      c.i32(table);
      c.op('i32.add');
    };
    // NaN is in no table.
    const isRow: Emitted = (c) => {
      row(c);
      c.f32(0);
      c.op('f32.ge');
      row(c);
      c.f32(tableRows);
      c.op('f32.lt');
      c.op('i32.and');
    };
    code.choose(
      isRow,
      () => {
        code.get(out)(code);
        source(code);
        code.i32(width * BYTES);
        code.op('memory.copy');
      },
      () => {
        code.get(out)(code);
        code.i32(0);
        code.i32(width * BYTES);
        code.op('memory.fill');
      },
    );
    code.advance(index, BYTES);
    code.advance(out, width * BYTES);
  });
}
