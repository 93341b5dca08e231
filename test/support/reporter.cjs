/**
 * Mocha's own spec report, and after it one line that machines read:
 * `N passed, N failed, N skipped`.
 */
const Mocha = require("mocha");

class Report extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      const skipped = pending > 0 ? `, ${pending} skipped` : "";
      process.once("exit", () => console.log(`${passes} passed, ${failures} failed${skipped}`));
    });
  }
}

module.exports = Report;
