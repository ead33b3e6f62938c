import { loadHardCases } from '../testing/hardCases';
import { testHardCases } from '../testing/hardCaseTests';

testHardCases(loadHardCases().filter(({ kind }) => kind === 'planes'));
