/**
 * The engine's public door: everything that a page, a command or a preset may use. Nothing inside the engine imports
 * it.
 */
export { analyse } from './analysis/analyse';
export type { Analysis, Graph, GraphNode, Violation } from './analysis/contract';
export { lawBehind, withDensityEdges } from './analysis/densityEdges';
export { deterministicallyInfluences, influences } from './analysis/influence';
export { trainingCosts } from './analysis/trainingCosts';
export { messageOf } from './base/messageOf';
export { perObject } from './base/perObject';
export {
  ACTIVATIONS,
  type Activation,
  DEFAULT_ACTIVATION,
} from './base/weightLayout';
export { checkGraph, checkWritten, type Written } from './check/check';
export { feedsOf } from './compile/feeds';
export { costGroups, gamesOf } from './compile/groups';
export { compilePlan } from './compile/plan';
export type { DataSet } from './data/contract';
export { OWN_DATA_LIMITS, readOwnData, splitRows } from './data/ownData';
export { DATA_NAMES, DATA_SETS, type DataName } from './data/registry';
export { scaledPictures, sideOf } from './data/scalePictures';
export { type Diagnostic, type Finding, FindingError } from './diagnostics/types';
export { describe } from './diagnostics/words';
export type { Support } from './distributions/contract';
export { DISTRIBUTIONS } from './distributions/registry';
export { baselineRefusals } from './document/checkPlans';
export { DISTRIBUTION_ARGS, type DistributionName, PATHWISE } from './document/distributions';
export { type Edited, isRefused } from './document/edited';
export {
  addNode,
  connect,
  disconnect,
  duplicateNodes,
  moveNodes,
  removeNodes,
  setAbout,
  setTitle,
} from './document/edits';
export { estimatorRefusal, type ScoreFactor, scoreFactor } from './document/estimators';
export { LIMITS as DOCUMENT_LIMITS } from './document/limits';
export { parseDraftText } from './document/parse';
export type { Picture } from './document/pictureTypes';
export {
  addPlan,
  duplicatePlan,
  NO_CHOICE,
  nodePlanOf,
  type PlanOptions,
  removePlan,
  renamePlan,
  setNodePlan,
  setPlanOptions,
  withDefaultPlans,
} from './document/planEdits';
export { renameNode } from './document/rename';
export { serializeDocument } from './document/serialize';
export { sizeFindings } from './document/sizes';
export { tensorShape } from './document/tensor';
export {
  type CompleteOptimizer,
  completeOptimizer,
  OPTIMIZER_DEFAULTS,
  setTraining,
  TRAINING_DEFAULTS,
  type TrainingSettings,
  trainingOf,
} from './document/training';
export type { Optimizer, Training } from './document/trainingTypes';
export {
  type Baseline,
  type CellRule,
  type CostNode,
  type DataRule,
  type DeterministicNode,
  type Document,
  type InputNode,
  type InputValue,
  type KindOfBaseline,
  type NestedNumbers,
  type NetworkRule,
  type Node,
  type NodeKind,
  type NodePlan,
  type ParameterNode,
  type ParameterValue,
  type Plan,
  parentsOf,
  type StochasticNode,
  type Tensor,
} from './document/types';
export { type NodePatch, updateNode } from './document/updateNode';
export { type Attempt, attempt } from './equivalence/attempt';
export { CLAIM_ROWS, type Claim, type ClaimRow, type NamedPair } from './equivalence/claims';
export { compare } from './equivalence/compare';
export type {
  Comparison,
  Edit,
  NormalForm,
  NormalNode,
  Pair,
  Planned,
  RefusedStep,
  Relation,
  Role,
  Side,
  Step,
  UsedStep,
} from './equivalence/contract';
export { type Mend, mendsOf } from './equivalence/mends';
export { natureOf } from './equivalence/nature';
export { formatStep, parseStep } from './equivalence/stepText';
export {
  comparisonWords,
  editWords,
  refusalWords,
  roleWords,
  stepWords,
} from './equivalence/words';
export { type NodeDensity, nodeDensity } from './exact/nodeDensity';
export { momentsNote, momentsWords, wordsOf } from './exact/noTruthWords';
export { type Allowance, planFeeds } from './exact/planFeeds';
export {
  type Believed,
  estimatorMean,
  estimatorMoments,
  type RegulatorEstimator,
} from './exact/regulator/estimators';
export { bestGain, costGradient, type Regulator } from './exact/regulator/regulator';
export type { EstimateMoments } from './exact/regulator/sampled';
export { exactTruth, type NoTruth, type Truth } from './exact/truth';
export type { Verdict } from './exact/verdict';
export { prepareReference, type ReferenceRunner } from './executors/reference/reference';
export { estimateWork } from './executors/reference/work';
export type { Formula, Term } from './export/formula';
export { type Form, objectiveLatex, surrogateLatex, theorem1Latex } from './export/latex';
export { definitionsLatex } from './export/latexDefinitions';
export { labelOf, nodeLatex } from './export/latexNames';
export { estimatorLatexText } from './export/latexText';
export { type MarkName, type PairedTerm, pairedTerms } from './export/pairedTerms';
export { type Completion, completionsAt, signatureAt } from './expression/completion';
export { toLatex } from './expression/latex';
export { nameToLatex, nameToUnicode } from './expression/nameSetting';
export { names } from './expression/names';
export { parse } from './expression/parse';
export { argsGivenBy, isWeighting } from './expression/probsAndLogits';
export { type GainCurve, Gains } from './gains/gains';
export type { Feeds } from './ir/program';
export { type Shape, sizeOf } from './ir/shape';
export { Desk } from './jobs/desk';
export { executorWords } from './jobs/executorWords';
export { type Model, modelOf } from './model/model';
export { parsedNode } from './model/trees';
export { ProofClient } from './proof/client';
export type { ProofNews } from './proof/contract';
export type { PlanSnapshot, Snapshot } from './run/contract';
export { type NodeSampler, nodeSampler } from './run/nodeSampler';
export { RUN } from './run/work';
export { formatFragment, parseFragment } from './share/fragment';
export { decodeShare, encodeShare } from './share/share';
export { chiSquare } from './statistics/chiSquare';
export { correlationOf, correlationTest } from './statistics/correlation';
export { kolmogorovSmirnov, type TestResult } from './statistics/kolmogorovSmirnov';
export { type Law, type LawName, lawOf } from './statistics/laws';
export {
  type Moments,
  merge,
  NO_MOMENTS,
  standardError,
  variance,
  varianceError,
} from './statistics/moments';
export { isHeavy, Tail, type TailFit } from './statistics/paretoTail';
export type { SurveyEntry, SurveyReport, SurveySnapshot } from './survey/contract';
export { SURVEY } from './survey/work';
export { type TrainedParameters, TrainingClient } from './training/client';
export type {
  Divergence,
  OwnRows,
  ParameterNumbers,
  PictureFrame,
  PlanTraining,
  TrainingSnapshot,
  TrainingStatus,
} from './training/contract';
export { withdrawnPlanWords } from './truth/checkPlans';
export { TruthClient } from './truth/client';
export type { TruthReport } from './truth/contract';
export { type CheckOutcome, crossCheck } from './truth/crossCheck';
