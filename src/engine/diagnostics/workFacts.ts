/** What is counted of work before it begins. */
export type WorkKind =
  /** Instructions asked of one program while it is written: five for a new one, one for one that is there already. */
  | 'instructions'
  /** The same of the programs of all plans. */
  | 'allInstructions'
  /** Numbers that the arrays of one program hold for one sample. */
  | 'numbers'
  /** The same of the programs of all plans. */
  | 'allNumbers'
  /** The same of one step of training, for all its rows. */
  | 'stepNumbers'
  /** Numbers drawn for one sample. */
  | 'drawn'
  /** Operations on single numbers until the first estimate is made. */
  | 'estimate'
  /** The same for one step of training. */
  | 'step'
  /** Weights of a learned baseline. */
  | 'weights';

export interface WorkFacts {
  /** Work that would not end, or not fit. */
  'too-much-work': { readonly what: WorkKind; readonly size: number; readonly limit: number };
}
