/**
 * The making of an analysis: which items must be checked, in which order, and again when
 * something turned out that they had asked about.
 *
 * Two things are known only from bodies: the types of constants, and the effects of
 * functions. Both start as if there were nothing to know; whoever asked is checked again
 * when there is.
 *
 * Invariant: the results are those of checking everything from the start.
 */
import type { ItemIndex } from "./names/itemIndex";
import type { SyntaxNode } from "./syntax/tree";
import { CallGroups } from "./types/callGroups";
import { type BodyResult, checkItem, type ItemResult } from "./types/checkItem";
import type { mentionGroups } from "./types/constants";
import { noting, Questions } from "./types/dependencies";
import { type Effects, hasEffects, includesEffects, noEffects, withEffects } from "./types/effects";
import type { Environment } from "./types/environment";
import { sameData } from "./types/sameData";
import { recoveryType, type Type } from "./types/type";

/** What is kept of an item from one analysis to the next. */
export interface ItemState {
  readonly result: ItemResult;
  /** What it asked when it was checked. */
  readonly asked: Questions;
}

/** All that follows from the items; copied from the previous analysis, then brought up to date. */
export interface ItemTables {
  readonly states: Map<SyntaxNode, ItemState>;
  /** By their keys; of several items with one name, the bodies of the one that counts. */
  readonly bodies: Map<string, Body>;
  /** Of functions that have any, by their keys. */
  readonly effects: Map<string, Effects>;
  /** The inferred types of constants. */
  readonly constants: Map<string, Type>;
}

export interface Body extends BodyResult {
  readonly item: SyntaxNode;
}

export class Revision {
  readonly #index: ItemIndex;
  readonly #environment: Environment;
  readonly #tables: ItemTables;
  readonly #mentions: ReturnType<typeof mentionGroups>;
  /** The items that were checked, some of them more than once. */
  readonly checked = new Set<SyntaxNode>();
  /** The bodies that were checked since effects were last looked at. */
  #touched = new Set<string>();
  /** Functions on a cycle that have started from no effects. */
  readonly #restarted = new Set<string>();
  readonly #groups = new CallGroups((key) => this.#tables.bodies.get(key)?.callees ?? []);
  /** Who asked about the effects of a function, and maybe does no more; made when it is needed. */
  #callers: Map<string, Set<SyntaxNode>> | undefined;

  constructor(
    index: ItemIndex,
    environment: Environment,
    tables: ItemTables,
    mentions: ReturnType<typeof mentionGroups>,
  ) {
    this.#index = index;
    this.#environment = environment;
    this.#tables = tables;
    this.#mentions = mentions;
  }

