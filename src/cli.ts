/** The engine without a page: `scg estimate | truth | check | latex | url | open`. See README for the output. */
import { main } from './cli/main';

process.exitCode = await main(process.argv.slice(2));
