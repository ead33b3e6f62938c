import { readFileSync } from 'node:fs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {{ status: string, assertionResults: readonly { status: string }[] }} VitestFile
 * @typedef {{ testResults: readonly VitestFile[] }} VitestReport
 * @typedef {{ annotations?: readonly { type: string, description?: string }[] }} PlaywrightTest
 * @typedef {{ specs?: readonly { tests: readonly PlaywrightTest[] }[], suites?: readonly PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ errors: readonly unknown[], suites?: readonly PlaywrightSuite[], stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} PlaywrightReport
 */

/**
 * A step that ends badly without naming a failed test, or that ran no test at all, has still failed once.
 * @param {Count} count
 * @param {number} status
 * @returns {Count}
 */
function orOneFailure(count, status) {
  const silent = count.failed === 0 && (status !== 0 || count.passed === 0);
  return silent ? { ...count, failed: 1 } : count;
}

/**
 * Counts the tests of vitest's JSON report. A file that could not be loaded has no tests, and counts as one failure.
 * @param {VitestReport} report
 * @param {number} status exit status of the run
 * @returns {Count}
 */
export function countVitest(report, status) {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failed = tests.filter((test) => test.status === 'failed').length;
  const skipped = tests.length - passed - failed;
  return orOneFailure({ passed, failed: failed + unloaded.length, skipped }, status);
}

/**
 * Counts the tests of Playwright's JSON report; a test that passed only when repeated counts as failed.
 * @param {PlaywrightReport} report
 * @param {number} status exit status of the run
 * @returns {Count}
 */
export function countPlaywright({ stats, errors }, status) {
  const failed = stats.unexpected + stats.flaky + errors.length;
  return orOneFailure({ passed: stats.expected, failed, skipped: stats.skipped }, status);
}

/**
 * Why tests of Playwright's JSON report were skipped, each reason once.
 * @param {Pick<PlaywrightReport, 'suites'>} report
 * @returns {string[]}
 */
export function reasonsOfSkips({ suites = [] }) {
  /** @type {(suite: PlaywrightSuite) => string[]} */
  const inSuite = ({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ tests }) =>
      tests.flatMap(({ annotations = [] }) =>
        annotations.flatMap(({ type, description }) => (type === 'skip' && description ? [description] : [])),
      ),
    ),
    ...inner.flatMap(inSuite),
  ];
  return [...new Set(suites.flatMap(inSuite))];
}

/**
 * Reads a report and counts it; a report that is not there is one failure.
 * @template Report
 * @param {string} path
 * @param {number} status
 * @param {(report: Report, status: number) => Count} count
 * @returns {Count}
 */
export function countReport(path, status, count) {
  try {
    return count(JSON.parse(readFileSync(path, 'utf8')), status);
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
