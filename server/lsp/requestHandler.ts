/** Our own requests: what functions, tests, runs and spans there are. */
import { valueJson } from "../base";
import { parametersOf, testCasesOf } from "../engine";
import type { Run } from "../events";
import { allFunctions, functionAt, functionNamed, testsOf } from "../project";
import { acceptsNull, exampleOf, valueSchema } from "./jsonSchema";
import { rangeOfLines, toLocation, toOffset } from "./places";
import {
  type DocumentText,
  type FunctionId,
  type FunctionInfo,
  type FunctionPlace,
  type RowsRequest,
  type RowText,
  type RunInfo,
  requests,
  type SpanAtRequest,
  type SpanDetails,
  type SpanPlace,
  type SpanRequest,
  type TestInfo,
  type TraceDelta,
  type TraceRequest,
} from "./protocol";
import { rowText } from "./rowText";
import { runInfo } from "./runInfo";
import type { Session } from "./session";
import { spanDetails } from "./spanDetails";
import { traceDelta } from "./traceDelta";
import { documentText } from "./traceDocuments";

export class RequestHandler {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  answer(method: string, params: unknown): unknown {
    switch (method) {
      case requests.functions:
        return this.#functions();
      case requests.functionInfo:
        return this.functionInfo(params as FunctionId) ?? null;
      case requests.tests:
        return this.#tests();
      case requests.runs:
        return this.#runs();
      case requests.trace:
        return this.#trace(params as TraceRequest) ?? null;
      case requests.rows:
        return this.#rows(params as RowsRequest);
      case requests.span:
        return this.#span(params as SpanRequest) ?? null;
      case requests.spanAt:
        return this.#spanAt(params as SpanAtRequest) ?? null;
      case requests.document:
        return this.#document(params as { readonly uri: string }) ?? null;
      default:
        throw new Error(`no such request: ${method}`);
    }
  }

  functionInfo(id: FunctionId): FunctionInfo | undefined {
    const project = this.#session.workspace.project(id.project);
    const item = project && functionNamed(project.snapshot, id.function);
    if (!project || !item) return undefined;
    const { program } = project.snapshot;
    const { shapes } = program.catalog;
    const lastArgs = this.#session.runs.lastArgs(project.id, item.name);
    return {
      ...id,
      location: toLocation(project, item.nameRange),
      parameters: parametersOf(program, item.name).map(({ name, type, shape }) => ({
        name,
        type,
        optional: acceptsNull(shape, shapes),
        schema: valueSchema(shape, shapes),
        example: exampleOf(shape, shapes),
      })),
      tests: testCasesOf(program)
        .filter((one) => one.function === item.name)
        .map(({ test, args }) => ({ name: test, args: plainArguments(args) })),
      ...(lastArgs && { lastArgs }),
      missingVariables: this.#session.missingVariables(project, item.name),
    };
  }

  #functions(): FunctionPlace[] {
    return this.#session.workspace.projects.flatMap((project) =>
      allFunctions(project.snapshot).map((item) => ({
        project: project.id,
        function: item.name,
        location: toLocation(project, item.range),
      })),
    );
  }

  #tests(): TestInfo[] {
    return this.#session.workspace.projects.flatMap((project) =>
      [...project.snapshot.files.keys()].flatMap((path) =>
        testsOf(project.snapshot, path).flatMap((test) =>
          test.functions.map(({ name }) => ({
            project: project.id,
            function: name,
            test: test.name,
            location: toLocation(project, test.nameRange),
          })),
        ),
      ),
    );
  }

  #runs(): RunInfo[] {
    return this.#session.history.runs.newestFirst.map(runInfo);
  }

  #trace({ runId, since }: TraceRequest): TraceDelta | undefined {
    const run = this.#run(runId);
    return run && traceDelta(run, runInfo(run), since ?? 0, this.#session.nowMs * 1000);
  }

  #rows({ runId, rows }: RowsRequest): RowText[] {
    const run = this.#run(runId);
    const known = rows.filter((row) => run && row >= 0 && row < run.tree.count);
    return run ? known.map((row) => rowText(run.tree.span(row))) : [];
  }

  #span({ runId, spanId, row }: SpanRequest): SpanDetails | undefined {
    const run = this.#run(runId);
    const found = row ?? (spanId === undefined ? undefined : run?.tree.rowOf(spanId));
    if (!run || found === undefined || found >= run.tree.count) return undefined;
    return spanDetails(run, found, this.#session.workspace.project(run.project)?.root);
  }

  /** The innermost call that was made from there; else the function's own last call. */
  #spanAt({ textDocument, position }: SpanAtRequest): SpanPlace | undefined {
    const file = this.#session.workspace.loadedFile(textDocument.uri);
    if (!file) return undefined;
    const { project, path } = file;
    const at = toOffset(project.snapshot, path, position);
    const item = functionAt(project.snapshot, path, at.offset);
    if (!item) return undefined;
    const { history } = this.#session;
    const { line, character } = position;
    const site = history
      .sitesIn(project.id, item, project.snapshot)
      .findLast(({ range: [startLine, start, endLine, end] }) => {
        const begins = startLine < line || (startLine === line && start <= character);
        return begins && (line < endLine || (line === endLine && character <= end));
      });
    if (site) {
      const row = site.rows.at(-1)!;
      const spanId = site.run.tree.span(row).id;
      return { runId: site.run.id, spanId, row, range: rangeOfLines(site.range) };
    }
    const last = history.calls.ofFunction({ name: item.name, project: project.id })?.last;
    if (!last) return undefined;
    const range = toLocation(project, item.nameRange).range;
    return { runId: last.run.id, spanId: last.span.id, row: last.row, range };
  }

  #document({ uri }: { readonly uri: string }): DocumentText | undefined {
    return documentText(uri, (runId) => this.#run(runId));
  }

  #run(runId: string): Run | undefined {
    return this.#session.history.runs.run(runId);
  }
}

function plainArguments(
  args: readonly (readonly [string, Parameters<typeof valueJson>[0]])[],
): Record<string, unknown> {
  return Object.fromEntries(args.map(([name, value]) => [name, JSON.parse(valueJson(value))]));
}
