import { fuzzedInput } from '../../src/engine/testing/fuzz/inputs';
import { tried } from './tried';

/** Answers for every seed that it is sent, until it is ended. */
process.on('message', async (seed: number) => process.send?.(await tried(fuzzedInput(seed))));
// Getting started is no part of what an input takes.
process.send?.('ready');
