import { cpus, loadavg, totalmem } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly browser: string;
  readonly renderer: string;
  readonly node: string;
  /**
   * Processes that wanted a core in the minute before the run: near 0, or the figures are those of a shared machine.
   */
  readonly loadBefore: number;
}

export function machine(browserVersion: string, renderer: string): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    browser: `Chromium ${browserVersion}`,
    renderer,
    node: process.version,
    loadBefore: Math.round(10 * (loadavg()[0] ?? Number.NaN)) / 10,
  };
}
