// Stands in for VS Code's native log writer: the same interface, on plain files.
// Exports stand one by one, for VS Code import()s this file and sees only names so written.
const fs = require("node:fs");
const path = require("node:path");

const levels = ["trace", "debug", "info", "warning", "error", "critical", "off"];
const methods = ["trace", "debug", "info", "warn", "error", "critical"];

class Logger {
  constructor(file) {
    this.file = file;
    this.level = levels.indexOf("info");
    this.isRaw = false;
    if (file) fs.mkdirSync(path.dirname(file), { recursive: true });
  }

  write(level, text) {
    if (level < this.level || !this.file) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    const line = this.isRaw ? String(text) : `${time} [${levels[level]}] ${text}\n`;
    try {
      fs.appendFileSync(this.file, line);
    } catch {
      // The folder is gone: the editor is being removed, and nobody reads the log.
    }
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  clearFormatters() {
    this.isRaw = true;
  }

  setPattern() {}
  flush() {}
  drop() {}
}

for (const [level, method] of methods.entries()) {
  Logger.prototype[method] = function (text) {
    this.write(level, text);
  };
}

const make = async (_name, file) => new Logger(file);

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = class extends Logger {
  constructor(_type, _name, file) {
    super(file);
  }
};
exports.createRotatingLogger = make;
exports.createAsyncRotatingLogger = make;
