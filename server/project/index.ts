/**
 * Project: files in, snapshots and programs out. The questions that an editor, a
 * terminal and a host ask of a project's code are asked here.
 *
 * Invariant: no I/O and no run; the same in an editor, a test and a browser.
 */
export { type Cursor, cursorAt, type PlacedToken } from "./cursor";
export {
  type Definition,
  definitionOf,
  itemDefinition,
  itemsNaming,
  type MeaningPlace,
  meaningAt,
  referencesOf,
  wordsOf,
} from "./definition";
export { changesBetween, type Dependencies, dependenciesOf } from "./dependencies";
export {
  allFunctions,
  type FunctionItem,
  functionAt,
  functionNamed,
  functionsOf,
  type TestItem,
  testsOf,
} from "./functions";
export { type FileOffset, type FileRange, placed } from "./places";
export { signatureText } from "./signatureText";
export { type ProjectFile, Snapshot } from "./snapshot";