  /** Checks items, and all that must be checked because of what came out. */
  update(items: Iterable<SyntaxNode>): void {
    this.#check(items);
    const most = ROUNDS_PER_BODY * (this.#tables.bodies.size + 1);
    for (let rounds = 0; this.#touched.size > 0 && rounds < most; rounds++) this.#settleEffects();
  }

  /** Constants first, those that others mention before them; then what asked about them. */
  #check(items: Iterable<SyntaxNode>): void {
    const { order } = this.#mentions;
    const placeOf = (node: SyntaxNode) => order.get(node) ?? order.size;
    let pending = [...items];
    const most = ROUNDS_PER_BODY * (order.size + 1);
    for (let rounds = 0; pending.length > 0 && rounds < most; rounds++) {
      pending.sort((left, right) => placeOf(left) - placeOf(right));
      const changed = new Questions();
      for (const node of pending) this.#checkOne(node, changed.constants);
      pending = [...this.whoAsked(changed)];
    }
  }

  /** Adds the constants whose types are others now. */
  #checkOne(node: SyntaxNode, changed: Set<string>): void {
    const asked = new Questions();
    const before = this.#tables.states.get(node)?.result;
    forgetBodies(this.#tables, node);
    const result = checkItem(node, noting(this.#environment, asked));
    if (!before || !sameCalls(before, result)) this.#groups.forget();
    this.#tables.states.set(node, { result, asked });
    this.checked.add(node);
    this.#addCaller(node, asked);
    if (!this.#counts(node)) return;
    for (const body of result.bodies) this.#enter({ ...body, item: node }, changed);
  }

  /** False for an item whose name an earlier one has taken. */
  #counts(node: SyntaxNode): boolean {
    const name = this.#tables.states.get(node)?.result.name;
    return name !== undefined && this.#index.meaning(name, node.kind)?.node === node;
  }

  #enter(body: Body, changed: Set<string>): void {
    const { bodies, constants } = this.#tables;
    bodies.set(body.key, body);
    this.#touched.add(body.key);
    if (!body.type) return;
    const type = this.#mentions.cyclic.has(body.key) ? recoveryType : body.type;
    if (sameData(constants.get(body.key), type)) return;
    constants.set(body.key, type);
    changed.add(body.key);
  }

  /**
   * Takes over the effects of the bodies that were checked, and checks whoever asked about
   * them. Functions that lead back to themselves first start from nothing together, so that
   * in the end they throw only what one of them throws (the least fixed point of 4.17).
   */
  #settleEffects(): void {
    const touched = [...this.#touched].filter((key) => this.#isEffectful(key));
    this.#touched = new Set();
    const restarted = this.#restart(touched);
    if (restarted.length > 0) {
      this.#touched = new Set([...touched, ...restarted]);
      this.#check(this.#callersOf(restarted));
      return;
    }
    const changed = touched.filter((key) => this.#takeOver(key));
    this.#check(this.#callersOf(changed));
  }

  /** Answers whether the effects of a function are others than before. */
  #takeOver(key: string): boolean {
    const before = this.#effectsOf(key);
    const found = this.#tables.bodies.get(key)?.effects ?? noEffects;
    const effects = this.#restarted.has(key) ? withEffects(before, found) : found;
    if (sameData(before, effects)) return false;
    if (!includesEffects(effects, before)) this.#releaseCallers([key]);
    this.#tables.effects.set(key, effects);
    if (!hasEffects(effects)) this.#tables.effects.delete(key);
    return true;
  }

  /** Forgets the effects of functions on a cycle; answers those that had any. */
  #restart(touched: readonly string[]): readonly string[] {
    const { effects } = this.#tables;
    const isOpen = (key: string) => !this.#restarted.has(key);
    const keys = new Set(touched.filter(isOpen).flatMap((key) => this.#groups.of(key)));
    const known = [...keys].filter((key) => effects.has(key));
    this.#releaseCallers(known);
    for (const key of known) effects.delete(key);
    for (const key of keys) this.#restarted.add(key);
    return known;
  }

  /** What had been gathered on a cycle may be too much once something it calls does less. */
  #releaseCallers(keys: readonly string[]): void {
    for (const caller of this.#callersOf(keys)) {
      for (const body of this.#tables.states.get(caller)?.result.bodies ?? []) {
        this.#restarted.delete(body.key);
      }
    }
  }

  #callersOf(keys: readonly string[]): ReadonlySet<SyntaxNode> {
    const found = new Set<SyntaxNode>();
    if (keys.length === 0) return found;
    const callers = this.#allCallers();
    for (const key of keys) for (const node of callers.get(key) ?? []) found.add(node);
    return found;
  }

  #allCallers(): Map<string, Set<SyntaxNode>> {
    if (this.#callers) return this.#callers;
    this.#callers = new Map();
    for (const [node, { asked }] of this.#tables.states) this.#addCaller(node, asked);
    return this.#callers;
  }

  #addCaller(node: SyntaxNode, asked: Questions): void {
    for (const key of asked.effects) {
      const known = this.#callers?.get(key);
      if (known) known.add(node);
      else this.#callers?.set(key, new Set([node]));
    }
  }

  #effectsOf(key: string): Effects {
    return this.#tables.effects.get(key) ?? noEffects;
  }

  #isEffectful(key: string): boolean {
    const found = this.#tables.bodies.get(key)?.effects;
    return this.#tables.effects.has(key) || (found !== undefined && hasEffects(found));
  }

  /** The items that asked one of some questions. */
  whoAsked(questions: Questions): readonly SyntaxNode[] {
    if (questions.isEmpty) return [];
    const found: SyntaxNode[] = [];
    for (const [node, { asked }] of this.#tables.states) {
      if (asked.meets(questions)) found.push(node);
    }
    return found;
  }
}

function sameCalls(left: ItemResult, right: ItemResult): boolean {
  return left.bodies.every((body, index) => sameData(body.callees, right.bodies[index]!.callees));
}

/** Takes the bodies of an item out of the tables. */
export function forgetBodies({ states, bodies }: ItemTables, item: SyntaxNode): void {
  for (const { key } of states.get(item)?.result.bodies ?? []) {
    if (bodies.get(key)?.item === item) bodies.delete(key);
  }
}

/** What one body finds out passes through each other body once; the rest is for cycles. */
const ROUNDS_PER_BODY = 4;
