/** What writers say beside the spans of a trace: what they lost, and what they only counted. */
import type { CallSiteStats } from "./callSiteStats";
import { type DropClass, dropClasses, type MetaRecord } from "./event";

export class TraceMeta {
  readonly #seen = new Set<string>();
  readonly #siteStats = new Map<string, CallSiteStats>();
  readonly #dropped: Partial<Record<DropClass, number>> = {};

  get siteStats(): readonly CallSiteStats[] {
    return [...this.#siteStats.values()];
  }

  get dropped(): Readonly<Partial<Record<DropClass, number>>> {
    return this.#dropped;
  }

  /** False when the record was known, or changes nothing here. */
  add(eventId: string, meta: MetaRecord): boolean {
    if (this.#seen.has(eventId)) return false;
    this.#seen.add(eventId);
    switch (meta.kind) {
      case "dropped":
        this.#addDropped(meta.byClass);
        return true;
      case "callSiteStats":
        for (const stats of meta.sites) this.#addStats(stats);
        return true;
      case "session":
      case "rotated":
        return false;
      default:
        return meta satisfies never;
    }
  }

  #addDropped(byClass: Readonly<Partial<Record<DropClass, number>>>): void {
    for (const name of dropClasses) {
      const count = byClass[name] ?? 0;
      if (count > 0) this.#dropped[name] = (this.#dropped[name] ?? 0) + count;
    }
  }

  /** Counts only grow, so the word with the higher count is the newer. */
  #addStats(stats: CallSiteStats): void {
    const key = `${stats.site.uri}#${stats.site.range.join()}#${stats.function}`;
    const known = this.#siteStats.get(key);
    if (known === undefined || known.count <= stats.count) this.#siteStats.set(key, stats);
  }
}
