export const USAGE = `usage: scg COMMAND FILE [options]

  estimate FILE [--plan NAME] [--estimates 100000] [--seed 1] [--json]
           mean, variance and standard error of every plan's gradient, by simulation
  truth FILE [--plan NAME] [--seconds 60] [--no-check] [--json]
           the exact cost and gradient, and every plan's exact mean and variance, with bounds of their errors
  check FILE [--json]
           what is wrong with a document
  latex FILE [--plan NAME]
           objective, gradient estimator and surrogate loss
  compare FILE_A FILE_B [--plan-a NAME] [--plan-b NAME] [--steps FILE] [--json]
           whether two graphs have the same surrogate losses, term by term, or how they differ
  url FILE [--base ADDRESS]
           the link that holds the document
  open FILE [--base ADDRESS]
           the same, opened in a browser

FILE is a document, - for standard input, or a share link.
Exit status: 0; 1 where the document is not valid, or two graphs differ; 2 for wrong usage; 3 where there is no exact truth; 4 for a fault
of the command itself.`;

/** Wrong words on the command line; the message, of one line, says which. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** `isLost`: whether to tell all that there is, as to one who does not know any command. */
  constructor(
    message: string,
    readonly isLost = false,
  ) {
    super(message);
  }
}
