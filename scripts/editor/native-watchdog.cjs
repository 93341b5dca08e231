// Stands in for VS Code's native watchdog, which ends a process whose parent is gone.
// The editor is started in a process group, and that is ended as a whole.
exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);
