/**
 * Goldens: each folder in `test/projects/` is a test. What every stage makes of it stands
 * in its `expected/*.txt`; `UPDATE_GOLDEN=1` rewrites them, and the diff is read like code.
 */
import assert from "node:assert/strict";
import {
  expectedText,
  goldenProjects,
  printStage,
  type Stage,
  stages,
  updateExpected,
} from "./support/goldenProject";

for (const project of goldenProjects()) {
  describe(`the golden project ${project}`, () => {
    for (const stage of stages) {
      it(`has the expected ${stage}`, () => check(project, stage));
    }
  });
}

async function check(project: string, stage: Stage): Promise<void> {
  const actual = await printStage(project, stage);
  if (process.env["UPDATE_GOLDEN"]) updateExpected(project, stage, actual);
  else assert.equal(actual, expectedText(project, stage));
}
